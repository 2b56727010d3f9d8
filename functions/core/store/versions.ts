import { type BriefView, viewOf } from './brief-views.ts';
import { briefKey, olderVersionRange, versionRange } from './keys.ts';
import { pageLimit } from './listing.ts';
import { isExpired } from './retention.ts';
import { parseStoredBrief } from './stored-brief.ts';
import type { Item, Range, Table } from './table.ts';

const MOST = 20;

export interface VersionsQuery {
  /** Versions at most, 1 to 20; 20 by default. */
  readonly limit?: number | undefined;
  /** Only versions below this one; by default from the current one on. */
  readonly before?: string | undefined;
}

export interface WholeVersions {
  /** The newest first. */
  readonly items: BriefView[];
  /** Whether there are older ones: ask for those before the last. */
  readonly more: boolean;
}

/** The last items of a range, so many at most: long ones come a few at a time. */
async function newestOf(table: Table, range: Omit<Range, 'limit'>, most: number): Promise<Item[]> {
  const items: Item[] = [];
  for (let more = true; more && items.length < most; ) {
    const before = items.at(-1)?.sk ?? range.before;
    const rest = { ...range, ...(before === undefined ? {} : { before }), limit: most - items.length };
    const page = await table.query(rest);
    items.push(...page.items);
    more = page.more;
  }
  return items;
}

/**
 * Versions of a brief that were ever current and are not past their retention, with their bodies.
 * @param now milliseconds since the epoch.
 * @throws InvalidRequestError if the limit is not a whole number from 1 to 20.
 */
export async function readVersionsWhole(
  table: Table,
  briefId: string,
  { limit, before }: VersionsQuery,
  now: number,
): Promise<WholeVersions> {
  const count = pageLimit(limit, MOST, MOST);
  // The current one first: a version is kept before it is replaced, so it is found in one place or the other.
  const current = await table.get(briefKey(briefId));
  const range = before === undefined ? versionRange(briefId) : olderVersionRange(briefId, before);
  const kept = await newestOf(table, range, count + 1);
  const isAsked = current !== undefined && (before === undefined || String(current['version']) < before);
  const byVersion = new Map<string, Item>();
  for (const item of [...kept, ...(isAsked ? [current] : [])]) {
    if (!isExpired(item.expiresAt, now)) byVersion.set(String(item['version']), item);
  }
  const versions = [...byVersion]
    .sort(([a], [b]) => (a < b ? 1 : -1))
    .map(([, item]) => viewOf(parseStoredBrief(item)));
  return { items: versions.slice(0, count), more: versions.length > count };
}
