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

const STEMS = OPPOSED.map((sides) => sides.map((words) => new Set(words.split(' ').map(stemOf))));

/** Whether two items tell actions that undo each other: each has a word of one side, and none of the other. */
export function areOpposed(a: ReadonlySet<string>, b: ReadonlySet<string>): boolean {
  const has = (words: ReadonlySet<string>, side: ReadonlySet<string> | undefined): boolean =>
    side !== undefined && [...side].some((stem) => words.has(stem));
  return STEMS.some(([one, other]) => {
    const [aOne, aOther, bOne, bOther] = [has(a, one), has(a, other), has(b, one), has(b, other)];
    return (aOne && !aOther && bOther && !bOne) || (aOther && !aOne && bOne && !bOther);
  });
}
