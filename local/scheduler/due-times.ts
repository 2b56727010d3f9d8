import { Cron } from 'croner';
import { ConfigurationError } from '../../functions/core/errors.ts';

/** Tells when a schedule is due next. */
export interface DueTimes {
  /** The first time after another, both in milliseconds since the epoch; undefined where it is never due again. */
  after(time: number): number | undefined;
}

const UNIT_MS: Record<string, number> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

/** Fields of minutes, hours, days of the month, months and days of the week; digits in the last are others' in cron. */
const CRON = /^cron\(([\d*,/-]+) ([\d*,/-]+) ([\d*?,/-]+) ([\dA-Z*,/-]+) ([A-Z*?,-]+) \*\)$/;

/**
 * Reads a schedule of EventBridge Scheduler (User Guide, "Schedule types"): `rate(5 minutes)`, or `cron(45 6 ? * MON,TUE *)`
 * with days of the week by name and every year. Rates are due at multiples of their period, so that they are the same at
 * every start.
 * @throws ConfigurationError for any other expression: it has no local model.
 */
export function readDueTimes(expression: string, timeZone: string): DueTimes {
  const [, count, unit] = /^rate\(([1-9]\d{0,5}) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  if (count !== undefined) {
    const period = Number(count) * (UNIT_MS[unit ?? ''] ?? Number.NaN);
    return { after: (time) => (Math.floor(time / period) + 1) * period };
  }
  const [, ...fields] = CRON.exec(expression) ?? [];
  if (fields.length === 0) throw withoutModel(expression);
  try {
    const cron = new Cron(fields.map((field) => field.replace('?', '*')).join(' '), {
      timezone: timeZone,
      paused: true,
    });
    return { after: (time) => cron.nextRun(new Date(time))?.getTime() };
  } catch (cause) {
    throw withoutModel(expression, cause);
  }
}

function withoutModel(expression: string, cause?: unknown): ConfigurationError {
  return new ConfigurationError(`The schedule ${expression} has no local model.`, {
    remedy:
      'Write it as rate(5 minutes) or cron(45 6 ? * MON,TUE *), or teach local/scheduler/due-times.ts what it means.',
    cause,
  });
}
