import type { Brief, Evidence } from '../brief.ts';
import { splitSentences } from '../text/sentences.ts';
import { ITEM_LISTS } from './note.ts';

/** Offsets of every place of a quote in a text, at most a hundred. */
function placesOf(text: string, quote: string): number[] {
  const places: number[] = [];
  for (let at = text.indexOf(quote); at >= 0 && places.length < 100; at = text.indexOf(quote, at + 1)) places.push(at);
  return places;
}

/** How many of some starts lie at or before an offset. */
function countTo(starts: readonly number[], offset: number): number {
  return starts.filter((start) => start <= offset).length;
}

/**
 * The evidence that a quote of the desk's is: where it stands in the text of the article.
 * @param near an offset: of several places that one which lies nearest to it.
 * @returns undefined where the text does not have it. Sentences are counted from the nearest one that the brief cites.
 */
export function placeOf(text: string, quote: string, brief: Brief, near = 0): Evidence | undefined {
  const [start] = placesOf(text, quote).sort((a, b) => Math.abs(a - near) - Math.abs(b - near));
  if (start === undefined) return undefined;
  const starts = splitSentences(text, { start: 0, end: text.length }).map((sentence) => sentence.start);
  const entries: { evidence: Evidence[] }[] = [...brief.summary, ...ITEM_LISTS.flatMap((list) => [...brief[list]])];
  const cited = entries.flatMap(({ evidence }) => evidence);
  const [known] = cited.sort((a, b) => Math.abs(a.start - start) - Math.abs(b.start - start));
  const sentence =
    known === undefined
      ? countTo(starts, start) - 1
      : known.sentence + countTo(starts, start) - countTo(starts, known.start);
  const paragraphs = text.slice(0, start).match(/\n[^\S\n]*\n\s*/g) ?? [];
  return { quote, start, end: start + quote.length, sentence: Math.max(0, sentence), paragraph: paragraphs.length };
}
