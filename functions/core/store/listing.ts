import type { Brief } from '../brief.ts';
import { InvalidRequestError } from '../errors.ts';
import { findWords, type Match } from '../search/find-words.ts';
import type { Card } from './card.ts';
import { ownerOf } from './content-owner.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';
import {
  asksPostings,
  drivingFacets,
  type Filters,
  filtersOf,
  hashOfFilters,
  type ListQuery,
  matches,
  matchesPosting,
  needsCards,
} from './filters.ts';
import { briefKey, ownerKey, parsePosition, postingPartition } from './keys.ts';
import { isExpired } from './retention.ts';
import { readShardCount } from './shards.ts';
import {
  BODY_ATTRIBUTES,
  bodyOf,
  CARD_ATTRIBUTES,
  hasPosting,
  type LiveBrief,
  parseStoredBrief,
} from './stored-brief.ts';
import type { Item, ItemKey, Page, Range, Table } from './table.ts';

const DEFAULT_LIMIT = 20;
export const MAX_LIMIT = 50;
const DEFAULT_WHOLE_LIMIT = 50;
export const MAX_WHOLE_LIMIT = 100;
/** Postings read from each shard, at least, for a page whose filters are decided on cards. */
const EXAMINED = 100;
/**
 * Postings looked at for a page whose filters are decided on them, over all shards, and at once from each: 4 KB, a read unit,
 * hold a dozen.
 */
const ASKED = 1_000;
const ASKED_AT_ONCE = 250;
/**
 * Briefs that a page of a search looks through, over all shards. A brief of some 13 KB takes about half a millisecond,
 * and its item one or two read units: so a page that finds nothing costs at most 0.1 s and 400 units.
 */
const SEARCHED = 200;
/** A search stops early where the bodies that it has looked through, as stored, are more than this: four times the usual. */
const SEARCHED_BYTES = 2_000_000;
/** Briefs read at once. */
const SOME = 25;

/** One line of a list. */
export interface ListItem {
  readonly card: Card;
  readonly version: string;
  /** The time that it is listed by: a UTC instant of 24 characters. */
  readonly time: string;
  /** The article that owns the same text now; in the list alone where that lists copies. */
  readonly duplicateOf: string | null;
  /** In a search: where its words were found, at most ten places. */
  readonly matches?: readonly Match[];
}

export interface ListPage {
  readonly items: ListItem[];
  /** The cursor of the next page; missing at the end. A page may be empty and still have one. */
  readonly next?: string;
}

/** A request for one page of whole briefs: 1 to 100 a page, 50 by default. */
export interface WholeQuery extends ListQuery {
  /** What is made of the briefs: a cursor holds for the same view alone. */
  readonly view: string;
}

export interface WholeItem extends ListItem {
  readonly brief: Brief;
}

export interface WholePage {
  readonly items: WholeItem[];
  /** As in `ListPage`. */
  readonly next?: string;
}

/** How much a page reads; for tests. */
export interface ListingBounds {
  /** Postings read from each shard; in a search, also the briefs looked through. */
  readonly examined?: number;
  /** Postings looked at where they tell whether a brief can match, over all shards, and at once from each. */
  readonly asked?: number;
  readonly askedAtOnce?: number;
  /** Briefs read at once, at least. */
  readonly some?: number;
  /** Bytes of bodies that a search looks through. */
  readonly searchedBytes?: number;
}

/** The postings of one partition that may be in the list, and down to which it was looked through. */
interface Examined {
  readonly items: readonly ItemKey[];
  readonly last: string | undefined;
  readonly more: boolean;
}

/**
 * The limit of a page.
 * @throws InvalidRequestError if it is not a whole number from 1 to `most`.
 */
export function pageLimit(limit: number | undefined, byDefault = DEFAULT_LIMIT, most = MAX_LIMIT): number {
  const value = limit ?? byDefault;
  if (!Number.isInteger(value) || value < 1 || value > most) {
    throw new InvalidRequestError(`"limit" is a whole number from 1 to ${most}.`);
  }
  return value;
}

/** The stretch of sort keys that is left to list; undefined if none is. */
function remaining({ range }: Filters, after: string | undefined): Omit<Range, 'pk' | 'limit'> | undefined {
  const before = [range.before, after].filter((bound) => bound !== undefined).sort()[0];
  if (range.from !== undefined && before !== undefined && before <= range.from) return undefined;
  return { ...(range.from === undefined ? {} : { from: range.from }), ...(before === undefined ? {} : { before }) };
}

/** The highest of the positions up to which the partitions that have more were examined. */
function frontierOf(partitions: readonly Examined[]): string | undefined {
  const examined = partitions.flatMap(({ last, more }) => (more ? (last ?? []) : []));
  return examined.sort().at(-1);
}

/** Postings of all partitions, the newest first, down to the frontier. */
function candidatesOf(partitions: readonly Examined[], frontier: string | undefined): ItemKey[] {
  return partitions
    .flatMap(({ items }) => items.map(({ pk, sk }) => ({ pk, sk })))
    .filter(({ sk }) => frontier === undefined || sk >= frontier)
    .sort((a, b) => (a.sk < b.sk ? 1 : a.sk > b.sk ? -1 : 0));
}

