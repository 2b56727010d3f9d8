import { initialsOf, keyOf, lookupForm } from './canonical.ts';
import type { KnownName } from './gazetteer.ts';
import { knownNameAt, stateOf } from './gazetteer.ts';
import { THING_WORDS } from './lexicon/name-parts.ts';
import { FORMER, PLAIN_TITLES } from './lexicon/titles.ts';
import type { Document, EntityKind, Sentence, Token } from './model.ts';
import { findRuns, kindOfWord, type Part, type Run, titleEndAt, titleStartBefore } from './runs.ts';
import { isCommonWord } from './tagger.ts';

/** A name as it stands in the text, before it is known whose it is. */
export interface RawName {
  from: number;
  to: number;
  sentence: number;
  text: string;
  known?: KnownName;
  /** Kind that the words of the name itself tell. */
  kind?: EntityKind;
  /** State that a leading adjective gives to the name ("Syrian Foreign Ministry"). */
  state?: KnownName;
  /** The title that stands by the name, lower case. */
  title?: string;
  /** The title is put in the past ("former president"). */
  former: boolean;
  /** The body that the person belongs to: a name near the title. */
  body?: RawName;
  /** The body where the text only calls it so ("police spokesman"). */
  organ?: string;
  /** A single word that opens its sentence: its capital says nothing. */
  opens: boolean;
  /** It opens its sentence and reads like a common word: a name only if it is one elsewhere. */
  common?: boolean;
  /** Acronym given in brackets after the name. */
  acronym?: string;
  /** A word that is a title elsewhere ("King"): a name only where a person is so called. */
  loneTitle?: boolean;
  /** Neither somebody nor somewhere: an agreement, an event. Dropped once its acronym is learnt. */
  thing?: boolean;
  /** Names the writer. */
  byline?: boolean;
}

/** How far left of a title, and right of a name, the words that belong to it may reach, in tokens. */
const REACH = 9;
/** A longer sentence is a list: its names have no titles. In tokens. */
const LONGEST_SENTENCE = 600;

/** Common nouns for the body to which a person belongs: "police spokesman", "the movement's leader". */
const ORGAN_WORDS =
  /^(?:police|army|government|military|court|navy|party|council|opposition|movement|group|company|firm|union|bank|airline|charity|alliance|agency)$/;

/** The names of a document in order, boilerplate and datelines left out. */
export function findRawNames(document: Document): RawName[] {
  const names: RawName[] = [];
  for (const sentence of document.sentences) {
    if (sentence.kind === 'boilerplate') continue;
    const found = findRuns(document, sentence).flatMap((run) => readRun(document, sentence, run));
    const isProse = sentence.to - sentence.from <= LONGEST_SENTENCE;
    for (const [position, name] of found.entries()) {
      names.push(name);
      if (!isProse) continue;
      readTitleBefore(document, sentence, name, found, position);
      readApposition(document, sentence, name, found);
      readHeadship(document, sentence, name, found);
      readOwner(document, name, found[position - 1]);
      readSeat(document, name, found[position + 1]);
      readRealm(document, name, found[position + 1]);
      readAcronym(document, sentence, name, found[position + 1]);
    }
  }
  const things = new Set(
    names.filter((name) => isOfThing(document.tokens, name)).map((name) => name.acronym ?? name.text),
  );
  return names.filter((name) => name.thing !== true && !things.has(name.text) && !abbreviates(document.tokens, name));
}

