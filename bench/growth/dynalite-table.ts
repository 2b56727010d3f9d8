import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateTableCommand, DynamoDBClient, waitUntilTableExists } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import dynalite from 'dynalite';
import type { Cost } from '../../functions/core/store/counting-table.ts';
import { DynamoDbTable } from '../../functions/core/store/dynamodb-table.ts';
import { PARTITION_KEY, SORT_KEY } from '../../functions/core/store/table.ts';
import { unitsOf } from '../../local/dynamodb/consumed-capacity.ts';
import type { Json } from '../../local/template/template.ts';
import type { MeteredTable } from './metered-table.ts';

const NAME = 'briefs';
const READS = /^(GetItem|BatchGetItem|Query)Command$/;
const WRITES = /^(PutItem|UpdateItem|DeleteItem|BatchWriteItem)Command$/;

/** Asks with every request what it consumes, and sums it up. */
function countRequests(client: DynamoDBClient): Cost {
  const cost: Cost = { requests: 0, readUnits: 0, writeUnits: 0 };
  client.middlewareStack.add(
    (next, { commandName = '' }) =>
      async (args) => {
        if (!READS.test(commandName) && !WRITES.test(commandName)) return next(args);
        cost.requests += 1;
        const result = await next({ ...args, input: { ...args.input, ReturnConsumedCapacity: 'TOTAL' } });
        const { ConsumedCapacity: consumed } = result.output as { ConsumedCapacity?: Json };
        cost[READS.test(commandName) ? 'readUnits' : 'writeUnits'] += unitsOf(consumed);
        return result;
      },
    { step: 'initialize', name: 'countRequests' },
  );
  return cost;
}

/**
 * A table of `dynalite` on disk, behind DynamoDB's protocol. Its costs are the requests that are sent, and the units that
 * it says they consumed, which it does not of a write whose condition fails. It runs in this process: the times hold both sides of each request.
 */
export async function openDynaliteTable(): Promise<MeteredTable> {
  const folder = await mkdtemp(join(tmpdir(), 'precis-growth-'));
  const server = dynalite({ path: folder, createTableMs: 0 });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const client = new DynamoDBClient({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
  });
  const total = countRequests(client);
  const keys = [PARTITION_KEY, SORT_KEY];
  await client.send(
    new CreateTableCommand({
      TableName: NAME,
      BillingMode: 'PAY_PER_REQUEST',
      AttributeDefinitions: keys.map((AttributeName) => ({ AttributeName, AttributeType: 'S' })),
      KeySchema: keys.map((AttributeName, index) => ({ AttributeName, KeyType: index === 0 ? 'HASH' : 'RANGE' })),
    }),
  );
  await waitUntilTableExists({ client, maxWaitTime: 30, minDelay: 1, maxDelay: 1 }, { TableName: NAME });
  const documents = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  const table = new DynamoDbTable({ client: documents, tableName: NAME });
  return {
    table,
    async costOf(work) {
      const before = { ...total };
      await work(table);
      return {
        requests: total.requests - before.requests,
        readUnits: total.readUnits - before.readUnits,
        writeUnits: total.writeUnits - before.writeUnits,
      };
    },
    async close() {
      client.destroy();
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await rm(folder, { recursive: true, force: true });
    },
  };
}
