import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { SQSEvent } from 'aws-lambda';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock, type TestClock, testClock } from '../../local/clock.ts';
import type { Clock } from '../../local/contracts.ts';
import { QueuePoller } from '../../local/event-source/queue-poller.ts';
import { ownerPrincipal, principalsOf, rolePrincipal } from '../../local/iam/principals.ts';
import type { InvocationResult } from '../../local/lambda/lambda-function.ts';
import type { LocalSqs } from '../../local/sqs/specs.ts';
import { startSqs } from '../../local/sqs/start-sqs.ts';
import type { EventSourcePlan, PolicyStatement } from '../../local/template/plan.ts';

const account = { accountId: '000000000000', region: 'eu-central-1' };
const arn = (name: string) => `arn:aws:sqs:eu-central-1:000000000000:${name}`;
const ownerKey = { accessKeyId: 'OWNER', secretAccessKey: 'owner-secret', arn: 'arn:aws:iam::000000000000:root' };
const roleKey = { accessKeyId: 'ROLE', secretAccessKey: 'role-secret', arn: 'arn:aws:iam::000000000000:role/parse' };
const GRANT: PolicyStatement = {
  Effect: 'Allow',
  Action: ['sqs:ReceiveMessage', 'sqs:DeleteMessage'],
  Resource: arn('work'),
};
const queue = {
  visibilityTimeoutSeconds: 60,
  retentionSeconds: 3600,
  delaySeconds: 0,
  receiveWaitSeconds: 0,
  maximumMessageBytes: 1_048_576,
  redrive: undefined,
};

let dir: string;
let sqs: LocalSqs;
let owner: SQSClient;
let role: SQSClient;
let poller: QueuePoller | undefined;
let logged: string[];

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'precis-event-source-'));
  logged = [];
});

afterEach(async () => {
  await poller?.close();
  poller = undefined;
  owner.destroy();
  role.destroy();
  await sqs.close();
  await rm(dir, { recursive: true, force: true });
});

async function startQueue({
  clock = systemClock(),
  grant = [GRANT],
}: {
  clock?: Clock;
  grant?: PolicyStatement[];
} = {}) {
  sqs = await startSqs({
    dir,
    principals: principalsOf([ownerPrincipal(ownerKey), rolePrincipal(roleKey, grant, account)]),
    account,
    clock,
    queues: [
      { ...queue, name: 'dead' },
      { ...queue, name: 'work', redrive: { deadLetterQueueArn: arn('dead'), maxReceiveCount: 2 } },
    ],
  });
  owner = new SQSClient({ region: account.region, endpoint: sqs.url, credentials: ownerKey });
  role = new SQSClient({ region: account.region, endpoint: sqs.url, credentials: roleKey, maxAttempts: 1 });
}

type Answer = (event: SQSEvent) => Promise<InvocationResult> | InvocationResult;

function startPoller(answer: Answer, changes: Partial<EventSourcePlan> = {}, concurrency = 2): SQSEvent[] {
  const events: SQSEvent[] = [];
  poller = new QueuePoller({
    source: { queueArn: arn('work'), batchSize: 10, windowSeconds: 0, reportsFailures: true, ...changes },
    queueUrl: sqs.queueUrl(arn('work')),
    client: role,
    concurrency,
    invoke: async (event) => {
      events.push(event as SQSEvent);
      return answer(event as SQSEvent);
    },
    clock: systemClock(),
    log: (line) => logged.push(line),
  });
  poller.start();
  return events;
}

const answerOf = (value: unknown): InvocationResult => ({ payload: JSON.stringify(value), failed: false });
const failuresOf = (...ids: (string | undefined)[]) =>
  answerOf({ batchItemFailures: ids.map((itemIdentifier) => ({ itemIdentifier })) });
const send = async (...bodies: string[]) => {
  for (const body of bodies) await sqs.send(arn('work'), body);
};
const bodies = (events: SQSEvent[]) => events.flatMap(({ Records }) => Records.map(({ body }) => body));

/** How many messages of a queue are visible and how many are in flight. */
async function counts(name: string): Promise<number[]> {
  const { Attributes } = await owner.send(
    new GetQueueAttributesCommand({ QueueUrl: sqs.queueUrl(arn(name)), AttributeNames: ['All'] }),
  );
  return [Attributes?.ApproximateNumberOfMessages, Attributes?.ApproximateNumberOfMessagesNotVisible].map(Number);
}

