import type { LedgerBrief } from '../ledger/ledger-brief.ts';
import { LATE, LATE_AFTER_DAYS } from './facets.ts';
import type { FacetValue } from './filters.ts';
import { parsePosition, postingPartition } from './keys.ts';
import { readLive } from './listing.ts';
import { readShardCount } from './shards.ts';
import { receivedMs, sortTimeOf } from './sort-time.ts';
import { BODY_ATTRIBUTES, checkedBodyOf, type LiveBrief } from './stored-brief.ts';
import type { Item, Range, Table } from './table.ts';
import {
  bodyIsWatched,
  cardIsWatched,
  postingMayBeWatched,
  type WatchFields,
  type WatchFilter,
  watchFacets,
  watchFilterOf,
} from './watch-filter.ts';

/**
 * What the ledger is made of: the briefs that arrived within a window, and what their stories told before.
 *
 * A brief that arrived in the window is mostly dated within the history's days, so the lists of a watch, by time, hold it
 * with its history. One that is dated before them is found among the late arrivals. Without a list to look in (no watch, or
 * one of words alone), the arrivals are read first, and then the lists of the parties that they name; what two of these lists
 * have in common comes first.
 */

const DAY_MS = 86_400_000;
/**
 * Days before the window of which the history is read, by the time that briefs are listed by: as many as an arrival may be
 * late without being told apart.
 */
const HISTORY_DAYS = LATE_AFTER_DAYS;
/**
 * Whole briefs that are given: to read one and to compare it takes some half a millisecond of a processor, without the table's
 * side of the request (`npm run bench -- changes` has both), and a call is to take 300 ms at most.
 */
const MOST_GIVEN = 200;
/** Briefs that are read to find them: one or two read units each. */
const MOST_READ = 300;
/** Of these, arrivals, where nothing else tells which lists to look in. */
const MOST_ARRIVALS = 150;
/** Postings that are looked at of arrivals, and of all other lists together: a dozen to a read unit. */
const MOST_POSTINGS = 1_000;
/** Lists of parties that are looked through for the history of arrivals. */
const MOST_RELATED = 12;
const READ_AT_ONCE = 100;

/** A stretch of arrivals, and for what. */
export interface LedgerWindow {
  /** By default all briefs. */
  readonly watch?: WatchFields | undefined;
  /** UTC instants of 24 characters, both inclusive: the window of arrivals. Nothing that arrived after `to` is read. */
  readonly from: string;
  readonly to: string;
  /** Days of history, where more than 60 are asked for. */
  readonly historyDays?: number | undefined;
}

export interface LedgerPage {
  /** Live briefs, each once, the newest first by the time that they are listed by. */
  readonly items: LedgerBrief[];
  /** The time by which the earliest of them is listed; null where there is none. */
  readonly from: string | null;
  /** Whether these are all that arrived within the window and all of their history, rather than the newest. */
  readonly complete: boolean;
}

/** How much is read; for tests. */
export interface LedgerBounds {
  readonly given?: number;
  readonly read?: number;
  readonly arrivals?: number;
  readonly postings?: number;
}

interface Candidate {
  readonly briefId: string;
}

interface Looked {
  /** The newest first. */
  readonly items: Item[];
  readonly complete: boolean;
}

/** The newest postings of some lists, down to where all of them were looked through. */
async function newestPostings(
  table: Table,
  facets: readonly FacetValue[],
  range: Omit<Range, 'pk' | 'limit'>,
  { shardCount, most }: { shardCount: number; most: number },
): Promise<Looked> {
  const partitions = facets.flatMap(({ facet, value }) =>
    Array.from({ length: shardCount }, (_, shard) => postingPartition(facet, value, shard)),
  );
  if (partitions.length === 0) return { items: [], complete: true };
  const limit = Math.max(1, Math.ceil(most / partitions.length));
  const pages = await Promise.all(partitions.map((pk) => table.query({ pk, ...range, limit })));
  const frontier = pages
    .flatMap(({ items, more }) => (more ? (items.at(-1)?.sk ?? []) : []))
    .sort()
    .at(-1);
  const items = pages
    .flatMap((page) => page.items)
    .filter(({ sk }) => frontier === undefined || sk >= frontier)
    .sort((a, b) => (a.sk < b.sk ? 1 : a.sk > b.sk ? -1 : 0));
  return { items, complete: frontier === undefined };
}

function candidatesOf(postings: readonly Item[]): Candidate[] {
  return [...new Set(postings.flatMap(({ sk }) => parsePosition(sk)?.briefId ?? []))].map((briefId) => ({ briefId }));
}

/** Reads candidates in their order until there is enough, and none twice. */
class Reader {
  readonly given = new Map<string, LedgerBrief>();
  readonly #read = new Set<string>();
  readonly #table: Table;
  readonly #belongs: Belongs;
  readonly #bounds: Required<LedgerBounds>;

  constructor(table: Table, belongs: Belongs, bounds: Required<LedgerBounds>) {
    this.#table = table;
    this.#belongs = belongs;
    this.#bounds = bounds;
  }

  hasRead({ briefId }: Candidate): boolean {
    return this.#read.has(briefId);
  }

