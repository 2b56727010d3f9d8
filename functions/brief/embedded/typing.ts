import { SPEECH_LEMMAS } from '../../core/text/speech-verbs.ts';
import { foldAccents, lookupForm } from './canonical.ts';
import { GIVEN_NAMES } from './lexicon/name-parts.ts';
import { AGENTS, UNNAMED_SOURCES } from './lexicon/sources.ts';
import type { Document, EntityKind, Token } from './model.ts';
import { knownBodyOfSurname } from './persons.ts';
import type { RawName } from './raw-names.ts';
import { isCommonWord } from './tagger.ts';

type Votes = Map<EntityKind, number>;

/** Common nouns that make a place of the name before them. */
const PLACE_NOUNS = new Set(
  'airport stadium street square river hospital region province district peninsula island islands mountains border area town city village'.split(
    ' ',
  ),
);
/** Votes that a kind needs before a name of unknown kind is taken for it. */
const ENOUGH = 1.5;
/** What a last word used alone adds to the votes for a person. */
const ALONE_WEIGHT = 1.5;

/**
 * Gives a kind to names that neither the gazetteer nor their own words tell, by how the whole document uses them.
 * @returns the names that are names: a capital that only opens a sentence is dropped.
 */
export function typeNames(document: Document, names: RawName[]): RawName[] {
  const used = new Set(names.filter((name) => !name.opens).flatMap(formsOf));
  const sure = names.filter(
    (name) => used.has(lookupForm(name.text)) || (name.common !== true && !isPluralOfAgents(name)),
  );
  const isUntyped = (name: RawName): boolean =>
    name.known === undefined && name.kind === undefined && name.loneTitle !== true;
  const isLong = (name: RawName): boolean => name.text.includes(' ');
  const alone = new Set(sure.filter((name) => !isLong(name) && name.known === undefined).map(lastWord));
  elect(
    document,
    sure.filter((name) => isUntyped(name) && isLong(name)),
    alone,
  );
  const surnames = new Set(sure.filter((name) => name.kind === 'person' && isLong(name)).map(lastWord));
  const rest = sure.filter((name) => isUntyped(name) && !isLong(name));
  const heads = new Map(sure.filter(isLong).map((name) => [lookupForm(name.text.split(' ')[0] ?? ''), name.kind]));
  // A surname joins its person, and a body's first word the body; their own surroundings say nothing better.
  for (const name of rest) {
    const head = heads.get(lookupForm(name.text));
    if (surnames.has(lookupForm(name.text))) name.kind = 'person';
    else if (head === 'company' || head === 'organisation') name.kind = head;
  }
  elect(document, rest.filter(isUntyped), new Set());
  const small = countOf(document.tokens.filter((token) => token.text === token.lower));
  const lowerWords = new Set(small.keys());
  const times = countOf(sure);
  return sure.filter((name) => {
    if (isWordOfLanguage(name, lowerWords, times)) return false;
    const isOnlyOpening = name.opens && !used.has(lookupForm(name.text)) && !surnames.has(lookupForm(name.text));
    if (isOnlyOpening && name.kind === 'person' && isCapitalAlone(name, lowerWords, times)) return false;
    if (isOftenSmall(name, small, times) && !surnames.has(lookupForm(name.text))) return false;
    if (name.opens && UNNAMED_SOURCES.has(name.text.toLowerCase())) return false;
    if (!name.opens || name.kind === 'person' || used.has(lookupForm(name.text))) return true;
    return name.kind !== undefined && name.kind !== 'organisation' && !lowerWords.has(name.text.toLowerCase());
  });
}

/** A word that the text itself writes small at least twice, and as often as it capitalises it. */
function isOftenSmall(name: RawName, small: ReadonlyMap<string, number>, times: ReadonlyMap<string, number>): boolean {
  if (name.known !== undefined || name.title !== undefined || name.to - name.from !== 1) return false;
  if (!/^\p{Lu}\p{Ll}+$/u.test(name.text) || isGivenName(name.text) || knownBodyOfSurname(name.text) !== undefined)
    return false;
  const often = small.get(name.text.toLowerCase()) ?? 0;
  return often >= 2 && often >= (times.get(name.text) ?? 0);
}

