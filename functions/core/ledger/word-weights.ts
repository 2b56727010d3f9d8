/** How much a word tells: the more, the fewer texts have it. */
export type WeightOf = (word: string) => number;

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
  return (word) => Math.log(1 + count / (sets.get(word)?.size ?? 1));
}

/** How alike two sets of words are, from 0 to 1, by what their common words weigh (the cosine of their vectors). */
export function likenessOf(
  a: ReadonlySet<string>,
  b: ReadonlySet<string>,
  weightOf: WeightOf,
): { likeness: number; shared: number } {
  const square = (words: Iterable<string>): number => {
    let sum = 0;
    for (const word of words) sum += weightOf(word) ** 2;
    return sum;
  };
  const [smaller, larger] = a.size <= b.size ? [a, b] : [b, a];
  const common = [...smaller].filter((word) => larger.has(word));
  if (common.length === 0) return { likeness: 0, shared: 0 };
  return { likeness: square(common) / Math.sqrt(square(a) * square(b)), shared: common.length };
}
