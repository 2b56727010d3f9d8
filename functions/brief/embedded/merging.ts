import { contentOf, sharedBy } from './content-words.ts';
import type { Document, IssueHit, MeasureHit, Names, RiskHit, Span } from './model.ts';
import { overlapOf } from './quotes.ts';

/** Mentions of one step, issue or risk: the clearest first. */
export interface Merged<T> {
  lead: T;
  others: T[];
}

/** Of a very long article, only this many of the foremost hits are compared with each other. */
const MOST_HITS = 500;
/** Further quotes of an item, beside the clearest. */
const MOST_OTHERS = 7;

interface Hit {
  span: Span;
  sentence: number;
  score: number;
}

/** What share of the shorter mention's words the other one has to have. */
const SHARE = { measures: 0.5, issues: 0.3, risks: 0.4 } as const;
/** And at least this many. */
const LEAST_SHARED = { measures: 2, issues: 1, risks: 1 } as const;

/**
 * One step is one item: mentions of the same type whose actors agree are merged where they stand in one sentence (a list of
 * steps is one item) or share the words of their matter.
 */
export function mergeMeasures(document: Document, names: Names, hits: readonly MeasureHit[]): Merged<MeasureHit>[] {
  const words = contentByHit(document, names, hits);
  return merge(hits, (a, b) => {
    if (a.type !== b.type || !agree(a.actors, b.actors) || conflicting(a, b)) return false;
    return a.sentence === b.sentence || alike(wordsOf(words, a), wordsOf(words, b), 'measures');
  });
}

/** Issues that speak of the same matter are one, whatever their state. */
export function mergeIssues(document: Document, names: Names, hits: readonly IssueHit[]): Merged<IssueHit>[] {
  const words = contentByHit(document, names, hits);
  return merge(hits, (a, b) => a.topic === b.topic || alike(wordsOf(words, a), wordsOf(words, b), 'issues'));
}

/** Risks that speak of the same harm are one; a gain and a harm are never. */
export function mergeRisks(document: Document, names: Names, hits: readonly RiskHit[]): Merged<RiskHit>[] {
  const words = contentByHit(document, names, hits);
  return merge(hits, (a, b) => a.upside === b.upside && alike(wordsOf(words, a), wordsOf(words, b), 'risks'));
}

function wordsOf<T>(words: ReadonlyMap<T, ReadonlySet<string>>, hit: T): ReadonlySet<string> {
  return words.get(hit) ?? new Set();
}

function contentByHit<T extends Hit>(document: Document, names: Names, hits: readonly T[]): Map<T, Set<string>> {
  return new Map(hits.map((hit) => [hit, contentOf(document, names, hit.span)]));
}

function alike(a: ReadonlySet<string>, b: ReadonlySet<string>, list: keyof typeof SHARE): boolean {
  const shared = sharedBy(a, b);
  return shared >= LEAST_SHARED[list] && shared >= SHARE[list] * Math.min(a.size, b.size);
}

function agree(a: readonly string[], b: readonly string[]): boolean {
  return a.length === 0 || b.length === 0 || a.some((key) => b.includes(key));
}

/** What was done and what is to come of it are two, where each has its own words: "closed two gates | and will close the others". */
function areDoneAndToCome(a: MeasureHit, b: MeasureHit): boolean {
  const [done, coming] = a.status === 'completed' ? [a, b] : [b, a];
  const apart = a.sentence === b.sentence && overlapOf(a.span, b.span) === 0;
  return apart && done.status === 'completed' && coming.status === 'announced' && coming.rule.endsWith('/will');
}

/** A step refused and a step done are two, even in the same words. */
function conflicting(a: MeasureHit, b: MeasureHit): boolean {
  if (areDoneAndToCome(a, b)) return true;
  const refused = (hit: MeasureHit): boolean => hit.status === 'refused';
  return refused(a) !== refused(b) && a.sentence !== b.sentence;
}

/** Puts each hit to the first, higher scored one that is the same; the order of the leads is that of their scores. */
function merge<T extends Hit>(hits: readonly T[], same: (a: T, b: T) => boolean): Merged<T>[] {
  const merged: Merged<T>[] = [];
  const foremost = [...hits].sort((a, b) => b.score - a.score || a.span.start - b.span.start).slice(0, MOST_HITS);
  for (const hit of foremost) {
    const group = merged.find(({ lead }) => same(lead, hit));
    if (!group) merged.push({ lead: hit, others: [] });
    else if (group.others.length < MOST_OTHERS) group.others.push(hit);
  }
  return merged;
}
