import { InvalidArgumentError } from 'commander';

const UNITS_MS: Readonly<Record<string, number>> = { m: 60_000, h: 3_600_000, d: 86_400_000 };
const SPAN = /^(\d{1,6})([mhd])$/;
const INSTANT = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d))?$/;

const DAYS_BACK: ReadonlyMap<string, number> = new Map([
  ['today', 0],
  ['yesterday', 1],
]);

/** The first moment of a day, some days back, as the clocks here show it. */
function localDay(now: number, daysBack: number): number {
  const day = new Date(now);
  return new Date(day.getFullYear(), day.getMonth(), day.getDate() - daysBack).getTime();
}

/**
 * Reads a `--since`: so long ago (`90m`, `12h`, `7d`), or since a day or an instant (`2026-03-02`,
 * `2026-03-02T06:00:00Z`), a day from its beginning in UTC; or since the beginning of `today` or `yesterday` in the time zone
 * of this process.
 * @param now milliseconds since the epoch.
 * @returns milliseconds since the epoch.
 * @throws InvalidArgumentError for anything else, and for the future.
 */
export function readSince(text: string, now: number): number {
  const daysBack = DAYS_BACK.get(text);
  if (daysBack !== undefined) return localDay(now, daysBack);
  const [, count, unit = ''] = SPAN.exec(text) ?? [];
  const span = count === undefined ? undefined : now - Number(count) * (UNITS_MS[unit] ?? 0);
  const since = span ?? (INSTANT.test(text) && isDay(text.slice(0, 10)) ? Date.parse(text) : Number.NaN);
  if (Number.isNaN(since)) {
    throw new InvalidArgumentError(
      'It must be yesterday, today, a time ago (90m, 12h, 7d), a day (2026-03-02) or an instant (2026-03-02T06:00Z).',
    );
  }
  if (since > now) throw new InvalidArgumentError('It is in the future.');
  return since;
}

/** Whether a day is in the calendar: `Date.parse` takes 30 February for 2 March. */
function isDay(day: string): boolean {
  const time = Date.parse(day);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(day);
}
