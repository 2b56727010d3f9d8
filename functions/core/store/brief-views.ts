import type { Brief } from '../brief.ts';
import type { Rejection } from '../manifest.ts';
import type { Card } from './card.ts';
import { bodyOf, type StoredBrief } from './stored-brief.ts';

interface ViewBase {
  readonly briefId: string;
  readonly version: string;
  readonly uploadId: string;
  /** When this version was written, as a UTC instant; null where an earlier release wrote it. */
  readonly briefedAt: string | null;
}

/** A brief as it is now, or a tombstone. */
export type BriefView = ViewBase &
  (
    | {
        readonly state: 'live';
        readonly brief: Brief;
        readonly articleKey: string;
        readonly duplicateOf: string | null;
      }
    | { readonly state: 'rejected'; readonly rejection: Rejection; readonly articleKey: string }
    | { readonly state: 'removed' }
  );

/** One line of a brief's history. */
export type VersionView = ViewBase & {
  /** Whether it is the version that is shown now. */
  readonly current: boolean;
} & (
    | { readonly state: 'live'; readonly card: Card }
    | { readonly state: 'rejected'; readonly rejection: Rejection }
    | { readonly state: 'removed' }
  );

function baseOf({ briefId, version, uploadId, briefedAt }: StoredBrief): ViewBase {
  return { briefId, version, uploadId, briefedAt: briefedAt ?? null };
}

/** @throws CorruptDataError if its body cannot be read. */
export function viewOf(stored: StoredBrief): BriefView {
  const base = baseOf(stored);
  if (stored.state === 'removed') return { ...base, state: 'removed' };
  const { articleKey } = stored;
  if (stored.state === 'rejected') {
    return { ...base, state: 'rejected', rejection: stored.rejection, articleKey };
  }
  const duplicateOf = stored.duplicateOf ?? null;
  return { ...base, state: 'live', brief: bodyOf(stored), articleKey, duplicateOf };
}

/** @param current whether it is the version that is shown now. */
export function versionViewOf(stored: StoredBrief, current: boolean): VersionView {
  const base = baseOf(stored);
  if (stored.state === 'live') return { ...base, current, state: 'live', card: stored.card };
  if (stored.state === 'removed') return { ...base, current, state: 'removed' };
  return { ...base, current, state: 'rejected', rejection: stored.rejection };
}
