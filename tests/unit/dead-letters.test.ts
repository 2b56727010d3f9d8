import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { writeStageRequest } from '../../functions/runtime/s3-events.ts';
import { sampleDeadLetters } from '../../operations/dead-letters.ts';
import type { StackAccess } from '../../operations/stack-access.ts';
import { startJsonService } from '../json-service.ts';

const NOW = Date.UTC(2026, 4, 4, 12);
const DEAD = 'http://127.0.0.1/000000000000/parse-dead';

/** A queue that lends these messages, some at each receive, and a log that may not be read. */
async function startQueue(lent: string[][], about: number, body = 'hello') {
  const asked: [string, Record<string, unknown>][] = [];
  const left = [...lent];
  const service = await startJsonService((operation, input) => {
    asked.push([operation, input]);
    if (operation === 'FilterLogEvents') return { exception: 'AccessDeniedException' };
    if (operation === 'GetQueueAttributes')
      return { output: { Attributes: { ApproximateNumberOfMessages: `${about}` } } };
    if (operation !== 'ReceiveMessage') return { output: { Successful: [], Failed: [] } };
    const Messages = (left.shift() ?? []).map((id) => ({
      MessageId: id,
      ReceiptHandle: `handle of ${id}`,
      Body: body,
      Attributes: { SentTimestamp: String(NOW - 1000 * Number(id)), ApproximateReceiveCount: '6' },
    }));
    return { output: { Messages } };
  });
  const clients = {
    sqs: new SQSClient({ ...service.config, maxAttempts: 1, md5: false }),
    logs: new CloudWatchLogsClient({ ...service.config, maxAttempts: 1 }),
    s3: new S3Client({ ...service.config, maxAttempts: 1 }),
  };
  onTestFinished(async () => {
    for (const client of Object.values(clients)) client.destroy();
    await service.close();
  });
  const queues = { parse: { url: '', deadLettersUrl: DEAD }, brief: { url: '', deadLettersUrl: '' } };
  const logGroups = { parse: 'parse-logs', brief: 'brief-logs' };
  const access = {
    ...clients,
    queues,
    logGroups,
    inboxBucket: 'inbox',
    stagedBucket: 'staged',
  } as unknown as StackAccess;
  return { access, asked, of: (operation: string) => asked.filter(([name]) => name === operation).map(([, it]) => it) };
}

describe('A sample of dead letters', () => {
  it('gives back what SQS lent, and takes nothing away', async () => {
    const { access, asked, of } = await startQueue([['1', '2'], ['3', '2'], []], 5);

    const { letters, about } = await sampleDeadLetters(access, 'parse', 100, NOW);

    expect(letters.map(({ messageId, receives }) => [messageId, receives])).toEqual([
      ['3', 6],
      ['2', 6],
      ['1', 6],
    ]);
    expect(about).toBe(5);
    expect(of('ChangeMessageVisibilityBatch')).toEqual([
      {
        QueueUrl: DEAD,
        Entries: ['1', '2', '3'].map((id, index) => ({
          Id: String(index),
          ReceiptHandle: `handle of ${id}`,
          VisibilityTimeout: 0,
        })),
      },
    ]);
    expect(new Set(asked.map(([operation]) => operation))).toEqual(
      new Set(['GetQueueAttributes', 'ReceiveMessage', 'ChangeMessageVisibilityBatch', 'FilterLogEvents']),
    );
  });

  it('ends at what was asked for, or where nothing new comes, and waits only for what is known to be there', async () => {
    const few = await startQueue([['1', '2']], 9);
    await sampleDeadLetters(few.access, 'parse', 2, NOW);
    const none = await startQueue([], 0);
    await sampleDeadLetters(none.access, 'parse', 2, NOW);

    expect(few.of('ReceiveMessage')).toMatchObject([{ MaxNumberOfMessages: 2, WaitTimeSeconds: 1 }]);
    expect(none.of('ReceiveMessage')).toMatchObject([{ WaitTimeSeconds: 0 }]);
    expect(none.of('FilterLogEvents')).toEqual([]);
  });

  it('is worth seeing without its causes, too, where the log may not be read', async () => {
    const { access } = await startQueue([['1']], 1);

    const { letters, logError } = await sampleDeadLetters(access, 'parse', 100, NOW);

    expect(letters).toMatchObject([{ messageId: '1', subject: undefined, file: null, failure: undefined }]);
    expect(logError).toMatchObject({ name: 'AccessDeniedException' });
  });

  it.each([
    ['inbox', 'in/story.txt'],
    ['another', null],
  ])('tells of a message about the bucket %s the file %s', async (bucket, file) => {
    const request = { kind: 'created', bucket, key: 'in/story.txt', versionId: null } as const;
    const body = writeStageRequest({ ...request, revision: 'A'.repeat(64), time: new Date(NOW).toISOString() });
    const { access } = await startQueue([['1']], 1, body);

    const { letters } = await sampleDeadLetters(access, 'parse', 100, NOW);

    expect(letters).toMatchObject([{ file, subject: { bucket, key: 'in/story.txt' } }]);
  });
});
