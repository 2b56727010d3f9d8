import type { Clock, Principal } from '../contracts.ts';
import { readDueTimes } from './due-times.ts';

/** A schedule as the template has it, its function and queue by their ARNs. */
export interface ScheduleSpec {
  name: string;
  expression: string;
  timeZone: string;
  functionName: string;
  functionArn: string;
  /** JSON; `<aws.scheduler.scheduled-time>` in it stands for the time that was due. */
  input: string;
  /** As whom it invokes. */
  role: Pick<Principal, 'allows' | 'arn'>;
  deadLetterQueueArn: string | undefined;
}

export interface SchedulerOptions {
  schedules: readonly ScheduleSpec[];
  clock: Clock;
  /** Invokes a function. @returns whether it failed. @throws where it was not invoked. */
  invoke(functionName: string, event: unknown): Promise<{ failed: boolean }>;
  /** Sends a message to a queue. */
  deliver(queueArn: string, body: string): Promise<void>;
  /** Told what a person should know. */
  log(line: string): void;
}

/** How long Lambda waits before it repeats an event that a function failed on (Developer Guide, "Asynchronous invocation"). */
const REPEATED_AFTER_MS = [60_000, 120_000];

const SCHEDULED_TIME = '<aws.scheduler.scheduled-time>';

/**
 * Runs schedules by the runtime's clock. A function is invoked as EventBridge Scheduler does, by an event that Lambda keeps
 * and repeats twice where the function fails on it. What was due while nothing ran here is not made up for.
 * @throws ConfigurationError for a schedule without a local model.
 */
export function startScheduler({ schedules, clock, invoke, deliver, log }: SchedulerOptions): { close(): void } {
  const timers = new Set<() => void>();
  let isClosed = false;

  function later(ms: number, callback: () => void): void {
    if (isClosed) return;
    const cancel = clock.after(ms, () => {
      timers.delete(cancel);
      callback();
    });
    timers.add(cancel);
  }

  async function run(schedule: ScheduleSpec, event: string, repeated = 0): Promise<void> {
    const { failed } = await invoke(schedule.functionName, JSON.parse(event)).catch(() => ({ failed: true }));
    const pause = REPEATED_AFTER_MS[repeated];
    if (failed && pause !== undefined) later(pause, () => void run(schedule, event, repeated + 1));
  }

  async function start(schedule: ScheduleSpec, due: number): Promise<void> {
    const { role, functionArn, deadLetterQueueArn, name } = schedule;
    const event = schedule.input.replaceAll(SCHEDULED_TIME, new Date(due).toISOString().replace(/\.\d+Z$/, 'Z'));
    if (role.allows('lambda:InvokeFunction', functionArn)) return run(schedule, event);
    log(`The schedule ${name} may not invoke its function: ${role.arn} lacks lambda:InvokeFunction.`);
    if (deadLetterQueueArn === undefined || !role.allows('sqs:SendMessage', deadLetterQueueArn)) return;
    await deliver(deadLetterQueueArn, event).catch((error: Error) =>
      log(`The schedule ${name} has lost an event: ${error.message}`),
    );
  }

  const arms = schedules.map((schedule) => {
    const due = readDueTimes(schedule.expression, schedule.timeZone);
    return function arm(): void {
      const next = due.after(clock.now());
      if (next === undefined) return;
      later(next - clock.now(), () => {
        void start(schedule, next);
        arm();
      });
    };
  });
  for (const arm of arms) arm();
  return {
    close() {
      isClosed = true;
      for (const cancel of timers) cancel();
      timers.clear();
    },
  };
}
