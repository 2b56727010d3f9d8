import * as z from 'zod';
import { runBatch } from './batch.ts';
import { longPoll } from './long-poll.ts';
import { attributesMd5, bodyMd5, contentBytes, type MessageAttributes, type MessageContent } from './message.ts';
import { type CallContext, type Operation, operation, type Permission } from './operations.ts';
import type { Delivery, Queue } from './queue.ts';
import { queueNameOf } from './queues.ts';
import { invalidParameter, SqsError } from './sqs-error.ts';

/** Most bytes of a batch together, and of one message (Amazon SQS quotas). */
const MOST_BYTES = 1_048_576;

const attribute = z.strictObject({
  DataType: z.string(),
  StringValue: z.string().optional(),
  BinaryValue: z.string().optional(),
});
const content = {
  MessageBody: z.string().default(''),
  DelaySeconds: z.number().int().optional(),
  MessageAttributes: z.record(z.string(), attribute).optional(),
  MessageSystemAttributes: z.strictObject({ AWSTraceHeader: attribute.optional() }).optional(),
};
const queueUrl = { QueueUrl: z.string() };
const entryId = { Id: z.string() };
const receipt = { ReceiptHandle: z.string() };
const visibility = { ...receipt, VisibilityTimeout: z.number().int() };

type SentContent = z.output<z.ZodObject<typeof content>>;

/** The operations that send, receive and settle messages (Amazon SQS API Reference). */
export const MESSAGE_OPERATIONS: Record<string, Operation> = {
  SendMessage: operation({ ...queueUrl, ...content }, permits('SendMessage'), (input, context) =>
    send(queueOf(input, context), input, context),
  ),
  SendMessageBatch: operation(
    { ...queueUrl, Entries: z.array(z.strictObject({ ...entryId, ...content })) },
    permits('SendMessage'),
    (input, context) => {
      const queue = queueOf(input, context);
      const bytes = input.Entries.reduce((sum, entry) => sum + contentBytes(contentOf(entry)), 0);
      if (bytes > MOST_BYTES) {
        throw new SqsError(
          'BatchRequestTooLong',
          `Batch requests cannot be longer than ${MOST_BYTES} bytes. You have sent ${bytes} bytes.`,
        );
      }
      return runBatch(input.Entries, (entry) => send(queue, entry, context));
    },
  ),
  ReceiveMessage: operation(
    {
      ...queueUrl,
      MaxNumberOfMessages: z.number().int().default(1),
      VisibilityTimeout: z.number().int().optional(),
      WaitTimeSeconds: z.number().int().optional(),
      AttributeNames: z.array(z.string()).default([]),
      MessageSystemAttributeNames: z.array(z.string()).default([]),
      MessageAttributeNames: z.array(z.string()).default([]),
    },
    permits('ReceiveMessage'),
    async (input, context) => {
      const queue = queueOf(input, context);
      const { MaxNumberOfMessages: most, WaitTimeSeconds: wait = queue.spec.receiveWaitSeconds } = input;
      checkRange('MaxNumberOfMessages', most, 1, 10);
      checkRange('WaitTimeSeconds', wait, 0, 20);
      const systemNames = systemAttributes([...input.AttributeNames, ...input.MessageSystemAttributeNames]);
      const request = { most, visibilitySeconds: input.VisibilityTimeout, wait };
      const deliveries = await longPoll(queue, request, context.clock, context.gone);
      const Messages = deliveries.map((delivery) => received(delivery, systemNames, input.MessageAttributeNames));
      return Messages.length > 0 ? { Messages } : {};
    },
  ),
  DeleteMessage: operation({ ...queueUrl, ...receipt }, permits('DeleteMessage'), async (input, context) => {
    await queueOf(input, context).delete(input.ReceiptHandle);
    return {};
  }),
  DeleteMessageBatch: operation(
    { ...queueUrl, Entries: z.array(z.strictObject({ ...entryId, ...receipt })) },
    permits('DeleteMessage'),
    (input, context) => {
      const queue = queueOf(input, context);
      return runBatch(input.Entries, async (entry) => {
        await queue.delete(entry.ReceiptHandle);
        return {};
      });
    },
  ),
  ChangeMessageVisibility: operation(
    { ...queueUrl, ...visibility },
    permits('ChangeMessageVisibility'),
    async (input, context) => {
      await queueOf(input, context).changeVisibility(input.ReceiptHandle, input.VisibilityTimeout);
      return {};
    },
  ),
  ChangeMessageVisibilityBatch: operation(
    { ...queueUrl, Entries: z.array(z.strictObject({ ...entryId, ...visibility })) },
    permits('ChangeMessageVisibility'),
    (input, context) => {
      const queue = queueOf(input, context);
      return runBatch(input.Entries, async (entry) => {
        await queue.changeVisibility(entry.ReceiptHandle, entry.VisibilityTimeout);
        return {};
      });
    },
  ),
};

