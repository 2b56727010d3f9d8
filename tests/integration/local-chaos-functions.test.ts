import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Chaos, type ChaosEntry } from '../../local/chaos/chaos.ts';
import type { FaultSource } from '../../local/chaos/faults.ts';
import type { ChaosRule } from '../../local/chaos/rules.ts';
import { type Runtime, startRuntime } from '../../local/runtime.ts';
import { writeSmallApp } from '../fixtures/local/small-app.ts';
import { until } from './desk.ts';

/** A visibility time-out of 120 s passes in a fifth of one. A message is received twice. */
const TIME_SCALE = 600;
/** The function reads an object and puts an item, for each message. */
const ONE_TRY = ['s3:GetObjectVersion', 'dynamodb:PutItem'];

describe('Chaos in functions', () => {
  /** What the function asked of the services, in the order of its requests. */
  let requests: string[] = [];
  const seen: FaultSource = {
    name: 'seen',
    request({ action }, invocation) {
      if (invocation?.functionName === 'Small-Keep') requests.push(action);
      return undefined;
    },
  };
  const chaos = new Chaos({
    sources: [seen],
    poison: [
      { text: 'venom', how: 'fails' },
      { text: 'bomb', how: 'kills' },
    ],
  });
  let folder: string;
  let runtime: Runtime;
  let s3: S3Client;
  let sqs: SQSClient;
  let lines: string[] = [];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'precis-chaos-'));
    runtime = await startRuntime({
      projectDir: folder,
      stateDir: join(folder, 'state'),
      inboxDir: null,
      ports: 'free',
      log: () => {},
      assemblyDir: await writeSmallApp(join(folder, 'assembly')),
      timeScale: TIME_SCALE,
      chaos,
      onFunctionLog: (_, line) => lines.push(line),
    });
    const client = { region: runtime.region, credentials: { ...runtime.ownerCredentials } };
    s3 = new S3Client({ ...client, endpoint: runtime.s3Url });
    sqs = new SQSClient({ ...client, endpoint: runtime.sqsUrl });
    await emptied();
  });
  afterAll(async () => {
    s3?.destroy();
    sqs?.destroy();
    await runtime?.close();
    await rm(folder, { recursive: true, force: true });
  });
  beforeEach(() => {
    requests = [];
    lines = [];
  });

  async function count(queue: string): Promise<number> {
    const { Attributes } = await sqs.send(
      new GetQueueAttributesCommand({ QueueUrl: runtime.outputs[queue], AttributeNames: ['All'] }),
    );
    return Number(Attributes?.ApproximateNumberOfMessages) + Number(Attributes?.ApproximateNumberOfMessagesNotVisible);
  }

  /** Waits until no message is left to handle. @returns how many dead letters there are. */
  async function emptied(): Promise<number> {
    await until(async () => ((await count('QueueUrl')) === 0 ? true : undefined));
    return count('DeadLettersUrl');
  }

  /** Puts a file of this name under these rules, and waits until it is handled or given up. */
  async function handled(name: string, rules: ChaosRule[]) {
    chaos.setRules(rules);
    const before = await count('DeadLettersUrl');
    await s3.send(new PutObjectCommand({ Bucket: runtime.inboxBucket, Key: `in/${name}`, Body: 'x' }));
    const dead = (await emptied()) - before;
    const isKept = (await fetch(`${runtime.apiUrl}/texts/${name}`)).ok;
    return { dead, isKept };
  }

  it('kills the process after its second request: what that did stays, and the message comes again', async () => {
    expect(await handled('after', [{ at: 'invoke', nth: 1, do: 'kill', request: 2, side: 'after' }])).toEqual({
      dead: 0,
      isKept: true,
    });
    expect(requests).toEqual([...ONE_TRY, ...ONE_TRY]);
    expect(lines).toContainEqual(
      expect.stringMatching(/^RequestId: [0-9a-f-]{36} Error: Runtime exited with error: signal: killed$/),
    );
    expect(lines).toContain('Runtime.ExitError');
  });

  it('kills it before or after a certain request of any invocation', async () => {
    const before = await handled('never', [{ at: 'dynamodb:PutItem', do: 'kill-before' }]);
    const after = await handled('done', [{ at: 'dynamodb:PutItem', do: 'kill-after' }]);

    expect([before, after]).toEqual([
      { dead: 1, isKept: false },
      { dead: 1, isKept: true },
    ]);
    expect(requests).toEqual([...ONE_TRY, ...ONE_TRY, ...ONE_TRY, ...ONE_TRY]);
  });

  it('ends it as its time-out does, without the wait for it', async () => {
    expect(await handled('slow', [{ at: 'invoke', nth: 1, do: 'time-out', request: 1, side: 'before' }])).toEqual({
      dead: 0,
      isKept: true,
    });
    expect(requests).toEqual(['s3:GetObjectVersion', ...ONE_TRY]);
    expect(lines).toContainEqual(expect.stringMatching(/^[0-9a-f-]{36} Task timed out after 20\.00 seconds$/));
  });

  it('ends it for want of memory, which its report says', async () => {
    expect(await handled('large', [{ at: 'invoke', nth: 1, do: 'out-of-memory' }])).toEqual({ dead: 0, isKept: true });
    expect(requests).toEqual([...ONE_TRY, ...ONE_TRY]);
    expect(lines).toContainEqual(expect.stringMatching(/^REPORT .*\tMemory Size: 256 MB\tMax Memory Used: 256 MB/));
    expect(lines).toContainEqual(expect.stringContaining('signal: killed'));
  });

  it('loses its answer, so that the batch comes again although it was done', async () => {
    expect(await handled('lost', [{ at: 'invoke', about: 'Small-Keep', do: 'lose-answer' }])).toEqual({
      dead: 1,
      isKept: true,
    });
    expect(requests).toEqual([...ONE_TRY, ...ONE_TRY]);
    expect(lines).not.toContain('Runtime.ExitError');
  });

  it('lets each try fail to handle a poisoned file, and others of its batch pass', async () => {
    expect(await handled('venom', [])).toEqual({ dead: 1, isKept: false });
    // Three tries of the SDK for each of two receives.
    expect(requests).toEqual(Array(6).fill('s3:GetObjectVersion'));
  });

  it('lets a file kill each invocation that gets it', async () => {
    expect(await handled('bomb', [])).toEqual({ dead: 1, isKept: false });
    expect(requests).toEqual(Array(2).fill('s3:GetObjectVersion'));
  });

  it('never ends what answers the API, but fails its requests if asked', async () => {
    const answer = async (rules: ChaosRule[]) => {
      chaos.setRules(rules);
      return (await fetch(`${runtime.apiUrl}/texts/after`)).status;
    };

    expect(await answer([{ at: 'dynamodb:GetItem', about: 'Small-Serve', nth: 1, do: 'lose-answer' }])).toBe(200);
    expect(await answer([{ at: 'dynamodb:GetItem', about: 'Small-Serve', do: 'InternalServerError' }])).toBe(500);
  });

  it('tells each fault in the log, once', async () => {
    await handled('told', [{ at: 'invoke', nth: 1, do: 'kill', request: 2, side: 'after' }]);

    const log = (await readFile(join(folder, 'state', 'logs', 'chaos.jsonl'), 'utf8')).trim().split('\n');
    const entries: ChaosEntry[] = log.map((line) => JSON.parse(line));
    expect(entries.filter(({ about }) => about.includes('told'))).toMatchObject([
      { where: 'invoke', what: 'kill-after request 2', about: 'Small-Keep: in/told', by: 'rule' },
    ]);
  });
});
