import { SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { DeploymentError } from '../../operations/errors.ts';
import { type RedriveProgress, redrive } from '../../operations/redrive.ts';
import type { StackAccess } from '../../operations/stack-access.ts';
import { type JsonAnswer, startJsonService } from '../json-service.ts';

const QUEUES = {
  parse: { url: 'http://127.0.0.1/000000000000/parse', deadLettersUrl: 'http://127.0.0.1/000000000000/parse-dead' },
  brief: { url: 'http://127.0.0.1/000000000000/brief', deadLettersUrl: 'http://127.0.0.1/000000000000/brief-dead' },
};

/** An SQS whose task goes through these states, one at each look; `start` is what its start is answered with. */
async function startTask(looks: object[], start: JsonAnswer = { output: { TaskHandle: 'task' } }) {
  const asked: [string, Record<string, unknown>][] = [];
  const left = [...looks];
  const service = await startJsonService((operation, input) => {
    asked.push([operation, input]);
    if (operation === 'StartMessageMoveTask') return start;
    if (operation === 'ListMessageMoveTasks') return { output: { Results: [left.shift()] } };
    return { output: { Attributes: { QueueArn: String(input['QueueUrl']).replace('http://127.0.0.1/', 'arn:') } } };
  });
  onTestFinished(() => service.close());
  const sqs = new SQSClient({ ...service.config, maxAttempts: 1 });
  onTestFinished(() => sqs.destroy());
  return { access: { sqs, queues: QUEUES } as unknown as StackAccess, asked };
}

describe('The return of dead letters', () => {
  it('waits until SQS has moved them all to the queue of their stage, and tells how far it is', async () => {
    const { access, asked } = await startTask([
      { Status: 'RUNNING', ApproximateNumberOfMessagesMoved: 0, ApproximateNumberOfMessagesToMove: 3 },
      { Status: 'RUNNING', ApproximateNumberOfMessagesMoved: 2, ApproximateNumberOfMessagesToMove: 3 },
      { Status: 'COMPLETED', ApproximateNumberOfMessagesMoved: 3, ApproximateNumberOfMessagesToMove: 3 },
    ]);
    const told: RedriveProgress[] = [];

    const done = await redrive(access, 'brief', (progress) => void told.push(progress));

    expect(done).toEqual({ stage: 'brief', moved: 3, toMove: 3 });
    expect(told).toEqual([{ stage: 'brief', moved: 2, toMove: 3 }]);
    expect(asked.find(([operation]) => operation === 'StartMessageMoveTask')?.[1]).toEqual({
      SourceArn: 'arn:000000000000/brief-dead',
      DestinationArn: 'arn:000000000000/brief',
    });
  });

  it.each([
    [{ Status: 'FAILED', FailureReason: 'AccessDenied' }, 'failed (AccessDenied), after 1 were moved.'],
    [{ Status: 'FAILED' }, 'failed (SQS gives no reason), after 1 were moved.'],
    [{ Status: 'CANCELLED' }, 'was cancelled, after 1 were moved.'],
  ])('says how it ended before its end: %j', async (task, words) => {
    const { access } = await startTask([{ ...task, ApproximateNumberOfMessagesMoved: 1 }]);

    const returned = redrive(access, 'parse');

    await expect(returned).rejects.toThrow(DeploymentError);
    await expect(returned).rejects.toThrow(`The return of the dead letters of parse ${words}`);
  });

  it('says that they are being returned already', async () => {
    const words =
      'There is already a task running. Only one active task is allowed for a source queue arn at a given time.';
    const { access } = await startTask([], { exception: words });

    await expect(redrive(access, 'parse')).rejects.toThrow('The dead letters of parse are being returned already.');
  });
});
