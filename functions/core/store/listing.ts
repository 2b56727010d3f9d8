import { InvalidRequestError } from '../errors.ts';
import type { Card } from './card.ts';
import { ownerOf } from './content-owner.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import {
  drivingFacet,
  type Filters,
  filtersOf,
  hashOfFilters,
  type ListQuery,
  matches,
  needsCards,
} from './filters.ts';
import { briefKey, ownerKey, parsePosition, postingPartition } from './keys.ts';
import { isExpired } from './retention.ts';
import { readShardCount } from './shards.ts';
import { CARD_ATTRIBUTES, hasPosting, type LiveBrief, parseStoredBrief } from './stored-brief.ts';
import type { ItemKey, Page, Range, Table } from './table.ts';

const DEFAULT_LIMIT = 20;
export const MAX_LIMIT = 50;
/** Postings read from each shard for a page whose filters are decided on cards. */
const EXAMINED = 100;
/** Briefs read at once. */
const SOME = 25;

/** One line of a list. */
export interface ListItem {
  readonly card: Card;
  readonly version: string;
  /** The time that it is listed by: a UTC instant of 24 characters. */
  readonly time: string;
  /** The article that owns the same text now, where it is not in the list and so does not stand in for this one. */
  readonly duplicateOf: string | null;
}

export interface ListPage {
  readonly items: ListItem[];
  /** The cursor of the next page; missing at the end. A page may be empty and still have one. */
  readonly next?: string;
}

/** How much a page reads; for tests. */
export interface ListingBounds {
  /** Postings read from each shard. */
  readonly examined?: number;
}

interface Shard {
  readonly pk: string;
  readonly page: Page;
}

function pageLimit(limit: number | undefined): number {
  const value = limit ?? DEFAULT_LIMIT;
  if (!Number.isInteger(value) || value < 1 || value > MAX_LIMIT) {
    throw new InvalidRequestError(`"limit" is a whole number from 1 to ${MAX_LIMIT}.`);
  }
  return value;
}

/** The stretch of sort keys that is left to list; undefined if none is. */
function remaining({ range }: Filters, after: string | undefined): Omit<Range, 'pk' | 'limit'> | undefined {
  const before = [range.before, after].filter((bound) => bound !== undefined).sort()[0];
  if (range.from !== undefined && before !== undefined && before <= range.from) return undefined;
  return { ...(range.from === undefined ? {} : { from: range.from }), ...(before === undefined ? {} : { before }) };
}

/** The highest of the positions up to which the shards that have more were examined. */
function frontierOf(shards: readonly Shard[]): string | undefined {
  const examined = shards.flatMap(({ page }) => (page.more ? (page.items.at(-1)?.sk ?? []) : []));
  return examined.sort().at(-1);
}

/** Postings of all shards, the newest first, down to the frontier. */
function candidatesOf(shards: readonly Shard[], frontier: string | undefined): ItemKey[] {
  return shards
    .flatMap(({ page }) => page.items.map(({ pk, sk }) => ({ pk, sk })))
    .filter(({ sk }) => frontier === undefined || sk >= frontier)
    .sort((a, b) => (a.sk < b.sk ? 1 : a.sk > b.sk ? -1 : 0));
}

async function readLive(table: Table, briefIds: readonly string[], now: number): Promise<Map<string, LiveBrief>> {
  const live = new Map<string, LiveBrief>();
  for (const item of await table.batchGet([...new Set(briefIds)].map(briefKey), CARD_ATTRIBUTES)) {
    const stored = parseStoredBrief(item);
    if (stored.state === 'live' && !isExpired(stored.expiresAt, now)) live.set(stored.briefId, stored);
  }
  return live;
}

/**
 * For each of the briefs that is a copy, the present owner of its text: another article, live now with that text. What
 * the brief itself notes is a hint, and may be long past.
 */