  /** @param most briefs that are read now, at most. */
  async read(candidates: readonly Candidate[], now: number, most = this.#bounds.read): Promise<void> {
    const left = candidates.filter((candidate) => !this.hasRead(candidate)).slice(0, most);
    const room = (): number => Math.min(this.#bounds.read - this.#read.size, this.#bounds.given - this.given.size);
    for (let start = 0; start < left.length && room() > 0; ) {
      const some = left.slice(start, start + room());
      await this.#take(some, now);
      start += some.length;
    }
  }

  async #take(candidates: readonly Candidate[], now: number): Promise<void> {
    const ids = candidates.map(({ briefId }) => briefId);
    const batches = Array.from({ length: Math.ceil(ids.length / READ_AT_ONCE) }, (_, index) =>
      ids.slice(index * READ_AT_ONCE, (index + 1) * READ_AT_ONCE),
    );
    const read = await Promise.all(batches.map((some) => readLive(this.#table, some, BODY_ATTRIBUTES, now)));
    for (const briefId of ids) {
      this.#read.add(briefId);
      const stored = read.map((live) => live.get(briefId)).find((one) => one !== undefined);
      const brief = stored && this.#belongs(stored);
      if (brief !== undefined) this.given.set(briefId, brief);
    }
  }
}

type Belongs = (stored: LiveBrief) => LedgerBrief | undefined;

/** Makes of a stored brief what the ledger reads, where it belongs in the window and is watched. */
function belongsIn({ from, to }: LedgerWindow, historyFrom: string, filter: WatchFilter | undefined): Belongs {
  return (stored) => {
    const { card, version, signature } = stored;
    const received = new Date(receivedMs(card.receivedAt)).toISOString();
    const time = sortTimeOf(card);
    if (received > to || (received < from && time < historyFrom)) return undefined;
    if (filter !== undefined && !cardIsWatched(filter, card)) return undefined;
    const brief = checkedBodyOf(stored);
    if (filter !== undefined && !bodyIsWatched(filter, brief)) return undefined;
    return { brief, version, time, ...(signature === undefined ? {} : { signature }) };
  };
}

/** The lists of the parties that most of some briefs have as one of their two foremost. */
function relatedLists(briefs: Iterable<LedgerBrief>): FacetValue[] {
  const counts = new Map<string, number>();
  for (const { brief } of briefs) {
    for (const { id } of brief.parties.slice(0, 2)) counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return [...counts]
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .slice(0, MOST_RELATED)
    .map(([value]) => ({ facet: 'party', value }));
}

/** Of some postings, those first whose briefs are in more of the lists; else as they come. */
function mostRelatedFirst(postings: readonly Item[]): Item[] {
  const counts = new Map<string, number>();
  for (const { sk } of postings) counts.set(sk, (counts.get(sk) ?? 0) + 1);
  return [...postings].sort((a, b) => Math.min(2, counts.get(b.sk) ?? 0) - Math.min(2, counts.get(a.sk) ?? 0));
}

const plus = (instant: string, milliseconds: number): string =>
  new Date(Date.parse(instant) + milliseconds).toISOString();

/**
 * The briefs of a window, whole, and their history, in bounded reads: at most 200 briefs are given, 300 read, and 1,000
 * postings looked at of arrivals and of lists each. It never fails for there being too much: the newest are given then.
 * @param now milliseconds since the epoch: what is past its retention is absent.
 * @throws InvalidRequestError if a word of the watch is no search.
 */
export async function readLedgerWindow(
  table: Table,
  window: LedgerWindow,
  now: number,
  bounds: LedgerBounds = {},
): Promise<LedgerPage> {
  const { watch, from, to, historyDays = 0 } = window;
  const filter = watch && watchFilterOf(watch);
  const facets = filter && watchFacets(filter);
  const { given = MOST_GIVEN, read = MOST_READ, arrivals: most = MOST_ARRIVALS, postings = MOST_POSTINGS } = bounds;
  const historyFrom = plus(from, -Math.max(HISTORY_DAYS, historyDays) * DAY_MS);
  const reader = new Reader(table, belongsIn(window, historyFrom, filter), { given, read, arrivals: most, postings });
  const looking = { shardCount: await readShardCount(table), most: postings };
  // An article may be dated up to a day after its receipt.
  const byTime = { from: historyFrom, before: plus(to, DAY_MS + 1) };
  const arrivedIn: FacetValue = { facet: 'received', value: facets === undefined ? '' : LATE };
  const [arrived, listed] = await Promise.all([
    newestPostings(table, [arrivedIn], { from, before: plus(to, 1) }, looking),
    newestPostings(table, facets ?? [{ facet: 'all', value: '' }], byTime, looking),
  ]);
  const arrivals = candidatesOf(arrived.items);
  const isCandidate = (posting: Item): boolean =>
    filter === undefined || facets !== undefined || postingMayBeWatched(filter, posting);
  const others = candidatesOf(listed.items.filter(isCandidate));
  await reader.read(arrivals, now, most);
  if (facets === undefined) {
    const related = await newestPostings(table, relatedLists(reader.given.values()), byTime, looking);
    await reader.read(candidatesOf(mostRelatedFirst(related.items)), now);
  }
  await reader.read(others, now);
  const items = [...reader.given.values()].sort((a, b) => (a.time < b.time ? 1 : a.time > b.time ? -1 : 0));
  return {
    items,
    from: items.at(-1)?.time ?? null,
    complete: arrived.complete && listed.complete && [...arrivals, ...others].every((one) => reader.hasRead(one)),
  };
}
