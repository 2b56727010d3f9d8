import { SPEECH_LEMMAS } from '../../core/text/speech-verbs.ts';
import {
  FUTURE_MODALS,
  IRREGULAR_PASTS,
  MODALS,
  NEGATIONS,
  PARTICIPLE_FORMS,
  PREPOSITIONAL_FORMS,
} from './lexicon/verb-forms.ts';
import type { Tense, Token, VerbGroup } from './model.ts';

/** How many adverbs and negations may stand between the parts of one verb group. */
const LONGEST_GAP = 4;
const HELPERS: ReadonlySet<string> = new Set(['be', 'have', 'do']);
/** Nouns that the tagger takes for verbs. */
const NEVER_VERBS: ReadonlySet<string> = new Set(
  'part parts rival rivals further risks shootings killings proceedings'.split(' '),
);
const NOMINAL = new Set(['NOUN', 'PROPN', 'ADJ', 'NUM']);

/**
 * Finds the verb groups of one sentence: "has repeatedly refused", "to withdraw", "could be set".
 * @param tokens all tokens of the document.
 * @param from first token of the sentence, `to` one past its last.
 * @returns groups in order; indexes are of tokens. A group of tense `none` that is neither an infinitive nor under a
 *   modal is a participle: `progressive` for "pulling", `passive` for "arrested".
 */
export function findVerbGroups(tokens: readonly Token[], from: number, to: number): VerbGroup[] {
  const groups: VerbGroup[] = [];
  let at = from;
  while (at < to) {
    const group = groupAt(tokens, at, from, to, groups.at(-1));
    if (group) groups.push(group);
    at = group ? Math.max(group.to, at + 1) : at + 1;
  }
  return withMainVerb(tokens, groups, from);
}

/**
 * A sentence without a finite verb has one that looks like a participle: "Workers battled for hours to free those trapped".
 * The first that follows a noun is taken, unless "by" tells that it is none.
 */
function withMainVerb(tokens: readonly Token[], groups: VerbGroup[], from: number): VerbGroup[] {
  if (groups.some((group) => group.tense !== 'none' || group.modal !== undefined)) return groups;
  const main = groups.findIndex((group) => {
    const before = group.from > from ? tokens[group.from - 1] : undefined;
    const subject = before !== undefined && (['NOUN', 'PROPN', 'PRON'].includes(before.pos) || before.text === ',');
    const bare = group.passive && !group.infinitive && group.to - group.from === 1;
    const head = tokens[group.head]?.lower ?? '';
    return subject && bare && !PARTICIPLE_FORMS.has(head) && tokens[group.to]?.lower !== 'by';
  });
  return groups.map((group, index) => (index === main ? { ...group, tense: 'past', passive: false } : group));
}

function groupAt(
  tokens: readonly Token[],
  at: number,
  from: number,
  to: number,
  previous: VerbGroup | undefined,
): VerbGroup | undefined {
  const infinitive = isInfinitiveMarker(tokens, at, to);
  const start = infinitive ? at + 1 : at;
  const parts: Token[] = [];
  const between: Token[] = [];
  let end = start;
  for (let next = start; next < to && next - end <= LONGEST_GAP; next++) {
    const token = tokens[next];
    if (!token) break;
    const verbal = isVerbal(tokens, next, from, to, parts.length > 0 || infinitive);
    if (verbal && (parts.length === 0 || continues(parts.at(-1), token))) {
      parts.push(token);
      end = next + 1;
      if (token.pos !== 'AUX' && !HELPERS.has(token.lemma) && !MODALS.has(token.lower)) break;
      continue;
    }
    const longer = token.lower === 'longer' || (token.lower === 'no' && tokens[next + 1]?.lower === 'longer');
    const fills =
      longer || token.lower === 'further' || token.pos === 'ADV' || token.pos === 'PART' || NEGATIONS.has(token.lower);
    if (!fills || (parts.length === 0 && !infinitive) || isInfinitiveMarker(tokens, next, to)) break;
    between.push(token);
  }
  const head = parts.at(-1);
  if (!head) return undefined;
  return describe(tokens, parts, { from: at, to: end, start: from, limit: to, infinitive }, previous);
}

function isInfinitiveMarker(tokens: readonly Token[], at: number, to: number): boolean {
  const token = tokens[at];
  if (token?.lower !== 'to') return false;
  for (let next = at + 1; next < Math.min(to, at + 4); next++) {
    const other = tokens[next];
    if (!other) return false;
    if (other.pos === 'VERB' || other.pos === 'AUX') return !/(?:ing|ed)$/.test(other.lower) || other.lower.length <= 5;
    if (other.pos !== 'ADV' && other.pos !== 'PART') return token.pos === 'PART' && next === at + 1 && isBare(other);
  }
  return false;
}

