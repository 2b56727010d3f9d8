import { CorruptDataError, InvalidRequestError } from '../errors.ts';

const DAY_MS = 86_400_000;
const DAY = /^\d{4}-\d\d-\d\d$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,9})?)?(Z|[+-]\d\d:\d\d)$/;

/** The instant of a day (its first) or of an ISO 8601 instant with an offset, in milliseconds; undefined for others. */
function millisecondsOf(text: string): number | undefined {
  if (!DAY.test(text) && !INSTANT.test(text)) return undefined;
  const day = text.slice(0, 10);
  const midnight = Date.parse(day);
  // A day that the calendar lacks comes back as another.
  if (Number.isNaN(midnight) || !new Date(midnight).toISOString().startsWith(day)) return undefined;
  const milliseconds = Date.parse(text);
  // An offset can lead out of the years 0000 to 9999, whose form is longer.
  return Number.isNaN(milliseconds) || new Date(milliseconds).toISOString().length !== 24 ? undefined : milliseconds;
}

/**
 * The instant at which something was received, in milliseconds since the epoch.
 * @throws CorruptDataError if there is none: in the pipeline every article and manifest has one.
 */
export function receivedMs(receivedAt: string | null): number {
  const milliseconds = receivedAt === null ? undefined : millisecondsOf(receivedAt);
  if (milliseconds === undefined)
    throw new CorruptDataError('A staged object does not say when its file was received.');
  return milliseconds;
}

/** What an article says of its own time: its publication, or else the whole day (with its year) of its dateline. */
export function datedAtOf(article: { publishedAt: string | null; dateline: { date: string | null } }): string | null {
  const { publishedAt, dateline } = article;
  return publishedAt ?? (dateline.date !== null && DAY.test(dateline.date) ? dateline.date : null);
}

/**
 * The instant of an article's own time, in 24 characters of UTC (a day counts from 00:00); undefined where it has none, or
 * one more than a day after its receipt.
 */
export function datedTimeOf(article: { datedAt: string | null; receivedAt: string | null }): string | undefined {
  const dated = article.datedAt === null ? undefined : millisecondsOf(article.datedAt);
  const known = dated !== undefined && dated <= receivedMs(article.receivedAt) + DAY_MS;
  return known ? new Date(dated).toISOString() : undefined;
}

/** The time by which a brief is listed, in 24 characters of UTC: that of the article, or of its receipt where unknown. */
export function sortTimeOf(article: { datedAt: string | null; receivedAt: string | null }): string {
  return datedTimeOf(article) ?? new Date(receivedMs(article.receivedAt)).toISOString();
}

/** Bounds of sort keys for a stretch of time. */
export interface TimeRange {
  readonly from?: string;
  /** Exclusive. */
  readonly before?: string;
}

function boundMs(name: string, text: string): number {
  const milliseconds = millisecondsOf(text);
  if (milliseconds === undefined) {
    throw new InvalidRequestError(`"${name}" is neither a day (2026-03-04) nor an instant with its offset.`);
  }
  return milliseconds;
}

/**
 * The range of times from `from` to `to`, both inclusive: a day as `to` lasts to its end.
 * @throws InvalidRequestError if one is neither a day nor an instant.
 */
export function timeRangeOf(from: string | undefined, to: string | undefined): TimeRange {
  // A bound is compared with `<time>#…`, so an inclusive end is the next millisecond, exclusive.
  const end = to === undefined ? undefined : boundMs('to', to) + (DAY.test(to) ? DAY_MS : 1);
  const endIso = end === undefined ? undefined : new Date(end).toISOString();
  return {
    ...(from === undefined ? {} : { from: new Date(boundMs('from', from)).toISOString() }),
    // Beyond year 9999 nothing is listed, so there the range has no end.
    ...(endIso === undefined || endIso.length !== 24 ? {} : { before: endIso }),
  };
}
