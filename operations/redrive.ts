import { setTimeout as pause } from 'node:timers/promises';
import {
  GetQueueAttributesCommand,
  ListMessageMoveTasksCommand,
  type ListMessageMoveTasksResultEntry,
  type SQSClient,
  StartMessageMoveTaskCommand,
} from '@aws-sdk/client-sqs';
import { DeploymentError } from './errors.ts';
import { queueDepth } from './queue-depth.ts';
import type { QueueStage } from './queue-stages.ts';
import type { StackAccess } from './stack-access.ts';

/** Between two looks at a task that runs; it begins short, for the few messages that a queue of dead letters mostly has. */
const FIRST_LOOK_MS = 100;
const LONGEST_PAUSE_MS = 5_000;

/** How far the return of a stage's dead letters is. */
export interface RedriveProgress {
  readonly stage: QueueStage;
  readonly moved: number;
  /** About how many there were at its start, where SQS tells it. */
  readonly toMove: number | undefined;
}

/** About how many dead letters a redrive of a stage would return. Those that are just being looked at are not among them. */
export async function countDeadLetters({ sqs, queues }: StackAccess, stage: QueueStage): Promise<number> {
  const { visible, delayed } = await queueDepth(sqs, queues[stage].deadLettersUrl);
  return visible + delayed;
}

/**
 * Returns all dead letters of a stage to its queue, as new messages with all their receives before them, and waits until
 * that is done (StartMessageMoveTask). Whoever is ended meanwhile leaves the task running in SQS.
 * @param onProgress told whenever more were moved.
 * @returns how many were moved.
 * @throws DeploymentError where one is running already, or SQS ends it before its end.
 */
export async function redrive(
  { sqs, queues }: StackAccess,
  stage: QueueStage,
  onProgress: (progress: RedriveProgress) => void = () => {},
): Promise<RedriveProgress> {
  const { url, deadLettersUrl } = queues[stage];
  const [SourceArn, DestinationArn] = await Promise.all([arnOf(sqs, deadLettersUrl), arnOf(sqs, url)]);
  // With its destination named, a letter whose origin SQS does not know does not end the task.
  await sqs.send(new StartMessageMoveTaskCommand({ SourceArn, DestinationArn })).catch((cause: unknown) => {
    throw isRunningAlready(cause) ? runningAlready(stage, cause) : cause;
  });
  let told = 0;
  for (let wait = FIRST_LOOK_MS; ; wait = Math.min(LONGEST_PAUSE_MS, wait * 2)) {
    // There is one at a time, and the newest comes first.
    const { Results: [task] = [] } = await sqs.send(new ListMessageMoveTasksCommand({ SourceArn, MaxResults: 1 }));
    const progress = progressOf(stage, task);
    if (task?.Status === 'COMPLETED') return progress;
    if (task?.Status === 'FAILED' || task?.Status === 'CANCELLED') throw endedEarly(progress, task);
    if (progress.moved > told) onProgress(progress);
    told = progress.moved;
    await pause(wait);
  }
}

function progressOf(stage: QueueStage, task: ListMessageMoveTasksResultEntry | undefined): RedriveProgress {
  return {
    stage,
    moved: task?.ApproximateNumberOfMessagesMoved ?? 0,
    toMove: task?.ApproximateNumberOfMessagesToMove,
  };
}

async function arnOf(sqs: SQSClient, QueueUrl: string): Promise<string | undefined> {
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['QueueArn'] }));
  return Attributes?.QueueArn;
}

/** Amazon SQS has no error of its own for this (API Reference, StartMessageMoveTask). */
function isRunningAlready(error: unknown): boolean {
  return error instanceof Error && /already a task running/i.test(error.message);
}

function runningAlready(stage: QueueStage, cause: unknown): DeploymentError {
  return new DeploymentError(`The dead letters of ${stage} are being returned already.`, {
    remedy: 'Wait until that is done; `precis dead` shows what is left.',
    cause,
  });
}

function endedEarly(
  { stage, moved }: RedriveProgress,
  { Status, FailureReason }: ListMessageMoveTasksResultEntry,
): DeploymentError {
  const how = Status === 'CANCELLED' ? 'was cancelled' : `failed (${FailureReason ?? 'SQS gives no reason'})`;
  return new DeploymentError(`The return of the dead letters of ${stage} ${how}, after ${moved} were moved.`, {
    remedy: 'Nothing is lost: do it again for the rest.',
  });
}
