import type { BriefDraft, Evidence } from '../../core/brief.ts';
import type { GateWords } from '../lexicon.ts';
import type { GateContext } from './context.ts';

/** The lists of which each entry is dropped by itself, as a reader of the notes counts them. */
const LISTS = [
  ['measures', 'measure', 'measures'],
  ['unresolvedIssues', 'open issue', 'open issues'],
  ['risks', 'risk', 'risks'],
  ['upsides', 'upside', 'upsides'],
  ['timeline', 'dated line', 'dated lines'],
  ['ahead', 'next step', 'next steps'],
] as const;

const REASON = 'holds words that the desk always drops';

function sentencesOf(draft: BriefDraft): Set<number> {
  const entries = [...LISTS.flatMap(([list]) => [...draft[list]]), ...draft.summary];
  return new Set(entries.flatMap(({ evidence }) => evidence.map(({ sentence }) => sentence)));
}

/**
 * A draft without the entries whose quotes hold words that the desk always drops: counted, told in the notes, and their
 * sentences cited no more.
 */
export function withoutAlwaysDropped(context: GateContext, draft: BriefDraft, lexicon: GateWords): BriefDraft {
  const isKept = ({ evidence }: { evidence: readonly Evidence[] }): boolean =>
    !evidence.some(({ quote }) => lexicon.drops(quote));
  const kept: BriefDraft = {
    ...draft,
    measures: draft.measures.filter(isKept),
    unresolvedIssues: draft.unresolvedIssues.filter(isKept),
    risks: draft.risks.filter(isKept),
    upsides: draft.upsides.filter(isKept),
    timeline: draft.timeline.filter(isKept),
    ahead: draft.ahead.filter(isKept),
    summary: draft.summary.filter(isKept),
  };
  const told = LISTS.flatMap(([list, one, more]) => {
    const count = draft[list].length - kept[list].length;
    context.dropped.add(list, count);
    return count === 0 ? [] : [`${count} ${count === 1 ? one : more}`];
  });
  if (told.length === 0) return kept;
  const still = sentencesOf(kept);
  const { coverage } = draft;
  const listed = new Set(coverage.uncited.map(({ sentence }) => sentence));
  const lost = [...sentencesOf(draft)].filter((sentence) => !still.has(sentence) && !listed.has(sentence));
  const uncited = lost.sort((a, b) => a - b).map((sentence) => ({ sentence, reason: REASON }));
  return {
    ...kept,
    coverage: { ...coverage, cited: coverage.cited - uncited.length, uncited: [...coverage.uncited, ...uncited] },
    analysis: {
      ...draft.analysis,
      notes: [...draft.analysis.notes, `Left out by the desk's own words: ${told.join(', ')}.`],
    },
  };
}
