import type { Clause, Document, Sentence, Token } from './model.ts';

/** A stretch of tokens: the first, and one past the last. */
export interface Stretch {
  from: number;
  to: number;
}

const IN_PHRASE: ReadonlySet<string> = new Set(['DET', 'ADJ', 'NUM', 'NOUN', 'PROPN']);
const NOMINAL: ReadonlySet<string> = new Set(['NOUN', 'PROPN']);
/** Words that want a noun behind them. */
const OPENING =
  /^(?:the|an?|every|its|their|his|her|our|my|your|no|of|to|for|from|with|by|at|into|between|against|than)$/;
/** Adverbs of direction that the tagger takes for prepositions stand at the end of a phrase as well as anywhere. */
const PARTICLES = /^(?:up|out|down|off|over|on|in|away|back|through|around|about|along|aside|ahead|under|below|above)$/;

/**
 * Lets a stretch of a sentence end where a phrase ends: not on a determiner, a preposition or an adjective, nor amid
 * words that belong together, nor within a quotation that the sentence closes.
 * @returns the stretch, or a longer one of the same sentence.
 */
export function wholePhrases(
  document: Document,
  clauses: readonly Clause[],
  sentence: Sentence,
  stretch: Stretch,
): Stretch {
  const { tokens } = document;
  const ended = phraseEnd(tokens, clauses, sentence, stretch.to);
  return wholeQuotations(tokens, sentence, { from: stretch.from, to: ended });
}

function phraseEnd(tokens: readonly Token[], clauses: readonly Clause[], sentence: Sentence, end: number): number {
  let to = end;
  while (to < sentence.to && isOpen(tokens, to - 1)) {
    const next = tokens[to];
    if (!next || /^[.,;:?!”)]$/.test(next.text)) return to;
    if (IN_PHRASE.has(next.pos) || next.text === '-' || /^['’]s?$/.test(next.text)) {
      to += 1;
      continue;
    }
    // "a dispute over | what has been settled".
    const behind = clauses.find((clause) => clause.from === to);
    if (!behind) return to + 1;
    to = behind.to;
  }
  return to;
}

/** Whether what follows a token belongs to it. */
function isOpen(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  const next = tokens[at + 1];
  if (!token || !next) return false;
  if (token.text === '-' || (next.text === '-' && next.start === token.end)) return true;
  if (OPENING.test(token.lower)) return true;
  if (token.pos === 'ADP') return !PARTICLES.test(token.lower) || IN_PHRASE.has(next.pos);
  const follows = NOMINAL.has(next.pos);
  if (token.pos === 'ADJ' || token.pos === 'NUM' || token.pos === 'DET') return follows || next.pos === 'ADJ';
  if (/^['’]s?$/.test(token.text)) return follows || next.pos === 'ADJ';
  return token.pos === 'NOUN' && next.pos === 'NOUN';
}

function wholeQuotations(tokens: readonly Token[], sentence: Sentence, stretch: Stretch): Stretch {
  let { from, to } = stretch;
  const open = marksIn(tokens, from, to);
  if (open > 0) {
    const close = find(tokens, to, sentence.to, '”"');
    if (close !== undefined) to = close + 1;
  } else if (open < 0) {
    const opening = findLast(tokens, sentence.from, from, '“"');
    if (opening !== undefined) from = opening;
  }
  return { from, to };
}

/** How many quotations a stretch opens and does not close; below 0 where it closes one that it has not opened. */
function marksIn(tokens: readonly Token[], from: number, to: number): number {
  let open = 0;
  let straight = false;
  for (let at = from; at < to; at++) {
    const text = tokens[at]?.text;
    if (text === '“') open += 1;
    else if (text === '”') open -= 1;
    else if (text === '"') straight = !straight;
  }
  return open === 0 && straight ? 1 : open;
}

function find(tokens: readonly Token[], from: number, to: number, marks: string): number | undefined {
  for (let at = from; at < to; at++) if (isMark(tokens[at], marks)) return at;
  return undefined;
}

function findLast(tokens: readonly Token[], from: number, to: number, marks: string): number | undefined {
  for (let at = to - 1; at >= from; at--) if (isMark(tokens[at], marks)) return at;
  return undefined;
}

function isMark(token: Token | undefined, marks: string): boolean {
  return token !== undefined && token.text.length === 1 && marks.includes(token.text);
}
