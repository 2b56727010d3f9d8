import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { queryObjects } from 'node:v8';
import {
  BatchWriteItemCommand,
  ConditionalCheckFailedException,
  DeleteItemCommand,
  DynamoDBClient,
  GetItemCommand,
  ListTablesCommand,
  ProvisionedThroughputExceededException,
  PutItemCommand,
  QueryCommand,
} from '@aws-sdk/client-dynamodb';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { DESK_PARTITIONS } from '../../functions/core/store/keys.ts';
import { Chaos } from '../../local/chaos/chaos.ts';
import type { ChaosRule } from '../../local/chaos/rules.ts';
import type { LocalService } from '../../local/contracts.ts';
import { createTables } from '../../local/dynamodb/create-tables.ts';
import { levelIterators } from '../../local/dynamodb/level-database.ts';
import { startDynamoDb } from '../../local/dynamodb/start-dynamodb.ts';
import { ownerPrincipal, principalsOf, rolePrincipal } from '../../local/iam/principals.ts';
import type { TablePlan } from '../../local/template/plan.ts';

const account = { accountId: '000000000000', region: 'eu-central-1' };
const owner = { accessKeyId: 'OWNER', secretAccessKey: 'owner-secret', arn: 'arn:aws:iam::000000000000:root' };
const reader = {
  accessKeyId: 'READER',
  secretAccessKey: 'reader-secret',
  arn: 'arn:aws:iam::000000000000:role/reader',
};
const desk = { accessKeyId: 'DESK', secretAccessKey: 'desk-secret', arn: 'arn:aws:iam::000000000000:role/desk' };
const tableArn = 'arn:aws:dynamodb:eu-central-1:000000000000:table/briefs';
const principals = principalsOf([
  ownerPrincipal(owner),
  rolePrincipal(
    reader,
    [{ Effect: 'Allow', Action: ['dynamodb:GetItem', 'dynamodb:Query'], Resource: [tableArn, `${tableArn}/index/*`] }],
    account,
  ),
  rolePrincipal(
    desk,
    [
      {
        Effect: 'Allow',
        Action: ['dynamodb:PutItem', 'dynamodb:DeleteItem', 'dynamodb:BatchWriteItem', 'dynamodb:Query'],
        Resource: tableArn,
        Condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': DESK_PARTITIONS } },
      },
    ],
    account,
  ),
]);
const briefs: TablePlan = {
  stack: 'Data',
  logicalId: 'Briefs',
  name: 'briefs',
  arn: tableArn,
  attributes: [
    { name: 'pk', type: 'S' },
    { name: 'sk', type: 'S' },
  ],
  key: { partition: 'pk', sort: 'sk' },
  indexes: [],
};

let dir: string;
let service: LocalService;
const clients: DynamoDBClient[] = [];

async function start(rules: ChaosRule[] = []) {
  service = await startDynamoDb({ dir, principals, account, chaos: new Chaos({ rules }) });
}

function client(credentials: { accessKeyId: string; secretAccessKey: string } = owner): DynamoDBClient {
  const made = new DynamoDBClient({ endpoint: service.url, region: account.region, credentials, maxAttempts: 1 });
  clients.push(made);
  return made;
}

const item = (sk: string, text: string) => ({ pk: { S: 'BRIEF#1' }, sk: { S: sk }, text: { S: text } });
const key = (sk: string) => ({
  TableName: 'briefs',
  Key: { pk: { S: 'BRIEF#1' }, sk: { S: sk } },
  ConsistentRead: true,
});

/** How many iterators of the database are in memory (and prototypes of their kinds) that something still needs. */
function iteratorsThere(): number {
  const counts = Object.values(levelIterators()).map((kind) => queryObjects(kind, { format: 'count' }));
  return counts.reduce((sum: number, count) => sum + Number(count), 0);
}

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'precis-dynamodb-test-'));
});

afterEach(async () => {
  for (const made of clients.splice(0)) made.destroy();
  await service.close();
  await rm(dir, { recursive: true, force: true });
});

describe('DynamoDB: tables', () => {
  it('makes the table of the template once and keeps its items between starts', async () => {
    await start();
    await createTables(client(), [briefs]);
    await client().send(new PutItemCommand({ TableName: 'briefs', Item: item('BRIEF', 'first') }));
    await service.close();

    await start();
    await createTables(client(), [briefs]);

    const { Item } = await client().send(new GetItemCommand(key('BRIEF')));
    expect(Item).toEqual(item('BRIEF', 'first'));
    expect((await client().send(new ListTablesCommand({}))).TableNames).toEqual(['briefs']);
  });

  it('refuses to use a table that is kept with another key', async () => {
    await start();
    await createTables(client(), [briefs]);

    await expect(createTables(client(), [{ ...briefs, key: { partition: 'pk', sort: undefined } }])).rejects.toThrow(
      'The table briefs is kept with another key',
    );
  });

  it('says so where what is kept cannot be opened', async () => {
    await start();
    await service.close();
    await writeFile(join(dir, 'CURRENT'), 'garbage');

    await expect(start()).rejects.toMatchObject({
      name: 'CorruptDataError',
      file: dir,
      message: expect.stringContaining('The local table cannot be opened: '),
    });
  });

  it('ends what it opened for a query, whether that was read to its end or not', async () => {
    await start();
    await createTables(client(), [briefs]);
    for (const sk of ['1', '2', '3']) {
      await client().send(new PutItemCommand({ TableName: 'briefs', Item: item(sk, 'text') }));
    }
    const query = (Limit?: number) =>
      client().send(
        new QueryCommand({
          TableName: 'briefs',
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': { S: 'BRIEF#1' } },
          Limit,
        }),
      );

    const before = iteratorsThere();
    for (let turn = 0; turn < 5; turn += 1) {
      expect((await query()).Count).toBe(3);
      expect((await query(1)).Count).toBe(1);
    }

    await vi.waitUntil(() => iteratorsThere() <= before, { timeout: 10_000 });
  });

  it('obeys conditions and queries', async () => {
    await start();
    await createTables(client(), [briefs]);
    const once = { TableName: 'briefs', Item: item('V#2', 'two'), ConditionExpression: 'attribute_not_exists(pk)' };
    await client().send(new PutItemCommand(once));
    await client().send(new PutItemCommand({ TableName: 'briefs', Item: item('V#1', 'one') }));

    await expect(client().send(new PutItemCommand(once))).rejects.toThrow(ConditionalCheckFailedException);
    const { Items } = await client().send(
      new QueryCommand({
        TableName: 'briefs',
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :v)',
        ExpressionAttributeValues: { ':pk': { S: 'BRIEF#1' }, ':v': { S: 'V#' } },
      }),
    );
    expect(Items).toEqual([item('V#1', 'one'), item('V#2', 'two')]);
  });
});