type Attributes = typeof CARD_ATTRIBUTES | typeof BODY_ATTRIBUTES;

export async function readLive(
  table: Table,
  briefIds: readonly string[],
  attributes: Attributes,
  now: number,
): Promise<Map<string, LiveBrief>> {
  const live = new Map<string, LiveBrief>();
  for (const item of await table.batchGet([...new Set(briefIds)].map(briefKey), attributes)) {
    const stored = parseStoredBrief(item);
    if (stored.state === 'live' && !isExpired(stored.expiresAt, now)) live.set(stored.briefId, stored);
  }
  return live;
}

/**
 * For each of the briefs that is a copy, the present owner of its text: another article, live now with that text. What
 * the brief itself notes is a hint, and may be long past.
 */
export async function originalsOf(
  table: Table,
  briefs: readonly Pick<LiveBrief, 'briefId' | 'contentHash' | 'duplicateOf'>[],
  attributes: Attributes,
  now: number,
): Promise<Map<string, LiveBrief>> {
  const copies = briefs.filter(({ duplicateOf }) => duplicateOf !== undefined);
  if (copies.length === 0) return new Map();
  const hashes = [...new Set(copies.map(({ contentHash }) => contentHash))];
  const owners = new Map<string, string>();
  for (const item of await table.batchGet(hashes.map(ownerKey))) {
    if (!isExpired(item.expiresAt, now)) owners.set(item.pk, ownerOf(item));
  }
  const live = await readLive(table, [...owners.values()], attributes, now);
  const originals = copies.flatMap(({ briefId, contentHash }): [string, LiveBrief][] => {
    const owner = live.get(owners.get(ownerKey(contentHash).pk) ?? '');
    const isAnother = owner !== undefined && owner.briefId !== briefId && owner.contentHash === contentHash;
    return isAnother ? [[briefId, owner]] : [];
  });
  return new Map(originals);
}

/** Where the search finds its words in a brief, no place where there is no search; undefined if it is not in the list. */
function placesIn(filters: Filters, stored: LiveBrief): Match[] | undefined {
  if (!matches(filters, stored.card, stored.uploadId)) return undefined;
  return filters.search === undefined ? [] : findWords(bodyOf(stored), filters.search);
}

interface Listed {
  readonly sk: string;
  readonly item: ListItem;
  readonly stored: LiveBrief;
}

/** The briefs, among some postings, that belong in the list, in the order of the postings; and the bytes of all bodies. */
async function listed(
  table: Table,
  postings: readonly ItemKey[],
  filters: Filters,
  attributes: Attributes,
  now: number,
): Promise<{ found: Listed[]; bytes: number }> {
  const positions = postings.flatMap((key) => {
    const position = parsePosition(key.sk);
    return position === undefined ? [] : [{ key, ...position }];
  });
  const briefs = await readLive(
    table,
    positions.map(({ briefId }) => briefId),
    attributes,
    now,
  );
  const seen = new Set<string>();
  const matching = positions.flatMap(({ key, briefId, time }) => {
    const brief = briefs.get(briefId);
    // A posting is a hint: it counts only if it is one of those that the brief has stored.
    if (brief === undefined || !hasPosting(brief, key)) return [];
    // Where the list has two facets, a brief can be under both.
    if (seen.has(briefId)) return [];
    seen.add(briefId);
    const places = placesIn(filters, brief);
    return places === undefined ? [] : [{ key, time, brief, places }];
  });
  const originals = await originalsOf(
    table,
    matching.map(({ brief }) => brief),
    attributes,
    now,
  );
  const found = matching.flatMap(({ key, time, brief, places }): Listed[] => {
    const { briefId, card, version } = brief;
    const original = originals.get(briefId);
    // Only an original that is in the list itself stands in for its copy: so an owner is never hidden, and two copies
    // never hide each other.
    if (!filters.duplicates && original !== undefined && placesIn(filters, original) !== undefined) return [];
    const where = filters.search === undefined ? {} : { matches: places };
    return [
      { sk: key.sk, item: { card, version, time, duplicateOf: original?.briefId ?? null, ...where }, stored: brief },
    ];
  });
  return { found, bytes: [...briefs.values()].reduce((sum, { body }) => sum + (body?.length ?? 0), 0) };
}

interface Looking {
  readonly wanted: number;
  readonly most: number;
  readonly atOnce: number;
  isCandidate(posting: Item): boolean;
}

/** Looks through a partition until `wanted` postings may match, or at most `most` were looked at, `atOnce` with each query. */
async function examinePartition(
  table: Table,
  pk: string,
  left: Omit<Range, 'pk' | 'limit'>,
  { wanted, most, atOnce, isCandidate }: Looking,
): Promise<Examined> {
  const items: Item[] = [];
  let { before: last } = left;
  let more = true;
  let looked = 0;
  while (more && items.length < wanted && looked < most) {
    const limit = Math.min(atOnce, most - looked);
    const page: Page = await table.query({ pk, ...left, ...(last === undefined ? {} : { before: last }), limit });
    items.push(...page.items.filter(isCandidate));
    looked += page.items.length;
    last = page.items.at(-1)?.sk ?? last;
    ({ more } = page);
  }
  return { items, last, more };
}