function countOf(names: ReadonlyArray<{ text: string }>): Map<string, number> {
  const times = new Map<string, number>();
  for (const { text } of names) times.set(text, (times.get(text) ?? 0) + 1);
  return times;
}

/** A name of no certain kind, or of a kind that a place gives it, that is a word of the language. */
function isWordOfLanguage(name: RawName, lowerWords: ReadonlySet<string>, times: ReadonlyMap<string, number>): boolean {
  if (name.kind !== undefined && name.kind !== 'organisation' && name.kind !== 'place') return false;
  return isCapitalAlone(name, lowerWords, times);
}

/** A word of the language that capitals hardly set apart: written small elsewhere, or capitalised once only. */
function isCapitalAlone(name: RawName, lowerWords: ReadonlySet<string>, times: ReadonlyMap<string, number>): boolean {
  const bare = name.known === undefined && name.title === undefined && name.to - name.from === 1;
  if (!bare || name.acronym !== undefined || /\p{L}\p{Lu}|\p{N}/u.test(name.text)) return false;
  const lower = name.text.toLowerCase();
  if (!isCommonWord(lower) || GIVEN_NAMES.has(lower) || knownBodyOfSurname(name.text) !== undefined) return false;
  return lowerWords.has(lower) || (times.get(name.text) ?? 0) < 2;
}

/** "Shippers warn", "Exporters said": a plural whose capital only opens the sentence. */
function isPluralOfAgents(name: RawName): boolean {
  if (!name.opens || name.known !== undefined || name.title !== undefined) return false;
  return AGENTS.test(name.text.toLowerCase()) && knownBodyOfSurname(name.text) === undefined;
}

/** A name, its first and its last word, as they are looked up: what an opening word may repeat. */
function formsOf(name: RawName): string[] {
  const words = name.text.split(' ');
  return [name.text, words[0] ?? '', words.at(-1) ?? ''].map(lookupForm);
}

function lastWord(name: RawName): string {
  return lookupForm(name.text.split(/\s+/u).at(-1) ?? '');
}

/** Lets every use of a name in the document vote on its kind. */
function elect(document: Document, names: RawName[], alone: ReadonlySet<string>): void {
  const votes = new Map<string, Votes>();
  for (const name of names) {
    const form = lookupForm(name.text);
    const ballot = votes.get(form) ?? new Map<EntityKind, number>();
    votes.set(form, ballot);
    vote(document, name, ballot);
    // "Jane Roe" becomes "Roe"; bodies lose their last words instead.
    if (alone.has(lastWord(name)) && /^\p{Lu}\S+ \p{Lu}\S+$/u.test(name.text))
      ballot.set('person', (ballot.get('person') ?? 0) + ALONE_WEIGHT);
  }
  for (const name of names) {
    const best = [...(votes.get(lookupForm(name.text)) ?? [])].sort((a, b) => b[1] - a[1])[0];
    if (best !== undefined && best[1] >= ENOUGH) name.kind = best[0];
  }
}

