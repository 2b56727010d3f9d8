import { PARTITION_KEY } from '../../functions/core/store/table.ts';
import type { ItemsOfRequest } from '../chaos/faults.ts';
import { isObject, type Json, type JsonObject } from '../template/template.ts';

/** Which items a request of the DynamoDB API is about. @param operation as `GetItem`. */
export function itemsOf(operation: string, body: JsonObject): ItemsOfRequest {
  const { RequestItems: batch, Key: key, Item: item, ExpressionAttributeValues: values, Limit: limit } = body;
  if (isObject(batch)) {
    const entries = Object.values(batch).flatMap(entriesOf);
    return { identity: JSON.stringify(entries.map(identityOf)), count: entries.length };
  }
  if (operation === 'Query') {
    const asked = { values: values ?? null, from: body['ExclusiveStartKey'] ?? null };
    return { identity: JSON.stringify(asked), count: typeof limit === 'number' ? limit : undefined };
  }
  return { identity: JSON.stringify(key ?? identityOf(item ?? null)), count: 1 };
}

/**
 * The part of a request that is done when not all of it can be: the first items of a batch, or of a query those up to an
 * earlier place, as where a limit of 16 MB or 1 MB or of the table's throughput is met (API Reference, BatchGetItem,
 * BatchWriteItem, Query).
 * @param items how many are done at most.
 * @returns the request to do, and what its answer has to name besides.
 */
export function partOf(
  operation: string,
  body: JsonObject,
  items: number,
): { request: JsonObject; undone: JsonObject | undefined } {
  const { RequestItems: batch, Limit: limit } = body;
  if (operation === 'Query') {
    return {
      request: { ...body, Limit: Math.min(items, typeof limit === 'number' ? limit : items) },
      undone: undefined,
    };
  }
  if (!isObject(batch)) return { request: body, undone: undefined };
  let left = items;
  const done: JsonObject = {};
  const undone: JsonObject = {};
  for (const [table, entry] of Object.entries(batch)) {
    const entries = entriesOf(entry);
    const first = entries.slice(0, left);
    const rest = entries.slice(left);
    left -= first.length;
    if (first.length > 0) done[table] = isObject(entry) ? { ...entry, Keys: first } : first;
    if (rest.length > 0) undone[table] = isObject(entry) ? { ...entry, Keys: rest } : rest;
  }
  const field = operation === 'BatchGetItem' ? 'UnprocessedKeys' : 'UnprocessedItems';
  return {
    request: { ...body, RequestItems: done },
    undone: Object.keys(undone).length > 0 ? { [field]: undone } : undefined,
  };
}

function entriesOf(entry: Json): Json[] {
  const list = isObject(entry) ? entry['Keys'] : entry;
  return Array.isArray(list) ? list : [];
}

/**
 * The partitions that the items of a request are in; undefined where the request does not name its items by their keys.
 * @param operation as `GetItem`.
 */
export function partitionsOf(operation: string, body: JsonObject): string[] | undefined {
  const { RequestItems: batch, Key: key, Item: item } = body;
  if (operation === 'Query' || operation === 'Scan') return undefined;
  const entries = isObject(batch) ? Object.values(batch).flatMap(entriesOf) : [key ?? item ?? null];
  const partitions = entries.map(partitionOf);
  return partitions.every((partition) => partition !== undefined) ? partitions : undefined;
}

function partitionOf(entry: Json): string | undefined {
  if (!isObject(entry)) return undefined;
  const { PutRequest: put, DeleteRequest: deletion, [PARTITION_KEY]: partition } = entry;
  if (isObject(put)) return partitionOf(put['Item'] ?? null);
  if (isObject(deletion)) return partitionOf(deletion['Key'] ?? null);
  const value = isObject(partition) ? partition['S'] : undefined;
  return typeof value === 'string' ? value : undefined;
}

/** What names the item of an entry: all that is short in it, which its key is. */
function identityOf(entry: Json): Json {
  if (!isObject(entry)) return entry;
  const { PutRequest: put, DeleteRequest: deletion } = entry;
  if (isObject(put)) return identityOf(put['Item'] ?? null);
  if (isObject(deletion)) return deletion['Key'] ?? null;
  const { pk, sk } = entry;
  return pk === undefined ? Object.keys(entry).sort() : [pk, sk ?? null];
}
