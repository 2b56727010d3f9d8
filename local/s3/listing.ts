import { compareUtf8, firstIndex } from './utf8-order.ts';

/** Where a listing goes on: after this key (or all that begin with it), or after one of its rows. */
export interface Position {
  key: string;
  /** Whether `key` is a common prefix that was served, with all keys under it. */
  isPrefix?: boolean | undefined;
  /** The last row of the key that was served; absent if all were. */
  row?: string | undefined;
}

export interface ListQuery {
  prefix: string;
  delimiter: string;
  after: Position | undefined;
  /** Most rows and common prefixes together. */
  most: number;
}

export interface Listing<Row> {
  rows: Row[];
  /** Each once, in order. */
  commonPrefixes: string[];
  /** Where the next page begins; undefined at the end. */
  next: Position | undefined;
}

/**
 * One page of a bucket's listing: keys in the order of their UTF-8, those that have the delimiter after the prefix rolled
 * up into common prefixes (Amazon S3 User Guide, "Organizing objects using prefixes").
 * @param keys sorted by UTF-8.
 * @param rowsOf the rows of a key, in order; a key without rows is not there.
 * @param nameOf how a position names a row of its key.
 */
export function listPage<Row>(
  keys: readonly string[],
  query: ListQuery,
  rowsOf: (key: string) => readonly Row[],
  nameOf: (row: Row) => string,
): Listing<Row> {
  const { prefix, delimiter, most } = query;
  const listing: Listing<Row> = { rows: [], commonPrefixes: [], next: undefined };
  let last: Position | undefined;
  let count = 0;
  let index = Math.max(
    startIndex(keys, query.after),
    firstIndex(keys, (key) => compareUtf8(key, prefix) >= 0),
  );
  while (index < keys.length) {
    const key = keys[index] ?? '';
    if (!key.startsWith(prefix)) break;
    const rows = rowsAfter(rowsOf(key), key, query.after, nameOf);
    const commonPrefix = commonPrefixOf(key, prefix, delimiter);
    if (rows.length === 0) {
      index += 1;
      continue;
    }
    if (commonPrefix !== undefined) {
      if (count >= most) return { ...listing, next: last };
      listing.commonPrefixes.push(commonPrefix);
      count += 1;
      last = { key: commonPrefix, isPrefix: true };
      index = afterPrefix(keys, commonPrefix);
      continue;
    }
    for (const row of rows) {
      if (count >= most) return { ...listing, next: last };
      listing.rows.push(row);
      count += 1;
      last = { key, row: nameOf(row) };
    }
    index += 1;
  }
  return listing;
}

/**
 * @param marker a key, or what a page ended with; empty for the start.
 * @returns where a listing goes on after it: past the whole common prefix that the marker falls under.
 */
export function markerPosition(
  marker: string,
  { prefix, delimiter }: Pick<ListQuery, 'prefix' | 'delimiter'>,
): Position | undefined {
  if (marker === '') return undefined;
  const commonPrefix = marker.startsWith(prefix) ? commonPrefixOf(marker, prefix, delimiter) : undefined;
  return commonPrefix === undefined ? { key: marker } : { key: commonPrefix, isPrefix: true };
}

function commonPrefixOf(key: string, prefix: string, delimiter: string): string | undefined {
  if (delimiter === '') return undefined;
  const end = key.indexOf(delimiter, prefix.length);
  return end < 0 ? undefined : key.slice(0, end + delimiter.length);
}

function startIndex(keys: readonly string[], after: Position | undefined): number {
  if (!after) return 0;
  if (after.isPrefix) return afterPrefix(keys, after.key);
  return firstIndex(keys, (key) => compareUtf8(key, after.key) >= (after.row === undefined ? 1 : 0));
}

function afterPrefix(keys: readonly string[], prefix: string): number {
  return firstIndex(keys, (key) => compareUtf8(key, prefix) > 0 && !key.startsWith(prefix));
}

function rowsAfter<Row>(
  rows: readonly Row[],
  key: string,
  after: Position | undefined,
  nameOf: (row: Row) => string,
): readonly Row[] {
  if (after?.key !== key || after.row === undefined || after.isPrefix) return rows;
  const served = rows.findIndex((row) => nameOf(row) === after.row);
  return rows.slice(served + 1);
}
