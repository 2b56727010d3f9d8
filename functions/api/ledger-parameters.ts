import * as z from 'zod';
import { InvalidRequestError } from '../core/errors.ts';
import { lazily } from '../core/lazily.ts';
import { checkSince, DEFAULT_SINCE, momentOf } from '../core/ledger/asked-since.ts';
import { QUIET_AFTER_DAYS } from '../core/ledger/ledger.ts';
import { dayAfter } from '../core/ledger/read-calendar.ts';
import { WatchId, WatchInput } from '../core/watches/watch.ts';
import { country, date, isInOrder, NOT_IN_ORDER, party } from './parameters.ts';
import { ProblemError } from './problem.ts';
import { WRONG_PARAMETERS } from './query.ts';

/** What the routes of the ledger read. */

/** Days of silence that may be asked for. */
const FEWEST_QUIET_DAYS = 1;
const MOST_QUIET_DAYS = 365;

const moment = lazily(() => z.string().min(1).max(40));
const since = lazily(() =>
  moment().describe(
    'Since when: an instant with its offset, a day (UTC), or a length of time back (`24h`, `3d`, `2w`); 24 hours by default, at most 366 days.',
  ),
);
const watchId = lazily(() => z.string().min(1).max(60));

const quiet = lazily(() => {
  const message = `It must be a whole number from ${FEWEST_QUIET_DAYS} to ${MOST_QUIET_DAYS}.`;
  return z
    .string()
    .regex(/^[0-9]{1,3}$/, message)
    .transform(Number)
    .pipe(z.int().min(FEWEST_QUIET_DAYS, message).max(MOST_QUIET_DAYS, message))
    .default(QUIET_AFTER_DAYS)
    .describe(`Days of silence after which an issue is quiet, ${FEWEST_QUIET_DAYS} to ${MOST_QUIET_DAYS}.`);
});

/** Query parameters of `GET /v1/changes` and `GET /v1/watches/{id}/changes`. */
export const ChangesParameters = lazily(() =>
  z.strictObject({
    since: since().optional(),
    until: moment()
      .describe('Until when, in the same forms; a day lasts to its end. Now by default, and where it lies ahead.')
      .optional(),
    quiet: quiet(),
  }),
);

/** Query parameters of `GET /v1/digest`. */
export const DigestParameters = lazily(() =>
  z.strictObject({
    since: since().optional(),
    watch: watchId().describe('One watch, by its id; all of them by default.').optional(),
  }),
);

/** Query parameters of `GET /v1/calendar` and `GET /v1/calendar.ics`. */
export const CalendarParameters = lazily(() =>
  z
    .strictObject({
      from: date().describe('First day, inclusive; today (UTC) by default.').optional(),
      to: date().describe('Last day, inclusive, at most 366 days after the first; 13 after it by default.').optional(),
      country: country()
        .describe('A state by its ISO 3166-1 alpha-2 code: of the briefs in which it is a party.')
        .optional(),
      party: party().describe('A party by its id: of the briefs that name it.').optional(),
      watch: watchId().describe('One watch, by its id: of the briefs that are on it.').optional(),
    })
    .refine(isInOrder, NOT_IN_ORDER),
);

/** Query parameters of `PUT /v1/watches/{id}`. */
export const WatchPutParameters = lazily(() =>
  z.strictObject({
    rotate: z
      .enum(['true', 'false'], 'It must be true or false.')
      .transform((text) => text === 'true')
      .describe('`true`: new secrets for all webhooks of the watch.')
      .optional(),
  }),
);

export const WatchBody = lazily(() => WatchInput);

/**
 * A watch's id from the path.
 * @throws ProblemError `not-found` where it cannot be one.
 */
export function readWatchId(id: string | undefined): string {
  const parsed = WatchId.safeParse(id);
  if (!parsed.success) throw new ProblemError('not-found', `There is no such watch. ${WATCH_ID_FORM}`);
  return parsed.data;
}

const WATCH_ID_FORM = 'A watch’s id is letters a to z in lower case and digits, joined by hyphens: my-watch.';

/**
 * The id of a watch that may be new, from the path.
 * @throws ProblemError `invalid-request` where it cannot be one.
 */
export function readNewWatchId(id: string | undefined): string {
  const parsed = WatchId.safeParse(id);
  if (parsed.success) return parsed.data;
  const error = { field: 'id', message: `${WATCH_ID_FORM} At most 60 characters.` };
  throw new ProblemError('invalid-request', 'The address of the watch is not right.', [error]);
}

/** What `read` gives; what is wrong with it is told of the parameter. */
function asked<T>(field: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof InvalidRequestError)) throw error;
    throw new ProblemError('invalid-request', WRONG_PARAMETERS, [{ field, message: error.message }]);
  }
}

/** A day, as a bound from above, lasts to its end. */
function endOf(text: string, now: number): string {
  const moment = momentOf(text, now);
  return /^\d{4}-\d\d-\d\d$/.test(text) ? new Date(Date.parse(moment) + 86_399_999).toISOString() : moment;
}

/**
 * The stretch of time that is asked for, as UTC instants of 24 characters; its end is not after now.
 * @param now milliseconds since the epoch.
 * @throws ProblemError `invalid-request`
 */
export function readStretch(
  given: { readonly since?: string | undefined; readonly until?: string | undefined },
  now: number,
): { since: string; until: string } {
  const present = new Date(now).toISOString();
  const { until: end = present } = given;
  const asEnd = end === present ? present : asked('until', () => endOf(end, now));
  const until = asEnd < present ? asEnd : present;
  return asked('since', () => {
    const from = momentOf(given.since ?? DEFAULT_SINCE, now);
    checkSince(from, until, now);
    return { since: from, until };
  });
}

/** Days of a calendar, both inclusive. */
const CALENDAR_DAYS = 14;
const MOST_CALENDAR_DAYS = 367;
const DAY_MS = 86_400_000;

/**
 * The days of a calendar that are asked for: by default 14, from today (UTC).
 * @param now milliseconds since the epoch.
 * @throws ProblemError `invalid-request`
 */
export function readCalendarDays(
  given: { readonly from?: string | undefined; readonly to?: string | undefined },
  now: number,
): { from: string; to: string } {
  const today = new Date(now).toISOString().slice(0, 10);
  const from = given.from ?? (given.to !== undefined && given.to < today ? given.to : today);
  const to = given.to ?? dayAfter(from, CALENDAR_DAYS - 1);
  const days = (Date.parse(to) - Date.parse(from)) / DAY_MS + 1;
  if (days > MOST_CALENDAR_DAYS) {
    const message = `It must be at most ${MOST_CALENDAR_DAYS - 1} days after the first day.`;
    throw new ProblemError('invalid-request', WRONG_PARAMETERS, [{ field: 'to', message }]);
  }
  return { from, to };
}
