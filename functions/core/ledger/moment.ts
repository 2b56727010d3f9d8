import { datedAtOf, datedTimeOf } from '../store/sort-time.ts';

/** When an article was published, as exactly as it says. */
export interface Moment {
  /** The instant by which it is sorted, in 24 characters of UTC: of a day its beginning. */
  readonly time: string;
  /** Whether it is an instant, not a whole day. */
  readonly isExact: boolean;
  /** The days that it may be of: an instant late in the evening is of one day where it was written, and of the next in UTC. */
  readonly firstDay: string;
  readonly lastDay: string;
}

const DAY_LENGTH = 10;

/** What an article says of its own time; undefined for an undated one, or one that is dated long after its receipt. */
export function momentOf(article: {
  publishedAt: string | null;
  dateline: { date: string | null };
  receivedAt: string | null;
}): Moment | undefined {
  const datedAt = datedAtOf(article);
  const time = article.receivedAt === null ? undefined : datedTimeOf({ datedAt, receivedAt: article.receivedAt });
  if (datedAt === null || time === undefined) return undefined;
  const written = datedAt.slice(0, DAY_LENGTH);
  const inUtc = time.slice(0, DAY_LENGTH);
  return {
    time,
    isExact: datedAt.length > DAY_LENGTH,
    firstDay: written < inUtc ? written : inUtc,
    lastDay: written < inUtc ? inUtc : written,
  };
}

/** Whether one moment is surely before the other; of two within one day, of which one has no hour, neither is. */
export function isBefore(a: Moment | undefined, b: Moment | undefined): boolean {
  if (a === undefined || b === undefined) return false;
  return a.isExact && b.isExact ? a.time < b.time : a.lastDay < b.firstDay;
}
