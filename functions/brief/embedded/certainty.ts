import type { Certainty } from '../../core/brief.ts';
import { LEAST_SCORE } from './ranking.ts';

/** How far above the least score an item is read with high, and with medium certainty. */
const HIGH = { measures: 0.9, issues: 0.8, risks: 0.6, upsides: 0.6 } as const;
const MEDIUM = { measures: 0.3, issues: 0.25, risks: 0.25, upsides: 0.25 } as const;

/**
 * How sure the analyzer is to have read an item right, by how direct its rule was: `high` where a verb with its own object
 * (or a strong cue) and a party in the subject agree, `low` where the item is barely above the cut. It says nothing of how
 * likely the matter is, nor of its source.
 */
export function certaintyOf(list: keyof typeof LEAST_SCORE, score: number, sure: boolean): Certainty {
  const above = score - LEAST_SCORE[list];
  if (above >= HIGH[list]) return sure ? 'high' : 'medium';
  return above >= MEDIUM[list] ? 'medium' : 'low';
}
