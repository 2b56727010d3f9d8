import type { ResourceEntry } from '../app-template.ts';
import type { EventSourcePlan } from '../plan.ts';

/**
 * Reads an `AWS::Lambda::EventSourceMapping` of a queue.
 * @returns undefined for one that is not enabled.
 * @throws TemplateError for a source other than SQS, filters and other properties without a local model.
 */
export function readEventSource(entry: ResourceEntry): EventSourcePlan | undefined {
  const properties = entry.read();
  properties.withoutEffect('MetricsConfig', 'Tags');
  const queueArn = properties.requiredText('EventSourceArn');
  if (queueArn.split(':')[2] !== 'sqs')
    throw properties.error('EventSourceArn', 'is not a queue, so it has no local model');
  const types = properties.texts('FunctionResponseTypes');
  if (types.some((type) => type !== 'ReportBatchItemFailures')) {
    throw properties.error('FunctionResponseTypes', 'holds a type without a local model');
  }
  const scaling = properties.object('ScalingConfig');
  const enabled = properties.flag('Enabled') ?? true;
  const plan: EventSourcePlan = {
    stack: entry.stack.name,
    logicalId: entry.logicalId,
    queueArn,
    // A name or an ARN, whose last part is the name.
    functionName: properties.requiredText('FunctionName').split(':').at(-1) ?? '',
    batchSize: properties.number('BatchSize') ?? 10,
    windowSeconds: properties.number('MaximumBatchingWindowInSeconds') ?? 0,
    maximumConcurrency: scaling?.number('MaximumConcurrency'),
    reportsFailures: types.length > 0,
  };
  scaling?.end();
  properties.end();
  return enabled ? plan : undefined;
}