describe('DynamoDB: who may do what', () => {
  it('lets a role do what its policies allow, and nothing else', async () => {
    await start();
    await createTables(client(), [briefs]);

    expect((await client(reader).send(new GetItemCommand(key('BRIEF')))).Item).toBeUndefined();
    await expect(
      client(reader).send(new PutItemCommand({ TableName: 'briefs', Item: item('BRIEF', 'x') })),
    ).rejects.toMatchObject({
      name: 'AccessDeniedException',
      message: `User: ${reader.arn} is not authorized to perform: dynamodb:PutItem on resource: "${tableArn}" because no identity-based policy allows the dynamodb:PutItem action`,
    });
    await expect(client(reader).send(new ListTablesCommand({}))).rejects.toMatchObject({
      name: 'AccessDeniedException',
    });
    await expect(
      client(reader).send(
        new BatchWriteItemCommand({ RequestItems: { briefs: [{ PutRequest: { Item: item('BRIEF', 'x') } }] } }),
      ),
    ).rejects.toMatchObject({ name: 'AccessDeniedException' });
  });

  it('lets a role write the partitions that its policy names, and no others', async () => {
    await start();
    await createTables(client(), [briefs]);
    const dynamo = client(desk);
    const at = (pk: string) => ({ pk: { S: pk }, sk: { S: '1' } });
    const put = (pk: string) => dynamo.send(new PutItemCommand({ TableName: 'briefs', Item: at(pk) }));
    const remove = (pk: string) => dynamo.send(new DeleteItemCommand({ TableName: 'briefs', Key: at(pk) }));
    const putAll = (...pks: string[]) =>
      dynamo.send(
        new BatchWriteItemCommand({ RequestItems: { briefs: pks.map((pk) => ({ PutRequest: { Item: at(pk) } })) } }),
      );
    const denied = { name: 'AccessDeniedException' };

    for (const pk of ['NOTES#1', 'NOTED', 'WATCHES']) await Promise.all([put(pk), remove(pk), putAll(pk)]);
    for (const pk of ['BRIEF#1', 'NOTED#1', 'UPLOAD#NOTES#1', 'CONFIG']) {
      await expect(put(pk)).rejects.toMatchObject(denied);
      await expect(remove(pk)).rejects.toMatchObject(denied);
    }
    await expect(putAll('NOTES#1', 'BRIEF#1')).rejects.toMatchObject(denied);
    const asked = { KeyConditionExpression: 'pk = :pk', ExpressionAttributeValues: { ':pk': { S: 'NOTES#1' } } };
    await expect(dynamo.send(new QueryCommand({ TableName: 'briefs', ...asked }))).rejects.toMatchObject(denied);
  });

  it('refuses unknown keys, wrong secrets and requests without a signature', async () => {
    await start();

    await expect(
      client({ accessKeyId: 'NOBODY', secretAccessKey: 'x' }).send(new ListTablesCommand({})),
    ).rejects.toMatchObject({ name: 'UnrecognizedClientException' });
    await expect(client({ ...owner, secretAccessKey: 'wrong' }).send(new ListTablesCommand({}))).rejects.toMatchObject({
      name: 'InvalidSignatureException',
    });
    const unsigned = await fetch(service.url, {
      method: 'POST',
      headers: { 'x-amz-target': 'DynamoDB_20120810.ListTables' },
      body: '{}',
    });
    expect(unsigned.status).toBe(403);
    expect(await unsigned.json()).toMatchObject({
      __type: 'com.amazon.coral.service#MissingAuthenticationTokenException',
    });
    expect((await fetch(service.url)).status).toBe(400);
  });

  it('says that it has no model of a parameter rather than ignore it', async () => {
    await start();
    await createTables(client(), [briefs]);

    const put = new PutItemCommand({
      TableName: 'briefs',
      Item: item('BRIEF', 'x'),
      ConditionExpression: 'attribute_not_exists(pk)',
      ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
    });

    await expect(client().send(put)).rejects.toMatchObject({
      name: 'ValidationException',
      message: 'ReturnValuesOnConditionCheckFailure has no local model.',
    });
  });
});

describe('DynamoDB: injected faults', () => {
  it('answers as a throttled table does, for the actions that the test names', async () => {
    await start([{ at: 'dynamodb:GetItem', do: 'ProvisionedThroughputExceededException' }]);
    await createTables(client(), [briefs]);

    await expect(client().send(new GetItemCommand(key('BRIEF')))).rejects.toThrow(
      ProvisionedThroughputExceededException,
    );
    await client().send(new PutItemCommand({ TableName: 'briefs', Item: item('BRIEF', 'x') }));
  });
});
