import { SPEECH_LEMMAS } from '../../core/text/speech-verbs.ts';
import { inSentence } from './by-sentence.ts';
import { tokensIn } from './content-words.ts';
import type { Clause, Document, Span, Token } from './model.ts';
import { wholePhrases } from './whole-phrases.ts';

/** A quote longer than this is cut back to its own clause, in code units. */
export const LONGEST_QUOTE = 240;
/** A quote is taken back to its subject only if it does not become longer than this, in code units. */
const LONGEST_WITH_SUBJECT = 170;
/** Verbs of saying whose words change what they govern: without them the quote would say too much. */
const COLOURING: ReadonlySet<string> = new Set(
  'threaten warn propose suggest demand urge request insist agree deny vow pledge promise hope expect fear predict ask recommend assure reassure'.split(
    ' ',
  ),
);
const LEADING = new Set(
  (
    'and but or that nor so yet although though while whereas because as even since however meanwhile moreover furthermore ' +
    'nevertheless nonetheless also , ; : - – — -- ” ) .'
  ).split(' '),
);
const TRAILING = new Set(
  ', ; : - – — -- _ and but or ( “ `` . as soon while because although though when whether which who that than amid even'.split(
    ' ',
  ),
);

/**
 * The clearest stretch that supports a clause by itself: the clause, the verb that governs it, and what completes it.
 * Never more than one sentence.
 */
export function quoteOf(document: Document, clauses: readonly Clause[], clause: Clause): Span {
  const { tokens } = document;
  let from = clause.from;
  let to = clause.to;
  for (let at: Clause | undefined = clause; at?.governor !== undefined; ) {
    const governor: Clause | undefined = clauses[at.governor];
    if (!governor || governor.to > at.from || !needsGovernor(at, governor)) break;
    from = Math.min(from, governor.from);
    at = governor;
  }
  for (let next = clause.index + 1; next < clauses.length; next++) {
    const other = clauses[next];
    if (!other || other.sentence !== clause.sentence || other.from !== to) break;
    const completes = other.governor !== undefined && other.governor >= clause.index && other.governor < next;
    const reduced = other.verb?.tense === 'none' && other.verb.passive && tokens[other.from - 1]?.text !== ',';
    const restrictive = other.depth > clause.depth && isRestrictive(tokens, other);
    if (!completes && !reduced && !restrictive && !goesOn(tokens, clause, other)) break;
    const end = tokens[other.to - 1]?.end ?? clause.end;
    if (end - (tokens[from]?.start ?? 0) > LONGEST_QUOTE) break;
    to = other.to;
  }
  from = withSpeaker(tokens, clauses, clause, from, to);
  const start = afterLeadIn(tokens, withSubject(document, clauses, clause, from, to), to);
  return completed(document, clauses, clause, start, to);
}

/** A quote of a pronoun and little else says too little, in code units. */
const SHORTEST_OF_PRONOUN = 36;

/** "Norland said | it would appeal": who it is that would. */
function withSpeaker(
  tokens: readonly Token[],
  clauses: readonly Clause[],
  clause: Clause,
  from: number,
  to: number,
): number {
  const governor = clause.governor === undefined ? undefined : clauses[clause.governor];
  if (from !== clause.from || governor?.verb === undefined || governor.to !== from) return from;
  if (clause.verb?.modal !== 'would' && clause.verb?.modal !== 'will') return from;
  const opener = tokens[from]?.lower === 'that' ? from + 1 : from;
  const pronoun = /^(?:it|they|he|she)$/.test(tokens[opener]?.lower ?? '') && opener + 1 === clause.verb.from;
  const short = (tokens[to - 1]?.end ?? 0) - (tokens[from]?.start ?? 0) < SHORTEST_OF_PRONOUN;
  const named = governor.subjects.length > 0 || /^(?:NOUN|PROPN)$/.test(tokens[governor.verb.from - 1]?.pos ?? 'X');
  return pronoun && short && named && governor.verb.from > governor.from ? governor.from : from;
}