function readRun(document: Document, sentence: Sentence, run: Run): RawName[] {
  const names: RawName[] = [];
  let title: Part | undefined;
  let body: RawName | undefined;
  for (let position = 0; position < run.length; position += 1) {
    const part = run[position];
    const next = run[position + 1];
    if (part === undefined) continue;
    if (part.type === 'title') {
      title = part;
      if (next === undefined && part.to - part.from === 1) {
        names.push({ ...rawName(document, sentence, { ...part, type: 'words' }), loneTitle: true });
      }
      continue;
    }
    if (next !== undefined && isPeopleOf(part, next, document.tokens)) {
      const whole = rawName(document, sentence, { type: 'words', from: part.from, to: next.to });
      whole.known = { key: keyOf(whole.text), name: whole.text, kind: 'community', form: 'people' };
      names.push(whole);
      position += 1;
      continue;
    }
    if (part.known?.kind === 'outlet' && next?.type === 'words') {
      names.push(rawName(document, sentence, { ...part, to: next.to }));
      position += 1;
      continue;
    }
    if (part.known !== undefined && next?.type === 'words' && title === undefined) {
      const kind = kindOfName(document.tokens, next);
      if (kind !== undefined && kind !== 'place' && part.known.kind !== 'outlet') {
        const whole = rawName(document, sentence, { type: 'words', from: part.from, to: next.to });
        whole.kind = kind;
        if (part.known.kind === 'state' && part.known.form !== 'seat') whole.state = part.known;
        names.push(whole);
        body = whole;
        position += 1;
        continue;
      }
    }
    const name = rawName(document, sentence, part);
    if (part.type === 'words') {
      if (title === undefined && isThing(document.tokens, part)) {
        names.push({ ...name, thing: true });
        continue;
      }
      name.byline = isByline(document.tokens, sentence, part.from);
      name.former = /^ex-/.test(document.tokens[part.from - 1]?.lower ?? '');
      const state = stateBehind(document.tokens, part);
      if (state !== undefined) name.state = state;
      const kind = kindOfName(document.tokens, part);
      if (title !== undefined) {
        name.kind = kind === undefined || part.to - part.from > 1 ? 'person' : kind;
        name.title = wordsOf(document.tokens, title.from, title.to);
        name.former = isFormer(document.tokens, title.from, sentence.from);
        if (body !== undefined) name.body = body;
      } else if (kind !== undefined) name.kind = kind;
    }
    title = undefined;
    names.push(name);
    if (part.known !== undefined || name.kind !== 'person') body = name;
  }
  return names;
}

/** "Sunni Bedouins", "Bosnian Serbs": an adjective and the plural of a people, which are one community. */
function isPeopleOf(part: Part, next: Part, tokens: Token[]): boolean {
  if (part.known?.form === 'people' && next.known?.form === 'people') return true;
  const isAdjective = part.known?.form === 'demonym' && !/s$/.test(tokens[part.to - 1]?.lower ?? '');
  return isAdjective && isPluralPeople(next.known, tokens[next.to - 1]);
}

function isPluralPeople(known: KnownName | undefined, last: Token | undefined): boolean {
  return (known?.form === 'people' || known?.form === 'demonym') && /[^s]s$/.test(last?.lower ?? '');
}

/** "Free Trade Agreement", "Second World War": what is neither somebody nor somewhere. */
function isThing(tokens: Token[], part: Part): boolean {
  for (let at = part.from; at < part.to; at += 1) {
    const lower = (tokens[at]?.lower ?? '').replace(/\.$/, '');
    if (at > part.from && /^(?:of|for|on|against)$/.test(lower) && kindOfWord(tokens[at - 1]?.text ?? '') !== undefined)
      return false;
    if (at > part.from && THING_WORDS.has(lower) && (at === part.to - 1 || tokens[at + 1]?.lower === 'of')) return true;
  }
  if (part.to - part.from > 1 && STORMS.test(tokens[part.from]?.lower ?? '')) return true;
  if (
    part.to - part.from === 1 &&
    DAYS.test(tokens[part.to]?.text ?? '') &&
    isCommonWord(tokens[part.from]?.lower ?? '')
  )
    return true;
  const isNumbered = part.to - part.from === 2 && /^(?:\p{Lu}|\p{N}+)$/u.test(tokens[part.to - 1]?.text ?? '');
  return (part.to - part.from === 1 || isNumbered) && THING_WORDS.has(tokens[part.from]?.lower ?? '');
}

/** "Cyclone Freja", "Operation Barbarossa". */
const STORMS = /^(?:cyclone|hurricane|typhoon|storm|comet|asteroid|operation)$/;

/** "Bloody Sunday", "Black Wednesday": days that something is called by. */
const DAYS = /^(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)$/;

/** "By Jane Roe": the writer. */
function isByline(tokens: Token[], sentence: Sentence, from: number): boolean {
  const before = tokens[from - 1];
  return before?.lower === 'by' && before.index === sentence.from && sentence.index < 3;
}

/** The state at the end of "Government of Colombia". */
function stateBehind(tokens: Token[], part: Part): KnownName | undefined {
  for (let at = part.from + 1; at < part.to; at += 1) {
    if (tokens[at]?.lower !== 'of') continue;
    const known = knownNameAt(tokens, tokens[at + 1]?.lower === 'the' ? at + 2 : at + 1, part.to);
    if (known?.known.kind === 'state' && known.to === part.to) return known.known;
  }
  return undefined;
}

