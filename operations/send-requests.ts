import { setTimeout as pause } from 'node:timers/promises';
import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { pMapIterable } from 'p-map';
import { PrecisError, TransientError } from '../functions/core/errors.ts';
import { type StageRequest, writeStageRequest } from '../functions/runtime/s3-events.ts';
import { inGroups } from './in-groups.ts';

/** Messages of one call (Amazon SQS API Reference, SendMessageBatch). */
const BATCH = 10;
const BATCHES_AT_ONCE = 4;
/** How often a message is sent that SQS cannot take at the time. */
const ATTEMPTS = 5;
const FIRST_PAUSE_MS = 100;

/** SQS refuses a message for what it is: sending it again would not help. */
export class RefusedMessageError extends PrecisError {}

/**
 * Sends requests to the queue of a stage, ten a call, and those again that SQS could not take.
 * @param onSent is told how many more were taken.
 * @returns how many were sent.
 * @throws RefusedMessageError for a message that SQS refuses; TransientError for one that it could not take after all; what
 * the client throws. What was sent before stays sent: whatever asks for it may ask again.
 */
export async function sendRequests(
  sqs: SQSClient,
  queueUrl: string,
  requests: AsyncIterable<StageRequest> | Iterable<StageRequest>,
  onSent: (count: number) => void = () => {},
): Promise<number> {
  let sent = 0;
  const batches = pMapIterable(inGroups(requests, BATCH), (batch) => sendBatch(sqs, queueUrl, batch), {
    concurrency: BATCHES_AT_ONCE,
  });
  for await (const count of batches) {
    sent += count;
    onSent(count);
  }
  return sent;
}

async function sendBatch(sqs: SQSClient, queueUrl: string, batch: readonly StageRequest[]): Promise<number> {
  let waiting = batch.map((request, index) => ({ Id: String(index), MessageBody: writeStageRequest(request) }));
  for (let attempt = 1; ; attempt += 1) {
    const { Failed = [] } = await sqs.send(new SendMessageBatchCommand({ QueueUrl: queueUrl, Entries: waiting }));
    const refused = Failed.find(({ SenderFault }) => SenderFault === true);
    if (refused !== undefined) {
      const file = batch[Number(refused.Id)]?.key;
      throw new RefusedMessageError(`SQS refuses the message (${refused.Code ?? 'no code'}).`, file ? { file } : {});
    }
    const failed = new Set(Failed.map(({ Id }) => Id));
    waiting = waiting.filter(({ Id }) => failed.has(Id));
    if (waiting.length === 0) return batch.length;
    if (attempt === ATTEMPTS) {
      throw new TransientError(`SQS could not take ${waiting.length} messages.`, { remedy: 'Run the command again.' });
    }
    await pause(FIRST_PAUSE_MS * 2 ** (attempt - 1));
  }
}