/** The stretch to the end of its last phrase and quotation, unless that makes it too long. */
function completed(document: Document, clauses: readonly Clause[], clause: Clause, from: number, to: number): Span {
  const sentence = document.sentences[clause.sentence];
  const span = trimmed(document, from, to);
  if (!sentence) return span;
  const tokens = tokensIn(document, span);
  const own = { from: tokens[0]?.index ?? from, to: (tokens.at(-1)?.index ?? to - 1) + 1 };
  const whole = wholePhrases(document, inSentence(clauses, clause.sentence), sentence, own);
  whole.to = withoutDistance(document.tokens, whole);
  if (whole.from === own.from && whole.to === own.to) return span;
  const longer = trimmed(document, whole.from, whole.to);
  return longer.end - longer.start > LONGEST_QUOTE ? span : longer;
}

/** "…, a day | after it promised": how long before or after goes with what follows. */
function withoutDistance(tokens: readonly Token[], stretch: { from: number; to: number }): number {
  if (!/^(?:after|before)$/.test(tokens[stretch.to]?.lower ?? '')) return stretch.to;
  for (let at = stretch.to - 1; at > stretch.from && at >= stretch.to - LONGEST_DISTANCE; at--) {
    if (tokens[at]?.text === ',') return at;
    if (!/^(?:NUM|DET|NOUN|ADJ|ADV)$/.test(tokens[at]?.pos ?? 'X')) return stretch.to;
  }
  return stretch.to;
}

/** The most tokens of ", just two short weeks". */
const LONGEST_DISTANCE = 5;

/** "could push rates higher | and spoil the harvest": the second verb shares the modal of the first. */
function goesOn(tokens: readonly Token[], clause: Clause, other: Clause): boolean {
  const { verb } = other;
  if (!verb || clause.verb?.modal === undefined || verb.modal !== clause.verb.modal) return false;
  return tokens[other.from]?.pos === 'CCONJ' && verb.from === other.from + 1 && verb.head === verb.from;
}

/** "the territories | it has taken": a relative that no comma parts from its noun. */
function isRestrictive(tokens: readonly Token[], clause: Clause): boolean {
  const first = tokens[clause.from];
  const before = tokens[clause.from - 1];
  const nominal = before?.pos === 'NOUN' || before?.pos === 'PROPN';
  return nominal && first !== undefined && /^(?:that|who|which|it|they|he|she|we|whose)$/.test(first.lower);
}

/** "after | the government freed": what the subordinate clause tells stands by itself. */
function afterSubordinator(tokens: readonly Token[], from: number): number {
  const first = tokens[from];
  const next = tokens[from + 1];
  if (!first || !next || !/^(?:after|when|where)$/.test(first.lower)) return from;
  return ['PROPN', 'DET', 'NOUN', 'PRON', 'ADJ', 'NUM'].includes(next.pos) ? from + 1 : from;
}

/** Longest phrase before the subject that a quote is cut off, in tokens. */
const LONGEST_LEAD_IN = 12;
/** Prepositions whose phrase changes what follows; it stays. */
const TELLING: ReadonlySet<string> = new Set(
  'without under unless if instead except according like by with'.split(' '),
);

