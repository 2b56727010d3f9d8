import type { SQSEvent } from 'aws-lambda';
import { readObjectEvents } from '../../functions/runtime/s3-events.ts';
import { fingerprint } from './chance.ts';
import { type Ordinals, withoutTimes } from './ordinals.ts';

/** A message of a queue, as faults see it. */
export interface ChaosMessage {
  queueArn: string;
  /** How often it was received, with this time. */
  receives: number;
  /** The object that it is about; undefined where it is about none. */
  key: string | undefined;
  /** The same in each run over the same files: the queue, the object, what happened to it, which time and which copy. */
  identity: string;
}

/** A message as its queue has it. */
export interface QueuedMessage {
  queueArn: string;
  messageId: string;
  body: string;
  receives: number;
}

/** Reads what a message is about: an event of an object, or anything. */
export function chaosMessage({ queueArn, messageId, body, receives }: QueuedMessage, ordinals: Ordinals): ChaosMessage {
  const { name, once, key } = subjectOf(body);
  const subject = `${queueArn} ${withoutTimes(name)}`;
  const event = `${subject} ${ordinals.of(subject, once)}`;
  return { queueArn, receives, key, identity: `${event} ${ordinals.of(event, messageId)}` };
}

/** The messages of the batch that an event of Lambda holds; none where it is another event. @param event as JSON. */
export function messagesOf(event: string, ordinals: Ordinals): ChaosMessage[] {
  const { Records: records = [] }: Partial<SQSEvent> = JSON.parse(event) ?? {};
  return records
    .filter(({ eventSource }) => eventSource === 'aws:sqs')
    .map(({ messageId, body, eventSourceARN: queueArn, attributes }) =>
      chaosMessage({ queueArn, messageId, body, receives: Number(attributes.ApproximateReceiveCount) }, ordinals),
    );
}

/** `once` is a text that no other event of the same object has. */
function subjectOf(body: string): { name: string; once: string; key: string | undefined } {
  try {
    const [event] = readObjectEvents(body);
    if (event) return { name: `${event.kind} ${event.bucket} ${event.key}`, once: event.revision, key: event.key };
  } catch {
    // It is about no object, which is for its consumer to say.
  }
  return { name: fingerprint(body), once: '', key: undefined };
}
