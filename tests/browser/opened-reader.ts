import type { ReadingDesk } from './reading-desk.ts';

/** What the tests of the reader share: to start a runtime and a browser takes longer than most of them. */
export interface OpenedReader {
  readonly desk: ReadingDesk;
  /** The ids of the example articles' briefs, by the names of the files. */
  readonly briefs: Map<string, string>;
}
