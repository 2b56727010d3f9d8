import { parentPort } from 'node:worker_threads';
import { PrecisError, RejectedError } from '../core/errors.ts';
import type { WorkerAnswer } from './isolated-worker.ts';

/**
 * The body of an isolated worker: answers each message with the task's result.
 * @throws PrecisError if it is not run in a worker thread.
 */
export function serveTasks<Input, Output>(task: (input: Input) => Promise<Output>): void {
  const port = parentPort;
  if (!port) throw new PrecisError('This module runs in a worker thread only.');
  const answer = (message: WorkerAnswer<Output>) => port.postMessage(message);
  port.on('message', async (input: Input) => {
    try {
      answer({ kind: 'done', output: await task(input) });
    } catch (error) {
      if (error instanceof RejectedError) {
        answer({ kind: 'rejected', code: error.code, message: error.message });
      } else {
        const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
        answer({ kind: 'failed', name, message, stack: stack ?? '' });
      }
    }
  });
  answer({ kind: 'ready' });
}