interface Reading {
  readonly limit: number;
  readonly bodies: boolean;
  readonly view?: string;
  readonly bounds: ListingBounds;
  /** Where it was read already, for the same request. */
  readonly shardCount?: number;
}

/** The postings that a page looks at, and where it stops looking; undefined where it comes to the end. */
async function examine(
  table: Table,
  filters: Filters,
  left: Omit<Range, 'pk' | 'limit'>,
  { limit, bounds, shardCount: known }: Reading,
): Promise<{ candidates: ItemKey[]; frontier: string | undefined }> {
  const facets = drivingFacets(filters);
  const shardCount = facets.some(({ facet }) => facet === 'upload') ? 1 : (known ?? (await readShardCount(table)));
  const searched = filters.search === undefined ? undefined : (bounds.examined ?? SEARCHED);
  const wanted = searched ?? bounds.examined ?? (needsCards(filters) ? Math.max(EXAMINED, limit + 1) : limit + 1);
  const asked = asksPostings(filters) ? Math.ceil((bounds.asked ?? ASKED) / shardCount) : 0;
  const looking = {
    wanted,
    most: Math.max(wanted, asked),
    atOnce: asked === 0 ? wanted : Math.max(bounds.askedAtOnce ?? ASKED_AT_ONCE, 1),
    isCandidate: (posting: Item) => asked === 0 || matchesPosting(filters, posting),
  };
  const partitions = await Promise.all(
    facets.flatMap(({ facet, value }) =>
      Array.from({ length: shardCount }, (_, shard) =>
        examinePartition(table, postingPartition(facet, value, shard), left, looking),
      ),
    ),
  );
  const frontier = frontierOf(partitions);
  const candidates = candidatesOf(partitions, frontier);
  const last = searched === undefined ? undefined : candidates[searched - 1]?.sk;
  const within = last === undefined ? candidates : candidates.filter(({ sk }) => sk >= last);
  return { candidates: within, frontier: within.length < candidates.length ? last : frontier };
}

async function readPage(
  table: Table,
  query: ListQuery,
  now: number,
  reading: Reading,
): Promise<{ served: Listed[]; next?: string }> {
  const { limit, bodies, view, bounds } = reading;
  const filters = filtersOf(query);
  const filterHash = hashOfFilters(filters, view);
  const after = query.cursor === undefined ? undefined : decodeCursor(query.cursor, filterHash);
  const left = remaining(filters, after);
  if (left === undefined) return { served: [] };

  const attributes = bodies || filters.search !== undefined ? BODY_ATTRIBUTES : CARD_ATTRIBUTES;
  const { some = SOME, searchedBytes = SEARCHED_BYTES } = bounds;
  const { candidates, frontier } = await examine(table, filters, left, reading);
  const found: Listed[] = [];
  let looked = 0;
  let start = 0;
  while (start < candidates.length && found.length <= limit && looked <= searchedBytes) {
    // A posting left over from another shard count has the same sort key as its successor: they are looked at together.
    let end = start + Math.max(some, limit + 1 - found.length);
    while (end < candidates.length && candidates[end]?.sk === candidates[end - 1]?.sk) end += 1;
    const more = await listed(table, candidates.slice(start, end), filters, attributes, now);
    found.push(...more.found);
    looked += more.bytes;
    start = end;
  }
  const served = found.slice(0, limit);
  const examined = start < candidates.length ? candidates[start - 1]?.sk : frontier;
  const next = found.length > limit ? served.at(-1)?.sk : examined;
  return { served, ...(next === undefined ? {} : { next: encodeCursor(filterHash, next) }) };
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
  const { served, ...next } = await readPage(table, query, now, { limit, bodies: false, bounds });
  return { items: served.map(({ item }) => item), ...next };
}

/** As `listBriefs`, with the briefs themselves: 1 to 100 a page, 50 by default. */
export async function listWholeBriefs(
  table: Table,
  query: WholeQuery,
  now: number,
  bounds: ListingBounds = {},
): Promise<WholePage> {
  const limit = pageLimit(query.limit, DEFAULT_WHOLE_LIMIT, MAX_WHOLE_LIMIT);
  const { served, ...next } = await readPage(table, query, now, { limit, bodies: true, view: query.view, bounds });
  return { items: served.map(({ item, stored }) => ({ ...item, brief: bodyOf(stored) })), ...next };
}

/** The newest briefs of a list, as cards: at most `count` of them. @param shardCount as the request has read it. */
export async function newestBriefs(
  table: Table,
  query: ListQuery,
  { count, shardCount }: { readonly count: number; readonly shardCount: number },
  now: number,
): Promise<ListItem[]> {
  const { served } = await readPage(table, query, now, { limit: count, bodies: false, bounds: {}, shardCount });
  return served.map(({ item }) => item);
}
