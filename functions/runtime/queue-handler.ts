import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { logMetrics } from '@aws-lambda-powertools/metrics/middleware';
import middy from '@middy/core';
import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { CorruptDataError } from '../core/errors.ts';
import type { Observability } from './observability.ts';
import { type ObjectEvent, readObjectEvents } from './s3-events.ts';

/**
 * The one factory of the queue-driven functions: composes the middlewares in their order and handles each message of a
 * batch by itself, at the same time. A message that fails is reported as failed, alone; the others are acknowledged.
 * A message about another bucket fails: whoever may send one must not have the function act elsewhere.
 * @param bucket the one bucket whose objects it handles.
 * @param handle does the whole work of one object event in the time that is left; whatever it throws is transient.
 */
export function queueHandler(
  observability: Observability,
  bucket: string,
  handle: (event: ObjectEvent, remainingMs: () => number) => Promise<void>,
) {
  async function processBatch(event: SQSEvent, context: Context): Promise<SQSBatchResponse> {
    const remainingMs = () => context.getRemainingTimeInMillis();
    const outcomes = await Promise.allSettled(
      event.Records.map(async function processMessage(record) {
        for (const objectEvent of readObjectEvents(record.body)) {
          if (objectEvent.bucket !== bucket) throw new CorruptDataError('The message is about another bucket.');
          await handle(objectEvent, remainingMs);
        }
      }),
    );
    const batchItemFailures = event.Records.flatMap(({ messageId }, index) => {
      const outcome = outcomes[index];
      if (outcome?.status !== 'rejected') return [];
      observability.failure('message failed', outcome.reason, { messageId });
      return [{ itemIdentifier: messageId }];
    });
    return { batchItemFailures };
  }
  return middy<SQSEvent, SQSBatchResponse>()
    .use(injectLambdaContext(observability.logger, { resetKeys: true }))
    .use(logMetrics(observability.metrics))
    .handler(processBatch);
}
