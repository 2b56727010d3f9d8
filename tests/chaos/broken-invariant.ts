/** What must hold of the pipeline does not. */
export class BrokenInvariant extends Error {
  readonly invariant: string;

  constructor(invariant: string, what: string) {
    super(`${invariant}: ${what}`);
    this.name = 'BrokenInvariant';
    this.invariant = invariant;
  }
}

/** Names and counts things: the states that schedules reach, and the invariants that were checked. */
export class Tally {
  readonly counts = new Map<string, number>();

  add(name: string, count = 1): void {
    this.counts.set(name, (this.counts.get(name) ?? 0) + count);
  }

  get(name: string): number {
    return this.counts.get(name) ?? 0;
  }
}
