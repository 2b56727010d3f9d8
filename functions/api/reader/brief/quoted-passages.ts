import type { Evidence } from '../../../core/brief.ts';
import { type CitedLine, spansOf } from './cited-lines.ts';
import { type Paragraph, segmentsOf } from './segments.ts';

/** A passage of an article that a brief quotes. */
export interface Passage {
  /** Where it begins in the article, in UTF-16 code units. */
  readonly start: number;
  /** The paragraph of the article that it is of, from 0. */
  readonly place: number;
  readonly text: string;
  /** The passage cut into segments, by offsets from its own beginning. */
  readonly paragraph: Paragraph;
}

/** The passages that lines quote, in the order of the article. What is quoted within a longer passage is shown there. */
export function passagesOf(lines: readonly CitedLine[]): Passage[] {
  const spans = spansOf(lines);
  return outermost(lines.flatMap(({ evidence }) => evidence)).map(({ quote, start, paragraph }) => {
    const whole = { start: 0, end: quote.length };
    const cited = spans.map(({ id, start: from, end }) => ({ id, start: from - start, end: end - start }));
    return { start, place: paragraph, text: quote, paragraph: { ...whole, segments: segmentsOf(whole, cited) } };
  });
}

/** The quotes in their order, each stretch once, without those that lie within another. */
function outermost(quotes: readonly Evidence[]): Evidence[] {
  const kept: Evidence[] = [];
  for (const quote of quotes.toSorted((a, b) => a.start - b.start || b.end - a.end)) {
    if (quote.end > (kept.at(-1)?.end ?? -1)) kept.push(quote);
  }
  return kept;
}
