import { createHash } from 'node:crypto';

/** Numbers that depend on a seed and a name alone: whatever is drawn elsewhere, these stay the same. */
export class Draws {
  readonly #name: string;
  #count = 0;

  constructor(seed: string, ...names: (string | number)[]) {
    this.#name = JSON.stringify([seed, ...names]);
  }

  /** The next number, from 0 up to but without 1. */
  next(): number {
    this.#count += 1;
    const digest = createHash('sha256').update(`${this.#name} ${this.#count}`).digest();
    return digest.readUIntBE(0, 6) / 2 ** 48;
  }

  /** A whole number from `least` to `most`, both of them inclusive. */
  whole(least: number, most: number): number {
    return least + Math.floor(this.next() * (most - least + 1));
  }

  /** Whether something happens that has this chance, from 0 to 1. */
  happens(chance: number): boolean {
    return this.next() < chance;
  }

  /** One of the values. */
  one<T>(values: readonly [T, ...T[]]): T {
    return values[Math.floor(this.next() * values.length)] ?? values[0];
  }

  /** So many different ones of the values (all of them, where there are no more). */
  some<T>(values: readonly T[], count: number): T[] {
    const left = [...values];
    const chosen: T[] = [];
    while (chosen.length < count && left.length > 0) chosen.push(...left.splice(this.whole(0, left.length - 1), 1));
    return chosen;
  }
}
