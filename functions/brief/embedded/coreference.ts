import { QUOTING_LEMMAS } from '../../core/text/speech-verbs.ts';
import { KINDS_OF_NOMINAL, PERSON_NOMINALS } from './lexicon/nominals.ts';
import type { Document, EntityKind, Mention, Sentence, Token } from './model.ts';
import type { Gender } from './persons.ts';
import type { Registry } from './registry.ts';

/** How many sentences back an antecedent may stand. */
const PRONOUN_REACH = 2;
const NOMINAL_REACH = 6;
/** How many names back it may stand. */
const MOST_CANDIDATES = 200;
const MALE = /^(?:he|him|his)$/;
const GENDERED = /^(?:he|she|him|his|her)$/;

interface Antecedent {
  mention: Mention;
  kind: EntityKind;
  isPerson: boolean;
  isSubject: boolean;
  gender: Gender;
}

/**
 * Adds the nominals ("the company") and pronouns that stand for entities named before, where only one reading is at
 * hand: the last entity of the fitting kind, subjects first.
 * @param personTokens first tokens of the names of persons, also of those who became aliases of a body, with what their
 *   names and titles tell of "he" and "she".
 */
export function linkNominals(document: Document, registry: Registry, personTokens: ReadonlyMap<number, Gender>): void {
  const antecedents = antecedentsOf(document, registry, personTokens);
  const heads = headsOf(registry);
  const added: Mention[] = [];
  let seen = 0;
  const before: Antecedent[] = [];
  for (const sentence of document.sentences) {
    if (sentence.kind !== 'body') continue;
    for (let at = sentence.from; at < sentence.to; at += 1) {
      for (let next = antecedents[seen]; next !== undefined && next.mention.to <= at; next = antecedents[seen]) {
        before.push(next);
        seen += 1;
      }
      const found = antecedentAt(document, sentence, at, before, heads);
      if (found === undefined) continue;
      added.push(found);
      before.push(asAntecedent(document.tokens, found, registry));
    }
  }
  for (const mention of added) registry.mention(mention, '');
}

/** The last words of the bodies' names that end one name only: "the commission" is the Harbour Commission. */
function headsOf(registry: Registry): Map<string, string> {
  const heads = new Map<string, string | undefined>();
  for (const draft of registry.all()) {
    const words = draft.name.split(' ');
    const last = words.at(-1) ?? '';
    const isBody = ['government-body', 'intergovernmental', 'organisation', 'company'].includes(draft.kind);
    if (!isBody || words.length < 2 || !/^\p{Lu}\p{Ll}+$/u.test(last)) continue;
    const head = last.toLowerCase();
    heads.set(head, heads.has(head) ? undefined : draft.key);
  }
  return new Map([...heads].filter((entry): entry is [string, string] => entry[1] !== undefined));
}

function antecedentsOf(
  document: Document,
  registry: Registry,
  personTokens: ReadonlyMap<number, Gender>,
): Antecedent[] {
  return registry
    .all()
    .filter((draft) => draft.kind !== 'place' && draft.kind !== 'outlet')
    .flatMap((draft) =>
      draft.mentions.map((mention) => ({
        mention: { ...mention, entity: draft.key },
        kind: draft.kind,
        isPerson: personTokens.has(mention.from),
        isSubject: isSubject(document.tokens, mention),
        gender: personTokens.get(mention.from),
      })),
    )
    .sort((a, b) => a.mention.from - b.mention.from);
}

/** A resolved pronoun or nominal carries its entity on. */
function asAntecedent(tokens: Token[], mention: Mention, registry: Registry): Antecedent {
  const lower = tokens[mention.from]?.lower ?? '';
  const isPerson = GENDERED.test(lower);
  const gender: Gender = isPerson ? (MALE.test(lower) ? 'm' : 'f') : undefined;
  return {
    mention,
    kind: registry.get(mention.entity)?.kind ?? 'organisation',
    isPerson,
    isSubject: isSubject(tokens, mention),
    gender,
  };
}

