import type { Brief } from '../brief.ts';
import { PrecisError } from '../errors.ts';
import { applyNotes } from '../notes/apply-notes.ts';
import type { BriefStore } from '../store/brief-store.ts';
import type { NoteStore } from '../store/notes.ts';
import type { WatchStore } from '../store/watches.ts';
import type { Watch } from '../watches/watch.ts';
import { readLedger } from './ledger.ts';
import type { Changes } from './ledger-line.ts';

/** What changes are read from. */
export interface LedgerSources {
  readonly store: Pick<BriefStore, 'ledgerBriefs'>;
  readonly notes: Pick<NoteStore, 'ofSome'>;
  readonly watches: Pick<WatchStore, 'get'>;
}

export interface ChangesQuery {
  /** What is asked of one watch; without it, of all briefs. */
  readonly watchId?: string | undefined;
  /** UTC instants of 24 characters: lines known after `since` and not after `until`. */
  readonly since: string;
  readonly until: string;
  /** Whole days of silence after which an issue is quiet; 7 by default. */
  readonly quietAfterDays?: number | undefined;
}

/** There is no watch of that id. */
export class UnknownWatchError extends PrecisError {
  static override readonly name: string = 'UnknownWatchError';
}

/** @throws UnknownWatchError */
export async function knownWatch(watches: Pick<WatchStore, 'get'>, watchId: string): Promise<Watch> {
  const watch = await watches.get(watchId);
  if (watch === undefined) throw new UnknownWatchError(`There is no watch ${watchId}.`);
  return watch;
}

/** Briefs as the desk has corrected them: what somebody rejected is in no list. */
export async function corrected<Item extends { readonly brief: Brief }>(
  items: readonly Item[],
  notes: LedgerSources['notes'],
): Promise<Item[]> {
  const noted = await notes.ofSome(items.map(({ brief }) => brief.briefId));
  return items.map((item) => {
    const own = noted.get(item.brief.briefId);
    return own === undefined ? item : { ...item, brief: applyNotes(item.brief, own).brief };
  });
}

/**
 * What changed on a watch that is at hand; see `readChanges`.
 * @param watch undefined for all briefs.
 */
export async function readChangesOn(
  watch: Watch | undefined,
  { store, notes }: Pick<LedgerSources, 'store' | 'notes'>,
  { since, until, quietAfterDays }: Omit<ChangesQuery, 'watchId'>,
  now: number,
): Promise<Changes> {
  // What has been silent for so long was last told so long before.
  const asked = { watch, from: since, to: until, historyDays: quietAfterDays };
  const { items: briefs, from, complete } = await store.ledgerBriefs(asked, now);
  const days = quietAfterDays === undefined ? {} : { quietAfterDays };
  const items = readLedger(await corrected(briefs, notes), { since, asOf: until, ...days });
  return {
    since,
    until,
    watch: watch === undefined ? null : { id: watch.id, name: watch.name },
    items,
    examined: { briefs: briefs.length, from, complete },
  };
}

/**
 * What changed in a stretch of time, on one watch or over all briefs: read from the table in bounded reads, as the desk has
 * corrected it, the same in whatever order articles arrived.
 * @param now milliseconds since the epoch: what is past its retention then is absent.
 * @throws UnknownWatchError, TransientError
 */
export async function readChanges(
  sources: LedgerSources,
  { watchId, ...query }: ChangesQuery,
  now: number,
): Promise<Changes> {
  const watch = watchId === undefined ? undefined : await knownWatch(sources.watches, watchId);
  return readChangesOn(watch, sources, query, now);
}
