import { isObject, type Json, type JsonObject } from '../template/template.ts';
import type { DynamoDbUsage } from '../usage.ts';

const WRITES = new Set(['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem']);
const READS = new Set(['GetItem', 'BatchGetItem', 'Query', 'Scan']);

/** Whether an operation takes units of the table. */
export function takesCapacity(operation: string): boolean {
  return WRITES.has(operation) || READS.has(operation);
}

/** Whether a request itself asks for the units that it takes. */
export function asksForCapacity({ ReturnConsumedCapacity: asked }: JsonObject): boolean {
  return asked !== undefined && asked !== 'NONE';
}

/** The request, which asks for the units that it takes to be told in the answer. */
export function askingForCapacity(body: JsonObject): JsonObject {
  return asksForCapacity(body) ? body : { ...body, ReturnConsumedCapacity: 'TOTAL' };
}

/** The units that an answer tells in its `ConsumedCapacity`: of one table, or of each of a batch. */
export function unitsOf(consumed: Json | undefined): number {
  if (Array.isArray(consumed)) return consumed.reduce((sum: number, each) => sum + unitsOf(each), 0);
  const units = isObject(consumed) ? consumed['CapacityUnits'] : undefined;
  return typeof units === 'number' ? units : 0;
}

/**
 * What a request took, by an answer that was asked for it (Amazon DynamoDB Developer Guide, "DynamoDB read and write
 * operations"). Where the engine tells another figure than AWS would, it is AWS's:
 * - a query that finds nothing takes what the smallest takes;
 * - a write that its condition refuses takes the units of the item that is there. The engine does not tell them, so that it
 *   is taken for one of at most 1 KB.
 * @param status of the answer.
 * @returns undefined for a request that is not billed: one that AWS would refuse.
 */
export function usageOf(
  { operation, caller }: { operation: string; caller: string },
  request: JsonObject,
  status: number,
  answer: JsonObject,
): DynamoDbUsage | undefined {
  const isRefusedWrite = String(answer['__type']).endsWith('#ConditionalCheckFailedException');
  if (status !== 200 && !isRefusedWrite) return undefined;
  const told = unitsOf(answer['ConsumedCapacity']);
  const units = isRefusedWrite ? 1 : operation === 'Query' ? Math.max(told, leastOf(request)) : told;
  const [readUnits, writeUnits] = WRITES.has(operation) ? [0, units] : [units, 0];
  return { service: 'dynamodb', operation, caller, readUnits, writeUnits };
}

function leastOf(request: JsonObject): number {
  return request['ConsistentRead'] === true ? 1 : 0.5;
}
