import type { Brief } from '../brief.ts';
import { compareText } from '../compare-text.ts';
import { canonicalSource } from '../store/facets.ts';
import { copySets } from './copies.ts';
import type { LedgerBrief } from './ledger-brief.ts';
import { isBefore, type Moment, momentOf } from './moment.ts';

/** An article as the ledger compares it with others. */
export interface LedgerArticle {
  readonly brief: Brief;
  readonly version: string;
  /** The time that it is listed by: a UTC instant of 24 characters. */
  readonly time: string;
  /** Undefined for an undated one. */
  readonly moment: Moment | undefined;
  /** When it was received: a UTC instant of 24 characters. */
  readonly received: string;
  /** The outlet by which it is counted; undefined where the article names none. */
  readonly outlet: string | undefined;
  /** The lowest place, in the order of all articles, of those that are copies of it; its own where it has none. */
  readonly copySet: number;
}

/** The earliest first, undated ones last; those of one time by id. */
function inOrder(a: { brief: Brief; moment: Moment | undefined }, b: typeof a): number {
  if (a.moment === undefined || b.moment === undefined) {
    const undatedLast = Number(a.moment === undefined) - Number(b.moment === undefined);
    return undatedLast || compareText(a.brief.briefId, b.brief.briefId);
  }
  return compareText(a.moment.time, b.moment.time) || compareText(a.brief.briefId, b.brief.briefId);
}

function instantOf(text: string | null): string | undefined {
  const milliseconds = text === null ? Number.NaN : Date.parse(text);
  return Number.isNaN(milliseconds) ? undefined : new Date(milliseconds).toISOString();
}

/**
 * The articles of some briefs in an order that is theirs alone: the earliest first, undated ones last. Of two versions of
 * one brief the newer counts.
 */
export function articlesOf(briefs: readonly LedgerBrief[]): LedgerArticle[] {
  const newest = new Map<string, LedgerBrief>();
  for (const one of briefs) {
    const other = newest.get(one.brief.briefId);
    if (other === undefined || other.version < one.version) newest.set(one.brief.briefId, one);
  }
  const ordered = [...newest.values()].map((one) => ({ ...one, moment: momentOf(one.brief.article) })).sort(inOrder);
  const sets = copySets(ordered.map(({ signature }) => signature));
  return ordered.map(({ brief, version, time, moment }, index) => {
    const outlet = brief.article.source === null ? '' : canonicalSource(brief.article.source);
    return {
      brief,
      version,
      time,
      moment,
      received: instantOf(brief.article.receivedAt) ?? time,
      outlet: outlet === '' ? undefined : outlet,
      copySet: sets[index] ?? index,
    };
  });
}

/** Whether an article was surely published before another. */
export function isEarlier(a: LedgerArticle, b: LedgerArticle): boolean {
  return isBefore(a.moment, b.moment);
}

/** Outlets by number. */
export interface Outlets {
  readonly outlets: number;
  readonly independent: number;
}

/**
 * How many outlets some articles are of, and how many of these are independent: copies are of the outlet that has the
 * earliest of them. An article that names no outlet counts as none.
 * @param articles in order, as `articlesOf` gives them.
 */
export function countOutlets(articles: Iterable<LedgerArticle>): Outlets {
  const outlets = new Set<string>();
  const firstOfSet = new Map<number, string>();
  for (const { outlet, copySet } of articles) {
    if (outlet === undefined) continue;
    outlets.add(outlet);
    if (!firstOfSet.has(copySet)) firstOfSet.set(copySet, outlet);
  }
  return { outlets: outlets.size, independent: new Set(firstOfSet.values()).size };
}
