import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { Metrics } from '@aws-lambda-powertools/metrics';
import middy from '@middy/core';
import type { Context, SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { CorruptDataError } from '../core/errors.ts';
import { BatchMetrics } from './batch-metrics.ts';
import type { LogFields, Observability } from './observability.ts';
import { type ObjectEvent, readObjectEvents } from './s3-events.ts';
import type { Stage } from './stage-metrics.ts';

export interface QueueStage<S extends Stage> {
  readonly stage: S;
  /** The one bucket whose objects it handles. */
  readonly bucket: string;
  /** What every log line about an event says, from the event alone; never throws. */
  traceOf(event: ObjectEvent): LogFields;
}

/** What the work on one event is given besides the event. */
export interface Delivery<S extends Stage> {
  /** How long the function has left. */
  remainingMs(): number;
  /** What `traceOf` says of the event. */
  readonly trace: LogFields;
  readonly metrics: BatchMetrics<S>;
  /** Asks what all messages of the batch need, once, whichever of them asks first; if that fails, each asks for itself. */
  once<T>(read: () => Promise<T>): Promise<T>;
}

/** Each reading of a batch, by the function that reads. */
class Readings {
  readonly #begun = new Map<() => Promise<unknown>, Promise<unknown>>();

  readonly once = <T>(read: () => Promise<T>): Promise<T> => {
    const begun = this.#begun.get(read) ?? read();
    this.#begun.set(read, begun);
    // One fault must not bring the whole batch back.
    return (begun as Promise<T>).catch(read);
  };
}

/**
 * The one factory of the queue-driven functions: composes the middlewares in their order and handles each message of a
 * batch by itself, at the same time. A message that fails is reported as failed, alone; the others are acknowledged.
 * A message about another bucket fails: whoever may send one must not have the function act elsewhere.
 * @param handle does the whole work of one object event in the time that is left; whatever it throws is transient.
 */
export function queueHandler<S extends Stage>(
  observability: Observability,
  { stage, bucket, traceOf }: QueueStage<S>,
  handle: (event: ObjectEvent, delivery: Delivery<S>) => Promise<void>,
) {
  // Their namespace and the service's name come from the environment.
  const published = new Metrics();

  async function processMessage(
    { messageId, body, attributes }: SQSRecord,
    context: Context,
    metrics: BatchMetrics<S>,
    { once }: Readings,
  ): Promise<boolean> {
    const attempt: LogFields = { messageId, receiveCount: Number(attributes.ApproximateReceiveCount), stage };
    let trace: LogFields = {};
    try {
      for (const event of readObjectEvents(body)) {
        trace = traceOf(event);
        // A function that dies of a message has no later chance to say of which.
        if (attempt.receiveCount !== 1) observability.info('delivered again', { ...trace, ...attempt });
        if (event.bucket !== bucket) throw new CorruptDataError('The message is about another bucket.');
        await handle(event, { remainingMs: () => context.getRemainingTimeInMillis(), trace, metrics, once });
      }
      return true;
    } catch (error) {
      observability.failure('message failed', error, { ...trace, ...attempt });
      return false;
    }
  }

  async function processBatch(event: SQSEvent, context: Context): Promise<SQSBatchResponse> {
    const metrics = new BatchMetrics<Stage>();
    const readings = new Readings();
    const done = await Promise.all(event.Records.map((record) => processMessage(record, context, metrics, readings)));
    const failed = event.Records.filter((_, index) => done[index] === false);
    metrics.count('Failed', failed.length);
    metrics.publish(published);
    return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  }

  return middy<SQSEvent, SQSBatchResponse>()
    .use(injectLambdaContext(observability.logger, { resetKeys: true }))
    .handler(processBatch);
}
