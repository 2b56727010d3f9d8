import { setTimeout as pause } from 'node:timers/promises';
import type { CloudFormationCustomResourceEvent } from 'aws-lambda';
import { PrecisError, TransientError } from '../core/errors.ts';

/**
 * In what state a stack is whose resources go for good: it is deleted, or its first creation is undone. In every other
 * state a deletion is asked for because the resource was taken out of the template (as when `retainData` is set), or
 * replaced, and what is stored must stay. (AWS CloudFormation User Guide, "Understand CloudFormation stack creation
 * events" and "stack status codes".)
 */
const GOING_FOR_GOOD = new Set(['DELETE_IN_PROGRESS', 'ROLLBACK_IN_PROGRESS']);

/** Why it failed, at most: an answer may have 4,096 bytes (AWS CloudFormation User Guide, "Response objects"). */
const LONGEST_REASON = 1_000;
const TRIES = 3;
const BETWEEN_TRIES_MS = 200;

export interface EmptierParts {
  /** The status of a stack by its id. */
  stackStatus(stackId: string): Promise<string>;
  /** Empties all buckets. Rejects where it cannot, or not in time. */
  emptyBuckets(): Promise<void>;
  /** Told what failed, before CloudFormation is. */
  onFailure(error: unknown): void;
}

/**
 * Does what CloudFormation asks of the resource that stands for the emptied buckets: nothing, but to empty them when the
 * stack is deleted. CloudFormation is answered in every case, as it would wait for an hour otherwise.
 * @throws TransientError where the answer cannot be given: Lambda then asks again, twice.
 */
export async function answerRequest(event: CloudFormationCustomResourceEvent, parts: EmptierParts): Promise<void> {
  const { LogicalResourceId, RequestId, StackId, ResponseURL } = event;
  await send(ResponseURL, {
    // The same for ever: CloudFormation takes another one for a replacement, and has the one before deleted.
    PhysicalResourceId: 'PhysicalResourceId' in event ? event.PhysicalResourceId : LogicalResourceId,
    LogicalResourceId,
    RequestId,
    StackId,
    ...(await outcomeOf(event, parts)),
  });
}

type Outcome = { Status: 'SUCCESS' } | { Status: 'FAILED'; Reason: string };

async function outcomeOf({ RequestType, StackId }: CloudFormationCustomResourceEvent, parts: EmptierParts) {
  try {
    if (RequestType === 'Delete' && GOING_FOR_GOOD.has(await parts.stackStatus(StackId))) await parts.emptyBuckets();
    return { Status: 'SUCCESS' } satisfies Outcome;
  } catch (error) {
    parts.onFailure(error);
    return { Status: 'FAILED', Reason: reasonOf(error) } satisfies Outcome;
  }
}

function reasonOf(error: unknown): string {
  const said = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  const remedy = error instanceof PrecisError ? (error.remedy ?? '') : 'Its log says more; delete the stack again.';
  return `${said} ${remedy}`.trim().slice(0, LONGEST_REASON);
}

async function send(url: string, answer: object): Promise<void> {
  for (let left = TRIES; ; ) {
    try {
      // The address is signed for a request without a content type.
      const response = await fetch(url, { method: 'PUT', body: new TextEncoder().encode(JSON.stringify(answer)) });
      if (response.ok) return;
      throw new TransientError(`CloudFormation does not take the answer (${response.status}).`);
    } catch (cause) {
      left -= 1;
      if (left === 0) throw new TransientError('CloudFormation cannot be answered.', { cause });
      await pause(BETWEEN_TRIES_MS);
    }
  }
}