describe('Event source: from a queue to a function', () => {
  it('gives the function the event that Lambda would, and deletes what it handled', async () => {
    await startQueue();
    const events = startPoller(() => failuresOf());

    await send('hello');
    await vi.waitUntil(async () => events.length === 1 && (await counts('work')).join() === '0,0', { timeout: 10_000 });

    const [record] = events[0]?.Records ?? [];
    expect(record).toMatchObject({
      messageId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      receiptHandle: expect.any(String),
      body: 'hello',
      attributes: {
        ApproximateReceiveCount: '1',
        SentTimestamp: expect.stringMatching(/^\d{13}$/),
        SenderId: expect.any(String),
        ApproximateFirstReceiveTimestamp: expect.stringMatching(/^\d{13}$/),
      },
      messageAttributes: {},
      md5OfBody: '5d41402abc4b2a76b9719d911017c592',
      eventSource: 'aws:sqs',
      eventSourceARN: arn('work'),
      awsRegion: 'eu-central-1',
    });
  });

  it('gives no more messages at once than the batch size, and no more batches than its concurrency', async () => {
    await startQueue();
    await send(...Array.from({ length: 12 }, (_, index) => String(index)));
    let running = 0;
    let most = 0;
    const gates: (() => void)[] = [];
    const events = startPoller(
      async () => {
        running += 1;
        most = Math.max(most, running);
        await new Promise<void>((resolve) => gates.push(resolve));
        running -= 1;
        return failuresOf();
      },
      { batchSize: 3 },
      2,
    );

    await vi.waitUntil(() => gates.length === 2, { timeout: 10_000 });
    while (new Set(bodies(events)).size < 12 || gates.length > 0) {
      await vi.waitUntil(() => gates.length > 0, { timeout: 10_000 });
      gates.shift()?.();
    }
    await vi.waitUntil(async () => (await counts('work')).join() === '0,0', { timeout: 10_000 });

    expect(most).toBe(2);
    expect(Math.max(...events.map(({ Records }) => Records.length))).toBeLessThanOrEqual(3);
    expect(bodies(events).sort((a, b) => Number(a) - Number(b))).toEqual(
      Array.from({ length: 12 }, (_, index) => String(index)),
    );
  });

  it('waits for more messages as long as its window', async () => {
    await startQueue();
    const events = startPoller(() => failuresOf(), { windowSeconds: 2, batchSize: 20 });

    await send('first');
    await vi.waitUntil(async () => (await counts('work'))[1] === 1, { timeout: 10_000 });
    await send('second');
    await vi.waitUntil(() => events.length === 1, { timeout: 10_000 });

    expect(bodies(events).sort()).toEqual(['first', 'second']);
    expect(events).toHaveLength(1);
  });
});

describe('Event source: messages that failed', () => {
  it('deletes only those of a batch that did not fail; the others come back after their visibility time-out', async () => {
    const clock: TestClock = testClock(Date.now());
    await startQueue({ clock });
    await send('good', 'bad', 'better');
    const events = startPoller((event) => {
      const bad = event.Records.filter(({ body }) => body === 'bad').map(({ messageId }) => messageId);
      return failuresOf(...bad);
    });

    await vi.waitUntil(async () => bodies(events).length === 3 && (await counts('work')).join() === '0,1', {
      timeout: 10_000,
    });
    clock.advance(61_000);
    await vi.waitUntil(() => bodies(events).length === 4, { timeout: 10_000 });
    expect(events.at(-1)?.Records[0]).toMatchObject({ body: 'bad', attributes: { ApproximateReceiveCount: '2' } });
    clock.advance(61_000);
    await vi.waitUntil(async () => (await counts('dead')).join() === '1,0', { timeout: 10_000 });

    expect(await counts('work')).toEqual([0, 0]);
    expect(bodies(events)).toHaveLength(4);
  });

  it.each<[string, InvocationResult, Partial<EventSourcePlan>, string]>([
    ['keeps all of a batch whose function failed', { payload: '{}', failed: true }, {}, '0,2'],
    ['keeps all where the answer is no JSON', { payload: 'x', failed: false }, {}, '0,2'],
    ['keeps all where a failure has no identifier', failuresOf(undefined), {}, '0,2'],
    ['keeps all where a failure is unknown', failuresOf('unknown'), {}, '0,2'],
    ['deletes all where nothing is answered', answerOf(null), {}, '0,0'],
    ['deletes all where no failures are listed', answerOf({}), {}, '0,0'],
    ['deletes all where failures are not asked for', failuresOf('unknown'), { reportsFailures: false }, '0,0'],
  ])('%s', async (_, answer, source, expected) => {
    await startQueue();
    await send('a', 'b');
    const events = startPoller(() => answer, source);

    await vi.waitUntil(() => bodies(events).length === 2, { timeout: 10_000 });
    await vi.waitUntil(async () => (await counts('work')).join() === expected, { timeout: 10_000 });
    await poller?.close();

    expect((await counts('work')).join()).toBe(expected);
  });
});

describe('Event source: a role without the grant', () => {
  it('receives nothing, and says so once', async () => {
    await startQueue({ grant: [{ ...GRANT, Action: ['sqs:DeleteMessage'] }] });
    await send('a');
    const events = startPoller(() => failuresOf());

    await vi.waitUntil(() => logged.length > 0, { timeout: 10_000 });
    await poller?.close();

    expect(events).toEqual([]);
    expect(logged).toHaveLength(1);
    expect(logged[0]).toMatch(/^The queue work cannot be served: .*not authorized to perform: sqs:ReceiveMessage/i);
    expect(await counts('work')).toEqual([1, 0]);
  });
});
