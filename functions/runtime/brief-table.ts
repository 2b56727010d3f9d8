import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Announce } from '../core/events.ts';
import { BriefStore } from '../core/store/brief-store.ts';
import { DynamoDbTable } from '../core/store/dynamodb-table.ts';
import type { Table } from '../core/store/table.ts';
import { optionalWholeNumber, required } from './environment.ts';

/**
 * The brief store over the table of the stack, by the environment: `TABLE_NAME`, `RETENTION_DAYS` where briefs
 * expire, and `LIST_SHARDS` for whoever stores them.
 * @param announce tells subscribers what changed; without it, nobody is told.
 * @throws ConfigurationError if a variable is missing or not of its form.
 */
export function openBriefStore(announce?: Announce, table: Table = openTable()): BriefStore {
  return new BriefStore({
    table,
    retentionDays: optionalWholeNumber('RETENTION_DAYS'),
    shards: optionalWholeNumber('LIST_SHARDS'),
    announce,
  });
}

/**
 * The table of the stack, for whatever else is kept in it.
 * @throws ConfigurationError if `TABLE_NAME` is missing.
 */
export function openTable(): Table {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({}), {
    marshallOptions: { removeUndefinedValues: true },
  });
  return new DynamoDbTable({ client, tableName: required('TABLE_NAME') });
}
