import type { IssueState } from '../brief.ts';
import { isEarlier } from './articles.ts';
import type { FollowedItem } from './followed-items.ts';
import { stemOf } from './item-words.ts';
import type { Thread } from './threads.ts';

const DAY_MS = 86_400_000;

/** States in which an issue is open: what is refused, demanded or denied is answered, or not, by a measure. */
const OPEN: readonly string[] = ['deferred', 'contested', 'stalled', 'undecided', 'unexplained'] satisfies IssueState[];

export interface Silence {
  /** The last telling. */
  readonly to: FollowedItem;
  /** Whole days since then. */
  readonly days: number;
  /** When it had been silent for long enough, and was known at all. */
  readonly knownAt: string;
}

/** Words of a topic that say no more than that it is open. */
const OPEN_WORDS: ReadonlySet<string> = new Set('dispute row quarrel question issue matter'.split(' ').map(stemOf));

/** Whether a later article tells of an agreement on the topic of an issue: then nobody is silent about it. */
function isSettled({ head, article }: FollowedItem, agreements: readonly FollowedItem[]): boolean {
  const topic = head.filter((word) => !OPEN_WORDS.has(word));
  if (topic.length === 0) return false;
  return agreements.some(
    (agreement) => isEarlier(article, agreement.article) && topic.every((word) => agreement.words.has(word)),
  );
}

/**
 * An issue that was last told open so many days ago; an undated telling is of no time, and breaks no silence.
 * @param agreements measures of the story that were agreed.
 */
export function silenceOf(
  { list, tellings }: Thread,
  agreements: readonly FollowedItem[],
  { asOf, quietAfterDays }: { asOf: string; quietAfterDays: number },
): Silence | undefined {
  if (list !== 'unresolvedIssues') return undefined;
  const to = tellings.findLast(({ article }) => article.moment !== undefined);
  if (to?.article.moment === undefined || !OPEN.includes(to.status)) return undefined;
  if (isSettled(to, agreements)) return undefined;
  const last = Date.parse(to.article.moment.time);
  const quietAt = new Date(last + quietAfterDays * DAY_MS).toISOString();
  const knownAt = quietAt > to.article.received ? quietAt : to.article.received;
  return knownAt > asOf ? undefined : { to, days: Math.floor((Date.parse(asOf) - last) / DAY_MS), knownAt };
}
