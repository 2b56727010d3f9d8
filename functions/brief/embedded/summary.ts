import type { Certainty, Evidence, SummarySentence } from '../../core/brief.ts';
import { inSentence } from './by-sentence.ts';
import { contentOf, sharedBy } from './content-words.ts';
import { datelineEnd } from './dateline.ts';
import type { Clause, Document, Sentence, Span, Token } from './model.ts';
import { overlapOf, trimmed } from './quotes.ts';

/** The most words of a summary, and of one of its sentences. */
const MOST_WORDS = 75;
const MOST_SENTENCES = 3;
const LONGEST_SENTENCE = 45;
const SHORTEST_SENTENCE = 5;
/** What the first sentence is worth beside the items that it holds; later ones less: news tells first what matters most. */
const LEAD = 10;
/** By what each sentence further down is worth less. */
const DECAY = 0.6;

interface Candidate {
  sentence: Sentence;
  /** Its place among the sentences that could be chosen. */
  place: number;
  span: Span;
  words: number;
}

interface Cited {
  evidence: readonly Evidence[];
  certainty: Certainty;
}

/** What the foremost item of each list is worth, and how much less each one behind it. */
const FOREMOST = { measures: 2.5, unresolvedIssues: 5, risks: 3 } as const;
const BEHIND = 1.5;
/** What is read with less certainty is told less readily. */
const TRUST: Readonly<Record<Certainty, number>> = { high: 1, medium: 0.6, low: 0 };

/**
 * Two or three whole sentences of the article, at most 75 words, in the order of the article: those that hold the most
 * of the foremost items, the earlier the better. A sentence that is too long is cut at the edge of a clause.
 * @param items the brief's items, each list in its order.
 */
export function summarise(
  document: Document,
  clauses: readonly Clause[],
  items: Readonly<Record<keyof typeof FOREMOST, readonly Cited[]>>,
): SummarySentence[] {
  const candidates = document.sentences
    .flatMap((sentence) => candidateOf(document, clauses, sentence) ?? [])
    .map((candidate, place): Candidate => ({ ...candidate, place }));
  const values = valuesOf(items);
  const covered = new Set<Cited>();
  const chosen: Candidate[] = [];
  let words = 0;
  while (chosen.length < MOST_SENTENCES) {
    let best: { candidate: Candidate; value: number } | undefined;
    for (const candidate of candidates) {
      if (chosen.includes(candidate) || words + candidate.words > MOST_WORDS) continue;
      if (chosen.some((other) => saysTheSame(document, other, candidate))) continue;
      const value = worth(document, candidate, values, covered);
      if (value > (best?.value ?? 0)) best = { candidate, value };
    }
    if (!best) break;
    const { candidate } = best;
    chosen.push(candidate);
    words += candidate.words;
    for (const [item] of values) if (holds(candidate.span, item)) covered.add(item);
  }
  return chosen
    .sort((a, b) => a.span.start - b.span.start)
    .map(({ sentence, span }) => {
      const quote = document.text.slice(span.start, span.end);
      return { text: quote, evidence: [{ quote, ...span, sentence: sentence.index, paragraph: sentence.paragraph }] };
    });
}

/** What share of the shorter sentence's words another one has where the two say the same. */
const SAME = 0.6;

function saysTheSame(document: Document, a: Candidate, b: Candidate): boolean {
  const names = { entities: new Map(), mentions: [] };
  const words = contentOf(document, names, a.span);
  const others = contentOf(document, names, b.span);
  return sharedBy(words, others) >= SAME * Math.min(words.size, others.size);
}

/** The worth of each item: the foremost of a list counts most. */
function valuesOf(items: Readonly<Record<keyof typeof FOREMOST, readonly Cited[]>>): Map<Cited, number> {
  const values = new Map<Cited, number>();
  for (const list of ['measures', 'unresolvedIssues', 'risks'] as const) {
    for (const [rank, item] of items[list].entries())
      values.set(item, (FOREMOST[list] * TRUST[item.certainty]) / (1 + rank * BEHIND));
  }
  return values;
}

function holds(span: Span, item: Cited): boolean {
  return item.evidence.some((piece) => overlapOf(span, piece) > 0.6);
}

function worth(
  document: Document,
  candidate: Candidate,
  values: ReadonlyMap<Cited, number>,
  covered: ReadonlySet<Cited>,
): number {
  let value = LEAD / (1 + candidate.place * DECAY);
  for (const [item, own] of values) if (!covered.has(item) && holds(candidate.span, item)) value += own;
  return value * formOf(document.text.slice(candidate.span.start, candidate.span.end)) - candidate.words * 0.01;
}

