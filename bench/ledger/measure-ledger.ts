import { readLedger } from '../../functions/core/ledger/ledger.ts';
import type { StoryChanges } from '../../functions/core/ledger/ledger-line.ts';
import type { BriefedStory } from './brief-story.ts';
import type { GoldLine } from './gold-ledger.ts';
import { type LedgerScore, scoreLedger } from './score-ledger.ts';
import { isToldInBriefs } from './told-in-briefs.ts';

/** The ledger of one story, beside the hand-made one. */
export interface MeasuredStory extends BriefedStory {
  readonly changes: readonly StoryChanges[];
  readonly score: LedgerScore;
  /** The required lines that rest on items which the briefs hold. */
  readonly told: ReadonlySet<GoldLine>;
}

/** Reads the ledger of a story by the instants that its hand-made one states, and compares them. */
export function measureLedger(briefed: BriefedStory): MeasuredStory {
  const { story, briefs, fileOf } = briefed;
  const { since, asOf, lines } = story.ledger;
  const changes = readLedger(briefs, { since, asOf });
  const found = changes.flatMap((change) => change.lines);
  const score = scoreLedger(story.ledger, found, fileOf);
  const told = new Set(lines.filter((line) => !line.optional && isToldInBriefs(line, briefed)));
  return { ...briefed, changes, score, told };
}
