import { createHash } from 'node:crypto';

/** Hexadecimal digits of a hash that make a number: 48 bits, which a double holds exactly. */
const DIGITS = 12;

/**
 * A number that looks drawn by lot and is a pure function of what it is about.
 * @returns at least 0 and below 1.
 */
export function chance(seed: string, ...about: (string | number)[]): number {
  return Number.parseInt(fingerprint(seed, ...about).slice(0, DIGITS), 16) / 16 ** DIGITS;
}

/** @returns 64 hexadecimal digits that name what something is about. */
export function fingerprint(...about: (string | number)[]): string {
  return createHash('sha256').update(JSON.stringify(about)).digest('hex');
}

/** @returns the entry that a chance falls to, by the entries' weights. @throws RangeError for an empty table. */
export function drawn<T extends string>(weights: Readonly<Record<T, number>>, chanceOfEntry: number): T {
  const entries = Object.entries<number>(weights) as [T, number][];
  let left = chanceOfEntry * entries.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [entry, weight] of entries) {
    left -= weight;
    if (left < 0) return entry;
  }
  const last = entries.at(-1);
  if (!last) throw new RangeError('There is nothing to draw from.');
  return last[0];
}

/** @returns a number from `least` to `most`, small ones as often as the logarithm has them. */
export function logUniform(least: number, most: number, chanceOfNumber: number): number {
  return least * (most / least) ** chanceOfNumber;
}
