/** Counts what comes again and again under the same name, since the start of the runtime. */
export class Ordinals {
  readonly #counts = new Map<string, number>();
  readonly #known = new Map<string, Map<string, number>>();

  /** @returns 1 at the first call with this name, 2 at the second, … */
  next(name: string): number {
    const count = (this.#counts.get(name) ?? 0) + 1;
    this.#counts.set(name, count);
    return count;
  }

  /** @returns the place of `one` among all that were asked for under this name, in the order of their first time, from 1. */
  of(name: string, one: string): number {
    const known = this.#known.get(name) ?? new Map<string, number>();
    this.#known.set(name, known);
    const ordinal = known.get(one) ?? known.size + 1;
    known.set(one, ordinal);
    return ordinal;
  }
}

/** What differs between two runs that are the same otherwise: revisions (by the time) and instants. */
const OF_THIS_RUN = /[0-9A-F]{18}0{40}[0-9A-F]{6}(?:\.\d{6})*|\d{4}-\d\d-\d\dT[\d:.]+Z/g;

/** @returns a text without what no other run has: two runs over the same files give the same. */
export function withoutTimes(text: string): string {
  return text.replace(OF_THIS_RUN, '*');
}
