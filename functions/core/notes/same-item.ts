import type { AnyItem } from './note.ts';

/** What an item is found again by in another version of its brief. */
export interface Anchor {
  /** Its quotes, the clearest first. */
  readonly quotes: readonly string[];
  /** Ids of the other items that its list held then: none of them is this one. */
  readonly others?: readonly string[] | undefined;
}

/** So many words in a row are no coincidence. */
const RUN_WORDS = 4;
/** The share of the shorter quote's words that two quotes of one item have in common. */
const LEAST_OVERLAP = 0.5;

function wordsOf(quote: string): string[] {
  return quote.toLowerCase().match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
}

function runsOf(words: readonly string[], length: number): Set<string> {
  return new Set(words.slice(length - 1).map((_, index) => words.slice(index, index + length).join(' ')));
}

/**
 * How far two quotes are of one passage: the share of the shorter one's words that stand in runs of four words which the
 * other has as well, from 0 to 1. Of a quote of fewer than four words all of them are one run.
 */
export function overlapOf(one: string, other: string): number {
  const [shorter = [], longer = []] = [wordsOf(one), wordsOf(other)].sort((a, b) => a.length - b.length);
  if (shorter.length === 0) return 0;
  const length = Math.min(RUN_WORDS, shorter.length);
  const runs = runsOf(longer, length);
  const common = new Set<number>();
  for (let start = 0; start + length <= shorter.length; start += 1) {
    if (!runs.has(shorter.slice(start, start + length).join(' '))) continue;
    for (let index = start; index < start + length; index += 1) common.add(index);
  }
  return common.size / shorter.length;
}

/** Two items are one as far as the clearest quote of either is of the same passage as a quote of the other. */
function likenessOf({ quotes }: Anchor, item: AnyItem): number {
  const [first] = quotes;
  const clearest = item.evidence[0]?.quote;
  if (first === undefined || clearest === undefined) return 0;
  return Math.max(
    ...item.evidence.map(({ quote }) => overlapOf(first, quote)),
    ...quotes.map((quote) => overlapOf(quote, clearest)),
  );
}

/**
 * Finds an item of one version of a brief in the same list of another: by its id, else the one whose quotes overlap its
 * own most, and by half at least. The order of the items makes no difference.
 */
export function sameItemIn<Item extends AnyItem>(
  items: readonly Item[],
  id: string,
  anchor: Anchor | undefined,
): Item | undefined {
  const own = items.find((item) => item.id === id);
  if (own !== undefined || anchor === undefined) return own;
  let best: { item: Item; likeness: number } | undefined;
  for (const item of items) {
    if (anchor.others?.includes(item.id)) continue;
    const likeness = likenessOf(anchor, item);
    if (likeness < LEAST_OVERLAP) continue;
    const isBetter = best === undefined || likeness > best.likeness;
    if (isBetter || (likeness === best?.likeness && item.id < best.item.id)) best = { item, likeness };
  }
  return best?.item;
}
