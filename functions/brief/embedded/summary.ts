import type { Evidence, SummarySentence } from '../../core/brief.ts';
import { inSentence } from './by-sentence.ts';
import { contentOf, sharedBy } from './content-words.ts';
import { datelineEnd } from './dateline.ts';
import type { Clause, Document, Sentence, Span } from './model.ts';
import { overlapOf, trimmed } from './quotes.ts';

/** The most words of a summary, and of one of its sentences. */
const MOST_WORDS = 75;
const MOST_SENTENCES = 3;
const LONGEST_SENTENCE = 45;
const SHORTEST_SENTENCE = 5;
/** What the first sentence is worth beside the items that it holds; later ones less. */
const LEAD = 2.4;

interface Candidate {
  sentence: Sentence;
  span: Span;
  words: number;
}

interface Cited {
  evidence: readonly Evidence[];
}

/**
 * Two or three whole sentences of the article, at most 75 words, in the order of the article: those that hold the most
 * of the foremost items, the earlier the better. A sentence that is too long is cut at the edge of a clause.
 * @param items the brief's items, each list in its order.
 */
export function summarise(
  document: Document,
  clauses: readonly Clause[],
  items: readonly (readonly Cited[])[],
): SummarySentence[] {
  const candidates = document.sentences.flatMap((sentence) => candidateOf(document, clauses, sentence) ?? []);
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
function valuesOf(items: readonly (readonly Cited[])[]): Map<Cited, number> {
  const values = new Map<Cited, number>();
  for (const list of items) for (const [rank, item] of list.entries()) values.set(item, 1.2 / (1 + rank * 0.5));
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
  let value = LEAD / (1 + candidate.sentence.index * 0.6);
  for (const [item, own] of values) if (!covered.has(item) && holds(candidate.span, item)) value += own;
  const opening = document.text.slice(candidate.span.start, candidate.span.start + 12);
  if (/^(?:he|she|it|they|this|that|these|those|but|and|however|also|his|her|their)\b/i.test(opening)) value *= 0.6;
  if (/^["“‘']/.test(opening)) value *= 0.5;
  const last = document.text[candidate.span.end - 1] ?? '';
  if (last === '?') value *= 0.3;
  if (/[:;,]/.test(last)) value *= 0.4;
  return value - candidate.words * 0.01;
}

function candidateOf(document: Document, clauses: readonly Clause[], sentence: Sentence): Candidate | undefined {
  if (sentence.kind !== 'body') return undefined;
  let from = Math.max(sentence.from, datelineEnd(document, sentence));
  while (from < sentence.to && /^[-–—]+$/.test(document.tokens[from]?.text ?? '')) from += 1;
  const first = document.tokens[from];
  if (!first || from >= sentence.to) return undefined;
  const own = inSentence(clauses, sentence.index);
  if (!own.some((clause) => clause.verb && clause.verb.tense !== 'none')) return undefined;
  const whole = { start: first.start, end: sentence.end };
  const span = wordsIn(document, whole) <= LONGEST_SENTENCE ? whole : cutAtClause(document, own, from);
  if (!span) return undefined;
  const words = wordsIn(document, span);
  return words < SHORTEST_SENTENCE ? undefined : { sentence, span, words };
}

/** The longest beginning of a sentence that ends where a main clause does, and is short enough. */
function cutAtClause(document: Document, clauses: readonly Clause[], from: number): Span | undefined {
  let best: Span | undefined;
  for (const clause of clauses) {
    if (clause.to <= from || !clause.verb) continue;
    const next = clauses.find((other) => other.index === clause.index + 1);
    // What hangs on this clause belongs to it, and a source at the end of the sentence must not be lost.
    if (next?.governor === clause.index || clause.governor !== undefined) continue;
    const span = trimmed(document, from, clause.to);
    if (wordsIn(document, span) <= LONGEST_SENTENCE) best = span;
  }
  return best;
}

function wordsIn(document: Document, span: Span): number {
  return document.text.slice(span.start, span.end).split(/\s+/u).length;
}
