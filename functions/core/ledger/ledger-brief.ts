import type { Brief } from '../brief.ts';

/** A brief as the ledger reads it: notes applied, so that what somebody rejected is in none of its lists. */
export interface LedgerBrief {
  readonly brief: Brief;
  readonly version: string;
  /** The time that it is listed by: a UTC instant of 24 characters. */
  readonly time: string;
  /** Of the article's text, as `signatureOf` makes it; without one the article is nobody's copy. */
  readonly signature?: Uint8Array;
}
