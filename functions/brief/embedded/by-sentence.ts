import type { Clause } from './model.ts';

/**
 * The entries of one sentence, of a list that is ordered by sentence (clauses, mentions).
 * Binary search, so that a long article does not cost the square of its length.
 */
export function inSentence<T extends { sentence: number }>(ordered: readonly T[], sentence: number): T[] {
  let low = 0;
  let high = ordered.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ordered[middle]?.sentence ?? 0) < sentence) low = middle + 1;
    else high = middle;
  }
  let end = low;
  while (end < ordered.length && ordered[end]?.sentence === sentence) end += 1;
  return ordered.slice(low, end);
}

/** The clause that holds an offset of a sentence. */
export function clauseAt(clauses: readonly Clause[], sentence: number, offset: number): Clause | undefined {
  return inSentence(clauses, sentence).find(({ start, end }) => start <= offset && offset < end);
}

/** The clause that governs another one ("said", "agreed to"), if one does. */
export function governorOf(clauses: readonly Clause[], { governor }: Clause): Clause | undefined {
  return governor === undefined ? undefined : clauses[governor];
}