/** Behind "On Friday," and "As part of the agreement,": the shortest clause that carries the matter. */
function afterLeadIn(tokens: readonly Token[], start: number, to: number): number {
  const from = afterSubordinator(tokens, start);
  const first = tokens[from];
  if ((first?.pos !== 'ADP' && first?.lower !== 'despite') || TELLING.has(first.lower)) return from;
  for (let at = from + 1; at < Math.min(to, from + LONGEST_LEAD_IN); at++) {
    const token = tokens[at];
    if (!token || token.pos === 'VERB' || token.pos === 'AUX' || /^[;:“”"]$/.test(token.text)) return from;
    if (token.text !== ',') continue;
    const next = tokens[at + 1];
    const opens = next !== undefined && ['PROPN', 'DET', 'NOUN', 'PRON', 'ADJ', 'NUM'].includes(next.pos);
    return opens && (first.lower === 'despite' || verbFollows(tokens, at + 1, to)) ? at + 1 : from;
  }
  return from;
}

/** Whether the words up to the next comma hold a verb: then the comma before them closed a lead-in, not an item of a list. */
function verbFollows(tokens: readonly Token[], from: number, to: number): boolean {
  for (let at = from; at < to; at++) {
    const token = tokens[at];
    if (token?.pos === 'VERB' || token?.pos === 'AUX') return true;
    if (token?.text === ',') return false;
  }
  return false;
}

/** A stretch that begins with its verb, taken back to where its subject stands, if the sentence puts it not far before. */
function withSubject(document: Document, clauses: readonly Clause[], clause: Clause, from: number, to: number): number {
  const { tokens } = document;
  const head = inSentence(clauses, clause.sentence).find((other) => other.from === from);
  const group = head?.verb;
  if (!head || !group || group.tense === 'none' || group.from - from > 1) return from;
  const opens = tokens[from];
  if (group.from - from === 1 && opens && !['CCONJ', 'ADV', 'PUNCT'].includes(opens.pos)) return from;
  const whole = document.sentences[clause.sentence];
  const fits = whole !== undefined && (tokens[to - 1]?.end ?? 0) - whole.start <= LONGEST_QUOTE;
  const fallback = fits ? whole.from : from;
  for (let at = head.index - 1; at >= 0; at--) {
    const host = clauses[at];
    if (host?.sentence !== clause.sentence) return fallback;
    const start = tokens[host.from]?.start ?? 0;
    if ((tokens[to - 1]?.end ?? 0) - start > LONGEST_WITH_SUBJECT) return fallback;
    const subject = host.verb === undefined || host.verb.from - host.from > 1;
    const level = host.governor === undefined || host.governor === head.governor;
    if (subject && host.depth <= head.depth && level) return host.from;
  }
  return fallback;
}

function needsGovernor(clause: Clause, governor: Clause): boolean {
  const verb = clause.verb;
  const dependent = verb?.infinitive === true || (verb?.tense === 'none' && verb.modal === undefined);
  if (dependent) return true;
  const lemma = governor.verb?.lemma ?? '';
  return COLOURING.has(lemma) || !SPEECH_LEMMAS.has(lemma);
}

/** The stretch without the conjunction before it and the punctuation around it. */
export function trimmed(document: Document, from: number, to: number): Span {
  const { tokens } = document;
  let first = from;
  let last = to - 1;
  while (first < last && LEADING.has(tokens[first]?.lower ?? '') && !isAsWell(tokens, first)) first += 1;
  while (last > first && TRAILING.has(tokens[last]?.lower ?? '')) last -= 1;
  // A mark that a blank follows closes what stands before it.
  if (tokens[first]?.text === '"' && (tokens[first + 1]?.start ?? 0) > (tokens[first]?.end ?? 0) && first < last)
    first += 1;
  const opening = isMark(tokens[first], '“"') && !holdsMark(tokens, first + 1, last + 1, '”"');
  if (opening && first < last) first += 1;
  const closing = isMark(tokens[last], '”"') && !holdsMark(tokens, first, last, '“"');
  if (closing && last > first) last -= 1;
  while (last > first && TRAILING.has(tokens[last]?.lower ?? '')) last -= 1;
  return { start: tokens[first]?.start ?? 0, end: tokens[last]?.end ?? 0 };
}

/** "as well as": not a conjunction that may be left out. */
function isAsWell(tokens: readonly Token[], at: number): boolean {
  return tokens[at]?.lower === 'as' && tokens[at + 1]?.lower === 'well';
}

function isMark(token: Token | undefined, marks: string): boolean {
  return token !== undefined && token.text.length === 1 && marks.includes(token.text);
}

function holdsMark(tokens: readonly Token[], from: number, to: number, marks: string): boolean {
  for (let at = from; at < to; at++) if (isMark(tokens[at], marks)) return true;
  return false;
}

/** How much of the shorter of two stretches lies in the other, from 0 to 1. */
export function overlapOf(a: Span, b: Span): number {
  const shared = Math.min(a.end, b.end) - Math.max(a.start, b.start);
  const shorter = Math.min(a.end - a.start, b.end - b.start);
  return shared <= 0 || shorter <= 0 ? 0 : shared / shorter;
}
