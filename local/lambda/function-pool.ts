import { randomBytes, randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { PrecisError } from '../../functions/core/errors.ts';
import type { Chaos } from '../chaos/chaos.ts';
import type { OnUsage } from '../usage.ts';
import { FunctionLog } from './function-log.ts';
import type { InvocationResult, LambdaFunction } from './lambda-function.ts';
import { INIT_LIMIT_MS, Sandbox } from './sandbox.ts';

/** The function's own concurrency limit is reached: AWS answers `TooManyRequestsException`, 429. */
export class ThrottledError extends PrecisError {}

/** An event over 6 MB: AWS answers `RequestTooLargeException`, 413. */
export class RequestTooLargeError extends PrecisError {}

/** The largest event of a synchronous invocation (AWS Lambda quotas). */
const MAXIMUM_EVENT_BYTES = 6 * 1024 * 1024;

/** What whoever invoked a function is told where its answer was lost (AWS Lambda API Reference, Invoke). */
const ANSWER_LOST: InvocationResult = {
  payload: JSON.stringify({
    errorType: 'ServiceException',
    errorMessage: 'The service encountered an internal error.',
  }),
  failed: true,
};

export interface PoolOptions {
  logDirectory: string;
  /** How many sandboxes of a function this machine holds at most; further invocations wait for one. */
  maximumSandboxes: number;
  /** After so long without an event a sandbox is ended. */
  idleMs: number;
  /** How long a sandbox may initialize before it is given another try within the function's time-out. */
  initLimitMs?: number;
  /** What goes wrong with invocations on purpose; without it, nothing. */
  chaos?: Chaos | undefined;
  /** Told each line of the functions' logs. */
  onLog?: ((functionName: string, line: string) => void) | undefined;
  /** Told what each invocation took. */
  onUsage?: OnUsage | undefined;
}

/** The sandboxes of one function: warm ones are used again, cold ones started when none is idle. */
export class FunctionPool {
  readonly #lambda: LambdaFunction;
  readonly #options: PoolOptions;
  readonly #log: FunctionLog;
  readonly #sandboxes = new Set<Sandbox>();
  readonly #idle: { sandbox: Sandbox; timer: NodeJS.Timeout }[] = [];
  readonly #waiting: (() => void)[] = [];
  /** A sandbox that initializes ahead of the first event, unless an event has taken it. */
  #warming: Sandbox | undefined;
  #busy = 0;
  #closed = false;

  constructor(lambda: LambdaFunction, options: PoolOptions) {
    this.#lambda = lambda;
    this.#options = options;
    this.#log = new FunctionLog(options.logDirectory, lambda.name, (line) => options.onLog?.(lambda.name, line));
  }

  /** The log file of a function, in the log directory. */
  static logFile(logDirectory: string, functionName: string): string {
    return join(logDirectory, `${functionName}.log`);
  }

  /**
   * Invokes the function and waits for its answer.
   * @param event the event as JSON.
   * @throws ThrottledError over the function's reserved concurrency; RequestTooLargeError for an event over 6 MB.
   */
  async invoke(event: string): Promise<InvocationResult> {
    const bytes = Buffer.byteLength(event);
    if (bytes > MAXIMUM_EVENT_BYTES) {
      throw new RequestTooLargeError(`${bytes} byte payload is too large: the limit is ${MAXIMUM_EVENT_BYTES} bytes.`);
    }
    if (this.#busy >= (this.#lambda.reservedConcurrency ?? Number.POSITIVE_INFINITY)) {
      throw new ThrottledError('Rate Exceeded.');
    }
    await this.#takeSlot();
    try {
      const requestId = randomUUID();
      const sandbox = await this.#readySandbox();
      if (!sandbox.initialized || sandbox.ended) return this.#initFailure(sandbox, requestId);
      const result = await this.#invokeIn(sandbox, requestId, event);
      this.#release(sandbox);
      return result;
    } finally {
      this.#busy -= 1;
      this.#waiting.shift()?.();
    }
  }

  async #invokeIn(sandbox: Sandbox, requestId: string, event: string): Promise<InvocationResult> {
    const traceId = newTraceId();
    const trial = this.#options.chaos?.invoke(this.#lambda.name, event, traceId);
    try {
      const result = await sandbox.invoke({ requestId, event, traceId, trial });
      return trial?.losesAnswer ? ANSWER_LOST : result;
    } finally {
      trial?.close();
    }
  }

  /**
   * Starts a sandbox ahead of the first event, if there is none.
   * @returns once it has initialized, whether it could: within the time that an event would have given it.
   */
  async warm(): Promise<boolean> {
    // One that an event has started already tells as much.
    for (let [started] = this.#sandboxes; started && !this.#closed; [started] = this.#sandboxes) {
      await started.whenReady;
      if (started.initialized) return true;
      await started.whenEnded;
    }
    if (this.#closed) return true;
    const sandbox = this.#start();
    this.#warming = sandbox;
    const { initLimitMs = INIT_LIMIT_MS } = this.#options;
    const inTime = await initializes(sandbox, initLimitMs + this.#lambda.timeoutSeconds * 1000);
    if (!inTime) await sandbox.close();
    if (this.#warming === sandbox) {
      this.#warming = undefined;
      this.#release(sandbox);
    }
    return sandbox.initialized || this.#closed;
  }

  /** Ends all sandboxes; invocations that run fail. */
  async close(): Promise<void> {
    this.#closed = true;
    for (const { timer } of this.#idle) clearTimeout(timer);
    this.#idle.length = 0;
    await Promise.all([...this.#sandboxes].map((sandbox) => sandbox.close()));
    await this.#log.close();
  }

  async #takeSlot(): Promise<void> {
    while (this.#busy >= this.#options.maximumSandboxes) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    this.#busy += 1;
  }

  /** An idle sandbox, or a new one that has initialized. One that was too slow to initialize gets a second try. */
  async #readySandbox(): Promise<Sandbox> {
    for (let idle = this.#idle.pop(); idle; idle = this.#idle.pop()) {
      clearTimeout(idle.timer);
      if (!idle.sandbox.ended) return idle.sandbox;
    }
    const first = this.#warming ?? this.#start();
    this.#warming = undefined;
    if (await initializes(first, this.#options.initLimitMs ?? INIT_LIMIT_MS)) return first;
    this.#log.line(
      `INIT_REPORT Init Duration: ${this.#options.initLimitMs ?? INIT_LIMIT_MS} ms\tPhase: init\tStatus: timeout`,
    );
    await first.close();
    const second = this.#start();
    if (!(await initializes(second, this.#lambda.timeoutSeconds * 1000))) await second.close();
    return second;
  }

  #start(): Sandbox {
    const sandbox = new Sandbox(this.#lambda, this.#log, this.#options.onUsage);
    this.#sandboxes.add(sandbox);
    void sandbox.whenEnded.then(() => this.#sandboxes.delete(sandbox));
    if (this.#closed) void sandbox.close();
    return sandbox;
  }

  #release(sandbox: Sandbox): void {
    if (sandbox.ended || this.#closed) return;
    const timer = setTimeout(() => {
      const index = this.#idle.findIndex((entry) => entry.sandbox === sandbox);
      if (index >= 0) this.#idle.splice(index, 1);
      void sandbox.close();
    }, this.#options.idleMs);
    timer.unref();
    this.#idle.push({ sandbox, timer });
  }

  #initFailure(sandbox: Sandbox, requestId: string): InvocationResult {
    this.#log.line(`START RequestId: ${requestId} Version: $LATEST`);
    this.#log.line(`END RequestId: ${requestId}`);
    const errorMessage = `RequestId: ${requestId} Error: Runtime exited without providing a reason`;
    const payload = sandbox.initError ?? JSON.stringify({ errorType: 'Runtime.ExitError', errorMessage });
    return { payload, failed: true };
  }
}

/** A trace id in the form of X-Ray's header (AWS X-Ray Developer Guide, "Tracing header"). */
function newTraceId(): string {
  const second = Math.floor(Date.now() / 1000).toString(16);
  return `Root=1-${second}-${randomBytes(12).toString('hex')};Parent=${randomBytes(8).toString('hex')};Sampled=0`;
}

/** Whether a sandbox was ready (or ended) within a time. */
async function initializes(sandbox: Sandbox, limitMs: number): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), limitMs);
  });
  try {
    return await Promise.race([sandbox.whenReady.then(() => true), tooLate]);
  } finally {
    clearTimeout(timer);
  }
}
