import type { ResourceEntry } from '../app-template.ts';
import type { QueuePlan } from '../plan.ts';

/** Defaults of Amazon SQS (API Reference, CreateQueue). */
const DEFAULTS = {
  visibilityTimeoutSeconds: 30,
  retentionSeconds: 4 * 24 * 3600,
  delaySeconds: 0,
  receiveWaitSeconds: 0,
  maximumMessageBytes: 1_048_576,
} as const;

/** Reads an `AWS::SQS::Queue`. @throws TemplateError for a property without a local model, such as `FifoQueue`. */
export function readQueue(entry: ResourceEntry): QueuePlan {
  const properties = entry.read();
  properties.withoutEffect(
    'QueueName',
    'KmsDataKeyReusePeriodSeconds',
    'KmsMasterKeyId',
    'RedriveAllowPolicy',
    'SqsManagedSseEnabled',
    'Tags',
  );
  const redrive = properties.object('RedrivePolicy');
  const plan: QueuePlan = {
    stack: entry.stack.name,
    logicalId: entry.logicalId,
    name: entry.name,
    arn: String(entry.addresses?.attributes['Arn']),
    visibilityTimeoutSeconds: properties.number('VisibilityTimeout') ?? DEFAULTS.visibilityTimeoutSeconds,
    retentionSeconds: properties.number('MessageRetentionPeriod') ?? DEFAULTS.retentionSeconds,
    delaySeconds: properties.number('DelaySeconds') ?? DEFAULTS.delaySeconds,
    receiveWaitSeconds: properties.number('ReceiveMessageWaitTimeSeconds') ?? DEFAULTS.receiveWaitSeconds,
    maximumMessageBytes: properties.number('MaximumMessageSize') ?? DEFAULTS.maximumMessageBytes,
    redrive: redrive && {
      deadLetterQueueArn: redrive.requiredText('deadLetterTargetArn'),
      maxReceiveCount: redrive.number('maxReceiveCount') ?? 10,
    },
  };
  redrive?.end();
  properties.end();
  return plan;
}
