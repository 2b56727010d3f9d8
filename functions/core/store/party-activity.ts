import pMap from 'p-map';
import { type Facet, postingPartition } from './keys.ts';
import { newestBriefs, pageLimit } from './listing.ts';
import { isExpired } from './retention.ts';
import { readShardCount } from './shards.ts';
import type { Item, Table } from './table.ts';

const DAY_MS = 86_400_000;
const RECENT_DAYS = 7;
const BEFORE_WEEKS = 4;
/** The newest briefs, in which parties are looked for. */
const READ = 200;
/** A count stops here. */
export const MOST_COUNTED = 500;
/** Parties counted at once. */
const COUNTED_AT_ONCE = { concurrency: 10 };

export interface PartiesQuery {
  /** ISO 3166-1 alpha-2: only briefs in which this state is a party are read. */
  readonly country?: string | undefined;
  /** Parties at most, 1 to 50; 20 by default. */
  readonly limit?: number | undefined;
}

/** How often a party is named of late. */
export interface PartyActivity {
  readonly id: string;
  /** As the newest brief has it. */
  readonly name: string;
  /** Briefs of the last seven days, and of the four weeks before: at most 500 of each are counted. */
  readonly recent: number;
  readonly before: number;
  /** `recent` less a quarter of `before`. */
  readonly change: number;
  /** The time by which the newest brief that names it is listed. */
  readonly lastSeen: string;
}

export interface PartyPage {
  readonly items: PartyActivity[];
  /** How many of the newest briefs were read to find parties. */
  readonly briefs: number;
}

interface Seen {
  readonly id: string;
  readonly name: string;
  readonly lastSeen: string;
  briefs: number;
}

const bySeen = (a: Seen, b: Seen): number =>
  b.briefs - a.briefs || (a.lastSeen < b.lastSeen ? 1 : a.lastSeen > b.lastSeen ? -1 : a.id < b.id ? -1 : 1);

/** The two stretches of time that are compared: from the one to the other, and from the other on. */
interface Windows {
  readonly beforeFrom: string;
  readonly recentFrom: string;
}

interface Counts {
  readonly recent: number;
  readonly before: number;
}

/**
 * How many postings a partition has in each of two stretches of time, of the newest 500 of each. One query reads both
 * where they have no more than 500 together, as they mostly do; else a second reads what is left of the earlier one.
 */
async function countPartition(
  table: Table,
  pk: string,
  { beforeFrom, recentFrom }: Windows,
  now: number,
): Promise<Counts> {
  const attributes = ['expiresAt'];
  const first = await table.query({ pk, from: beforeFrom, limit: MOST_COUNTED, attributes });
  const recent = first.items.filter(({ sk }) => sk >= recentFrom);
  const before = first.items.slice(recent.length);
  if (first.more && before.length < MOST_COUNTED) {
    const last = before.at(-1)?.sk ?? recentFrom;
    const rest = { from: beforeFrom, before: last, limit: MOST_COUNTED - before.length };
    before.push(...(await table.query({ pk, ...rest, attributes })).items);
  }
  const isKept = ({ expiresAt }: Item): boolean => !isExpired(expiresAt, now);
  return { recent: recent.filter(isKept).length, before: before.filter(isKept).length };
}

/** How many postings a facet's value has in each of two stretches of time; at most 500 are counted, and only their keys read. */
async function countPostings(
  table: Table,
  { facet, value, shardCount }: { facet: Facet; value: string; shardCount: number },
  windows: Windows,
  now: number,
): Promise<Counts> {
  const shards = await Promise.all(
    Array.from({ length: shardCount }, (_, shard) =>
      countPartition(table, postingPartition(facet, value, shard), windows, now),
    ),
  );
  const most = (counts: number[]): number =>
    Math.min(
      MOST_COUNTED,
      counts.reduce((sum, count) => sum + count, 0),
    );
  return { recent: most(shards.map(({ recent }) => recent)), before: most(shards.map(({ before }) => before)) };
}

/**
 * The parties of the newest 200 briefs, the one that gains most against the last four weeks first. Where there are more
 * parties than the limit, those that most of these briefs name are taken.
 *
 * It reads the shard count, a query a shard for the newest postings, three batches of briefs (one or two read units each),
 * and for each party a query a shard, or two where more than 500 postings are of the last five weeks: at most 500 of either
 * stretch (about 20 read units). For 20 parties and one shard these are 25 to 45 requests, however many briefs there are.
 * Postings are counted, so copies of a text count as well.
 * @param now milliseconds since the epoch.
 * @throws InvalidRequestError if the limit is not one.
 */
export async function listParties(table: Table, query: PartiesQuery, now: number): Promise<PartyPage> {
  const limit = pageLimit(query.limit);
  const shardCount = await readShardCount(table);
  const briefs = await newestBriefs(table, { country: query.country }, { count: READ, shardCount }, now);
  const parties = new Map<string, Seen>();
  for (const { card, time } of briefs) {
    for (const { id, name } of card.parties) {
      const seen = parties.get(id) ?? { id, name, lastSeen: time, briefs: 0 };
      seen.briefs += 1;
      parties.set(id, seen);
    }
  }

  const recentFrom = new Date(now - RECENT_DAYS * DAY_MS).toISOString();
  const beforeFrom = new Date(now - (RECENT_DAYS + 7 * BEFORE_WEEKS) * DAY_MS).toISOString();
  const counted = async (seen: Seen) => {
    const list = { facet: 'party', value: seen.id, shardCount } as const;
    const { recent, before } = await countPostings(table, list, { beforeFrom, recentFrom }, now);
    return { seen, recent, before, change: recent - before / BEFORE_WEEKS };
  };
  const shown = [...parties.values()].sort(bySeen).slice(0, limit);
  const items = (await pMap(shown, counted, COUNTED_AT_ONCE))
    .sort((a, b) => b.change - a.change || bySeen(a.seen, b.seen))
    .map(({ seen: { id, name, lastSeen }, ...counts }) => ({ id, name, ...counts, lastSeen }));
  return { items, briefs: briefs.length };
}