function vote(document: Document, name: RawName, ballot: Votes): void {
  const { tokens } = document;
  const add = (kind: EntityKind, weight: number): void => {
    ballot.set(kind, (ballot.get(kind) ?? 0) + weight);
  };
  const words = name.text.split(/\s+/u);
  const before = inSentence(tokens, name.from - 1, name.sentence);
  const after = inSentence(tokens, name.to, name.sentence);
  const long = words.length > 1 && words.length < 5;
  if (!long && isGivenName(name.text) && before?.lower !== 'the') add('person', 1.6);
  if (long && isGivenName(words[0] ?? '')) add('person', 3);
  if (!long && knownBodyOfSurname(name.text) !== undefined) add('person', 1.6);
  if (long && words.some((word) => /^\p{Lu}\.?$/u.test(word))) add('person', 2);
  if (long && before?.lower !== 'the') add('person', likenessToPerson(words));
  if (after !== undefined && SPEECH_LEMMAS.has(after.lemma) && after.pos !== 'NOUN') {
    if (after.lemma === 'report' && !long) add('outlet', 1.5);
    else add('person', long ? 2 : 1.5);
  }
  if (after?.lower === 'who') add('person', 2);
  if (isAged(tokens, name)) add('person', 2.5);
  if (before !== undefined && SPEECH_LEMMAS.has(before.lemma) && before.pos === 'VERB') {
    // "told Reuters." is an interview; whoever is told something is a person.
    if (before.lower === 'told' && !long && isEndOfTelling(after)) add('outlet', 1.5);
    else add('person', 1.5);
  }
  if (/^(?:in|at|near|outside|across|throughout|around)$/.test(before?.lower ?? '')) add('place', 2);
  if (/^(?:from|to|toward|towards|through|into)$/.test(before?.lower ?? '')) add('place', 1);
  if (/^\p{Lu}[\p{Lu}\p{N}&-]{1,7}$/u.test(name.text)) add('organisation', 2);
  else if (words.length === 1 && /\p{Ll}\p{Lu}|\p{N}/u.test(name.text)) add('company', 1.6);
  if (PLACE_NOUNS.has(after?.lower ?? '') || isToldAsPlace(tokens, name)) add('place', 4);
  if (before?.lower === 'the') add('organisation', 1.2);
  if (/^(?:shares?|stock|stores?|customers|users|executives?|employees)$/.test(after?.lower ?? '')) add('company', 2);
  if (after !== undefined && (after.pos === 'VERB' || after.pos === 'AUX')) add(long ? 'person' : 'organisation', 0.8);
}

/** "Jane", "Raúl", "Jean-Claude". */
function isGivenName(word: string): boolean {
  const lower = word.toLowerCase();
  return GIVEN_NAMES.has(lower) || GIVEN_NAMES.has(foldAccents(lower).split('-')[0] ?? '');
}

/**
 * How much the words of a name look like a given name and a surname: by the words that the language does not know.
 * "Tiziano Lugli" does, "Neil Waters" may, and "Harbour Bridge" does not.
 */
function likenessToPerson(words: readonly string[]): number {
  const parts = words.filter((word) => !/^\p{Ll}{1,3}$/u.test(word));
  if (parts.length < 2 || parts.length > 3 || !parts.every((word) => /^\p{Lu}\p{Ll}[\p{L}’'-]*$/u.test(word))) return 0;
  const unknown = parts.filter((word) => !isCommonWord(word.toLowerCase())).length;
  if (isCommonWord((parts[0] ?? '').toLowerCase())) return 0;
  return unknown === parts.length ? 1.6 : 0.8;
}

/** "Jane Roe, 42,": an age in commas. */
function isAged(tokens: Token[], name: RawName): boolean {
  const [comma, age, end] = [tokens[name.to], tokens[name.to + 1], tokens[name.to + 2]];
  return comma?.text === ',' && /^\d{1,2}$/.test(age?.text ?? '') && /^[,.]$/.test(end?.text ?? '');
}

function isEndOfTelling(after: Token | undefined): boolean {
  return after === undefined || /^(?:[.,;]|in|on|by|during|after|at)$/.test(after.lower);
}

/** How far behind the comma the word may stand that makes a place of a name, in tokens. */
const APPOSITION_REACH = 5;

/** "Harrowgate, the capital of the province", "the city of Harrowgate". */
function isToldAsPlace(tokens: Token[], name: RawName): boolean {
  const of = inSentence(tokens, name.from - 1, name.sentence)?.lower === 'of';
  if (of && SETTLEMENTS.has(inSentence(tokens, name.from - 2, name.sentence)?.lower ?? '')) return true;
  if (tokens[name.to]?.text !== ',') return false;
  for (let at = name.to + 1; at <= name.to + APPOSITION_REACH; at += 1) {
    const token = inSentence(tokens, at, name.sentence);
    if (token === undefined || token.pos === 'VERB' || token.text === ',') return false;
    if (SETTLEMENTS.has(token.lower)) return true;
  }
  return false;
}

const SETTLEMENTS: ReadonlySet<string> = new Set(
  'capital city town village port suburb province district county island region municipality borough neighbourhood neighborhood'.split(
    ' ',
  ),
);

function inSentence(tokens: Token[], at: number, sentence: number): Token | undefined {
  const token = tokens[at];
  return token?.sentence === sentence ? token : undefined;
}
