import type { ResourceEntry } from '../app-template.ts';
import type { SchedulePlan } from '../plan.ts';
import { functionIn } from './function.ts';

/**
 * Reads an `AWS::Scheduler::Schedule` that invokes a function.
 * @returns undefined for one that is disabled.
 * @throws TemplateError for what has no local model, such as a flexible window or another target.
 */
export function readSchedule(entry: ResourceEntry): SchedulePlan | undefined {
  const properties = entry.read();
  properties.withoutEffect('Name', 'Description', 'KmsKeyArn');
  const window = properties.object('FlexibleTimeWindow');
  if (window?.requiredText('Mode') !== 'OFF')
    throw properties.error('FlexibleTimeWindow', 'has no local model but OFF');
  window.end();
  const target = properties.object('Target');
  if (target === undefined) throw properties.error('Target', 'is missing');
  const deadLetters = target.object('DeadLetterConfig');
  const plan: SchedulePlan = {
    stack: entry.stack.name,
    logicalId: entry.logicalId,
    name: entry.name,
    expression: properties.requiredText('ScheduleExpression'),
    timeZone: properties.text('ScheduleExpressionTimezone') ?? 'UTC',
    functionName: functionIn(target.requiredText('Arn'), entry.logicalId),
    roleArn: target.requiredText('RoleArn'),
    input: target.text('Input') ?? '{}',
    deadLetterQueueArn: deadLetters?.text('Arn'),
  };
  deadLetters?.end();
  // An invocation that a sandbox takes is never refused for long here.
  target.withoutEffect('RetryPolicy');
  target.end();
  const isEnabled = properties.text('State') !== 'DISABLED';
  properties.end();
  return isEnabled ? plan : undefined;
}
