import * as z from 'zod';
import { type CallContext, type Operation, operation, type Permission } from './operations.ts';
import type { Queue } from './queue.ts';
import { queueNameOf } from './queues.ts';
import { invalidParameter, SqsError } from './sqs-error.ts';

const queueUrl = { QueueUrl: z.string() };
const paging = { MaxResults: z.number().int().min(1).max(1000).optional(), NextToken: z.string().optional() };

/** The operations on queues that exist, and on what is in dead-letter queues (Amazon SQS API Reference). */
export const QUEUE_OPERATIONS: Record<string, Operation> = {
  GetQueueUrl: operation(
    { QueueName: z.string(), QueueOwnerAWSAccountId: z.string().optional() },
    ({ QueueName }, { queues }) => [{ action: 'sqs:GetQueueUrl', resource: queues.arnOf(QueueName) }],
    (input, context) => ({ QueueUrl: urlOf(context.queues.named(input.QueueName), context) }),
  ),
  GetQueueAttributes: operation(
    { ...queueUrl, AttributeNames: z.array(z.string()).default([]) },
    permits('GetQueueAttributes'),
    async (input, context) => {
      const all = await attributesOf(queueOf(input, context));
      const unknown = input.AttributeNames.find((name) => !KNOWN_ATTRIBUTES.has(name));
      if (unknown !== undefined) throw new SqsError('InvalidAttributeName', `Unknown Attribute ${unknown}.`);
      const asked = new Set(input.AttributeNames);
      const Attributes = Object.fromEntries(
        Object.entries(all).filter(([name, value]) => value !== undefined && (asked.has('All') || asked.has(name))),
      );
      return Object.keys(Attributes).length > 0 ? { Attributes } : {};
    },
  ),
  ListQueues: operation(
    { QueueNamePrefix: z.string().default(''), ...paging },
    (_, { queues }) => [{ action: 'sqs:ListQueues', resource: queues.arnOf('*') }],
    (input, context) => {
      const matching = context.queues.all().filter(({ spec }) => spec.name.startsWith(input.QueueNamePrefix));
      const { names, next } = page(matching, input);
      return { QueueUrls: names.map((name) => urlOf(context.queues.named(name), context)), ...next };
    },
  ),
  ListDeadLetterSourceQueues: operation(
    { ...queueUrl, ...paging },
    permits('ListDeadLetterSourceQueues'),
    (input, context) => {
      const { names, next } = page(context.queues.sourcesOf(queueOf(input, context)), input);
      return { queueUrls: names.map((name) => urlOf(context.queues.named(name), context)), ...next };
    },
  ),
  PurgeQueue: operation(queueUrl, permits('PurgeQueue'), async (input, context) => {
    await queueOf(input, context).purge();
    return {};
  }),
  StartMessageMoveTask: operation(
    {
      SourceArn: z.string(),
      DestinationArn: z.string().optional(),
      MaxNumberOfMessagesPerSecond: z.number().int().optional(),
    },
    ({ SourceArn, DestinationArn }) => [
      ...['StartMessageMoveTask', 'ReceiveMessage', 'DeleteMessage', 'GetQueueAttributes'].map((action) => ({
        action: `sqs:${action}`,
        resource: SourceArn,
      })),
      ...(DestinationArn === undefined ? [] : [{ action: 'sqs:SendMessage', resource: DestinationArn }]),
    ],
    async (input, context) => {
      const source = deadLetterQueue(input.SourceArn, context);
      const destination = input.DestinationArn === undefined ? undefined : found(input.DestinationArn, context);
      const perSecond = input.MaxNumberOfMessagesPerSecond;
      if (perSecond !== undefined && !(perSecond >= 1 && perSecond <= 500)) {
        throw invalidParameter(
          'Value for parameter MaxNumberOfMessagesPerSecond is invalid. Reason: You must enter a value that is between 1 and 500.',
        );
      }
      return { TaskHandle: await context.moves.start({ source, destination, perSecond }) };
    },
  ),
  ListMessageMoveTasks: operation(
    { SourceArn: z.string(), MaxResults: z.number().int().min(1).max(10).default(1) },
    ({ SourceArn }) => [{ action: 'sqs:ListMessageMoveTasks', resource: SourceArn }],
    (input, context) => ({
      Results: context.moves.list(deadLetterQueue(input.SourceArn, context), input.MaxResults),
    }),
  ),
  CancelMessageMoveTask: operation(
    { TaskHandle: z.string() },
    ({ TaskHandle }, { queues }) => [
      { action: 'sqs:CancelMessageMoveTask', resource: sourceOfTask(TaskHandle) ?? queues.arnOf('*') },
    ],
    (input, context) => ({ ApproximateNumberOfMessagesMoved: context.moves.cancel(input.TaskHandle) }),
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

function urlOf(queue: Queue, { queues, endpoint }: CallContext): string {
  return `${endpoint}${queues.pathOf(queue)}`;
}

const KNOWN_ATTRIBUTES = new Set([
  'All',
  'QueueArn',
  'ApproximateNumberOfMessages',
  'ApproximateNumberOfMessagesNotVisible',
  'ApproximateNumberOfMessagesDelayed',
  'CreatedTimestamp',
  'LastModifiedTimestamp',
  'VisibilityTimeout',
  'MaximumMessageSize',
  'MessageRetentionPeriod',
  'DelaySeconds',
  'ReceiveMessageWaitTimeSeconds',
  'RedrivePolicy',
  'SqsManagedSseEnabled',
  // Known to the service, absent from every queue here.
  'Policy',
  'RedriveAllowPolicy',
  'KmsMasterKeyId',
  'KmsDataKeyReusePeriodSeconds',
  'FifoQueue',
  'ContentBasedDeduplication',
  'DeduplicationScope',
  'FifoThroughputLimit',
]);

async function attributesOf(queue: Queue): Promise<Record<string, string | undefined>> {
  const { spec, arn, createdAt } = queue;
  const { visible, inFlight, delayed } = await queue.depth();
  const created = String(Math.floor(createdAt / 1000));
  return {
    QueueArn: arn,
    ApproximateNumberOfMessages: String(visible),
    ApproximateNumberOfMessagesNotVisible: String(inFlight),
    ApproximateNumberOfMessagesDelayed: String(delayed),
    CreatedTimestamp: created,
    LastModifiedTimestamp: created,
    VisibilityTimeout: String(spec.visibilityTimeoutSeconds),
    MaximumMessageSize: String(spec.maximumMessageBytes),
    MessageRetentionPeriod: String(spec.retentionSeconds),
    DelaySeconds: String(spec.delaySeconds),
    ReceiveMessageWaitTimeSeconds: String(spec.receiveWaitSeconds),
    RedrivePolicy:
      spec.redrive &&
      JSON.stringify({
        deadLetterTargetArn: spec.redrive.deadLetterQueueArn,
        maxReceiveCount: spec.redrive.maxReceiveCount,
      }),
    SqsManagedSseEnabled: 'true',
  };
}

function found(arn: string, { queues }: CallContext): Queue {
  const queue = queues.find(arn);
  if (!queue) {
    throw new SqsError(
      'ResourceNotFoundException',
      'The resource that you specified for the SourceArn or DestinationArn parameter does not exist.',
      404,
    );
  }
  return queue;
}

function deadLetterQueue(arn: string, context: CallContext): Queue {
  const queue = found(arn, context);
  if (context.queues.sourcesOf(queue).length === 0) {
    throw invalidParameter('Source queue must be configured as a Dead Letter Queue.');
  }
  return queue;
}

function sourceOfTask(handle: string): string | undefined {
  try {
    const task: unknown = JSON.parse(Buffer.from(handle, 'base64').toString());
    if (typeof task === 'object' && task !== null && 'sourceArn' in task) return String(task.sourceArn);
  } catch {
    // No handle of ours: the operation itself will say so.
  }
  return undefined;
}

/** One page of queues by name; the token is the name of the last one before it. Without a size, all. */
function page(
  queues: Queue[],
  { MaxResults: size, NextToken: token }: { MaxResults?: number | undefined; NextToken?: string | undefined },
): { names: string[]; next: { NextToken?: string } } {
  const after = token === undefined ? '' : Buffer.from(token, 'base64url').toString();
  const names = queues
    .map(({ spec }) => spec.name)
    .filter((name) => name > after)
    .sort();
  if (size === undefined || names.length <= size) return { names, next: {} };
  const cut = names.slice(0, size);
  return { names: cut, next: { NextToken: Buffer.from(cut.at(-1) ?? '').toString('base64url') } };
}
