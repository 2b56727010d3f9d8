/** Gives whole numbers from 0 to `count` - 1. */
export type Draw = (count: number) => number;

/** Draws that a seed decides, the same on every platform. The seed 0 always draws 0, so that what shrinks to it is plain. */
export function drawsOf(seed: number): Draw {
  if (seed === 0) return () => 0;
  let state = Math.imul(seed, 0x9e3779b1) >>> 0 || 1;
  return (count) => {
    // xorshift32.
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state % count;
  };
}
