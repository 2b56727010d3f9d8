/** How much a word tells: the more, the fewer texts have it. */
export type WeightOf = (word: string) => number;

/** A word of so many texts is as rare as one of a single text: what several tell is no less telling. */
const RARE = 3;

/**
 * Inverse document frequencies: of a word the logarithm of the number of texts by the number of those that have it, and one.
 * Texts of one set count as one, so that a copy makes no word commoner.
 * @param least how many texts there are taken to be at least: among few, a word is not common because all have it.
 */
export function weighWords(texts: readonly { words: Iterable<string>; set: number }[], least: number): WeightOf {
  const sets = new Map<string, Set<number>>();
  for (const { words, set } of texts) {
    for (const word of words) {
      const having = sets.get(word);
      if (having === undefined) sets.set(word, new Set([set]));
      else having.add(set);
    }
  }
  const count = Math.max(least, new Set(texts.map(({ set }) => set)).size);
  const weights = new Map<string, number>();
  for (const [word, having] of sets) weights.set(word, Math.log(1 + count / Math.max(RARE, having.size)));
  return (word) => weights.get(word) ?? 0;
}

/** What some words weigh together: the square of the length of their vector. */
export function weightOfAll(words: Iterable<string>, weightOf: WeightOf): number {
  let sum = 0;
  for (const word of words) sum += weightOf(word) ** 2;
  return sum;
}
