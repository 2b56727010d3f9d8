import type { Announce } from '../../functions/core/events.ts';
import { arrivalOf } from '../../functions/core/store/announcements.ts';
import { parseStoredBrief } from '../../functions/core/store/stored-brief.ts';
import type { Item, Table } from '../../functions/core/store/table.ts';
import { postingsWithoutVersion, putWithoutComparing, withMethods } from '../store/mutants.ts';
import type { Mutant } from '../store/schedule.ts';
import type { Schedule } from './actions.ts';
import { LISTED_ONCE } from './invariants.ts';
import { DEATHS_BEFORE_ANNOUNCING } from './known-schedules.ts';
import { KNOWS_CURRENT, READABLE_FIRST } from './subscriber.ts';
import { NEVER_OLDER } from './watched-table.ts';

/** A rule left out, to show that it would be noticed. */
export interface SeededBug {
  readonly name: string;
  /** The invariant that it breaks: found by another one, it would be found for the wrong reason. */
  readonly breaks: string;
  /** Where random schedules seldom show it: one that does. */
  readonly shownBy?: Schedule;
  readonly mutant?: Mutant;
  /** What the parse stage makes of a revision. */
  revision?(revision: string): string;
  /** An item as the mutant stores it, as the store knows it. */
  unmutated?(item: Item): Item;
  /** What one invocation makes of its table, and of how it announces. */
  announcing?(own: Telling): Telling;
}

interface Telling {
  readonly table: Table;
  readonly announce: Announce;
}

/** Before its postings and itself are there, its writer tells of a brief. */
function announcingEarly({ table, announce }: Telling): Telling {
  const putIf: Table['putIf'] = async (item, condition) => {
    const stored = item.sk === 'BRIEF' ? parseStoredBrief(item) : undefined;
    const upload = { bucket: '', key: '', versionId: null, sha256: '' };
    if (stored?.state === 'live') await announce(arrivalOf(stored, { url: null, upload }, undefined));
    return table.putIf(item, condition);
  };
  return { table: withMethods(table, { putIf }), announce };
}

/** A retraction is told once nothing leads to it any more, if its writer dies before. */
function retractingLate({ table, announce }: Telling): Telling {
  const late: (() => Promise<void>)[] = [];
  const update: Table['update'] = async (key, change, condition) => {
    const item = await table.update(key, change, condition);
    if (change.set?.['replaces'] !== undefined) for (const tell of late.splice(0)) await tell();
    return item;
  };
  return {
    table: withMethods(table, { update }),
    announce: async (event) => {
      if (event.type === 'BriefRetracted') late.push(() => announce(event));
      else await announce(event);
    },
  };
}

/** Whoever finds its brief stored already takes it for announced. */
function announcingOnce({ table, announce }: Telling): Telling {
  const found = new Set<string>();
  const batchGet: Table['batchGet'] = async (keys, attributes) => {
    const items = await table.batchGet(keys, attributes);
    for (const { briefId, version } of items) found.add(`${briefId}.${version}.`);
    return items;
  };
  const isOld = (id: string): boolean => [...found].some((start) => id.startsWith(start));
  return {
    table: withMethods(table, { batchGet }),
    announce: async (event) => {
      if (!isOld(event.detail.id)) await announce(event);
    },
  };
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
  { name: 'a brief is announced before it is put', breaks: READABLE_FIRST, announcing: announcingEarly },
  {
    name: 'a redelivery does not announce again',
    breaks: KNOWS_CURRENT,
    announcing: announcingOnce,
    shownBy: DEATHS_BEFORE_ANNOUNCING['of a brief'],
  },
  {
    name: 'a retraction is announced last',
    breaks: KNOWS_CURRENT,
    announcing: retractingLate,
    shownBy: DEATHS_BEFORE_ANNOUNCING['of a removal'],
  },
];
