import { setFlagsFromString } from 'node:v8';
import { Worker } from 'node:worker_threads';
import { PrecisError, RejectedError, type RejectionCode, TransientError } from '../core/errors.ts';

/** What a worker thread answers; see `worker-task.ts`. */
export type WorkerAnswer<Output> =
  | { kind: 'ready' }
  | { kind: 'step'; name: string; limitMs?: number }
  | { kind: 'done'; output: Output }
  | { kind: 'rejected'; code: RejectionCode; message: string; remedy?: string }
  | { kind: 'failed'; name: string; message: string; stack: string };

export interface IsolationOptions {
  /** The JavaScript heap that one task may take. */
  heapMegabytes: number;
  /**
   * What the whole process may have while a task runs, and at least as much as it had before with the task's heap: buffers
   * lie outside of the heap, and what a document expands to is not always known beforehand. Without it, nobody looks.
   */
  processMegabytes?: number;
  /** How long one task may run. */
  deadlineMs: number;
  /** How long one step of a task may run, unless the task says otherwise as it begins it; else as long as the task. */
  stepMs?: number;
  /** Arguments of Node for the thread, where it does not run plain JavaScript. */
  execArgv?: string[];
}

/** How often the memory of the process is looked at while a task runs. */
const LOOK_MS = 25;

/** What the caller needs after a task to store its result. */
const MARGIN_MS = 2_000;

const OUR_FAULT = 'This is a fault of Precis, not of the file: please report it.';

/** A task that broke a limit of time or memory, in the step that it had last told of ('' if it told of none). */
export class BrokenLimitError extends RejectedError {
  readonly step: string;

  constructor(limit: string, step: string) {
    super('too-complex', `It is too complex: it needs more than ${limit}.`, {
      remedy: 'Split the file, or raise the limit in the settings.',
    });
    this.step = step;
  }
}

/** A task of an isolated worker raised an error that is none of ours: a bug, and no verdict on the file. */
export class TaskFailedError extends PrecisError {}

/**
 * Runs tasks one after another in a worker thread with a heap limit and a deadline, so that no file can take the
 * process down or keep its neighbours waiting. A thread that breaks a limit is ended, and the next task gets a new one.
 */
export class IsolatedWorker<Input, Output> {
  readonly #script: URL;
  readonly #options: IsolationOptions;
  #thread: Promise<Worker> | undefined;
  /** The thread that the next task would get, started or not. */
  #worker: Worker | undefined;
  #tail: Promise<unknown> = Promise.resolve();

  /** @param script the worker's module, which calls `serveTasks`. */
  constructor(script: URL, options: IsolationOptions) {
    this.#script = script;
    this.#options = options;
  }

