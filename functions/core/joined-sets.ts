/** Sets of indexes that are joined two by two; each set is known by its lowest. */
export class JoinedSets {
  readonly #parents: number[];

  constructor(size: number) {
    this.#parents = Array.from({ length: size }, (_, index) => index);
  }

  lowestOf(index: number): number {
    let lowest = index;
    while (this.#parents[lowest] !== lowest) lowest = this.#parents[lowest] ?? lowest;
    // What was looked up once is found at once the next time.
    this.#parents[index] = lowest;
    return lowest;
  }

  join(one: number, other: number): void {
    const [a, b] = [this.lowestOf(one), this.lowestOf(other)];
    this.#parents[Math.max(a, b)] = Math.min(a, b);
  }
}
