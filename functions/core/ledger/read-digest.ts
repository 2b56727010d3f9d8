import type { BriefStore } from '../store/brief-store.ts';
import type { WatchStore } from '../store/watches.ts';
import type { Watch } from '../watches/watch.ts';
import { type Digest, unreadIdOf } from './digest.ts';
import type { Changes } from './ledger-line.ts';
import { dayAfter, readCalendar } from './read-calendar.ts';
import { knownWatch, type LedgerSources, readChangesOn } from './read-changes.ts';
import { remedyOf } from './remedies.ts';

/** What a digest is read from. */
export interface DigestSources {
  readonly store: Pick<BriefStore, 'ledgerBriefs' | 'calendar' | 'listBriefs' | 'rejectedSince'>;
  readonly notes: LedgerSources['notes'];
  readonly watches: Pick<WatchStore, 'get' | 'list'>;
}

export interface DigestQuery {
  /** UTC instants of 24 characters: what is known after `since` and not after `until`. */
  readonly since: string;
  readonly until: string;
  /** One watch; all of them by default. */
  readonly watchId?: string | undefined;
  /** Once so many briefs are read for watches, the watches that are left are named alone; by default 6,000. */
  readonly mostBriefs?: number | undefined;
  /**
   * Lines and refusals (by `unreadIdOf`) that were told before `since`, and the moment from which others are read again: both
   * count as known from the receipt of an article, which may have been briefed, or refused, after the last digest.
   */
  readonly told?: { readonly from: string; readonly ids: ReadonlySet<string> } | undefined;
}

/** How far ahead a digest looks. */
const DAYS_AHEAD = 14;
/** Watches that a digest tells of: each is a reading of its own. */
const MOST_WATCHES = 20;
const MOST_BRIEFS = 6_000;
/** Arrivals that are counted, and at once. */
const MOST_COUNTED = 500;
const COUNTED_AT_ONCE = 50;

type Section = Digest['sections'][number];

/** How many briefs were received in a stretch of time, copies among them. */
async function arrivalsIn(
  store: DigestSources['store'],
  { since, until }: DigestQuery,
  now: number,
): Promise<Digest['arrived']> {
  // After `since`, to the millisecond; the list includes its bounds.
  const from = new Date(Date.parse(since) + 1).toISOString();
  const asked = { order: 'received', from, to: until, duplicates: true, limit: COUNTED_AT_ONCE } as const;
  let briefs = 0;
  let cursor: string | undefined;
  do {
    const { items, next } = await store.listBriefs({ ...asked, cursor }, now);
    briefs += items.length;
    cursor = next;
  } while (cursor !== undefined && briefs < MOST_COUNTED);
  return { briefs, complete: cursor === undefined };
}

/** What changed without what went quiet, which has a place of its own. */
function sectionOf({ watch, items, examined }: Changes): Section {
  const told = items.map(({ story, lines }) => ({ story, lines: lines.filter(({ kind }) => kind !== 'quiet') }));
  return { watch, items: told.filter(({ lines }) => lines.length > 0), examined };
}

function withoutTold(items: Changes['items'], told: ReadonlySet<string>): Changes['items'] {
  const left = items.map(({ story, lines }) => ({ story, lines: lines.filter(({ id }) => !told.has(id)) }));
  return left.filter(({ lines }) => lines.length > 0);
}

/** What went quiet in any of some changes, each line once, the longest silence first. */
function quietIn(all: readonly Changes[]): Digest['quiet'] {
  const quiet = new Map<string, Digest['quiet'][number]>();
  for (const { items } of all) {
    for (const { story, lines } of items) {
      const { id, title } = story;
      for (const line of lines) if (line.kind === 'quiet') quiet.set(line.id, { story: { id, title }, line });
    }
  }
  const silence = ({ line }: Digest['quiet'][number]): number => line.days ?? 0;
  return [...quiet.values()].sort((a, b) => silence(b) - silence(a) || (a.line.id < b.line.id ? -1 : 1));
}

/**
 * The page of the morning: what changed by watch (without watches, over all briefs), what lies ahead in the next 14 days, what
 * went quiet, and what could not be read. Read in bounded reads; where a bound was met, it says so.
 * @param now milliseconds since the epoch: what is past its retention then is absent.
 * @throws UnknownWatchError, TransientError
 */
export async function readDigest(sources: DigestSources, query: DigestQuery, now: number): Promise<Digest> {
  const { store, notes, watches } = sources;
  const { since, until, watchId, mostBriefs = MOST_BRIEFS } = query;
  const { from: knownAfter, ids: told } = query.told ?? { from: since, ids: new Set<string>() };
  const asked = watchId === undefined ? undefined : await knownWatch(watches, watchId);
  const all: readonly Watch[] = asked === undefined ? await watches.list() : [asked];
  const asMany: readonly (Watch | undefined)[] = all.length === 0 ? [undefined] : all.slice(0, MOST_WATCHES);
  const changes: Changes[] = [];
  let briefs = 0;
  // One after the other: each holds some hundred whole briefs.
  for (const watch of asMany) {
    if (briefs >= mostBriefs) break;
    const read = await readChangesOn(watch, sources, { since: knownAfter, until }, now);
    briefs += read.examined.briefs;
    changes.push({ ...read, items: withoutTold(read.items, told) });
  }
  const from = until.slice(0, 10);
  const days = { from, to: dayAfter(from, DAYS_AHEAD - 1) };
  const rejected = await store.rejectedSince(knownAfter, now);
  return {
    since,
    until,
    watch: asked === undefined ? null : { id: asked.id, name: asked.name },
    arrived: await arrivalsIn(store, query, now),
    sections: changes.map(sectionOf),
    leftOut: all.slice(changes.length).map(({ id, name }) => ({ id, name })),
    quiet: quietIn(changes),
    ahead: await readCalendar({ store, notes }, { ...days, watch: asked }, now),
    unread: {
      items: rejected.items
        .filter((item) => item.receivedAt > knownAfter && item.receivedAt <= until && !told.has(unreadIdOf(item)))
        .map(({ uploadId, briefId, key, receivedAt, rejection: { code, reason } }) => ({
          uploadId,
          briefId,
          key,
          receivedAt,
          code,
          reason,
          remedy: remedyOf(code),
        })),
      complete: rejected.complete,
    },
  };
}