  /**
   * @param remainingMs how long the caller has left when it is asked; a task that might take longer is not begun.
   * @returns what the task returned.
   * @throws RejectedError as the task threw it; BrokenLimitError where it broke a limit; TransientError where it was not
   * begun; TaskFailedError for any other error of the task.
   */
  run(input: Input, remainingMs: () => number = () => Number.POSITIVE_INFINITY): Promise<Output> {
    const result = this.#tail.then(() => {
      if (remainingMs() < this.#options.deadlineMs + MARGIN_MS) {
        throw new TransientError('The tasks before it took the time that it might need.');
      }
      return this.#runAlone(input);
    });
    this.#tail = result.catch(() => undefined);
    return result;
  }

  /** Starts the thread ahead of the first task. */
  async warm(): Promise<void> {
    await this.#start();
  }

  async close(): Promise<void> {
    const thread = this.#thread;
    this.#worker = undefined;
    this.#thread = undefined;
    await (await thread?.catch(() => undefined))?.terminate();
  }

  #start(): Promise<Worker> {
    this.#thread ??= new Promise<Worker>((resolve, reject) => {
      // Lambda starts Node with this flag at nine tenths of the function's memory, and it overrides the limit of a thread
      // (Node.js, `resourceLimits`). The heap of the process has read it by now and keeps its size.
      setFlagsFromString('--max-old-space-size=0');
      const worker = new Worker(this.#script, {
        resourceLimits: { maxOldGenerationSizeMb: this.#options.heapMegabytes },
        // Code that reads what strangers wrote finds no credentials of the function in its environment.
        env: {},
        ...(this.#options.execArgv ? { execArgv: this.#options.execArgv } : {}),
      });
      // An idle thread must not keep the process alive.
      worker.unref();
      worker.once('message', () => resolve(worker));
      // For the whole life of the thread: whenever it ends, also idle or on its way out, the next task gets a new one.
      worker.on('error', (error) => this.#ended(worker, reject, error));
      worker.on('exit', () => this.#ended(worker, reject));
      this.#worker = worker;
    });
    this.#thread.catch(() => undefined);
    return this.#thread;
  }

  #ended(worker: Worker, reject: (error: Error) => void, cause?: unknown): void {
    if (this.#worker === worker) {
      this.#worker = undefined;
      this.#thread = undefined;
    }
    // Without effect once the thread was ready.
    reject(new TaskFailedError('The worker thread cannot start.', { remedy: OUR_FAULT, cause }));
  }

  async #runAlone(input: Input): Promise<Output> {
    const worker = await this.#start();
    const {
      deadlineMs,
      heapMegabytes,
      stepMs = deadlineMs,
      processMegabytes = Number.POSITIVE_INFINITY,
    } = this.#options;
    return new Promise<Output>((resolve, reject) => {
      let step = '';
      const settle = (act: () => void) => {
        clearTimeout(timer);
        clearTimeout(stepTimer);
        clearInterval(look);
        worker.unref();
        worker.off('message', onMessage);
        worker.off('error', onError);
        worker.off('exit', onExit);
        act();
      };
      const discard = () => {
        this.#worker = undefined;
        this.#thread = undefined;
        void worker.terminate();
      };
      const tooComplex = (limit: string) => new BrokenLimitError(limit, step);
      const onMessage = (answer: WorkerAnswer<Output>) => {
        if (answer.kind === 'step') {
          step = answer.name;
          clearTimeout(stepTimer);
          stepTimer = setTimeout(late, answer.limitMs ?? stepMs, answer.limitMs ?? stepMs);
          return;
        }
        settle(() => {
          if (answer.kind === 'done') resolve(answer.output);
          else if (answer.kind === 'rejected')
            reject(new RejectedError(answer.code, answer.message, answer.remedy ? { remedy: answer.remedy } : {}));
          else if (answer.kind === 'failed') {
            // The message of a foreign error may hold text of the article: it is kept as the cause, out of the log.
            const cause = Object.assign(new Error(answer.message), { name: answer.name, stack: answer.stack });
            reject(new TaskFailedError(`The task ended on an error (${answer.name}).`, { remedy: OUR_FAULT, cause }));
          }
        });
      };
      const onError = (error: Error & { code?: string }) =>
        settle(() => {
          discard();
          reject(
            error.code === 'ERR_WORKER_OUT_OF_MEMORY'
              ? tooComplex(`${heapMegabytes} MB of memory`)
              : new TaskFailedError('The worker thread ended on an error.', { cause: error, remedy: OUR_FAULT }),
          );
        });
      const onExit = () =>
        settle(() => {
          discard();
          reject(new TaskFailedError('The worker thread ended in the middle of a task.', { remedy: OUR_FAULT }));
        });
      const late = (milliseconds: number) =>
        settle(() => {
          discard();
          reject(tooComplex(`${milliseconds / 1000} s`));
        });
      const timer = setTimeout(late, deadlineMs, deadlineMs);
      // What the process had before is not the task's doing: other files may wait in it.
      const most = Math.max(processMegabytes, process.memoryUsage.rss() / 2 ** 20 + heapMegabytes);
      const look = setInterval(() => {
        if (process.memoryUsage.rss() < most * 2 ** 20) return;
        settle(() => {
          discard();
          reject(tooComplex(`${Math.round(most)} MB of memory`));
        });
      }, LOOK_MS);
      let stepTimer = setTimeout(late, stepMs, stepMs);
      worker.ref();
      worker.on('message', onMessage);
      worker.once('error', onError);
      worker.once('exit', onExit);
      worker.postMessage(input);
    });
  }
}
