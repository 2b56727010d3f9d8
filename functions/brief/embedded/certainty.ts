import type { Certainty } from '../../core/brief.ts';
import { LEAST_SCORE } from './ranking.ts';

/** How far above the least score an item is read with high, and with medium certainty. */
const HIGH = { measures: 0.9, issues: 0.8, risks: 0.6, upsides: 0.6 } as const;
const MEDIUM = { measures: 0.3, issues: 0.6, risks: 0.25, upsides: 0.25 } as const;

/**
 * How sure the analyzer is to have read an item right, by how direct its rule was: `high` where a verb with its own object
 * (or a strong cue) and a party in the subject agree, `low` where the item is barely above the cut. It says nothing of how
 * likely the matter is, nor of its source.
 * @param explicit whether the words themselves say what the item is; it is then read with medium certainty at least.
 */
export function certaintyOf(list: keyof typeof LEAST_SCORE, score: number, sure: boolean, explicit = false): Certainty {
  const above = score - LEAST_SCORE[list];
  if (above >= HIGH[list]) return sure ? 'high' : 'medium';
  return above >= MEDIUM[list] || explicit ? 'medium' : 'low';
}

/** Words that say outright that a matter is open, or that harm may come. */
const EXPLICIT =
  /^strong\/(?:remain|unresolved|unsettled|leave|set aside|put o|no date|yet|have yet|has yet|had yet|den|talks|undecided|no decision)|^direct\/(?:path|future|outlook|cast|warn|fear|n:fear|for fear|at risk|in danger|in jeopardy|n:threat|under threat|pose|raise)/;

/** Whether the rule that found an issue or a risk rests on words that name it as one. */
export function isExplicit(rule: string): boolean {
  return EXPLICIT.test(rule);
}
