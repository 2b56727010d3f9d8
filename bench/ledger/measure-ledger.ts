import { readLedger } from '../../functions/core/ledger/ledger.ts';
import type { LedgerBrief } from '../../functions/core/ledger/ledger-brief.ts';
import type { StoryChanges } from '../../functions/core/ledger/ledger-line.ts';
import type { BriefedStory } from './brief-story.ts';
import { type LedgerScore, scoreLedger } from './score-ledger.ts';
import { isToldInBriefs } from './told-in-briefs.ts';

/** The ledger of one story, beside the hand-made one. */
export interface MeasuredStory extends BriefedStory {
  readonly changes: readonly StoryChanges[];
  readonly score: LedgerScore;
  /** How many of the required lines rest on items that the briefs hold. */
  readonly told: number;
}

/**
 * Reads the ledger of a story by the instants that its hand-made one states, and compares them.
 * @param others briefs of other matters that are read along; their own changes are left out.
 */
export function measureLedger(briefed: BriefedStory, others: readonly LedgerBrief[] = []): MeasuredStory {
  const { story, briefs, fileOf } = briefed;
  const { since, asOf, lines } = story.ledger;
  const changes = readLedger([...briefs, ...others], { since, asOf }).filter(({ story: { briefIds } }) =>
    briefIds.some((id) => fileOf.has(id)),
  );
  const found = changes.flatMap((change) => change.lines).filter(({ to }) => fileOf.has(to.briefId));
  const score = scoreLedger(story.ledger, found, fileOf);
  const told = lines.filter((line) => !line.optional && isToldInBriefs(line, briefed)).length;
  return { ...briefed, changes, score, told };
}
