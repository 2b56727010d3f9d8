import type { Item } from '../../functions/core/store/table.ts';
import { postingsWithoutVersion, putWithoutComparing } from '../store/mutants.ts';
import type { SeededBug } from './pipeline.ts';

const WIDTH = 64;
const sequencerOf = (revision: string): string => revision.replace(/0+$/, '');

/** Rules of the pipeline, each left out in turn: a model that does not notice is blind. */
export const SEEDED_BUGS: readonly SeededBug[] = [
  { name: 'the put of a brief has no condition', mutant: putWithoutComparing },
  { name: 'the sequencer is not padded', revision: sequencerOf },
  {
    name: 'the sequencer is padded on the left, as a number',
    revision: (revision) => sequencerOf(revision).padStart(WIDTH, '0'),
  },
  {
    name: "a posting's key lacks the version",
    mutant: postingsWithoutVersion,
    unmutated: (item: Item) => ({ ...item, sk: String(item['versioned'] ?? item.sk) }),
  },
];