function isSubject(tokens: Token[], mention: Mention): boolean {
  const before = tokens[mention.from - 1];
  if (before?.sentence === mention.sentence && before.pos === 'ADP') return false;
  if (before?.sentence === mention.sentence && before.pos === 'VERB' && QUOTING_LEMMAS.has(before.lemma)) return true;
  let at = mention.to;
  while (tokens[at]?.sentence === mention.sentence && tokens[at]?.pos === 'ADV') at += 1;
  const after = tokens[at];
  return after?.sentence === mention.sentence && (after.pos === 'VERB' || after.pos === 'AUX');
}

function antecedentAt(
  document: Document,
  sentence: Sentence,
  at: number,
  before: Antecedent[],
  heads: ReadonlyMap<string, string>,
): Mention | undefined {
  const { tokens } = document;
  const token = tokens[at];
  if (token === undefined) return undefined;
  if (token.pos === 'PRON' || token.lower === 'its' || token.lower === 'it') {
    const meant = pronounMention(tokens, sentence, at, before);
    return meant === undefined ? undefined : mentionOf(sentence, token, meant, 'pronoun');
  }
  const article = tokens[at - 1];
  if (token.pos !== 'NOUN' || article?.lower !== 'the' || article.sentence !== sentence.index) return undefined;
  const next = tokens[at + 1];
  if (
    next !== undefined &&
    next.sentence === sentence.index &&
    (['NOUN', 'PROPN'].includes(next.pos) || next.lower === 'of')
  )
    return undefined;
  const kinds = KINDS_OF_NOMINAL.get(token.lower);
  const called = kinds === undefined ? heads.get(token.lower) : undefined;
  if (called !== undefined) {
    const own = lastOf(before, 0, (candidate) => candidate.mention.entity === called && !candidate.isPerson);
    return own === undefined ? undefined : mentionOf(sentence, token, own.mention, 'nominal');
  }
  const fits = (candidate: Antecedent): boolean =>
    kinds === undefined
      ? PERSON_NOMINALS.has(token.lower) && candidate.isPerson && candidate.mention.how === 'title'
      : kinds.includes(candidate.kind) && !candidate.isPerson && !isCalledOtherwise(document, candidate, token.lower);
  const meant = lastOf(before, sentence.index - NOMINAL_REACH, fits)?.mention;
  return meant === undefined ? undefined : mentionOf(sentence, token, meant, 'nominal');
}

/** Last words of names that say what the body is: "the union" is no court, "the agency" no parliament. */
const TELLING_HEADS =
  /^(?:courts?|parliament|congress|senate|assembly|council|commission|ministry|department|army|government|house|bank|police|party|university|hospital|school|church|committee|union|agency|foundation|charity|board|association|federation|institute)$/;

/** Whether the name of whom a common noun may stand for says that it is something else. */
function isCalledOtherwise(document: Document, { mention }: Antecedent, noun: string): boolean {
  const head = document.tokens[mention.to - 1]?.lower ?? '';
  return head !== noun && TELLING_HEADS.test(head) && TELLING_HEADS.test(noun);
}

function pronounMention(tokens: Token[], sentence: Sentence, at: number, before: Antecedent[]): Mention | undefined {
  const token = tokens[at];
  if (token === undefined) return undefined;
  if (GENDERED.test(token.lower)) {
    const gender = MALE.test(token.lower) ? 'm' : 'f';
    const agrees = (one: Antecedent): boolean => one.isPerson && (one.gender ?? gender) === gender;
    const subject = lastOf(before, sentence.index - PRONOUN_REACH, (one) => agrees(one) && one.isSubject);
    const person = lastOf(before, sentence.index - PRONOUN_REACH, agrees);
    const meant = subject ?? person;
    return meant === undefined || isPassedOver(tokens, at, meant, before) ? undefined : meant.mention;
  }
  if (token.lower !== 'it' && token.lower !== 'they' && token.lower !== 'its') return undefined;
  const next = tokens[at + 1];
  if (
    token.lower !== 'its' &&
    (next === undefined || (next.pos !== 'AUX' && next.pos !== 'VERB') || isExpletive(tokens, at))
  )
    return undefined;
  const speaker = speakerBefore(tokens, sentence, at);
  if (speaker !== undefined && !before.some((one) => one.mention.to === speaker + 1)) return undefined;
  const fits =
    token.lower === 'they'
      ? (one: Antecedent) => !one.isPerson && ['community', 'armed-group', 'political-party'].includes(one.kind)
      : (one: Antecedent) => !one.isPerson && one.kind !== 'community' && one.kind !== 'person';
  // "Norland and its allies": whoever is named right before.
  if (token.lower === 'its' && tokens[at - 1]?.pos === 'CCONJ') {
    const beside = before.findLast((one) => one.mention.to === at - 1);
    if (beside !== undefined && fits(beside)) return beside.mention;
  }
  const found = lastOf(before, sentence.index - 1, (one) => one.isSubject && fits(one));
  return found?.mention;
}