function permits(action: string) {
  return ({ QueueUrl }: { QueueUrl: string }, { queues }: CallContext): Permission[] => [
    { action: `sqs:${action}`, resource: queues.arnOf(queueNameOf(QueueUrl)) },
  ];
}

function queueOf({ QueueUrl }: { QueueUrl: string }, { queues }: CallContext): Queue {
  return queues.named(queueNameOf(QueueUrl));
}

function contentOf(input: SentContent): MessageContent {
  const { MessageBody, MessageAttributes = {}, MessageSystemAttributes } = input;
  const traceHeader = MessageSystemAttributes?.AWSTraceHeader?.StringValue;
  return { body: MessageBody, attributes: MessageAttributes, ...(traceHeader !== undefined && { traceHeader }) };
}

async function send(queue: Queue, input: SentContent, { principal }: CallContext): Promise<object> {
  const id = await queue.send(contentOf(input), principal.accessKeyId, input.DelaySeconds);
  const { MessageAttributes, MessageSystemAttributes } = input;
  const trace = MessageSystemAttributes?.AWSTraceHeader;
  return {
    MessageId: id,
    MD5OfMessageBody: bodyMd5(input.MessageBody),
    ...(MessageAttributes &&
      isNotEmpty(MessageAttributes) && { MD5OfMessageAttributes: attributesMd5(MessageAttributes) }),
    ...(trace && { MD5OfMessageSystemAttributes: attributesMd5({ AWSTraceHeader: trace }) }),
  };
}

const SYSTEM_ATTRIBUTES = [
  'All',
  'SenderId',
  'SentTimestamp',
  'ApproximateReceiveCount',
  'ApproximateFirstReceiveTimestamp',
  'DeadLetterQueueSourceArn',
  'AWSTraceHeader',
  // Of first-in-first-out queues; no message here has them.
  'SequenceNumber',
  'MessageDeduplicationId',
  'MessageGroupId',
];

function systemAttributes(names: string[]): Set<string> {
  const unknown = names.find((name) => !SYSTEM_ATTRIBUTES.includes(name));
  if (unknown !== undefined) throw new SqsError('InvalidAttributeName', `Unknown Attribute ${unknown}.`);
  return new Set(names);
}

function received({ message, receiptHandle }: Delivery, system: Set<string>, names: string[]): object {
  const known: Record<string, string | undefined> = {
    SenderId: message.senderId,
    SentTimestamp: String(message.sentAt),
    ApproximateReceiveCount: String(message.receives),
    ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt),
    DeadLetterQueueSourceArn: message.deadLetterSource,
    AWSTraceHeader: message.traceHeader,
  };
  const Attributes = Object.fromEntries(
    Object.entries(known).filter(([name, value]) => value !== undefined && (system.has('All') || system.has(name))),
  );
  const MessageAttributes: MessageAttributes = Object.fromEntries(
    Object.entries(message.attributes).filter(([name]) => names.some((asked) => asksFor(asked, name))),
  );
  return {
    MessageId: message.id,
    ReceiptHandle: receiptHandle,
    MD5OfBody: bodyMd5(message.body),
    Body: message.body,
    ...(isNotEmpty(Attributes) && { Attributes }),
    ...(isNotEmpty(MessageAttributes) && {
      MessageAttributes,
      MD5OfMessageAttributes: attributesMd5(MessageAttributes),
    }),
  };
}

/** Whether a name asked for (`All`, `.*`, `prefix.*` or a name) means an attribute. */
function asksFor(asked: string, name: string): boolean {
  return asked === 'All' || asked === name || (asked.endsWith('.*') && name.startsWith(asked.slice(0, -2)));
}

function checkRange(parameter: string, value: number, lowest: number, highest: number): void {
  if (value >= lowest && value <= highest) return;
  throw invalidParameter(
    `Value ${value} for parameter ${parameter} is invalid. Reason: Must be between ${lowest} and ${highest}, if provided.`,
  );
}

function isNotEmpty(record: object): boolean {
  return Object.keys(record).length > 0;
}
