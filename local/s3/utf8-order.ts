/**
 * Compares texts by the bytes of their UTF-8, the order of keys in Amazon S3 (User Guide, "Listing object keys
 * programmatically"). It differs from JavaScript's own order for characters beyond the first 65,536.
 * @returns below 0, 0 or above 0.
 */
export function compareUtf8(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let index = 0; index < length; index += 1) {
    const x = a.charCodeAt(index);
    const y = b.charCodeAt(index);
    if (x !== y) return rank(x) - rank(y);
  }
  return a.length - b.length;
}

/** Surrogates stand for code points above all that fit into one unit. */
function rank(unit: number): number {
  return unit >= 0xd800 && unit <= 0xdfff ? unit + 0x10000 : unit;
}

/** @returns the index of the first of sorted texts that `isReached` holds for; their number if for none. */
export function firstIndex(sorted: readonly string[], isReached: (value: string) => boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isReached(sorted[middle] ?? '')) high = middle;
    else low = middle + 1;
  }
  return low;
}