async function originalsOf(table: Table, briefs: readonly LiveBrief[], now: number): Promise<Map<string, LiveBrief>> {
  const copies = briefs.filter(({ duplicateOf }) => duplicateOf !== undefined);
  if (copies.length === 0) return new Map();
  const hashes = [...new Set(copies.map(({ contentHash }) => contentHash))];
  const owners = new Map<string, string>();
  for (const item of await table.batchGet(hashes.map(ownerKey))) {
    if (!isExpired(item.expiresAt, now)) owners.set(item.pk, ownerOf(item));
  }
  const live = await readLive(table, [...owners.values()], now);
  const originals = copies.flatMap(({ briefId, contentHash }): [string, LiveBrief][] => {
    const owner = live.get(owners.get(ownerKey(contentHash).pk) ?? '');
    const isAnother = owner !== undefined && owner.briefId !== briefId && owner.contentHash === contentHash;
    return isAnother ? [[briefId, owner]] : [];
  });
  return new Map(originals);
}

/** The briefs, among some postings, that belong in the list, in the order of the postings. */
async function listed(
  table: Table,
  postings: readonly ItemKey[],
  filters: Filters,
  now: number,
): Promise<{ sk: string; item: ListItem }[]> {
  const positions = postings.flatMap((key) => {
    const position = parsePosition(key.sk);
    return position === undefined ? [] : [{ key, ...position }];
  });
  const briefs = await readLive(
    table,
    positions.map(({ briefId }) => briefId),
    now,
  );
  const matching = positions.flatMap(({ key, briefId, time }) => {
    const brief = briefs.get(briefId);
    // A posting is a hint: it counts only if it is one of those that the brief has stored.
    if (brief === undefined || !hasPosting(brief, key)) return [];
    return matches(filters, brief.card, brief.uploadId) ? [{ key, time, brief }] : [];
  });
  const originals = await originalsOf(
    table,
    matching.map(({ brief }) => brief),
    now,
  );
  return matching.flatMap(({ key, time, brief: { briefId, card, version } }) => {
    const original = originals.get(briefId);
    // Only an original that is in the list itself stands in for its copy: so an owner is never hidden, and two copies
    // never hide each other.
    if (original !== undefined && matches(filters, original.card, original.uploadId)) return [];
    return [{ sk: key.sk, item: { card, version, time, duplicateOf: original?.briefId ?? null } }];
  });
}

/**
 * One page of a list, the newest first, in bounded reads. A brief that stays unchanged while a list is read page by
 * page comes exactly once.
 * @param now milliseconds since the epoch: what is past its retention is absent.
 * @throws InvalidRequestError if the query is not one; InvalidCursorError if its cursor is not, or is another query's.
 */
export async function listBriefs(
  table: Table,
  query: ListQuery,
  now: number,
  bounds: ListingBounds = {},
): Promise<ListPage> {
  const limit = pageLimit(query.limit);
  const filters = filtersOf(query);
  const filterHash = hashOfFilters(filters);
  const after = query.cursor === undefined ? undefined : decodeCursor(query.cursor, filterHash);
  const left = remaining(filters, after);
  if (left === undefined) return { items: [] };

  const { facet, value } = drivingFacet(filters);
  const shardCount = facet === 'upload' ? 1 : await readShardCount(table);
  const examined = bounds.examined ?? (needsCards(filters) ? EXAMINED : limit + 1);
  const shards = await Promise.all(
    Array.from({ length: shardCount }, async (_, shard): Promise<Shard> => {
      const pk = postingPartition(facet, value, shard);
      return { pk, page: await table.query({ pk, ...left, limit: examined }) };
    }),
  );

  const frontier = frontierOf(shards);
  const candidates = candidatesOf(shards, frontier);
  const found: { sk: string; item: ListItem }[] = [];
  for (let start = 0; start < candidates.length && found.length <= limit; ) {
    const size = Math.max(SOME, limit + 1 - found.length);
    found.push(...(await listed(table, candidates.slice(start, start + size), filters, now)));
    start += size;
  }
  const served = found.slice(0, limit);
  const next = found.length > limit ? served.at(-1)?.sk : frontier;
  return {
    items: served.map(({ item }) => item),
    ...(next === undefined ? {} : { next: encodeCursor(filterHash, next) }),
  };
}
