/** One thing that must be true at the end. */
export interface Check {
  readonly name: string;
  /** What was found, in figures. */
  readonly figure: string;
  /** What is not as it must be, each in a line; empty where all is well. */
  readonly misses: readonly string[];
}

/** Works on all of the values, some at a time. */
export async function forEachOf<T>(values: readonly T[], work: (value: T) => Promise<void>): Promise<void> {
  const left = [...values];
  async function next(): Promise<void> {
    for (let value = left.pop(); value !== undefined; value = left.pop()) await work(value);
  }
  await Promise.all(Array.from({ length: AT_ONCE }, next));
}

const AT_ONCE = 4;
