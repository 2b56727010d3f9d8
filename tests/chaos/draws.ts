/** Gives whole numbers from 0 to `count` - 1. */
export type Draw = (count: number) => number;

/** Draws that a number other than 0 decides, the same on every platform (xorshift32). */
export function xorshift32(from: number): Draw {
  let state = from >>> 0;
  return (count) => {
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state % count;
  };
}

/** Draws that a seed decides. The seed 0 always draws 0, so that what shrinks to it is plain. */
export function drawsOf(seed: number): Draw {
  return seed === 0 ? () => 0 : xorshift32(Math.imul(seed, 0x9e3779b1) >>> 0 || 1);
}
