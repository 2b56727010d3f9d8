import { MEASURE_TYPES } from '../../core/brief.ts';
import { contentOf } from './content-words.ts';
import type { Merged } from './merging.ts';
import type { Document, IssueHit, MeasureHit, RiskHit, Span } from './model.ts';
import { overlapOf } from './quotes.ts';

/** Scores under which a hit is left out, found on news articles of many kinds: what is lost is mostly no item at all. */
export const LEAST_SCORE = { measures: 2.5, issues: 2.3, risks: 1.75, upsides: 1.9 } as const;
/** Caps: a page longer than its article is of no use. */
export const MOST = { measures: 24, issues: 6, risks: 6, upsides: 3 } as const;
/** How many sentences stand for one issue or risk at most. */
const SENTENCES_PER_ITEM = 4;

/** The measures to show: the best first, measures of a known type before others of the same score. */
export function rankMeasures(merged: readonly Merged<MeasureHit>[]): Merged<MeasureHit>[] {
  return [...merged]
    .filter(({ lead }) => lead.score >= LEAST_SCORE.measures)
    .sort((a, b) => strength(b) - strength(a) || order(a.lead) - order(b.lead) || a.lead.span.start - b.lead.span.start)
    .slice(0, MOST.measures);
}

function order(hit: MeasureHit): number {
  return MEASURE_TYPES.indexOf(hit.type);
}

/** The issues to show; a short article has few. */
export function rankIssues(document: Document, merged: readonly Merged<IssueHit>[]): Merged<IssueHit>[] {
  return top(merged, LEAST_SCORE.issues, Math.min(MOST.issues, share(document)));
}

/** The risks to show, without those that say the same as an issue in the same words. */
export function rankRisks(document: Document, merged: readonly Merged<RiskHit>[]): Merged<RiskHit>[] {
  const risks = merged.filter(({ lead }) => !lead.upside);
  return top(risks, LEAST_SCORE.risks, Math.min(MOST.risks, share(document)));
}

/** The hoped-for gains to show. */
export function rankUpsides(merged: readonly Merged<RiskHit>[]): Merged<RiskHit>[] {
  return top(
    merged.filter(({ lead }) => lead.upside),
    LEAST_SCORE.upsides,
    MOST.upsides,
  );
}

function share(document: Document): number {
  const body = document.sentences.filter((sentence) => sentence.kind === 'body').length;
  return Math.max(2, Math.ceil(body / SENTENCES_PER_ITEM));
}

function top<T extends { score: number; span: Span }>(
  merged: readonly Merged<T>[],
  least: number,
  most: number,
): Merged<T>[] {
  return [...merged]
    .filter(({ lead }) => lead.score >= least)
    .sort((a, b) => strength(b) - strength(a) || a.lead.span.start - b.lead.span.start)
    .slice(0, most);
}

/** A matter told more than once weighs more. */
function strength({ lead, others }: Merged<{ score: number }>): number {
  return lead.score + Math.min(others.length, 3) * 0.2;
}

/** Adds to the score of hits what their words share with the title: the title says what the article is about. */
export function raiseByTitle<T extends { span: Span; score: number }>(
  document: Document,
  hits: readonly T[],
  weight: number,
): T[] {
  const title = new Set(
    ((document.title ?? '').toLowerCase().match(/\p{L}{4,}/gu) ?? []).map((word) => word.slice(0, 6)),
  );
  if (title.size === 0) return [...hits];
  return hits.map((hit) => {
    const words = contentOf(document, { entities: new Map(), mentions: [] }, hit.span);
    let shared = 0;
    for (const word of words) if (title.has(word)) shared += 1;
    return { ...hit, score: hit.score + Math.min(shared, 2) * weight };
  });
}

/** How much of a risk's quote may be that of a measure. */
const SHARED_WITH_STEP = 0.5;

/** Leaves out risks that only hedge and whose words are those of a step: "it will withdraw its boats" is no harm. */
export function withoutSteps(hits: readonly RiskHit[], steps: readonly Span[]): RiskHit[] {
  return hits.filter(
    (hit) => !hit.rule.startsWith('soft/') || !steps.some((span) => overlapOf(span, hit.span) > SHARED_WITH_STEP),
  );
}

/** Leaves out steps that only might be taken, and by words of hope: "it could lower the risk of confrontation". */
export function withoutHopes(steps: readonly MeasureHit[], hits: readonly RiskHit[]): MeasureHit[] {
  const hopes = hits.filter((hit) => hit.upside).map((hit) => hit.span);
  return steps.filter(
    (step) => !step.rule.endsWith('could') || !hopes.some((span) => overlapOf(span, step.span) > SHARED_WITH_STEP),
  );
}
