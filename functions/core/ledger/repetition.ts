import { countOutlets, type Outlets } from './articles.ts';
import type { FollowedItem } from './followed-items.ts';
import type { Thread } from './threads.ts';

export interface Repetition extends Outlets {
  /** The first telling of all, and the newest by an outlet that had not told it. */
  readonly from: FollowedItem;
  readonly to: FollowedItem;
  readonly knownAt: string;
}

/** Of each outlet that had not told a thread, what it told of it first within a window. */
function firstByOutlet(
  { tellings }: Thread,
  { since, asOf }: { since: string; asOf: string },
  known: ReadonlySet<string | undefined>,
): FollowedItem[] {
  const received = new Map<string, string>();
  const fresh = tellings.filter(({ article }) => article.received > since && article.received <= asOf);
  for (const { article } of fresh) {
    if (article.outlet === undefined || known.has(article.outlet)) continue;
    const first = received.get(article.outlet);
    if (first === undefined || article.received < first) received.set(article.outlet, article.received);
  }
  return fresh.filter(({ article: { outlet, received: at } }) => outlet !== undefined && received.get(outlet) === at);
}

/**
 * A thread that was known before a window is told again within it by outlets that had not told it, whose first telling has
 * a status that was known. Such an outlet is independent if it is the first of them to have a text of which nobody had
 * told the thread before.
 */
export function repetitionOf(thread: Thread, window: { since: string; asOf: string }): Repetition | undefined {
  const known = thread.tellings.filter(({ article }) => article.received <= window.since);
  const [from] = known;
  if (from === undefined) return undefined;
  const statuses = new Set(known.map(({ status }) => status));
  const outlets = new Set(known.map(({ article }) => article.outlet));
  const again = firstByOutlet(thread, window, outlets).filter(({ status }) => statuses.has(status));
  const to = again.findLast(({ article }) => article.moment !== undefined) ?? again.at(-1);
  if (to === undefined) return undefined;
  const knownSets = new Set(known.map(({ article }) => article.copySet));
  const articles = again.map(({ article }) => article);
  return {
    from,
    to,
    outlets: countOutlets(articles).outlets,
    independent: countOutlets(articles.filter(({ copySet }) => !knownSets.has(copySet))).independent,
    knownAt: articles.reduce((latest, { received }) => (received > latest ? received : latest), ''),
  };
}
