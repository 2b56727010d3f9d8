import { parentPort } from 'node:worker_threads';
import { PrecisError, RejectedError } from '../core/errors.ts';
import type { WorkerAnswer } from './isolated-worker.ts';

/** Tells that a task begins a step, and how long that may take where it is not what all steps may. */
export type BeginStep = (step: string, limitMs?: number) => void;

/**
 * The body of an isolated worker: answers each message with the task's result.
 * @param task does the work; where it tells of its steps, each may take as long as a step may, and the one that breaks
 *   a limit is known.
 * @throws PrecisError if it is not run in a worker thread.
 */
export function serveTasks<Input, Output>(task: (input: Input, begin: BeginStep) => Promise<Output>): void {
  const port = parentPort;
  if (!port) throw new PrecisError('This module runs in a worker thread only.');
  const answer = (message: WorkerAnswer<Output>) => port.postMessage(message);
  const begin: BeginStep = (name, limitMs) => answer({ kind: 'step', name, ...(limitMs ? { limitMs } : {}) });
  port.on('message', async (input: Input) => {
    try {
      answer({ kind: 'done', output: await task(input, begin) });
    } catch (error) {
      if (error instanceof RejectedError) {
        const { code, message, remedy } = error;
        answer({ kind: 'rejected', code, message, ...(remedy === undefined ? {} : { remedy }) });
      } else {
        const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
        answer({ kind: 'failed', name, message, stack: stack ?? '' });
      }
    }
  });
  answer({ kind: 'ready' });
}
