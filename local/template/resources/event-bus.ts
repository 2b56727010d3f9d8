import type { ResourceEntry } from '../app-template.ts';
import type { EventBusPlan, EventRulePlan } from '../plan.ts';

/** Reads an `AWS::Events::EventBus`. @throws TemplateError for a property without a local model, such as a partner's source. */
export function readEventBus(entry: ResourceEntry): EventBusPlan {
  const properties = entry.read();
  properties.withoutEffect('Name', 'Description', 'DeadLetterConfig', 'KmsKeyIdentifier', 'LogConfig', 'Tags');
  properties.end();
  return {
    stack: entry.stack.name,
    logicalId: entry.logicalId,
    name: entry.name,
    arn: String(entry.addresses?.attributes['Arn']),
  };
}

/**
 * Reads an `AWS::Events::Rule` whose targets are queues, which get each event as it is.
 * @returns undefined for a rule that is disabled.
 * @throws TemplateError for anything else, such as a schedule or a transformer.
 */
export function readEventRule(entry: ResourceEntry): EventRulePlan | undefined {
  const properties = entry.read();
  properties.withoutEffect('Name', 'Description', 'RoleArn', 'Tags');
  const pattern = properties.value('EventPattern');
  if (pattern === undefined) throw properties.error('EventPattern', 'is missing, and only events are modelled');
  const targets = properties.objects('Targets').map((target) => {
    // Here a queue always takes what it is sent.
    target.withoutEffect('Id', 'DeadLetterConfig', 'RetryPolicy');
    const arn = target.requiredText('Arn');
    if (!/^arn:aws:sqs:/.test(arn)) throw target.error('Arn', 'is not that of a queue, and has no local model');
    target.end();
    return arn;
  });
  const bus = properties.text('EventBusName');
  const isEnabled = properties.text('State') !== 'DISABLED';
  properties.end();
  if (!isEnabled) return undefined;
  return {
    stack: entry.stack.name,
    logicalId: entry.logicalId,
    name: entry.name,
    bus,
    pattern,
    queueArns: targets,
  };
}
