import type { InvocationResult } from '../lambda/lambda-function.ts';
import { isObject, type Json } from '../template/template.ts';

/**
 * Which messages of a batch are done and may be deleted (AWS Lambda Developer Guide, "Handling errors for an SQS event
 * source": success and failure conditions).
 * @param messageIds of the whole batch.
 * @param reportsFailures whether the event source has `ReportBatchItemFailures`.
 */
export function doneMessages(result: InvocationResult, messageIds: string[], reportsFailures: boolean): Set<string> {
  const all = new Set(messageIds);
  const none = new Set<string>();
  if (result.failed) return none;
  if (!reportsFailures) return all;
  let answer: Json;
  try {
    answer = JSON.parse(result.payload);
  } catch {
    return none;
  }
  if (answer === null || answer === '') return all;
  if (!isObject(answer)) return none;
  const failures = answer['batchItemFailures'];
  if (failures === undefined || failures === null) return all;
  if (!Array.isArray(failures)) return none;
  const done = new Set(all);
  for (const failure of failures) {
    const id = isObject(failure) ? failure['itemIdentifier'] : undefined;
    // An empty, absent or unknown identifier makes the whole batch a failure.
    if (typeof id !== 'string' || !all.has(id)) return none;
    done.delete(id);
  }
  return done;
}
