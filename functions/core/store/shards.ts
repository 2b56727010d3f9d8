import { CorruptDataError, InvalidRequestError } from '../errors.ts';
import { shardCountKey } from './keys.ts';
import type { Item, Table } from './table.ts';

/** Every shard is one more query for each list that is read. */
export const MAX_SHARDS = 64;
/** Fixed width, so that counts compare as text. */
const WIDTH = 4;

/** The shard count that an item holds; 1 where none was ever set. */
export function parseShardCount(item: Item | undefined): number {
  if (item === undefined) return 1;
  const count = Number(item['count']);
  if (!Number.isInteger(count) || count < 1 || count > MAX_SHARDS) {
    throw new CorruptDataError('The shard count in the table is not a whole number.');
  }
  return count;
}

/** Into how many shards lists are divided. Read on every request: a list must never miss a shard that is just new. */
export async function readShardCount(table: Table): Promise<number> {
  return parseShardCount(await table.get(shardCountKey()));
}

/**
 * Raises the shard count; it never falls, as postings stay where they are.
 * @returns the count that is now in force.
 * @throws InvalidRequestError if `count` is not a whole number from 1 to 64.
 */
export async function raiseShardCount(table: Table, count: number): Promise<number> {
  if (!Number.isInteger(count) || count < 1 || count > MAX_SHARDS) {
    throw new InvalidRequestError(`A shard count is a whole number from 1 to ${MAX_SHARDS}.`);
  }
  const value = String(count).padStart(WIDTH, '0');
  await table.update(
    shardCountKey(),
    { set: { count: value } },
    { kind: 'missing-or-below', attribute: 'count', value },
  );
  return readShardCount(table);
}
