import { describe, expect, it } from 'vitest';
import { ConfigurationError } from '../../functions/core/errors.ts';
import { testClock } from '../../local/clock.ts';
import { readDueTimes } from '../../local/scheduler/due-times.ts';
import { type ScheduleSpec, startScheduler } from '../../local/scheduler/start-scheduler.ts';

const NOON = Date.UTC(2026, 2, 27, 12);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** The next times that a schedule is due, after noon of Friday, 27 March 2026. */
function dueTimes(expression: string, timeZone: string, count: number): string[] {
  const due = readDueTimes(expression, timeZone);
  const times: number[] = [];
  while (times.length < count) times.push(due.after(times.at(-1) ?? NOON) ?? Number.NaN);
  return times.map((time) => new Date(time).toISOString());
}

describe('A schedule is due', () => {
  it('at its time in its zone, whatever the clocks there do', () => {
    // Summer time begins on 29 March.
    expect(dueTimes('cron(45 6 ? * MON,SAT,SUN *)', 'Europe/London', 3)).toEqual([
      '2026-03-28T06:45:00.000Z',
      '2026-03-29T05:45:00.000Z',
      '2026-03-30T05:45:00.000Z',
    ]);
  });

  it('at multiples of its period', () => {
    expect(dueTimes('rate(5 minutes)', 'UTC', 2)).toEqual(['2026-03-27T12:05:00.000Z', '2026-03-27T12:10:00.000Z']);
    expect(dueTimes('rate(1 day)', 'UTC', 1)).toEqual(['2026-03-28T00:00:00.000Z']);
  });

  it.each([
    'at(2026-03-04T12:00:00)',
    'cron(0 12 L * ? *)',
    'cron(0 12 ? * 2 *)',
    'cron(0 12 ? * MON 2027)',
    'rate(0 days)',
  ])('by no expression without a local model: %s', (expression) => {
    expect(() => readDueTimes(expression, 'UTC')).toThrow(ConfigurationError);
  });
});

interface Started {
  fails?: number;
  allowed?: string[];
  deliver?: (body: string) => Promise<void>;
}

function start({ fails = 0, allowed = ['lambda:InvokeFunction', 'sqs:SendMessage'], deliver }: Started = {}) {
  const clock = testClock(NOON);
  const invoked: string[] = [];
  const delivered: string[] = [];
  const lines: string[] = [];
  let failures = fails;
  const schedule: ScheduleSpec = {
    name: 'alerts',
    expression: 'rate(1 hour)',
    timeZone: 'UTC',
    functionName: 'alerts',
    functionArn: 'arn:aws:lambda:eu-central-1:000000000000:function:alerts',
    input: '{"scheduledTime":"<aws.scheduler.scheduled-time>"}',
    role: { arn: 'arn:aws:iam::000000000000:role/schedule', allows: (action) => allowed.includes(action) },
    deadLetterQueueArn: 'arn:aws:sqs:eu-central-1:000000000000:dead',
  };
  const scheduler = startScheduler({
    schedules: [schedule],
    clock,
    invoke: async (name, event) => {
      invoked.push(`${name} ${JSON.stringify(event)} at ${new Date(clock.now()).toISOString().slice(11, 16)}`);
      failures -= 1;
      return { failed: failures >= 0 };
    },
    deliver: (_, body) => deliver?.(body) ?? Promise.resolve(void delivered.push(body)),
    log: (line) => lines.push(line),
  });
  /** Lets time pass, step by step, and what is done in it. */
  const pass = async (ms: number) => {
    for (let passed = 0; passed < ms; passed += MINUTE) {
      clock.advance(MINUTE);
      await new Promise(setImmediate);
    }
  };
  return { scheduler, pass, invoked, delivered, lines };
}

const event = (hour: number) => `alerts {"scheduledTime":"2026-03-27T${hour}:00:00Z"}`;

describe('The scheduler', () => {
  it('invokes the function each time, with the time that was due, until it is closed', async () => {
    const { scheduler, pass, invoked } = start();

    await pass(2 * HOUR);
    scheduler.close();
    await pass(2 * HOUR);

    expect(invoked).toEqual([`${event(13)} at 13:00`, `${event(14)} at 14:00`]);
  });

  it('invokes a function that fails twice more, a minute and two after, and then leaves it', async () => {
    const { pass, invoked } = start({ fails: 9 });

    await pass(1.5 * HOUR);

    expect(invoked).toEqual([`${event(13)} at 13:00`, `${event(13)} at 13:01`, `${event(13)} at 13:03`]);
  });

  it('keeps as a dead letter what its role may not invoke, and says so', async () => {
    const { pass, invoked, delivered, lines } = start({ allowed: ['sqs:SendMessage'] });

    await pass(HOUR);

    expect(invoked).toEqual([]);
    expect(delivered).toEqual(['{"scheduledTime":"2026-03-27T13:00:00Z"}']);
    expect(lines).toEqual([expect.stringContaining('The schedule alerts may not invoke its function')]);
  });

  it('goes on where the queue of its dead letters is closed already', async () => {
    const deliver = () => Promise.reject(new Error('The queue is closed.'));
    const { pass, lines } = start({ allowed: ['sqs:SendMessage'], deliver });

    await pass(2 * HOUR);

    expect(lines.filter((line) => line.includes('has lost an event: The queue is closed.'))).toHaveLength(2);
  });
});
