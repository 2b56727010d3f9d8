import type { Item } from '../../functions/core/store/table.ts';
import { postingsWithoutVersion, putWithoutComparing } from '../store/mutants.ts';
import type { Mutant } from '../store/schedule.ts';
import { LISTED_ONCE } from './invariants.ts';
import { NEVER_OLDER } from './watched-table.ts';

/** A rule left out, to show that it would be noticed. */
export interface SeededBug {
  readonly name: string;
  /** The invariant that it breaks: found by another one, it would be found for the wrong reason. */
  readonly breaks: string;
  readonly mutant?: Mutant;
  /** What the parse stage makes of a revision. */
  revision?(revision: string): string;
  /** An item as the mutant stores it, as the store knows it. */
  unmutated?(item: Item): Item;
}

const WIDTH = 64;
const sequencerOf = (revision: string): string => revision.replace(/0+$/, '');

/** Rules of the pipeline, each left out in turn: a model that does not notice is blind. */
export const SEEDED_BUGS: readonly SeededBug[] = [
  { name: 'the put of a brief has no condition', breaks: NEVER_OLDER, mutant: putWithoutComparing },
  /** The order still holds, as the '.' behind a revision is less than any digit: lists refuse versions of another width. */
  { name: 'the sequencer is not padded', breaks: LISTED_ONCE, revision: sequencerOf },
  {
    name: 'the sequencer is padded on the left, as a number',
    breaks: NEVER_OLDER,
    revision: (revision) => sequencerOf(revision).padStart(WIDTH, '0'),
  },
  {
    name: "a posting's key lacks the version",
    breaks: LISTED_ONCE,
    mutant: postingsWithoutVersion,
    unmutated: (item: Item) => ({ ...item, sk: String(item['versioned'] ?? item.sk) }),
  },
];
