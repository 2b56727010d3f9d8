import { setTimeout as pause } from 'node:timers/promises';
import { DynamoDBServiceException } from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  BatchWriteCommand,
  DeleteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { RejectedError, TransientError } from '../errors.ts';
import type { Change, Condition, Item, ItemKey, Page, Range, Table } from './table.ts';

/** Amazon DynamoDB API Reference: BatchGetItem reads at most 100 items, BatchWriteItem writes at most 25. */
const GET_BATCH = 100;
const WRITE_BATCH = 25;
/** Rounds in which a batch is sent again that comes back undone, and the longest pause between them. */
const BATCH_ROUNDS = 8;
const FIRST_PAUSE_MS = 25;
const LONGEST_PAUSE_MS = 1_000;

const TRANSIENT_NAMES = new Set([
  'InternalServerError',
  'ItemCollectionSizeLimitExceededException',
  'LimitExceededException',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'ServiceUnavailable',
  'ThrottlingException',
  'TimeoutError',
  'TransactionConflictException',
]);
const NETWORK_CODES = new Set(['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'EAI_AGAIN', 'ENOTFOUND']);

export interface DynamoDbTableOptions {
  /** Made with `translateConfig: { marshallOptions: { removeUndefinedValues: true } }`. */
  readonly client: DynamoDBDocumentClient;
  readonly tableName: string;
}

type Names = Record<string, string>;
type Values = Record<string, unknown>;

interface Expression {
  readonly text: string;
  readonly names: Names;
  readonly values: Values;
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined;
}

/** The error of ours that an error of the client stands for, or the error itself where it is a fault of ours. */
function translated(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const status = error instanceof DynamoDBServiceException ? (error.$metadata.httpStatusCode ?? 0) : 0;
  if (TRANSIENT_NAMES.has(error.name) || status >= 500 || NETWORK_CODES.has(String(codeOf(error)))) {
    return new TransientError('The table did not answer in time, or is throttled.', { cause: error });
  }
  if (error.name === 'ValidationException' && /\bsize\b/i.test(error.message)) {
    return new RejectedError('item-too-large', 'The brief is larger than the table can store.', {
      remedy: 'Split the article, or lower the limit on items for a list.',
      cause: error,
    });
  }
  return error;
}

function conditionOf(condition: Condition | undefined): Expression | undefined {
  if (condition === undefined) return undefined;
  if (condition.kind === 'absent') return { text: 'attribute_not_exists(#pk)', names: { '#pk': 'pk' }, values: {} };
  const names = { '#c': condition.attribute };
  const values = { ':c': condition.value };
  if (condition.kind === 'equals') return { text: '#c = :c', names, values };
  return { text: 'attribute_not_exists(#c) OR #c < :c', names, values };
}

function changeOf({ set = {}, remove = [], add }: Change): Expression {
  const names: Names = {};
  const values: Values = {};
  const assignments = Object.entries(set).map(([name, value], index) => {
    names[`#s${index}`] = name;
    values[`:s${index}`] = value;
    return `#s${index} = :s${index}`;
  });
  const removals = remove.map((name, index) => {
    names[`#r${index}`] = name;
    return `#r${index}`;
  });
  const clauses = [
    ...(assignments.length > 0 ? [`SET ${assignments.join(', ')}`] : []),
    ...(removals.length > 0 ? [`REMOVE ${removals.join(', ')}`] : []),
  ];
  if (add !== undefined) {
    names['#a'] = add.attribute;
    values[':a'] = new Set([add.value]);
    clauses.push('ADD #a :a');
  }
  return { text: clauses.join(' '), names, values };
}

function projectionOf(attributes: readonly string[] | undefined): { expression: object; names: Names } {
  if (attributes === undefined) return { expression: {}, names: {} };
  const all = ['pk', 'sk', ...attributes];
  const names = Object.fromEntries(all.map((name, index) => [`#p${index}`, name]));
  return { expression: { ProjectionExpression: Object.keys(names).join(', ') }, names };
}

function rangeOf({ pk, from, before }: Range): { text: string; values: Values } {
  const values: Values = { ':pk': pk };
  if (from !== undefined) values[':from'] = from;
  if (before !== undefined) values[':before'] = before;
  if (from !== undefined && before !== undefined) {
    return { text: '#pk = :pk AND #sk BETWEEN :from AND :before', values };
  }
  if (from !== undefined) return { text: '#pk = :pk AND #sk >= :from', values };
  if (before !== undefined) return { text: '#pk = :pk AND #sk < :before', values };
  return { text: '#pk = :pk', values };
}

/** An expression's values, or nothing where it has none: an empty map is an error. */
function bound(names: Names, values: Values): { ExpressionAttributeNames?: Names; ExpressionAttributeValues?: Values } {
  return {
    ...(Object.keys(names).length > 0 ? { ExpressionAttributeNames: names } : {}),
    ...(Object.keys(values).length > 0 ? { ExpressionAttributeValues: values } : {}),
  };
}

function itemOf(attributes: Record<string, unknown>): Item {
  const { pk, sk, expiresAt } = attributes;
  return {
    ...attributes,
    pk: String(pk),
    sk: String(sk),
    ...(typeof expiresAt === 'number' ? { expiresAt } : {}),
  };
}

function chunks<T>(values: readonly T[], size: number): T[][] {
  const count = Math.ceil(values.length / size);
  return Array.from({ length: count }, (_, index) => values.slice(index * size, (index + 1) * size));
}

/** The table in Amazon DynamoDB. */
export class DynamoDbTable implements Table {
  readonly #client: DynamoDBDocumentClient;
  readonly #tableName: string;

  constructor(options: DynamoDbTableOptions) {
    this.#client = options.client;
    this.#tableName = options.tableName;
  }

  async get(key: ItemKey): Promise<Item | undefined> {
    const command = new GetCommand({
      TableName: this.#tableName,
      Key: { pk: key.pk, sk: key.sk },
      ConsistentRead: true,
    });
    const { Item: item } = await this.#call(() => this.#client.send(command));
    return item === undefined ? undefined : itemOf(item);
  }

  async batchGet(keys: readonly ItemKey[], attributes?: readonly string[]): Promise<Item[]> {
    const { expression, names } = projectionOf(attributes);
    const items: Item[] = [];
    for (const chunk of chunks(keys, GET_BATCH)) {
      await this.#untilDone(
        chunk.map(({ pk, sk }): Record<string, unknown> => ({ pk, sk })),
        async (left) => {
          const request = { Keys: left, ConsistentRead: true, ...expression, ...bound(names, {}) };
          const command = new BatchGetCommand({ RequestItems: { [this.#tableName]: request } });
          const answer = await this.#call(() => this.#client.send(command));
          items.push(...(answer.Responses?.[this.#tableName] ?? []).map(itemOf));
          return answer.UnprocessedKeys?.[this.#tableName]?.Keys ?? [];
        },
      );
    }
    return items;
  }

  async put(item: Item): Promise<void> {
    await this.#call(() => this.#client.send(new PutCommand({ TableName: this.#tableName, Item: { ...item } })));
  }

  async putIf(item: Item, condition: Condition): Promise<boolean> {
    const where = conditionOf(condition);
    const command = new PutCommand({
      TableName: this.#tableName,
      Item: { ...item },
      ConditionExpression: where?.text,
      ...bound(where?.names ?? {}, where?.values ?? {}),
    });
    return (await this.#conditionally(() => this.#client.send(command))) !== undefined;
  }

  async update(key: ItemKey, change: Change, condition?: Condition): Promise<Item | undefined> {
    const what = changeOf(change);
    const where = conditionOf(condition);
    const command = new UpdateCommand({
      TableName: this.#tableName,
      Key: { pk: key.pk, sk: key.sk },
      UpdateExpression: what.text,
      ...(where === undefined ? {} : { ConditionExpression: where.text }),
      ...bound({ ...what.names, ...where?.names }, { ...what.values, ...where?.values }),
      ReturnValues: 'ALL_NEW',
    });
    const answer = await this.#conditionally(() => this.#client.send(command));
    return answer === undefined ? undefined : itemOf(answer.Attributes ?? { ...key });
  }

  async delete(key: ItemKey): Promise<boolean> {
    const command = new DeleteCommand({
      TableName: this.#tableName,
      Key: { pk: key.pk, sk: key.sk },
      ReturnValues: 'ALL_OLD',
    });
    const answer = await this.#call(() => this.#client.send(command));
    return answer.Attributes !== undefined;
  }

  async writeBatch(batch: { puts?: readonly Item[]; deletes?: readonly ItemKey[] }): Promise<void> {
    const requests = [
      ...(batch.puts ?? []).map((item) => ({ PutRequest: { Item: { ...item } } })),
      ...(batch.deletes ?? []).map(({ pk, sk }) => ({ DeleteRequest: { Key: { pk, sk } } })),
    ];
    for (const chunk of chunks(requests, WRITE_BATCH)) {
      await this.#untilDone<object>(chunk, async (left) => {
        const command = new BatchWriteCommand({ RequestItems: { [this.#tableName]: left } });
        const answer = await this.#call(() => this.#client.send(command));
        return answer.UnprocessedItems?.[this.#tableName] ?? [];
      });
    }
  }

  async query(range: Range): Promise<Page> {
    const { expression, names } = projectionOf(range.attributes);
    const { text, values } = rangeOf(range);
    // Where both bounds are given, only the inclusive form exists: one more is read, and the bound itself left out.
    const inclusive = range.from !== undefined && range.before !== undefined;
    const command = new QueryCommand({
      TableName: this.#tableName,
      KeyConditionExpression: text,
      ...expression,
      ...bound({ ...names, '#pk': 'pk', ...(text.includes('#sk') ? { '#sk': 'sk' } : {}) }, values),
      Limit: inclusive ? range.limit + 1 : range.limit,
      ScanIndexForward: range.ascending === true,
      ConsistentRead: true,
    });
    const answer = await this.#call(() => this.#client.send(command));
    const read = (answer.Items ?? []).map(itemOf);
    const items = inclusive ? read.filter(({ sk }) => sk !== range.before) : read;
    return {
      items: items.slice(0, range.limit),
      more: answer.LastEvaluatedKey !== undefined || items.length > range.limit,
    };
  }

  /** Sends what is left, with growing pauses, until nothing is. */
  async #untilDone<T>(all: readonly T[], send: (left: T[]) => Promise<readonly T[]>): Promise<void> {
    let left = [...all];
    for (let round = 0; left.length > 0; round += 1) {
      if (round === BATCH_ROUNDS) {
        throw new TransientError(`The table left ${left.length} items of a batch undone, ${BATCH_ROUNDS} times over.`);
      }
      if (round > 0)
        await pause(Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** (round - 1)) * (0.5 + Math.random() / 2));
      left = [...(await send(left))];
    }
  }

  async #conditionally<T>(send: () => Promise<T>): Promise<T | undefined> {
    try {
      return await send();
    } catch (error) {
      if (error instanceof Error && error.name === 'ConditionalCheckFailedException') return undefined;
      throw translated(error);
    }
  }

  async #call<T>(send: () => Promise<T>): Promise<T> {
    try {
      return await send();
    } catch (error) {
      throw translated(error);
    }
  }
}