function isBare(token: Token): boolean {
  return token.lower === token.lemma && (token.pos === 'NOUN' || token.pos === 'ADJ');
}

/** Whether `token` goes on with the group that ends in `last`: only helpers and modals are followed by more. */
function continues(last: Token | undefined, token: Token): boolean {
  if (!last) return true;
  if (MODALS.has(token.lower)) return false;
  return last.pos === 'AUX' || HELPERS.has(last.lemma) || MODALS.has(last.lower);
}

function isVerbal(tokens: readonly Token[], at: number, from: number, to: number, open: boolean): boolean {
  const token = tokens[at];
  if (!token) return false;
  const previous = at > from ? tokens[at - 1] : undefined;
  const next = at + 1 < to ? tokens[at + 1] : undefined;
  if (MODALS.has(token.lower) && token.pos !== 'NOUN' && token.pos !== 'PROPN') return true;
  if (token.pos === 'AUX') return true;
  if (token.pos === 'NOUN' || token.pos === 'ADJ') return isMistagged(tokens, at, from, open);
  if (token.pos !== 'VERB' || !/^[\p{L}’'-]+$/u.test(token.text)) return false;
  if (NEVER_VERBS.has(token.lower)) return false;
  // "the Human Rights and Democracy Act", "the Wildlife Fund": part of a name, in text that has small letters.
  if (/^\p{Lu}\p{Ll}/u.test(token.text) && isInName(previous)) return false;
  if (open && previous && (HELPERS.has(previous.lemma) || previous.pos === 'AUX'))
    return !isAttributive(token, previous, next);
  if (PREPOSITIONAL_FORMS.has(token.lower) && !open) return false;
  if (previous && previous.text === '-' && previous.end === token.start) return false;
  // "on hold", "at ease": a bare form behind a preposition is a noun.
  if (previous?.pos === 'ADP' && token.lower === token.lemma && previous.lower !== 'to') return false;
  // "cut-price grain", "a follow-up visit": the first word of a compound.
  const joined = next?.text === '-' && next.start === token.end ? tokens[at + 2] : undefined;
  if (!open && joined?.start === next?.end && /^(?:NOUN|ADJ|ADP|ADV)$/.test(joined?.pos ?? 'X')) return false;
  // "from its register": a bare form behind a possessive is a noun.
  const owned = previous !== undefined && /^(?:its|their|his|my|our|your)$/.test(previous.lower);
  if (owned && token.lower === token.lemma) return false;
  if (!open && isNounByAgreement(tokens, at, from)) return false;
  return !isAttributive(token, previous, next);
}

function isInName(previous: Token | undefined): boolean {
  return previous?.pos === 'PROPN' && /^\p{Lu}\p{Ll}/u.test(previous.text);
}

/** Verbs behind which a bare form stands with a subject in the singular: "let Chile draft", "insists that the fee be". */
const TAKING_BARE: ReadonlySet<string> = new Set(
  (
    'let make help see watch hear have insist demand propose suggest recommend request require ask urge order advise ' +
    'ensure want prefer'
  ).split(' '),
);
const IN_PHRASE: ReadonlySet<string> = new Set(['DET', 'ADJ', 'NUM', 'NOUN', 'PROPN', 'ADV']);

/**
 * "from the Serena lock", "for a later round": the tagger takes the noun for a verb, but a bare form does not agree with
 * what stands before it: a phrase in the singular, or one that has no noun yet.
 */
function isNounByAgreement(tokens: readonly Token[], at: number, from: number): boolean {
  const token = tokens[at];
  const last = tokens[at - 1];
  if (!token || !last || at - 1 < from || token.lower !== token.lemma || IRREGULAR_PASTS.has(token.lower)) return false;
  let start = at;
  while (start > from && IN_PHRASE.has(tokens[start - 1]?.pos ?? 'X')) {
    start -= 1;
    if (tokens[start]?.pos === 'DET') break;
  }
  const opener = tokens[start]?.pos === 'DET' ? tokens[start]?.lower : undefined;
  const noun = last.pos === 'NOUN' || last.pos === 'PROPN';
  if (!noun) return start < at - 1 && opener !== undefined && /^(?:an?|this|that|every|each)$/.test(opener);
  const inPreposition = tokens[start - 1]?.pos === 'ADP' && start - 1 >= from;
  if (!inPreposition || opener === undefined || isPluralOrGroup(last)) return false;
  return !agreesFurtherBack(tokens, start - 1, from);
}

function isPluralOrGroup(token: Token): boolean {
  return (
    /s$/.test(token.lower) ||
    /^(?:police|people|men|women|children|media|staff|public|majority|number)$/.test(token.lower)
  );
}

/** Whether a plural subject of the same clause, or a verb that takes a bare form, stands before the phrase. */
function agreesFurtherBack(tokens: readonly Token[], before: number, from: number): boolean {
  let plural = false;
  for (let at = before - 1; at >= from; at--) {
    const token = tokens[at];
    if (!token || /^[,;:“”"—–]$/.test(token.text) || token.pos === 'SCONJ') return plural;
    if (TAKING_BARE.has(token.lemma)) return true;
    if (token.pos === 'VERB' || token.pos === 'AUX') return plural && SPEECH_LEMMAS.has(token.lemma);
    if (token.pos === 'CCONJ' || ((token.pos === 'NOUN' || token.pos === 'PROPN') && isPluralOrGroup(token)))
      plural = true;
    if (token.pos === 'PRON' && /^(?:who|that|which|they|we|you|i)$/.test(token.lower)) return true;
  }
  return plural;
}

/** "could lower the risk", "observers note that": verbs that the tagger takes for an adjective or a noun. */
function isMistagged(tokens: readonly Token[], at: number, from: number, open: boolean): boolean {
  const token = tokens[at];
  const previous = at > from ? tokens[at - 1] : undefined;
  const next = tokens[at + 1];
  if (!token || !previous) return false;
  const helper = NEGATIONS.has(previous.lower) ? tokens[at - 2] : previous;
  if (open && helper && MODALS.has(helper.lower))
    return /^\p{Ll}+$/u.test(token.text) && !/(?:ing|ly)$/.test(token.lower);
  // "Norway, which borders Sweden".
  if (/^(?:which|who|that)$/.test(previous.lower) && token.pos === 'NOUN' && token.lower !== token.lemma) {
    return next !== undefined && ['PROPN', 'DET', 'NUM', 'PRON'].includes(next.pos);
  }
  const subject = previous.pos === 'NOUN' || previous.pos === 'PROPN' || previous.pos === 'PRON';
  return subject && token.pos === 'NOUN' && next?.lower === 'that' && SPEECH_LEMMAS.has(token.lemma);
}

/** "growing concern", "the proposed tax": a participle before a noun describes it. */
function isAttributive(token: Token, previous: Token | undefined, next: Token | undefined): boolean {
  if (!/(?:ed|ing|en)$/.test(token.lower) && !PARTICIPLE_FORMS.has(token.lower)) return false;
  if (/ing$/.test(token.lower) && isNoun(previous, next)) return true;
  if (!next || !NOMINAL.has(next.pos)) return false;
  if (!previous) return /ed$/.test(token.lower) || next.pos === 'NOUN';
  if (previous.pos === 'DET' || previous.pos === 'ADJ' || previous.pos === 'NUM') return true;
  if (previous.pos === 'PART' && /^['’]s?$/.test(previous.text)) return true;
  if (previous.pos === 'PRON') return /^(?:his|her|its|their|our|my|your)$/.test(previous.lower);
  if (previous.pos === 'ADP' || previous.pos === 'VERB') return !/ing$/.test(token.lower);
  if (previous.pos === 'CCONJ') return /ing$/.test(token.lower) && /s$/.test(next.lower);
  return false;
}

/** "heavy fighting in the region", "the bombing of": the tagger takes the noun for a participle. */
function isNoun(previous: Token | undefined, next: Token | undefined): boolean {
  const described = previous?.pos === 'ADJ' || previous?.pos === 'DET';
  return described && (next === undefined || next.pos === 'ADP' || next.pos === 'PUNCT' || next.pos === 'AUX');
}

/** Participles that, after a comma, describe what stands before it. */
const DESCRIBING: ReadonlySet<string> = new Set(
  'aimed based located known called named backed led founded accused occupied seen held made used owned headed'.split(
    ' ',
  ),
);

interface Place {
  from: number;
  to: number;
  /** The sentence. */
  start: number;
  limit: number;
  infinitive: boolean;
}

function describe(
  tokens: readonly Token[],
  parts: readonly Token[],
  place: Place,
  previous: VerbGroup | undefined,
): VerbGroup {
  const head = parts.at(-1) as Token;
  const first = parts[0] as Token;
  const modal = MODALS.has(first.lower) ? modalOf(first.lower) : undefined;
  const last = parts.at(-2);
  const participle = isPastForm(head) || PARTICIPLE_FORMS.has(head.lower);
  const gerund = /ing$/.test(head.lower) && head.lower.length > 4;
  const group: VerbGroup = {
    head: head.index,
    from: place.from,
    to: place.to,
    // The tagger's lemma of a verb that it takes for a comparative ("lower") is another word.
    lemma: head.pos === 'ADJ' ? head.lower : head.lemma,
    tense: tenseOf(first, modal, place.infinitive),
    perfect: parts.length > 1 && parts.slice(0, -1).some((part) => part.lemma === 'have'),
    progressive: gerund,
    passive:
      participle &&
      !gerund &&
      (last?.lemma === 'be' || last?.lower === 'being' || last?.lemma === 'get') &&
      head.lemma !== 'be',
    negated: isNegated(tokens, place),
    infinitive: place.infinitive,
  };
  if (modal) group.modal = modal;
  if (parts.length === 1 && !modal && !place.infinitive) return single(tokens, group, head, place, previous);
  return group;
}

function modalOf(lower: string): string {
  if (lower === 'wo' || lower === "'ll" || lower === '’ll') return 'will';
  if (lower === 'ca' || lower === 'cannot') return 'can';
  return lower === "'d" || lower === '’d' ? 'would' : lower;
}

function tenseOf(first: Token, modal: string | undefined, infinitive: boolean): Tense {
  if (modal) return FUTURE_MODALS.has(modal) ? 'future' : 'none';
  if (infinitive) return 'none';
  return isPastForm(first) ? 'past' : 'present';
}

function isPastForm(token: Token): boolean {
  if (IRREGULAR_PASTS.has(token.lower)) {
    // "read", "cut", "put": the present is spelt alike; the lemma does not help, so the past is taken (this is news).
    return true;
  }
  return /ed$/.test(token.lower) && token.lower !== token.lemma;
}

function isNegated(tokens: readonly Token[], place: Place): boolean {
  for (let at = Math.max(place.start, place.from - 2); at < place.to; at++) {
    const token = tokens[at];
    if (!token) continue;
    const before = at < place.from;
    if (NEGATIONS.has(token.lower)) {
      // "not to attend" and "never agreed", but not "whether or not to".
      if (!before) return true;
      if (at === place.from - 1 && tokens[at - 1]?.lower !== 'or') return true;
    }
    if (!before && token.lower === 'no' && tokens[at + 1]?.lower === 'longer') return true;
  }
  const next = tokens[place.to];
  return (next?.lower === 'no' && tokens[place.to + 1]?.lower === 'longer') || isNobodys(tokens, place);
}

/** How far before its verb a subject may begin, in tokens. */
const SUBJECT_REACH = 12;

/** "Neither Norland nor Suderland signed", "no deal was reached", "none of the gates opened": the subject denies the verb. */
function isNobodys(tokens: readonly Token[], place: Place): boolean {
  if (place.infinitive) return false;
  for (let at = place.from - 1; at >= Math.max(place.start, place.from - SUBJECT_REACH); at--) {
    const token = tokens[at];
    if (!token || ['VERB', 'AUX', 'SCONJ', 'PUNCT'].includes(token.pos)) return false;
    if (/^(?:neither|none|nobody|no-one)$/.test(token.lower)) return true;
    if (token.lower !== 'no' || !/^(?:NOUN|ADJ|PROPN|NUM)$/.test(tokens[at + 1]?.pos ?? '')) continue;
    return (
      tokens[at - 1]?.pos !== 'ADP' && !/^(?:doubt|matter|wonder|longer|sooner)$/.test(tokens[at + 1]?.lower ?? '')
    );
  }
  return false;
}

/** A verb without helpers: finite, a participle, or coordinated with the group before it. */
function single(
  tokens: readonly Token[],
  group: VerbGroup,
  head: Token,
  place: Place,
  previous: VerbGroup | undefined,
): VerbGroup {
  const coordinated = previous !== undefined && followsConjunction(tokens, place.from, previous.to);
  const next = place.to < place.limit ? tokens[place.to] : undefined;
  if (group.progressive) return { ...group, tense: 'none' };
  const past = isPastForm(head) || PARTICIPLE_FORMS.has(head.lower);
  if (coordinated && past && previous.tense !== 'none' && (previous.passive || previous.perfect)) {
    const passive = previous.passive && !startsObject(next);
    if (passive || previous.perfect || PARTICIPLE_FORMS.has(head.lower)) {
      return { ...group, tense: previous.tense, perfect: previous.perfect, passive, ...modalIn(previous) };
    }
  }
  if (coordinated && !past && head.lower === head.lemma && (previous.modal || previous.infinitive)) {
    const { tense, infinitive } = previous;
    return { ...group, tense, infinitive, negated: group.negated || previous.negated, ...modalIn(previous) };
  }
  // "agreed to let Norland | join": whoever is let does not do so yet.
  const letsDo =
    previous !== undefined && LETTING.has(previous.lemma) && !previous.passive && head.lower === head.lemma;
  if (letsDo && !past && isObjectBetween(tokens, previous.to, place.from))
    return { ...group, tense: 'none', infinitive: true };
  if (PARTICIPLE_FORMS.has(head.lower) || (past && isReduced(tokens, head, place, next, previous))) {
    return { ...group, tense: 'none', passive: true };
  }
  return group;
}

/** Verbs whose object goes on with a bare form: "let the boats pass". */
const LETTING: ReadonlySet<string> = new Set(['let', 'help']);

/** Whether one noun phrase stands between two verbs. */
function isObjectBetween(tokens: readonly Token[], from: number, to: number): boolean {
  const between = tokens.slice(from, to);
  const nominal = /^(?:DET|ADJ|NOUN|PROPN|NUM|PRON)$/;
  return between.length > 0 && between.every((token) => nominal.test(token.pos) || /ed$/.test(token.lower));
}

function modalIn(group: VerbGroup): { modal?: string } {
  return group.modal === undefined ? {} : { modal: group.modal };
}

function followsConjunction(tokens: readonly Token[], from: number, previousEnd: number): boolean {
  let at = from - 1;
  while (at > previousEnd && tokens[at]?.pos === 'ADV') at -= 1;
  const token = tokens[at];
  return token !== undefined && at >= previousEnd && (token.pos === 'CCONJ' || token.text === ',');
}

function startsObject(next: Token | undefined): boolean {
  return next !== undefined && ['DET', 'PRON', 'PROPN', 'NOUN', 'NUM', 'ADJ'].includes(next.pos);
}

/** "officials accused of…", "the Heights, occupied by…": a participle that describes the noun before it. */
function isReduced(
  tokens: readonly Token[],
  head: Token,
  place: Place,
  next: Token | undefined,
  previous: VerbGroup | undefined,
): boolean {
  const before = place.from > place.start ? tokens[place.from - 1] : undefined;
  if (!before) return next?.pos === 'ADP';
  if (next?.lower === 'by' && before.pos !== 'PRON') return true;
  if (before.text === ',' && next?.pos === 'ADP')
    return DESCRIBING.has(tokens[place.to - 1]?.lower ?? '') || finiteFollows(tokens, place);
  if (before.pos !== 'NOUN' && before.pos !== 'PROPN') return false;
  if (startsObject(next)) return false;
  // The noun before it is the object of an earlier verb, unless something opens a new clause between the two.
  if (!previous) return next?.pos === 'ADP' && finiteFollows(tokens, place);
  for (let at = previous.to; at < place.from; at++) {
    const token = tokens[at];
    if (token && (token.pos === 'SCONJ' || token.pos === 'CCONJ' || /^[,;:–—]$/.test(token.text))) return false;
    if (token && /^(?:who|which|that|as|after|when|while)$/.test(token.lower)) return false;
  }
  if (next?.lower === 'to') return DESCRIBED_TO.has(head.lower);
  return next === undefined || next.pos === 'ADP' || next.pos === 'PUNCT' || next.pos === 'ADV';
}

/** "a meeting expected to take place". */
const DESCRIBED_TO: ReadonlySet<string> = new Set(
  'expected scheduled set due planned designed meant intended supposed needed used'.split(' '),
);

/** Whether a finite verb without a subject of its own follows: "…, remains", "…, has announced". */
function finiteFollows(tokens: readonly Token[], place: Place): boolean {
  for (let at = place.to; at < Math.min(place.limit, place.to + 14); at++) {
    const token = tokens[at];
    if (!token) return false;
    if (/^[;:.!?]$/.test(token.text) || token.pos === 'SCONJ' || token.pos === 'CCONJ') return false;
    if (/^(?:what|who|which)$/.test(token.lower)) return false;
    if (token.pos !== 'AUX' && token.pos !== 'VERB') continue;
    const before = tokens[at - 1];
    // "opened on Wednesday, overshadowed by": a second participle is not finite.
    if (before?.text === ',' && /ed$/.test(token.lower) && tokens[at + 1]?.lower === 'by') continue;
    if (/ing$/.test(token.lower) || before?.lower === 'to') continue;
    return before?.text === ',' || before?.pos === 'NOUN' || before?.pos === 'PROPN' || before?.pos === 'ADV';
  }
  return false;
}
