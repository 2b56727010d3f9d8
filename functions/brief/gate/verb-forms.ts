import type { Word } from './words.ts';

const IRREGULAR: ReadonlySet<string> = new Set(
  (
    'began bought brought broke built came chose drew drove fell fled fought found froze gave got grew held hit kept laid led ' +
    'left lost made met paid ran rose sank saw sent shook shot sold spent stole struck swore took threw went withdrew won ' +
    'wrote begun taken given gone shown signed shut sought caught taught thought dealt drawn driven put cut set seen sworn thrown written'
  ).split(' '),
);
const PRESENT: ReadonlySet<string> = new Set(
  (
    'accuses agrees allows announces arrests asks attacks backs bans begins blocks bombs builds buys calls cancels captures ' +
    'charges claims closes condemns continues cuts demands denies deploys detains ends expels fires gives halts holds hosts ' +
    'imposes invites issues jails joins keeps kills launches leads leaves lifts makes meets moves offers opens orders passes pays ' +
    'plans pledges pulls pushes raises receives refuses rejects releases removes resumes sells sends signs starts stops ' +
    'strikes sues suspends takes threatens urges visits votes warns withdraws'
  ).split(' '),
);
const NOT_VERBS: ReadonlySet<string> = new Set(
  'hundred united armed red need speed seed feed breed indeed naked sacred wicked'.split(' '),
);

/** Whether a word looks like the form of a verb that is told: "expelled", "withdrew", "expels". */
export function isVerbForm({ lower }: Word): boolean {
  if (IRREGULAR.has(lower) || PRESENT.has(lower)) return true;
  return /^[a-z]{3,}ed$/.test(lower) && !NOT_VERBS.has(lower);
}
