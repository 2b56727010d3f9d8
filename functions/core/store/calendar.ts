import type { Brief } from '../brief.ts';
import { type AheadEvent, eventsAheadOf } from './ahead.ts';
import type { Card } from './card.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { filtersOf, hashOfFilters, matches } from './filters.ts';
import { type Position, parsePosition, postingPartition } from './keys.ts';
import { originalsOf, pageLimit, readLive } from './listing.ts';
import { readShardCount } from './shards.ts';
import { timeRangeOf } from './sort-time.ts';
import { BODY_ATTRIBUTES, bodyOf, hasPosting, type LiveBrief } from './stored-brief.ts';
import type { ItemKey, Page, Table } from './table.ts';

/** What lies ahead, by the days that articles name: next steps and deadlines, the nearest first. */

export interface CalendarQuery {
  /** A day (which lasts to its end) or an instant with an offset, both inclusive; `to` is open by default. */
  readonly from: string;
  readonly to?: string | undefined;
  /** Entries on a page at most, 1 to 50; 20 by default. */
  readonly limit?: number | undefined;
  /** `next` of the page before, of the same query. */
  readonly cursor?: string | undefined;
  /** ISO 3166-1 alpha-2 of a state that is a party of the brief. */
  readonly country?: string | undefined;
  /** A party's id. */
  readonly party?: string | undefined;
}

/** What one brief names for one day, or for the month that begins with it. */
export interface CalendarEntry {
  /** `2026-03-04`. */
  readonly day: string;
  readonly card: Card;
  readonly brief: Brief;
  readonly version: string;
  readonly events: readonly AheadEvent[];
}

export interface CalendarPage {
  /** The nearest day first. */
  readonly items: CalendarEntry[];
  /** The cursor of the next page; missing at the end. A page may be empty and still have one. */
  readonly next?: string;
  /** With `next`: the day within which the page ends. The days before it are complete. */
  readonly reached?: string;
}

/** Postings that a page looks at in each list. */
const EXAMINED = 100;
const READ_AT_ONCE = 25;

/** The lowest sort key above another: all have the same length. */
const justAbove = (sortKey: string): string => `${sortKey}!`;

const maxOf = (...texts: (string | undefined)[]): string | undefined =>
  texts
    .filter((text) => text !== undefined)
    .sort()
    .at(-1);

/** Postings of one day and brief: a day and a month may begin together. */
interface Candidate extends Position {
  readonly keys: readonly ItemKey[];
  readonly sk: string;
}

function candidatesOf(pages: readonly Page[], frontier: string | undefined): Candidate[] {
  const bySortKey = new Map<string, ItemKey[]>();
  for (const { pk, sk } of pages.flatMap(({ items }) => items)) {
    if (frontier === undefined || sk <= frontier) bySortKey.set(sk, [...(bySortKey.get(sk) ?? []), { pk, sk }]);
  }
  return [...bySortKey]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([sk, keys]) => {
      const position = parsePosition(sk);
      return position === undefined ? [] : [{ ...position, keys, sk }];
    });
}

/** What a live brief names for the day of a posting that it has stored. */
function eventsOn({ time, keys }: Candidate, stored: LiveBrief, brief: Brief): AheadEvent[] {
  if (!keys.some((key) => hasPosting(stored, key))) return [];
  return eventsAheadOf(brief).filter(
    ({ day, precision }) => time.startsWith(day) && keys.some(({ pk }) => pk.startsWith(`ahead#${precision}#`)),
  );
}

/**
 * One page of the calendar. An event of a month is listed with its first day, as long as the month is not over. Of copies
 * of a text, the original alone is listed.
 * @param now milliseconds since the epoch: what is past its retention is absent.
 * @throws InvalidRequestError if the query is not one; InvalidCursorError if its cursor is not, or is another query's.
 */
export async function readCalendar(table: Table, query: CalendarQuery, now: number): Promise<CalendarPage> {
  const limit = pageLimit(query.limit);
  const { from, before } = timeRangeOf(query.from, query.to);
  const filters = filtersOf({ country: query.country, party: query.party });
  const filterHash = hashOfFilters({ ...filters, range: timeRangeOf(query.from, query.to) }, 'calendar');
  const after = query.cursor === undefined ? undefined : justAbove(decodeCursor(query.cursor, filterHash));
  const starts = { day: maxOf(from?.slice(0, 10), after), month: maxOf(`${from?.slice(0, 7)}-01`, after) };

  const shardCount = await readShardCount(table);
  const pages = await Promise.all(
    (['day', 'month'] as const).flatMap((precision) =>
      Array.from({ length: shardCount }, (_, shard) => {
        const start = starts[precision];
        if (start !== undefined && before !== undefined && before <= start) return { items: [], more: false };
        const bounds = { ...(start === undefined ? {} : { from: start }), ...(before === undefined ? {} : { before }) };
        const pk = postingPartition('ahead', precision, shard);
        return table.query({ pk, ...bounds, limit: EXAMINED, ascending: true });
      }),
    ),
  );
  const frontier = pages.flatMap(({ items, more }) => (more ? (items.at(-1)?.sk ?? []) : [])).sort()[0];
  const candidates = candidatesOf(pages, frontier);
  const found: { sk: string; entry: CalendarEntry }[] = [];
  let start = 0;
  while (start < candidates.length && found.length <= limit) {
    const some = candidates.slice(start, start + Math.max(READ_AT_ONCE, limit + 1 - found.length));
    start += some.length;
    const ids = some.map(({ briefId }) => briefId);
    const live = await readLive(table, ids, BODY_ATTRIBUTES, now);
    const originals = await originalsOf(table, [...live.values()], BODY_ATTRIBUTES, now);
    for (const candidate of some) {
      const stored = live.get(candidate.briefId);
      if (stored === undefined || originals.has(candidate.briefId)) continue;
      if (!matches(filters, stored.card, stored.uploadId)) continue;
      const brief = bodyOf(stored);
      const events = eventsOn(candidate, stored, brief);
      const { card, version } = stored;
      const entry = { day: candidate.time.slice(0, 10), card, brief, version, events };
      if (events.length > 0) found.push({ sk: candidate.sk, entry });
    }
  }
  const served = found.slice(0, limit);
  const examined = start < candidates.length ? candidates[start - 1]?.sk : frontier;
  const next = found.length > limit ? served.at(-1)?.sk : examined;
  return {
    items: served.map(({ entry }) => entry),
    ...(next === undefined ? {} : { next: encodeCursor(filterHash, next), reached: next.slice(0, 10) }),
  };
}
