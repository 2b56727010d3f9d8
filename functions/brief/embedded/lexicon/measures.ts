import type { MeasureType } from '../../../core/brief.ts';
import { ECONOMY_FRAMES } from './measures/economy.ts';
import { LAW_FRAMES } from './measures/law.ts';
import { POLITICS_FRAMES } from './measures/politics.ts';
import { SECURITY_FRAMES } from './measures/security.ts';

/**
 * What makes a step of a party, type by type. Words are lemmas or forms in lower case, parted by blanks.
 * In a phrase, `*` stands for up to four words, `a|b` for either word, and a `v:` or `n:` before a word asks for a verb
 * or a noun. To teach Precis a new step, add its verb, its noun or its phrase to its type in `measures/`, and a sentence to
 * `tests/unit/embedded-measures.test.ts`.
 */
export interface MeasureFrame {
  type: MeasureType;
  /** Verbs that are a step by themselves. */
  verbs?: string;
  /** Verbs that are a step with one of these objects (in the passive: subjects). */
  withObject?: readonly (readonly [verbs: string, objects: string])[];
  /** Nouns that name a step; the verb beside them tells its status. */
  events?: string;
  phrases?: readonly string[];
}

export const MEASURE_FRAMES: readonly MeasureFrame[] = [
  ...SECURITY_FRAMES,
  ...ECONOMY_FRAMES,
  ...LAW_FRAMES,
  ...POLITICS_FRAMES,
];
