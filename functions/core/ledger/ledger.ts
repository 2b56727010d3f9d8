import type { LedgerBrief } from './ledger-brief.ts';
import type { StoryChanges } from './ledger-line.ts';

/** Days of silence after which an issue is quiet, unless a request asks otherwise; a request may ask for no fewer. */
export const QUIET_AFTER_DAYS = 7;

export interface LedgerRequest {
  /** UTC instants of 24 characters: lines known after `since` and not after `asOf`. */
  readonly since: string;
  readonly asOf: string;
  readonly quietAfterDays?: number;
}

/** What changed, by story. */
export function readLedger(_briefs: readonly LedgerBrief[], _request: LedgerRequest): StoryChanges[] {
  return [];
}
