import { setFlagsFromString } from 'node:v8';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { RejectedError, TransientError } from '../../functions/core/errors.ts';
import { withoutBrokenParts } from '../../functions/parse/broken-parts.ts';
import { BrokenLimitError, IsolatedWorker, TaskFailedError } from '../../functions/runtime/isolated-worker.ts';

interface Task {
  task:
    | 'buffers'
    | 'steps'
    | 'double'
    | 'reject'
    | 'fail'
    | 'spin'
    | 'exit'
    | 'thread'
    | 'leave'
    | 'throw-late'
    | 'hoard'
    | 'heap'
    | 'environment';
  value: number;
  /** Steps to pass over. */
  broken?: string[];
}

describe('An isolated worker', () => {
  const script = new URL('../fixtures/workers/arithmetic.mjs', import.meta.url);
  let worker: IsolatedWorker<Task, number>;
  const open = (deadlineMs: number) => {
    worker = new IsolatedWorker(script, { heapMegabytes: 64, deadlineMs });
    return worker;
  };
  afterEach(() => worker.close());

  it('runs tasks in order and passes on their results', async () => {
    open(20_000);
    const results = await Promise.all([1, 2, 3].map((value) => worker.run({ task: 'double', value })));
    expect(results).toEqual([2, 4, 6]);
  });

  it('gives its thread nothing of the environment, in which a function has its credentials', async () => {
    vi.stubEnv('AWS_SESSION_TOKEN', 'secret');
    await expect(open(20_000).run({ task: 'environment', value: 0 })).resolves.toBe(0);
    vi.unstubAllEnvs();
  });

  it('passes a rejection on with its code, and goes on', async () => {
    await expect(open(20_000).run({ task: 'reject', value: 0 })).rejects.toMatchObject({
      name: 'RejectedError',
      code: 'empty',
      message: 'It is empty.',
    });
    await expect(worker.run({ task: 'double', value: 4 })).resolves.toBe(8);
  });

  it('tells a fault of the task from a verdict on the file', async () => {
    const failure = open(20_000).run({ task: 'fail', value: 0 });
    await expect(failure).rejects.toBeInstanceOf(TaskFailedError);
    await expect(failure).rejects.toThrow('TypeError');
    await expect(failure).rejects.not.toThrow('value is not iterable');
    await expect(failure).rejects.toMatchObject({ cause: { message: 'value is not iterable' } });
  });

  it('ends a busy loop at its deadline, and the next task does not notice', async () => {
    const [spinning, next] = await Promise.allSettled([
      open(300).run({ task: 'spin', value: 0 }),
      worker.run({ task: 'double', value: 5 }),
    ]);
    expect(spinning).toMatchObject({ status: 'rejected', reason: { code: 'too-complex' } });
    expect(next).toEqual({ status: 'fulfilled', value: 10 });
  });

  it('does not begin a task that might take longer than the caller has', async () => {
    const late = open(20_000).run({ task: 'double', value: 1 }, () => 21_999);
    await expect(late).rejects.toBeInstanceOf(TransientError);
    await expect(worker.run({ task: 'double', value: 1 }, () => 22_000)).resolves.toBe(2);
  });

  it('ends a task that takes more memory than it may, and the process lives', async () => {
    await expect(open(20_000).run({ task: 'hoard', value: 1 })).rejects.toBeInstanceOf(RejectedError);
    await expect(worker.run({ task: 'double', value: 6 })).resolves.toBe(12);
  });

  it('ends a task that takes more memory than it may outside of the heap', async () => {
    const processMegabytes = Math.ceil(process.memoryUsage.rss() / 2 ** 20) + 200;
    worker = new IsolatedWorker(script, { heapMegabytes: 64, processMegabytes, deadlineMs: 20_000 });
    const failure = worker.run({ task: 'buffers', value: 1 });
    await expect(failure).rejects.toThrow(`It is too complex: it needs more than ${processMegabytes} MB of memory.`);
    await expect(worker.run({ task: 'double', value: 6 })).resolves.toBe(12);
  });

  it('keeps its limit in a process that was started with one of its own, as Lambda starts Node', async () => {
    // Prepare
    setFlagsFromString('--max-old-space-size=3000');

    // Act
    const megabytes = await open(20_000).run({ task: 'heap', value: 0 });

    // Assess
    const youngGeneration = 200;
    expect(megabytes).toBeLessThan(64 + youngGeneration);
  });

  it.each(['leave', 'throw-late'] as const)(
    'gives the next task a new thread after one that idly did %s',
    async (task) => {
      const ended = await open(20_000).run({ task, value: 0 });
      await vi.waitFor(
        async () => {
          // The thread may still be on its way out, which fails a task but never rejects its file.
          const thread = await worker.run({ task: 'thread', value: 0 }).catch((error: unknown) => error);
          expect(thread).not.toBeInstanceOf(RejectedError);
          expect(thread).toBeTypeOf('number');
          expect(thread).not.toBe(ended);
        },
        { timeout: 10_000 },
      );
    },
  );

  it('survives threads that run out of memory while they are being ended', async () => {
    const limits = [20, 60, 100, 140, 180, 220, 260, 300];
    const workers = limits.map(
      (deadlineMs) => new IsolatedWorker<Task, number>(script, { heapMegabytes: 96, deadlineMs }),
    );
    const outcomes = await Promise.allSettled(workers.map((one) => one.run({ task: 'hoard', value: 1 })));
    await Promise.all(workers.map((one) => one.close()));
    expect(outcomes.every(({ status }) => status === 'rejected')).toBe(true);
  });

  it('reports a thread that ended in the middle of a task', async () => {
    await expect(open(20_000).run({ task: 'exit', value: 0 })).rejects.toBeInstanceOf(TaskFailedError);
    await expect(worker.run({ task: 'double', value: 7 })).resolves.toBe(14);
  });

  it('ends a step at its own deadline, and says which it was', async () => {
    worker = new IsolatedWorker(script, { heapMegabytes: 64, deadlineMs: 20_000, stepMs: 300 });
    const failure = await worker.run({ task: 'steps', value: 3 }).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(BrokenLimitError);
    expect(failure).toMatchObject({ code: 'too-complex', step: 'step 2' });
    expect(failure).toMatchObject({ message: 'It is too complex: it needs more than 0.3 s.' });
  });

  it('goes on without the steps that broke a limit, up to three of them', async () => {
    // Prepare
    worker = new IsolatedWorker(script, { heapMegabytes: 64, deadlineMs: 20_000, stepMs: 300 });
    const refused: string[][] = [];
    const attempt = (value: number) => (broken: ReadonlyMap<string, unknown>) => {
      refused.push([...broken.keys()]);
      return worker.run({ task: 'steps', value, broken: [...broken.keys()] });
    };

    // Act
    const survived = await withoutBrokenParts(attempt(6));
    const given = await withoutBrokenParts(attempt(9)).catch((error: unknown) => error);

    // Assess
    expect(survived).toBe(6);
    expect(refused.slice(0, 4)).toEqual([[], ['step 2'], ['step 2', 'step 4'], ['step 2', 'step 4', 'step 6']]);
    expect(given).toMatchObject({ step: 'step 8' });
  });
});
