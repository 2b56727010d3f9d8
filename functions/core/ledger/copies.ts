import { JoinedSets } from '../joined-sets.ts';
import { similarPairs } from './text-signature.ts';

/** Texts at least as similar as this are copies of each other. */
const COPY_SIMILARITY = 0.6;

/**
 * Which articles are copies of each other, or of a third one: for each article the lowest index of its set.
 * @param signatures of their texts; an article without one is alone.
 */
export function copySets(signatures: readonly (Uint8Array | undefined)[]): number[] {
  const sets = new JoinedSets(signatures.length);
  for (const [one, other] of similarPairs(signatures, COPY_SIMILARITY)) sets.join(one, other);
  return signatures.map((_, index) => sets.lowestOf(index));
}
