import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Ending } from '../chaos/faults.ts';
import type { Trial } from '../chaos/trial.ts';
import type { LambdaUsage, OnUsage } from '../usage.ts';
import type { FunctionLog } from './function-log.ts';
import type { InvocationResult, LambdaFunction } from './lambda-function.ts';
import { RuntimeApi } from './runtime-api.ts';
import { sandboxEnvironment } from './sandbox-environment.ts';

/** A sandbox has so long to initialize before its first event (AWS Lambda Developer Guide, "Init phase"). */
export const INIT_LIMIT_MS = 10_000;

/** What Lambda calls the signals that end a process. */
const SIGNAL_WORDS: Partial<Record<NodeJS.Signals, string>> = {
  SIGKILL: 'killed',
  SIGABRT: 'aborted',
  SIGTERM: 'terminated',
  SIGSEGV: 'segmentation fault',
};

const CLIENT_FILE = fileURLToPath(new URL('./runtime-client.mjs', import.meta.url));

/** One event for a sandbox. */
export interface Invocation {
  requestId: string;
  /** The event as JSON. */
  event: string;
  /** X-Ray's header, which the AWS SDK sends with each request. */
  traceId: string;
  /** What is to go wrong with it on purpose. */
  trial?: Trial | undefined;
}

interface RunningInvocation {
  requestId: string;
  trial: Trial | undefined;
  startedAt: number;
  /** Processor time of the process until then. */
  cpuBefore: number | undefined;
  timer: NodeJS.Timeout;
  /** Whether it ran out of memory on purpose, and the report has to say so. */
  outOfMemory?: boolean;
  /** What the handler answered; the invocation lasts until the sandbox asks for its next event, or ends. */
  outcome?: InvocationResult;
  settle(result: InvocationResult): void;
}

/**
 * One execution environment of a function: a process of its own behind a Runtime API of its own, which handles one event
 * at a time. It ends by itself (`whenEnded`) after a time-out, a crash or `close`.
 */
export class Sandbox {
  readonly #lambda: LambdaFunction;
  readonly #log: FunctionLog;
  readonly #api: RuntimeApi;
  readonly #startedAt = performance.now();
  #process: ChildProcess | undefined;
  readonly #onUsage: OnUsage | undefined;
  #initMs: number | undefined;
  #initCpuMs: number | undefined;
  #initReported = false;
  #initError: string | undefined;
  #running: RunningInvocation | undefined;
  #ended = false;
  #announceReady: () => void = () => undefined;
  #announceEnd: () => void = () => undefined;

  /** Resolves once it has initialized, or has ended before. */
  readonly whenReady: Promise<void>;
  readonly whenEnded: Promise<void>;

