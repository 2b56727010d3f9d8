import type { Outlets } from './articles.ts';
import type { FollowedItem } from './followed-items.ts';
import type { Thread } from './threads.ts';

export interface Repetition extends Outlets {
  /** The first telling of all, and the newest by an outlet that had not told it. */
  readonly from: FollowedItem;
  readonly to: FollowedItem;
  readonly knownAt: string;
}

/**
 * A thread that was known before a window is told again within it, with a status that was known, by outlets that had not
 * told it. One of them is independent if it was the first of them to have a text of which nobody had told it before.
 */
export function repetitionOf(
  { tellings }: Thread,
  { since, asOf }: { since: string; asOf: string },
): Repetition | undefined {
  const known = tellings.filter(({ article }) => article.received <= since);
  const [from] = known;
  if (from === undefined) return undefined;
  const statuses = new Set(known.map(({ status }) => status));
  const outlets = new Set(known.map(({ article }) => article.outlet));
  const again = tellings.filter(
    ({ article, status }) =>
      article.received > since &&
      article.received <= asOf &&
      article.outlet !== undefined &&
      !outlets.has(article.outlet) &&
      statuses.has(status),
  );
  const to = again.findLast(({ article }) => article.moment !== undefined) ?? again.at(-1);
  if (to === undefined) return undefined;
  const knownSets = new Set(known.map(({ article }) => article.copySet));
  const firstOfSet = new Map<number, string>();
  for (const { article } of again) {
    if (article.outlet === undefined || knownSets.has(article.copySet) || firstOfSet.has(article.copySet)) continue;
    firstOfSet.set(article.copySet, article.outlet);
  }
  return {
    from,
    to,
    outlets: new Set(again.map(({ article }) => article.outlet)).size,
    independent: new Set(firstOfSet.values()).size,
    knownAt: again.reduce((latest, { article }) => (article.received > latest ? article.received : latest), ''),
  };
}
