import type { Context, SQSEvent, SQSRecord } from 'aws-lambda';
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { RejectedError, TransientError } from '../../functions/core/errors.ts';
import { revisionOf, uploadIdOf } from '../../functions/core/identity.ts';
import { traceOfFile } from '../../functions/runtime/event-trace.ts';
import { observe } from '../../functions/runtime/observability.ts';
import { type Delivery, queueHandler } from '../../functions/runtime/queue-handler.ts';
import { type ObjectEvent, writeStageRequest } from '../../functions/runtime/s3-events.ts';

const REVISION = revisionOf('0A');

const request = (bucket: string, key: string): string =>
  writeStageRequest({
    kind: 'delete-marker',
    bucket,
    key,
    versionId: null,
    revision: REVISION,
    time: '2026-03-04T05:06:07.000Z',
  });

describe('A function behind a queue', () => {
  type Line = Record<string, unknown>;
  let written: string[] = [];
  const lines = (): Line[] =>
    written
      .flatMap((text) => text.split('\n'))
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line));

  beforeAll(() => {
    vi.stubEnv('POWERTOOLS_SERVICE_NAME', 'precis-test-parse');
    vi.stubEnv('POWERTOOLS_METRICS_NAMESPACE', 'Precis');
    return () => vi.unstubAllEnvs();
  });
  beforeEach(() => {
    written = [];
    const keep = (text: unknown): boolean => {
      written.push(String(text));
      return true;
    };
    for (const stream of [process.stdout, process.stderr]) vi.spyOn(stream, 'write').mockImplementation(keep);
  });
  afterEach(() => vi.restoreAllMocks());

  /** Has a function handle messages, each received so many times. */
  async function deliver(
    messages: [body: string, receives: number][],
    handle: (event: ObjectEvent, delivery: Delivery<'parse'>) => Promise<void>,
  ) {
    const handler = queueHandler(observe(), { stage: 'parse', bucket: 'inbox', traceOf: traceOfFile }, handle);
    const records = messages.map(([body, receives], index): Pick<SQSRecord, 'messageId' | 'body' | 'attributes'> => {
      const attributes = { ApproximateReceiveCount: String(receives) } as SQSRecord['attributes'];
      return { messageId: `m${index}`, body, attributes };
    });
    const context = { getRemainingTimeInMillis: () => 1000 } as Context;
    const { batchItemFailures } = await handler({ Records: records } as SQSEvent, context);
    return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
  }

  it('does nothing that a message about another bucket asks for, and fails that message alone', async () => {
    const handled: string[] = [];
    const bodies = [request('inbox', 'in/a'), request('elsewhere', 'in/b'), request('inbox', 'in/c'), 'no JSON'];

    const failed = await deliver(
      bodies.map((body) => [body, 1]),
      async ({ key }) => void handled.push(key),
    );

    expect(handled).toEqual(['in/a', 'in/c']);
    expect(failed).toEqual(['m1', 'm3']);
  });

  it('asks once what all messages need, and again for each where that failed: one fault brings one message back', async () => {
    const batch: [string, number][] = ['in/a', 'in/b', 'in/c'].map((key) => [request('inbox', key), 1]);
    const read = vi.fn(async () => 'words');
    await deliver(batch, async (_, { once }) => void (await once(read)));
    const afterOne = read.mock.calls.length;
    read.mockClear();
    read
      .mockRejectedValueOnce(new TransientError('Throttled.'))
      .mockRejectedValueOnce(new TransientError('Throttled.'));

    const failed = await deliver(batch, async (_, { once }) => void (await once(read)));

    expect(afterOne).toBe(1);
    expect(read).toHaveBeenCalledTimes(4);
    expect(failed).toHaveLength(1);
  });

  it('says of a message that failed of which file it is, by its trace, and how often it came', async () => {
    const failing = async () => {
      throw new TransientError('The bucket is throttled or out of order.');
    };

    await deliver([[request('inbox', 'in/a.txt'), 3]], failing);

    const uploadId = uploadIdOf('inbox', 'in/a.txt');
    const named = { traceId: `${uploadId}.${REVISION}`, uploadId, bucket: 'inbox', key: 'in/a.txt' };
    const attempt = { messageId: 'm0', receiveCount: 3, stage: 'parse' };
    expect(lines().filter(({ message }) => message !== undefined)).toMatchObject([
      { level: 'INFO', message: 'delivered again', ...named, ...attempt },
      { level: 'ERROR', message: 'message failed', ...named, ...attempt, errorName: 'TransientError' },
    ]);
  });

  it('says of a message that nobody can read which it is', async () => {
    await deliver([['no JSON', 1]], async () => {});

    expect(lines().find(({ message }) => message === 'message failed')).toMatchObject({
      messageId: 'm0',
      receiveCount: 1,
      errorName: 'CorruptDataError',
    });
  });

  it('logs no word that a document said of itself, and none of an error of others', async () => {
    const messages = [new RejectedError('unsupported-format', 'Stored as "SECRET "WORDS".'), new Error('SECRET')];

    await deliver(
      messages.map((_, index) => [request('inbox', `in/${index}`), 1]),
      async ({ key }) => {
        throw messages[Number(key.slice(3))];
      },
    );

    expect(JSON.stringify(lines())).toContain('Stored as \\"…\\".');
    expect(JSON.stringify(lines())).not.toMatch(/SECRET|WORDS/);
  });

  it('writes what a batch came to once, refusals by their reason as well, and nothing where nothing happened', async () => {
    // Prepare
    const bodies = ['in/a', 'in/b', 'in/c', 'in/d'].map((key): [string, number] => [request('inbox', key), 1]);

    // Act
    await deliver(bodies, async ({ key, time }, { metrics }) => {
      if (key === 'in/d') throw new TransientError('Throttled.');
      if (key === 'in/c') metrics.rejected('not-text');
      else metrics.count('Articles', 20);
      metrics.lag('StageLag', time, Date.parse(time) + (key === 'in/a' ? 40 : -5));
    });
    await deliver([[request('inbox', 'in/e'), 1]], async () => {});

    // Assess
    const service = 'precis-test-parse';
    expect(lines()).toMatchObject([
      { level: 'ERROR' },
      { _aws: { CloudWatchMetrics: [{ Dimensions: [['service', 'reason']] }] }, reason: 'not-text', Rejected: 1 },
      {
        _aws: { CloudWatchMetrics: [{ Namespace: 'Precis', Dimensions: [['service']] }] },
        service,
        Articles: 40,
        Failed: 1,
        Rejected: 1,
        StageLag: [40, 0, 0],
      },
    ]);
  });
});
