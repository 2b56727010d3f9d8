import { BatchGetItemCommand, DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { GetObjectCommand, ListObjectVersionsCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { describe, expect, it, onTestFinished } from 'vitest';
import { DynamoDbTable } from '../../functions/core/store/dynamodb-table.ts';
import { putOnce } from '../../functions/runtime/s3-objects.ts';
import { Chaos } from '../../local/chaos/chaos.ts';
import type { FaultSource } from '../../local/chaos/faults.ts';
import type { ChaosRule } from '../../local/chaos/rules.ts';
import { testClock } from '../../local/clock.ts';
import { createTables } from '../../local/dynamodb/create-tables.ts';
import { startDynamoDb } from '../../local/dynamodb/start-dynamodb.ts';
import { ownerPrincipal, principalsOf } from '../../local/iam/principals.ts';
import type { TablePlan } from '../../local/template/plan.ts';
import { ACCOUNT, OWNER, temporaryDirectory } from './local-principals.ts';
import { bucketSpec, startBuckets } from './local-s3-service.ts';
import { arnOf, queueSpec, startQueues } from './local-sqs-service.ts';

const NOON = Date.UTC(2026, 4, 4, 12);

const BRIEFS: TablePlan = {
  stack: 'Data',
  logicalId: 'Briefs',
  name: 'briefs',
  arn: 'arn:aws:dynamodb:eu-central-1:000000000000:table/briefs',
  attributes: [
    { name: 'pk', type: 'S' },
    { name: 'sk', type: 'S' },
  ],
  key: { partition: 'pk', sort: 'sk' },
  indexes: [],
};

/** Notes the actions of all requests. */
class Seen implements FaultSource {
  readonly name = 'seen';
  readonly actions: string[] = [];

  request({ action }: { action: string }): undefined {
    this.actions.push(action);
  }
}

describe('Chaos in S3', () => {
  async function startInbox(rules: ChaosRule[]) {
    const seen = new Seen();
    const { s3 } = await startBuckets([bucketSpec('inbox', { versioned: true })], {
      chaos: new Chaos({ sources: [seen], rules }),
    });
    const client = new S3Client({ endpoint: s3.url, region: ACCOUNT.region, credentials: OWNER });
    onTestFinished(() => client.destroy());
    const versions = async () =>
      (await client.send(new ListObjectVersionsCommand({ Bucket: 'inbox' }))).Versions?.length ?? 0;
    return { client, seen, versions };
  }

  it.each([
    ['SlowDown', 1],
    ['InternalError', 1],
    ['lose-request', 1],
    ['lose-answer', 2],
  ] as const)('%s: the SDK puts again, which makes %i versions', async (what, expected) => {
    const { client, seen, versions } = await startInbox([{ at: 's3:PutObject', nth: 1, do: what }]);

    await client.send(new PutObjectCommand({ Bucket: 'inbox', Key: 'a', Body: 'x' }));

    expect(seen.actions).toEqual(['s3:PutObject', 's3:PutObject']);
    expect(await versions()).toBe(expected);
  });

  it('an object that is put once is there once, although its answer was lost', async () => {
    const { client, seen, versions } = await startInbox([{ at: 's3:PutObject', nth: 1, do: 'lose-answer' }]);

    const isOurs = await putOnce(client, 'inbox', 'a', { text: 'x' });

    expect([isOurs, await versions()]).toEqual([false, 1]);
    expect(seen.actions.filter((action) => action === 's3:PutObject')).toHaveLength(2);
  });

  it('a read whose answer was lost is read again, whole', async () => {
    const { client, seen } = await startInbox([{ at: 's3:GetObject', nth: 1, do: 'lose-answer' }]);
    await client.send(new PutObjectCommand({ Bucket: 'inbox', Key: 'a', Body: 'x'.repeat(100_000) }));

    const { Body } = await client.send(new GetObjectCommand({ Bucket: 'inbox', Key: 'a' }));

    expect((await Body?.transformToString())?.length).toBe(100_000);
    expect(seen.actions).toEqual(['s3:PutObject', 's3:GetObject', 's3:GetObject']);
  });
});

describe('Chaos in DynamoDB', () => {
  async function startTable(rules: ChaosRule[]) {
    const seen = new Seen();
    const service = await startDynamoDb({
      dir: await temporaryDirectory(),
      principals: principalsOf([ownerPrincipal(OWNER)]),
      account: ACCOUNT,
      chaos: new Chaos({ sources: [seen], rules }),
    });
    const client = new DynamoDBClient({ endpoint: service.url, region: ACCOUNT.region, credentials: OWNER });
    onTestFinished(async () => {
      client.destroy();
      await service.close();
    });
    await createTables(client, [BRIEFS]);
    seen.actions.length = 0;
    const documents = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
    return { table: new DynamoDbTable({ client: documents, tableName: 'briefs' }), client, seen };
  }
  const item = (number: number) => ({ pk: 'A', sk: String(number).padStart(3, '0'), n: number });
  const items = (count: number) => Array.from({ length: count }, (_, number) => item(number));

  it('does a batch of writes in parts, which the table sends again until nothing is left', async () => {
    const { table, seen } = await startTable([{ at: 'dynamodb:BatchWriteItem', do: 'partial', items: 10 }]);

    await table.writeBatch({ puts: items(25) });
    await table.writeBatch({ deletes: [item(0), item(24)] });

    expect(seen.actions).toEqual(Array(4).fill('dynamodb:BatchWriteItem'));
    const { items: kept } = await table.query({ pk: 'A', limit: 50 });
    expect(kept.map(({ n }) => n)).toEqual(Array.from({ length: 23 }, (_, number) => 23 - number));
  });

  it('gives a batch of reads in parts, none of which are taken for missing', async () => {
    const { table, seen } = await startTable([{ at: 'dynamodb:BatchGetItem', do: 'partial', items: 20 }]);
    await table.writeBatch({ puts: items(45) });
    seen.actions.length = 0;

    const read = await table.batchGet([...items(45), { pk: 'A', sk: 'none' }], ['n']);

    expect(read.map(({ n }) => n)).toHaveLength(45);
    expect(new Set(read.map(({ n }) => n)).size).toBe(45);
    expect(seen.actions).toEqual(Array(3).fill('dynamodb:BatchGetItem'));
  });

  it('names what it did not do as DynamoDB does, by table and with what else was asked', async () => {
    const { client } = await startTable([{ at: 'dynamodb:BatchGetItem', do: 'partial', items: 1 }]);
    const [first, second] = [item(1), item(2)].map(({ pk, sk }) => ({ pk: { S: pk }, sk: { S: sk } }));

    const { UnprocessedKeys } = await client.send(
      new BatchGetItemCommand({
        RequestItems: { briefs: { Keys: [first ?? {}, second ?? {}], ConsistentRead: true } },
      }),
    );

    expect(UnprocessedKeys).toEqual({ briefs: { Keys: [second], ConsistentRead: true } });
  });

  it('ends a page early, and says that there is more', async () => {
    const { table } = await startTable([{ at: 'dynamodb:Query', nth: 1, do: 'partial', items: 2 }]);
    await table.writeBatch({ puts: items(5) });

    const short = await table.query({ pk: 'A', limit: 5 });
    const whole = await table.query({ pk: 'A', limit: 5 });

    expect([short.items.map(({ n }) => n), short.more]).toEqual([[4, 3], true]);
    expect(whole.items).toHaveLength(5);
  });

  it.each([
    'ProvisionedThroughputExceededException',
    'ThrottlingException',
    'InternalServerError',
    'lose-request',
  ] as const)('%s passes with another try of the SDK', async (what) => {
    const { table, seen } = await startTable([{ at: 'dynamodb:PutItem', nth: 1, do: what }]);

    expect(await table.putIf(item(1), { kind: 'absent' })).toBe(true);
    expect(seen.actions).toEqual(Array(2).fill('dynamodb:PutItem'));
  });

  it('a conditional write whose answer was lost is there, and its repetition finds it there', async () => {
    const { table } = await startTable([{ at: 'dynamodb:PutItem', nth: 1, do: 'lose-answer' }]);

    const isOurs = await table.putIf(item(1), { kind: 'absent' });

    expect([isOurs, await table.get(item(1))]).toEqual([false, item(1)]);
  });
});

describe('Chaos in SQS', () => {
  async function startQueue(rules: ChaosRule[], seed?: string) {
    const clock = testClock(NOON);
    const started = await startQueues(clock, [queueSpec('work')], { chaos: new Chaos({ rules, seed }) });
    const QueueUrl = started.url('work');
    const receive = async (client: SQSClient = started.client) => {
      const { Messages = [] } = await client.send(
        new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, MessageSystemAttributeNames: ['All'] }),
      );
      return Messages;
    };
    const bodies = async () => (await receive()).map(({ Body }) => Body);
    return { ...started, clock, receive, bodies };
  }

  it('repeats and delays what S3 sends', async () => {
    const { sqs, clock, bodies } = await startQueue([
      { at: 'send', nth: 1, do: 'duplicate', seconds: 60 },
      { at: 'send', nth: 1, do: 'delay', seconds: 10 },
    ]);
    for (const body of ['twice', 'late', 'plain']) await sqs.send(arnOf('work'), body);

    expect(await bodies()).toEqual(['twice', 'plain']);
    clock.advance(10_000);
    expect(await bodies()).toEqual(['late']);
    clock.advance(18_000);
    expect(await bodies()).toEqual([]);
  });

  it('gives out a message again while somebody has it in hand, and counts that', async () => {
    const { sqs, clock, receive } = await startQueue([{ at: 'receive', nth: 1, do: 'redeliver', seconds: 5 }]);
    await sqs.send(arnOf('work'), 'x');

    await receive();
    clock.advance(5_000);
    const [again] = await receive();

    expect(again?.Attributes?.['ApproximateReceiveCount']).toBe('2');
    clock.advance(29_000);
    expect(await receive()).toEqual([]);
  });

  it('gives messages out in another order under a seed, the oldest first, and each once', async () => {
    const { sqs, bodies } = await startQueue([], 'a');
    const sent = Array.from({ length: 30 }, (_, number) => `message ${number}`);
    for (const body of sent) await sqs.send(arnOf('work'), body);

    const rounds = [await bodies(), await bodies(), await bodies(), await bodies()];

    // Some are late or come twice, under this seed as under any.
    const received = rounds.flat();
    expect(received[0]).toBe('message 0');
    expect(received.slice(0, 10)).not.toEqual(sent.slice(0, 10));
    expect(new Set(received).size).toBeGreaterThan(20);
  });

  it('keeps a held message hidden past its visibility time-out, until it is let go', async () => {
    const { sqs, clock, receive } = await startQueue([]);
    await sqs.send(arnOf('work'), 'x');
    const [message] = await receive();
    const letGo = sqs.hold(arnOf('work'), [message?.ReceiptHandle ?? '']);

    clock.advance(100_000);
    const meanwhile = await receive();
    letGo();
    const [after] = await receive();

    expect([meanwhile, after?.Attributes?.['ApproximateReceiveCount']]).toEqual([[], '2']);
  });
});
