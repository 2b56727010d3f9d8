import { setTimeout as delay } from 'node:timers/promises';
import {
  CreateTableCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  type KeySchemaElement,
  type Projection,
  ResourceNotFoundException,
  type ScalarAttributeType,
} from '@aws-sdk/client-dynamodb';
import { ConfigurationError } from '../../functions/core/errors.ts';
import type { TableKey, TablePlan } from '../template/plan.ts';

/**
 * Makes the tables that are not there yet, on demand (without capacity).
 * @throws ConfigurationError if a table is there with another key.
 */
export async function createTables(client: DynamoDBClient, tables: TablePlan[]): Promise<void> {
  for (const table of tables) {
    const present = await describe(client, table.name);
    if (!present) await create(client, table);
    else if (keyOf(present.KeySchema ?? []) !== keyOf(keySchema(table.key))) {
      throw new ConfigurationError(`The table ${table.name} is kept with another key than the template's.`, {
        remedy: 'Delete the state folder (.precis) and start again.',
      });
    }
  }
}

async function describe(client: DynamoDBClient, TableName: string) {
  try {
    return (await client.send(new DescribeTableCommand({ TableName }))).Table;
  } catch (error) {
    if (error instanceof ResourceNotFoundException) return undefined;
    throw error;
  }
}

async function create(client: DynamoDBClient, table: TablePlan): Promise<void> {
  const indexes = table.indexes.map(({ name, key, projection, projected }) => ({
    IndexName: name,
    KeySchema: keySchema(key),
    Projection: {
      ProjectionType: projection as Projection['ProjectionType'],
      ...(projected.length > 0 ? { NonKeyAttributes: projected } : {}),
    },
  }));
  await client.send(
    new CreateTableCommand({
      TableName: table.name,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: table.attributes.map(({ name, type }) => ({
        AttributeName: name,
        AttributeType: type as ScalarAttributeType,
      })),
      KeySchema: keySchema(table.key),
      ...(indexes.length > 0 ? { GlobalSecondaryIndexes: indexes } : {}),
    }),
  );
  while ((await describe(client, table.name))?.TableStatus !== 'ACTIVE') await delay(5);
}

function keySchema({ partition, sort }: TableKey): KeySchemaElement[] {
  return [
    { AttributeName: partition, KeyType: 'HASH' },
    ...(sort === undefined ? [] : [{ AttributeName: sort, KeyType: 'RANGE' } as const]),
  ];
}

function keyOf(schema: KeySchemaElement[]): string {
  return schema.map(({ AttributeName, KeyType }) => `${KeyType} ${AttributeName}`).join(', ');
}
