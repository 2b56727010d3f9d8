import { InvalidRequestError } from '../errors.ts';
import { timeRangeOf } from '../store/sort-time.ts';

/** What a request asks for without saying since when. */
export const DEFAULT_SINCE = '24h';
/** How far back may be asked for. */
const MOST_DAYS = 366;

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const UNITS: Readonly<Record<string, number>> = { h: HOUR_MS, d: DAY_MS, w: 7 * DAY_MS };

function backFrom(text: string, now: number): string | undefined {
  const [, count = '', unit = ''] = /^(\d{1,4})([hdw])$/.exec(text) ?? [];
  const length = UNITS[unit];
  return length === undefined ? undefined : new Date(now - Number(count) * length).toISOString();
}

/**
 * The moment that a text asks for: an instant with its offset, a day (its first moment, UTC), or a length of time back
 * from now (`24h`, `3d`, `2w`).
 * @param now milliseconds since the epoch.
 * @returns a UTC instant of 24 characters.
 * @throws InvalidRequestError if it is none of these.
 */
export function momentOf(text: string, now: number): string {
  const back = backFrom(text, now);
  if (back !== undefined) return back;
  try {
    return timeRangeOf(text, undefined).from ?? '';
  } catch (error) {
    if (!(error instanceof InvalidRequestError)) throw error;
    const plus = /T[\d:.]+ \d\d:\d\d$/.test(text) ? ' (a + in an address is written %2B)' : '';
    throw new InvalidRequestError(
      `It must be an instant with its offset${plus}, a day (2026-03-04), or a length of time back: 24h, 3d, 2w.`,
      { cause: error },
    );
  }
}

/**
 * Checks what is asked since when.
 * @param since a UTC instant of 24 characters, as is `until`.
 * @throws InvalidRequestError if it is not before `until`, or more than 366 days before now.
 */
export function checkSince(since: string, until: string, now: number): void {
  if (since >= until) throw new InvalidRequestError('It must be before `until`, which is now where it is not given.');
  if (Date.parse(since) < now - MOST_DAYS * DAY_MS) {
    throw new InvalidRequestError(`It must be at most ${MOST_DAYS} days ago.`);
  }
}
