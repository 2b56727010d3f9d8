import { stemOf } from './item-words.ts';

/** Actions that undo each other: two measures on one object, of which one opens and the other closes, are two. */
const OPPOSED: readonly (readonly [string, string])[] = [
  ['open reopen reopening unblock', 'close shut closure block seal'],
  [
    'lift remove scrap abolish repeal cancel revoke waive ease suspend suspension',
    'impose introduce levy reimpose tighten extend',
  ],
  ['withdraw leave recall departure evacuate', 'deploy send deployment enter'],
  ['raise increase rise hike expand', 'cut reduce lower halve shrink decrease'],
  ['release free acquit', 'arrest detain jail sentence convict'],
  ['resume restart restore', 'stop halt suspend end pause'],
  ['approve clear allow permit authorise authorize', 'ban block prohibit forbid bar'],
];

/** For each word of a side the bit of its pair. */
const SIDES: readonly [ReadonlyMap<string, number>, ReadonlyMap<string, number>] = [bitsOf(0), bitsOf(1)];

function bitsOf(side: 0 | 1): Map<string, number> {
  return new Map(
    OPPOSED.flatMap((sides, bit) => sides[side].split(' ').map((word) => [stemOf(word), 1 << bit] as const)),
  );
}

/** Of which pairs of actions an item has a word of one side alone: a bit for each pair. */
export interface Actions {
  readonly one: number;
  readonly other: number;
}

export function actionsOf(stems: Iterable<string>): Actions {
  let [one, other] = [0, 0];
  for (const stem of stems) {
    one |= SIDES[0].get(stem) ?? 0;
    other |= SIDES[1].get(stem) ?? 0;
  }
  return { one: one & ~other, other: other & ~one };
}

/** Whether two items tell actions that undo each other. */
export function areOpposed(a: Actions, b: Actions): boolean {
  return ((a.one & b.other) | (a.other & b.one)) !== 0;
}

/** Whether a stem is of an action that another undoes. */
export function isAction(stem: string): boolean {
  return SIDES[0].has(stem) || SIDES[1].has(stem);
}

/** Whether two items tell one action, be it in other words: "withdrew" and "left". */
export function areOfOneAction(a: Actions, b: Actions): boolean {
  return ((a.one & b.one) | (a.other & b.other)) !== 0;
}