function rawName(document: Document, sentence: Sentence, part: Part): RawName {
  const { tokens, text } = document;
  const name: RawName = {
    from: part.from,
    to: part.to,
    sentence: sentence.index,
    text: text
      .slice(tokens[part.from]?.start ?? 0, tokens[part.to - 1]?.end ?? 0)
      .replace(/[\u00ad\u200b\u2060\ufeff]/g, '')
      .replace(/[’']s$|(?<=^\p{Lu}{2,6})\.$/u, ''),
    former: false,
    opens: part.to - part.from === 1 && isOpening(tokens, sentence, part.from),
  };
  if (name.opens && tokens[part.from]?.pos !== 'PROPN') name.common = true;
  if (part.known !== undefined) {
    name.common = false;
    name.known = part.known;
    name.opens = false;
  }
  return name;
}

function isOpening(tokens: Token[], sentence: Sentence, at: number): boolean {
  const before = tokens[at - 1];
  return at === sentence.from || (before !== undefined && /^["“‘'(:—–\-[]+$/.test(before.text));
}

/** The kind that the words of a name tell: its last head, or the head before "of" and "for". */
function kindOfName(tokens: Token[], part: Part): EntityKind | undefined {
  for (let at = part.from + 1; at < part.to; at += 1) {
    if (/^(?:of|for|on|against)$/.test(tokens[at]?.lower ?? '')) {
      const kind = kindOfWord(tokens[at - 1]?.text ?? '');
      if (kind !== undefined) return kind;
    }
  }
  const last = tokens[part.to - 1];
  if (last === undefined) return undefined;
  if (last.lower === 'bank' && /^(?:central|reserve)$/.test(tokens[part.to - 2]?.lower ?? '')) return 'government-body';
  const known = part.to - part.from > 1 ? knownNameAt(tokens, part.to - 1, part.to)?.known : undefined;
  return isPluralPeople(known, last) ? 'community' : kindOfWord(last.text.replace(/\.$/, ''));
}

/** "Harare mayor", "Oxfam senior policy adviser": a title in small letters right before the name. */
function readTitleBefore(
  document: Document,
  sentence: Sentence,
  name: RawName,
  all: RawName[],
  position: number,
): void {
  if (name.loneTitle === true || name.known !== undefined) return;
  if (name.kind !== undefined && name.kind !== 'person') return;
  const { tokens } = document;
  let end = name.from;
  if (name.title !== undefined) end = titleStartBefore(tokens, end, sentence.from);
  else {
    const comma = tokens[end - 1]?.text === ',' ? end - 1 : end;
    const start = titleStartBefore(tokens, comma, sentence.from);
    if (start === comma) {
      if (comma !== end) readAppositionBefore(document, sentence, name, all, comma);
      return;
    }
    name.title = wordsOf(tokens, start, comma);
    name.kind = 'person';
    name.former = isFormer(tokens, start, sentence.from);
    end = start;
  }
  if (name.body !== undefined) return;
  const floor = Math.max(sentence.from, end - REACH);
  for (let at = end - 1; at >= floor; at -= 1) {
    const token = tokens[at];
    if (token === undefined) return;
    const body = all.find((other, index) => index < position && other.to - 1 === at);
    if (body !== undefined) {
      if (body.kind === 'person') return;
      name.body = body;
      name.former ||= FORMER.has(tokens[body.from - 1]?.lower ?? '');
      return;
    }
    if (FORMER.has(token.lower)) name.former = true;
    if (name.title !== undefined && PLAIN_TITLES.has(name.title)) {
      const start = titleStartBefore(tokens, at + 1, sentence.from);
      const title = wordsOf(tokens, start, at + 1);
      if (start <= at && !PLAIN_TITLES.has(title)) name.title = title;
    }
    if (ORGAN_WORDS.test(token.lower)) name.organ ??= token.lower;
    if (token.text === ')' || token.text === '(' || tokens[at - 1]?.text === '(') continue;
    const modifies =
      ['ADJ', 'NOUN', 'PROPN', 'NUM', 'PART'].includes(token.pos) ||
      /^(?:-|’s|'s|and|senior|chief|deputy|for|of|the)$/.test(token.lower);
    if (!modifies) return;
  }
}

/** "the UN coordinator for the region, Jane Roe": a title further before the comma. */
function readAppositionBefore(
  document: Document,
  sentence: Sentence,
  name: RawName,
  all: RawName[],
  comma: number,
): void {
  const { tokens } = document;
  for (let end = comma - 1; end > Math.max(sentence.from, comma - REACH); end -= 1) {
    const token = tokens[end];
    if (token === undefined || ['VERB', 'AUX', 'PRON'].includes(token.pos) || /^[,;:"“”]$/.test(token.text)) return;
    if (!/^(?:of|for|in|to)$/.test(token.lower)) continue;
    const start = titleStartBefore(tokens, end, sentence.from);
    if (start === end) continue;
    name.kind = 'person';
    name.title = wordsOf(tokens, start, end);
    name.former = isFormer(tokens, start, sentence.from);
    const before = all.find((other) => other.to <= start && start - other.to <= 2);
    // An "ambassador to" somebody speaks for somebody else.
    const body = token.lower === 'to' ? before : (before ?? all.find((other) => other.from > end && other.to <= comma));
    if (body !== undefined && body.kind !== 'person') name.body = body;
    return;
  }
}

/** "Max Lawson, the Oxfam adviser", "Jane Roe, an economist at North Bank": a title after a comma. */
function readApposition(document: Document, sentence: Sentence, name: RawName, all: RawName[]): void {
  const { tokens } = document;
  if (name.known !== undefined && name.known.kind !== 'place') return;
  if (name.kind !== undefined && name.kind !== 'person') return;
  if (tokens[name.to]?.text !== ',') return;
  let at = name.to + 1;
  const limit = Math.min(sentence.to, at + REACH);
  let body: RawName | undefined;
  let organ: string | undefined;
  let former = false;
  while (at < limit) {
    const token = tokens[at];
    if (token === undefined || /^[,.;:"”]$/.test(token.text)) return;
    const end = titleEndAt(tokens, at, sentence.to);
    const named = all.find((other) => other.from === at && other.loneTitle !== true);
    if (end > at && !/^(?:mr|mrs|ms|dr)\.?$/.test(token.lower) && named === undefined) {
      const after = tokens[end];
      if (
        after !== undefined &&
        end < sentence.to &&
        after.pos === 'NOUN' &&
        titleEndAt(tokens, end, sentence.to) === end
      ) {
        at = end;
        continue;
      }
      name.kind = 'person';
      name.title ??= wordsOf(tokens, at, end);
      name.former ||= former;
      const behind = body ?? bodyBehind(tokens, all, end, sentence.to);
      if (name.body === undefined && behind !== undefined && behind.kind !== 'person') name.body = behind;
      if (name.body === undefined && organ !== undefined) name.organ ??= organ;
      return;
    }
    if (named !== undefined) {
      body = named;
      at = named.to;
      continue;
    }
    if (
      token.pos === 'VERB' &&
      !/^(?:acting|ruling|incoming|outgoing|leading|managing|retired|elected)$/.test(token.lower)
    )
      return;
    if (token.pos === 'AUX' || token.pos === 'PRON' || token.pos === 'CCONJ') return;
    if (FORMER.has(token.lower)) former = true;
    if (ORGAN_WORDS.test(token.lower)) organ = token.lower;
    at += 1;
  }
}

/** "Jane Roe, who heads the Northern Chamber": a body whose head a relative clause tells. */
function readHeadship(document: Document, sentence: Sentence, name: RawName, all: RawName[]): void {
  const { tokens } = document;
  if (name.known !== undefined || (name.kind !== undefined && name.kind !== 'person')) return;
  const [comma, who, verb] = [tokens[name.to], tokens[name.to + 1], tokens[name.to + 2]];
  if (comma?.text !== ',' || who?.lower !== 'who' || name.to + 3 >= sentence.to) return;
  if (!/^(?:heads|leads|chairs|runs|directs|commands|represents|speaks)$/.test(verb?.lower ?? '')) return;
  const body = bodyBehind(tokens, all, name.to + 3, Math.min(sentence.to, name.to + 6));
  if (body === undefined || body.kind === 'person') return;
  name.kind = 'person';
  name.title ??= 'head';
  name.body ??= body;
}

/** The name after "of", "for", "at", "with" behind a title. */
function bodyBehind(tokens: Token[], all: RawName[], from: number, end: number): RawName | undefined {
  for (let at = from; at < Math.min(end, from + REACH); at += 1) {
    const token = tokens[at];
    if (token === undefined || /^[,.;:"”]$/.test(token.text)) return undefined;
    const named = all.find((other) => other.from === at);
    if (named !== undefined) return named;
    if (token.pos === 'VERB' || token.pos === 'AUX' || token.lower === 'who') return undefined;
  }
  return undefined;
}

/** "China's Commerce Ministry": the state whose body it is. */
function readOwner(document: Document, name: RawName, previous: RawName | undefined): void {
  const { tokens } = document;
  if (name.kind === undefined || name.kind === 'person' || name.kind === 'place' || name.state !== undefined) return;
  if (previous?.known?.kind !== 'state') return;
  const mark = tokens[previous.to];
  if (!/^(?:'s|’s|'|’)$/.test(mark?.text ?? '')) return;
  for (let at = previous.to + 1; at < name.from; at += 1) if (tokens[at]?.pos !== 'ADJ') return;
  name.state = previous.known;
}

/** "The Foreign Ministry in Oslo": the state whose capital it stands in. */
function readSeat(document: Document, name: RawName, next: RawName | undefined): void {
  if (name.kind !== 'government-body' || name.state !== undefined || next?.known?.form !== 'seat') return;
  if (next.from !== name.to + 1 || document.tokens[name.to]?.lower !== 'in' || next.known.country === undefined) return;
  const state = stateOf(next.known.country);
  if (state !== undefined) name.state = { ...state, form: 'seat' };
}

/** "King Hussein of Jordan": the state behind the name. */
function readRealm(document: Document, name: RawName, next: RawName | undefined): void {
  if (name.title === undefined || name.body !== undefined || next?.known?.kind !== 'state') return;
  if (next.from === name.to + 1 && document.tokens[name.to]?.lower === 'of') name.body = next;
}

/** Learns "SDF" from "Syrian Democratic Forces (SDF)". */
function readAcronym(document: Document, sentence: Sentence, name: RawName, next: RawName | undefined): void {
  const { tokens } = document;
  const open = tokens[name.to];
  const word = tokens[name.to + 1];
  const close = tokens[name.to + 2];
  if (open?.text !== '(' || word === undefined || close?.text !== ')' || name.to + 2 >= sentence.to) return;
  if (!/^\p{Lu}[\p{L}\p{N}&.-]{1,9}$/u.test(word.text) || !/\p{Lu}.*\p{Lu}/u.test(word.text)) return;
  if (next !== undefined && next.from === name.to + 1 && next.known?.kind === 'outlet') return;
  if (name.text.includes(' ') || lookupForm(initialsOf(name.text)).startsWith(lookupForm(word.text))) {
    name.acronym = word.text;
    if (name.kind === undefined && name.known === undefined) name.kind = 'organisation';
  }
}

/** An acronym that stands for a thing: in brackets behind it, or before its common noun ("the ABM treaty"). */
function isOfThing(tokens: Token[], name: RawName): boolean {
  if (name.thing === true) return name.acronym !== undefined;
  if (name.known !== undefined || !/^\p{Lu}{2,7}$/u.test(name.text)) return false;
  const next = tokens[name.to];
  return next?.sentence === name.sentence && THING_WORDS.has(next.lower);
}

/** "CBD" after "central business district": an abbreviation of words that are no name. */
function abbreviates(tokens: Token[], name: RawName): boolean {
  const text = name.text;
  if (
    name.to - name.from !== 1 ||
    !/^\p{Lu}{2,6}s?$/u.test(text) ||
    tokens[name.from - 1]?.text !== '(' ||
    tokens[name.to]?.text !== ')'
  )
    return false;
  const letters = text.replace(/s$/, '').toLowerCase();
  for (let offset = 0; offset < letters.length; offset += 1) {
    const word = tokens[name.from - 1 - letters.length + offset];
    if (word === undefined || !/^\p{Ll}/u.test(word.text) || word.text.charAt(0) !== letters.charAt(offset))
      return false;
  }
  return true;
}

function isFormer(tokens: Token[], titleFrom: number, floor: number): boolean {
  for (let at = titleFrom - 1; at >= Math.max(floor, titleFrom - 3); at -= 1) {
    const lower = tokens[at]?.lower ?? '';
    if (FORMER.has(lower)) return true;
    if (lower === '-' && FORMER.has(tokens[at - 1]?.lower ?? '')) return true;
    if (knownNameAt(tokens, at, titleFrom) === undefined && tokens[at]?.pos !== 'ADJ' && tokens[at]?.pos !== 'PROPN')
      return false;
  }
  return false;
}

function wordsOf(tokens: Token[], from: number, to: number): string {
  let words = '';
  for (let at = from; at < to; at += 1) {
    const token = tokens[at];
    if (token === undefined) continue;
    const glued = at === from || token.start === tokens[at - 1]?.end;
    words += glued ? token.lower : ` ${token.lower}`;
  }
  return words.endsWith('.') ? words.slice(0, -1) : words;
}
