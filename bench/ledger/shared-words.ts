import { foldedWords } from '../../functions/core/search/folded-words.ts';

/** How many words the longest stretch has that stands in both lists, its words in the same order. */
function longestStretch(a: readonly string[], b: readonly string[]): number {
  let longest = 0;
  let before: number[] = [];
  for (const word of a) {
    const row = b.map((other, index) => (other === word ? (before[index - 1] ?? 0) + 1 : 0));
    longest = Math.max(longest, ...row);
    before = row;
  }
  return longest;
}

/** Whether two quotes share a stretch of at least half of the words of the shorter one. */
export function sharesHalf(quote: string, other: string): boolean {
  const [a, b] = [foldedWords(quote), foldedWords(other)];
  const shorter = Math.min(a.length, b.length);
  return shorter > 0 && 2 * longestStretch(a, b) >= shorter;
}