/** How well a sentence stands by itself, by its first and last words: what it is worth is multiplied with this. */
function formOf(sentence: string): number {
  let form = 1;
  if (POINTING_BACK.test(sentence)) form *= 0.4;
  if (/^["“‘']/.test(sentence)) form *= 0.5;
  if (/\?["”’]?$/.test(sentence)) form *= 0.3;
  if (/[:;,]$/.test(sentence)) form *= 0.4;
  return form;
}

/** Words that ask for the sentence before: pronouns, and what joins two sentences. */
const POINTING_BACK =
  /^(?:he|she|it|they|we|i|you|this|that|these|those|such|but|and|so|or|yet|however|also|his|her|its|their|our|my|here|there|then|meanwhile|nevertheless|nonetheless|moreover|still|instead|otherwise|thus|hence)\b/i;

function candidateOf(
  document: Document,
  clauses: readonly Clause[],
  sentence: Sentence,
): Omit<Candidate, 'place'> | undefined {
  if (sentence.kind !== 'body') return undefined;
  const from = openingOf(document, sentence);
  const first = document.tokens[from];
  if (!first || from >= sentence.to) return undefined;
  const own = inSentence(clauses, sentence.index);
  if (!own.some((clause) => clause.verb && clause.verb.tense !== 'none')) return undefined;
  const whole = { start: first.start, end: sentence.end };
  const span = wordsIn(document, whole) <= LONGEST_SENTENCE ? whole : cutAtClause(document, own, from);
  if (!span) return undefined;
  const words = wordsIn(document, span);
  if (words < SHORTEST_SENTENCE || !isWhole(document.text.slice(span.start, span.end))) return undefined;
  return { sentence, span, words };
}

/** First token of a sentence behind its dateline, the number of a list and the dashes after them. */
function openingOf(document: Document, sentence: Sentence): number {
  const { tokens } = document;
  let from = Math.max(sentence.from, datelineEnd(document, sentence));
  if (/^\d{1,3}[.)]$/.test(tokens[from]?.text ?? '')) from += 1;
  else if (tokens[from]?.pos === 'NUM' && /^[.)]$/.test(tokens[from + 1]?.text ?? '')) from += 2;
  while (from < sentence.to && /^[-–—*•]+$/.test(tokens[from]?.text ?? '')) from += 1;
  return from;
}

/**
 * Whether a text is a sentence to its ends: begun with a capital, with its quotation marks and brackets closed, and
 * neither a byline nor the marks of a recording ("[Begin recording]").
 */
function isWhole(text: string): boolean {
  if (!/^["“‘'(]*[\p{Lu}\p{N}$€£]/u.test(text) || /^By \p{Lu}[\p{L} ]*[:|]/u.test(text) || /[[\]|]|:$/.test(text))
    return false;
  const count = (mark: string): number => text.split(mark).length - 1;
  return count('“') === count('”') && count('"') % 2 === 0 && count('(') === count(')');
}

/** The longest beginning of a sentence that ends where a main clause does, and is short enough. */
function cutAtClause(document: Document, clauses: readonly Clause[], from: number): Span | undefined {
  let best: Span | undefined;
  for (const clause of clauses) {
    if (clause.to <= from || !clause.verb || clause.verb.infinitive) continue;
    if (clause.verb.tense === 'none' && clause.verb.modal === undefined) continue;
    const next = clauses.find((other) => other.index === clause.index + 1);
    // What hangs on this clause belongs to it, and a source at the end of the sentence must not be lost.
    if (next?.governor === clause.index || clause.governor !== undefined) continue;
    const span = trimmed(document, from, clause.to);
    if (
      wordsIn(document, span) <= LONGEST_SENTENCE &&
      closes(document.tokens[clause.to - 1], document.tokens[clause.to])
    )
      best = span;
  }
  return best;
}

/** Whether a sentence may be cut between two tokens: at a mark, and not behind a word that asks for more. */
function closes(last: Token | undefined, next: Token | undefined): boolean {
  const atMark = last?.pos === 'PUNCT' || next?.pos === 'PUNCT';
  const asks = last !== undefined && ['ADP', 'DET', 'CCONJ', 'SCONJ', 'AUX', 'PART'].includes(last.pos);
  return atMark && !asks;
}

function wordsIn(document: Document, span: Span): number {
  return document.text.slice(span.start, span.end).split(/\s+/u).length;
}
