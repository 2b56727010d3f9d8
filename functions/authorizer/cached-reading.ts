/** Something that is read rarely and asked for often. Those who ask at the same time share one reading. */
export class CachedReading<T> {
  readonly #read: () => Promise<T>;
  readonly #now: () => number;
  #latest: { value: Promise<T>; at: number } | undefined;

  /** @param now milliseconds since the epoch. */
  constructor(read: () => Promise<T>, now: () => number) {
    this.#read = read;
    this.#now = now;
  }

  /**
   * @param maxAgeMs how old it may be at most.
   * Rejects as the reading does; one that failed is not kept.
   */
  get(maxAgeMs: number): Promise<T> {
    const now = this.#now();
    if (this.#latest && now - this.#latest.at < maxAgeMs) return this.#latest.value;
    const latest = { value: this.#read(), at: now };
    this.#latest = latest;
    latest.value.catch(() => {
      if (this.#latest === latest) this.#latest = undefined;
    });
    return latest.value;
  }
}