  /** @param onUsage told what each invocation took. */
  constructor(lambda: LambdaFunction, log: FunctionLog, onUsage?: OnUsage) {
    this.#lambda = lambda;
    this.#log = log;
    this.#onUsage = onUsage;
    this.whenReady = new Promise((resolve) => {
      this.#announceReady = resolve;
    });
    this.whenEnded = new Promise((resolve) => {
      this.#announceEnd = resolve;
    });
    this.#api = new RuntimeApi({
      ready: () => {
        if (this.#initMs === undefined) {
          this.#initMs = performance.now() - this.#startedAt;
          this.#initCpuMs = this.#cpuMs();
        }
        this.#announceReady();
        this.#settle();
      },
      initFailed: (error) => {
        this.#initError = error;
      },
      answered: (_, payload) => this.#answered({ payload, failed: false }),
      failed: (_, payload) => this.#answered({ payload, failed: true }),
    });
    this.#boot().catch((error) => this.#end(`Error: Runtime could not be started: ${error.code ?? error.name}`));
  }

  get ended(): boolean {
    return this.#ended;
  }

  /** Whether it has initialized; an ended one may have, too. */
  get initialized(): boolean {
    return this.#initMs !== undefined;
  }

  /** Why it could not initialize, as `{ errorType, errorMessage, trace }`; undefined where its code told nothing. */
  get initError(): string | undefined {
    return this.#initError;
  }

  /**
   * Handles one event. To be called when it is ready, and not before the event before is done.
   * @returns what the handler answered, or the error as AWS words it; it never throws.
   */
  invoke({ requestId, event, traceId, trial }: Invocation): Promise<InvocationResult> {
    const { arn, timeoutSeconds } = this.#lambda;
    const deadline = Date.now() + timeoutSeconds * 1000;
    trial?.attach((how) => this.#endAs(how, requestId));
    return new Promise((resolve) => {
      this.#running = {
        requestId,
        trial,
        startedAt: performance.now(),
        cpuBefore: this.#cpuMs(),
        timer: setTimeout(() => this.#timeOut(requestId), timeoutSeconds * 1000),
        settle: resolve,
      };
      this.#log.line(`START RequestId: ${requestId} Version: $LATEST`);
      if (this.#ended) this.#end('Error: Runtime exited');
      else this.#api.deliver({ requestId, event, functionArn: arn, traceId, deadline });
    });
  }

  /** Ends the process at once. @returns when it is gone. */
  async close(): Promise<void> {
    this.#process?.kill('SIGKILL');
    if (!this.#process) this.#end('Error: Runtime was closed');
    await this.whenEnded;
  }

  async #boot(): Promise<void> {
    const runtimeApi = await this.#api.listen();
    if (this.#ended) return this.#api.close();
    const heap = Math.max(32, Math.floor(this.#lambda.memoryMegabytes * 0.9));
    const child = spawn(process.execPath, [`--max-old-space-size=${heap}`, CLIENT_FILE], {
      cwd: this.#lambda.codeDirectory,
      env: sandboxEnvironment(this.#lambda, runtimeApi, CLIENT_FILE),
      // The fourth is how the sandbox learns that we are gone, even if nobody could tell it.
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    });
    this.#process = child;
    for (const stream of [child.stdout, child.stderr]) {
      if (stream) createInterface({ input: stream }).on('line', (line) => this.#log.line(line));
    }
    child.stdio[3]?.on('error', () => undefined);
    child.once('error', () => this.#end('Error: Runtime could not be started'));
    child.once('exit', (status, signal) =>
      this.#end(
        signal === null
          ? `Error: Runtime exited with error: exit status ${status}`
          : `Error: Runtime exited with error: signal: ${SIGNAL_WORDS[signal] ?? signal}`,
      ),
    );
  }

  #timeOut(requestId: string): void {
    const seconds = this.#lambda.timeoutSeconds.toFixed(2);
    const errorMessage = `RequestId: ${requestId} Error: Task timed out after ${seconds} seconds`;
    this.#log.line(`${requestId} Task timed out after ${seconds} seconds`);
    this.#record({ payload: JSON.stringify({ errorType: 'Sandbox.Timedout', errorMessage }), failed: true });
    this.#process?.kill('SIGKILL');
  }

  #answered(outcome: InvocationResult): void {
    const how = this.#running?.trial?.answered();
    if (how) this.#endAs(how, this.#running?.requestId ?? '');
    else this.#record(outcome);
  }

  /** Ends the process on purpose, in the middle of an invocation, unless that is over. */
  #endAs(how: Ending, requestId: string): void {
    const running = this.#running;
    if (running?.requestId !== requestId) return;
    if (how === 'time-out') {
      this.#timeOut(requestId);
      return;
    }
    running.outOfMemory = how === 'out-of-memory';
    // What the process may have answered already is on its way no more.
    this.#exit('Error: Runtime exited with error: signal: killed');
    this.#process?.kill('SIGKILL');
  }

  /** The running invocation fails with its process, which Lambda logs in its own name. */
  #exit(reason: string): void {
    const running = this.#running;
    if (!running || running.outcome) return;
    const errorMessage = `RequestId: ${running.requestId} ${reason}`;
    this.#log.line(errorMessage);
    this.#log.line('Runtime.ExitError');
    this.#record({ payload: JSON.stringify({ errorType: 'Runtime.ExitError', errorMessage }), failed: true });
  }

  #end(reason: string): void {
    this.#exit(reason);
    if (!this.#ended) {
      this.#ended = true;
      this.#api.close();
      this.#announceReady();
      this.#announceEnd();
    }
    this.#settle();
  }

  /** Keeps the first outcome of the invocation. */
  #record(outcome: InvocationResult): void {
    if (this.#running) this.#running.outcome ??= outcome;
  }

  #settle(): void {
    const running = this.#running;
    if (!running?.outcome) return;
    this.#running = undefined;
    clearTimeout(running.timer);
    this.#report(running);
    running.settle(running.outcome);
  }

  /** Processor time of the process, where somebody wants to know it. */
  #cpuMs(): number | undefined {
    return this.#onUsage && processorMs(this.#process?.pid);
  }

  #usage(durationMs: number, cpuBefore: number | undefined): LambdaUsage {
    const { name, memoryMegabytes } = this.#lambda;
    const cpu = this.#cpuMs();
    return {
      service: 'lambda',
      functionName: name,
      memoryMegabytes,
      durationMs,
      cpuMs: cpu === undefined || cpuBefore === undefined ? undefined : cpu - cpuBefore,
      init: this.#initReported ? undefined : { durationMs: this.#initMs ?? 0, cpuMs: this.#initCpuMs },
    };
  }

  #report({ requestId, startedAt, cpuBefore, outOfMemory }: RunningInvocation): void {
    const duration = performance.now() - startedAt;
    this.#onUsage?.(this.#usage(duration, cpuBefore));
    const memory = outOfMemory ? this.#lambda.memoryMegabytes : peakMegabytes(this.#process?.pid);
    const fields = [
      `REPORT RequestId: ${requestId}`,
      `Duration: ${duration.toFixed(2)} ms`,
      `Billed Duration: ${Math.ceil(duration)} ms`,
      `Memory Size: ${this.#lambda.memoryMegabytes} MB`,
      ...(memory === undefined ? [] : [`Max Memory Used: ${memory} MB`]),
      ...(this.#initReported ? [] : [`Init Duration: ${(this.#initMs ?? 0).toFixed(2)} ms`]),
    ];
    this.#initReported = true;
    this.#log.line(`END RequestId: ${requestId}`);
    this.#log.line(fields.join('\t'));
  }
}

/** Linux counts processor time in steps of so many milliseconds (`times(2)`, `sysconf(_SC_CLK_TCK)` is 100). */
const TICK_MS = 10;

/** The processor time that a process and its threads have taken, where the system tells (Linux: `utime` and `stime` of proc(5)). */
function processorMs(pid: number | undefined): number | undefined {
  try {
    // The second field is the program's name in parentheses, which may hold spaces.
    const [, fields = ''] = /\) (.*)$/s.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? [];
    const [userTicks, systemTicks] = fields.split(' ').slice(11, 13).map(Number);
    return userTicks === undefined || systemTicks === undefined ? undefined : (userTicks + systemTicks) * TICK_MS;
  } catch {
    return undefined;
  }
}

/** The most memory that a process has had, where the system tells (Linux: VmHWM of proc(5)). */
function peakMegabytes(pid: number | undefined): number | undefined {
  try {
    const kilobytes = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? undefined : Math.ceil(Number(kilobytes) / 1024);
  } catch {
    return undefined;
  }
}
