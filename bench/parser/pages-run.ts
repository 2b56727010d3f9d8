/** What a run of one parser over some pages tells; times are of the processor. */
export interface PagesRun {
  readonly pages: number;
  readonly seconds: number;
  readonly medianMs: number;
  readonly p95Ms: number;
  readonly slowestMs: number;
  /** The process's largest resident set. */
  readonly peakMegabytes: number;
}
