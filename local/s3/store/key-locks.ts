/** Lets one change of a key happen after the other, and those of different keys beside each other. */
export class KeyLocks {
  readonly #turns = new Map<string, Promise<unknown>>();

  /** Runs `change` when all before it on this key are done, whether they succeeded or not. */
  async run<Result>(key: string, change: () => Promise<Result>): Promise<Result> {
    const before = this.#turns.get(key) ?? Promise.resolve();
    const result = before.then(change);
    const turn = result.then(
      () => undefined,
      () => undefined,
    );
    this.#turns.set(key, turn);
    try {
      return await result;
    } finally {
      if (this.#turns.get(key) === turn) this.#turns.delete(key);
    }
  }
}