/** The common noun that says what "it" begins: "the union said it would strike" means the union, whoever that is. */
function speakerBefore(tokens: Token[], sentence: Sentence, at: number): number | undefined {
  let verb = at - 1;
  if (tokens[verb]?.lower === 'that') verb -= 1;
  if (tokens[verb]?.pos !== 'VERB' || !QUOTING_LEMMAS.has(tokens[verb]?.lemma ?? '')) return undefined;
  let noun = verb - 1;
  while (noun > sentence.from && /^(?:AUX|ADV)$/.test(tokens[noun]?.pos ?? '')) noun -= 1;
  return noun >= sentence.from && tokens[noun]?.pos === 'NOUN' ? noun : undefined;
}

/** How many more times than somebody who is only quoted the person is named whom the text is about. */
const FOREMOST = 3;

/** "…, the pianist Jane Roe said. He returned in 1998": whoever is quoted once is not whom the text goes on about. */
function isPassedOver(tokens: Token[], at: number, meant: Antecedent, before: Antecedent[]): boolean {
  const verb = tokens.slice(at + 1, at + 4).find((token) => token.pos === 'VERB');
  const quoted = tokens[meant.mention.to]?.pos === 'VERB' && QUOTING_LEMMAS.has(tokens[meant.mention.to]?.lemma ?? '');
  if (!quoted || verb === undefined || QUOTING_LEMMAS.has(verb.lemma)) return false;
  const times = new Map<string, number>();
  for (const { isPerson, mention } of before)
    if (isPerson) times.set(mention.entity, (times.get(mention.entity) ?? 0) + 1);
  const own = times.get(meant.mention.entity) ?? 1;
  return own === 1 && [...times.values()].some((count) => count >= FOREMOST);
}

/** "It is likely that", "it was raining": an it that stands for nobody. */
function isExpletive(tokens: Token[], at: number): boolean {
  if (tokens[at]?.lower !== 'it') return false;
  const verb = tokens[at + 1];
  // "it could also advise".
  const next = tokens[at + 2]?.pos === 'ADV' ? tokens[at + 3] : tokens[at + 2];
  if (verb === undefined || next === undefined) return true;
  if (/^(?:seems?|appears?|remains?|takes?|took|rains?|turns?|turned)$/.test(verb.lower)) return true;
  const isBe = /^(?:is|was|'s|’s|be|would|will|may|might|could)$/.test(verb.lower);
  return isBe && next.pos !== 'VERB' && next.pos !== 'AUX';
}

function lastOf(
  before: Antecedent[],
  fromSentence: number,
  fits: (one: Antecedent) => boolean,
): Antecedent | undefined {
  for (let index = before.length - 1; index >= Math.max(0, before.length - MOST_CANDIDATES); index -= 1) {
    const candidate = before[index];
    if (candidate === undefined || candidate.mention.sentence < fromSentence) return undefined;
    if (fits(candidate)) return candidate;
  }
  return undefined;
}

/** The mention that a word makes of whom another one meant. */
function mentionOf(sentence: Sentence, { index, start, end }: Token, meant: Mention, how: Mention['how']): Mention {
  return {
    entity: meant.entity,
    sentence: sentence.index,
    from: index,
    to: index + 1,
    start,
    end,
    how,
    ...(meant.person === undefined ? {} : { person: meant.person }),
  };
}
