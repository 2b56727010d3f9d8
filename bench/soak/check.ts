/** One thing that must be true at the end. */
export interface Check {
  readonly name: string;
  /** What was found, in figures. */
  readonly figure: string;
  /** What is not as it must be, each in a line; empty where all is well. */
  readonly misses: readonly string[];
}
