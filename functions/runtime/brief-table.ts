import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Announce } from '../core/events.ts';
import { lazily } from '../core/lazily.ts';
import { BriefStore } from '../core/store/brief-store.ts';
import { DynamoDbTable } from '../core/store/dynamodb-table.ts';
import { NoteStore } from '../core/store/notes.ts';
import { WatchStore } from '../core/store/watches.ts';
import { optionalWholeNumber, required } from './environment.ts';

/** The table of the stack, whose name is in `TABLE_NAME`. */
const openTable = lazily(() => {
  const client = DynamoDBDocumentClient.from(new DynamoDBClient({}), {
    marshallOptions: { removeUndefinedValues: true },
  });
  return new DynamoDbTable({ client, tableName: required('TABLE_NAME') });
});

/**
 * The brief store over the table of the stack, by the environment: `TABLE_NAME`, `RETENTION_DAYS` where briefs
 * expire, `VERSION_RETENTION_DAYS` where replaced versions expire sooner, and `LIST_SHARDS` for whoever stores them.
 * @param announce tells subscribers what changed; without it, nobody is told.
 * @throws ConfigurationError if a variable is missing or not of its form.
 */
export function openBriefStore(announce?: Announce): BriefStore {
  return new BriefStore({
    table: openTable(),
    retentionDays: optionalWholeNumber('RETENTION_DAYS'),
    versionRetentionDays: optionalWholeNumber('VERSION_RETENTION_DAYS'),
    shards: optionalWholeNumber('LIST_SHARDS'),
    announce,
  });
}

/** The notes on briefs, in the same table. @throws ConfigurationError if `TABLE_NAME` is missing. */
export function openNoteStore(): NoteStore {
  return new NoteStore(openTable());
}

/** The watches, in the same table. @throws ConfigurationError if `TABLE_NAME` is missing. */
export function openWatchStore(): WatchStore {
  return new WatchStore(openTable());
}
