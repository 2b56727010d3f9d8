import { stemOf } from './words.ts';

function stems(list: string): Set<string> {
  return new Set(list.split(/\s+/).flatMap((word) => [word, stemOf(word)]));
}

/** Words that connect and add no claim of their own. */
const CONNECTIVES = stems(`
  a an the this that these those there here it its itself they them their he she him her his hers who whom whose which what
  and or but while as also both either each other another such same own between among amid over of on in into onto at by for
  from to toward towards with within through throughout during since until till before after about against across along
  around near off out up down per via under upon regarding concerning than then when where how why because so though although
  is are be was were been being am has have had having do does did done
  one ones some any all more most less part parts several many few much very
  i we us you me my our your
`);

/** Verbs and nouns so general that they say only what their sentence says. */
const LIGHT_WORDS = stems(`
  make take give put get go come hold conduct carry carried undertake issue question matter status topic state side party
  parties step measure plan-of position statement article report reports say says said tell according remain remains stay
  continue continues
`);

/** Of the general words those that change how much, when, which way or why: they may be written only where a quote has them. */
const TURNING_WORDS = new Set(
  (
    'all any each every both either more most less part parts several many few much very some ' +
    'before after until till since up down against within off out or because so than ' +
    'give gives giving gave given take takes taking took taken get gets getting got put puts putting ' +
    'go goes going went gone come comes coming came hold holds holding held ' +
    'continue continues continued continuing remain remains remained remaining stay stays stayed staying'
  ).split(' '),
);

/**
 * Groups in which one word may be written for another. Each is a claim about English that a reader can check: no group
 * holds two words that differ in degree, direction or certainty.
 */
const SYNONYMS = `
  talks negotiations discussions dialogue negotiate discuss
  truce ceasefire cease-fire
  accord deal pact agreement
  withdraw pullback pullout pull withdrawal
  start begin launch
  end halt stop cease
  send dispatch
  release free
  jail imprison
  arrest detain detention
  area region zone territory
  country nation
  troops forces soldiers
  arms weapons weaponry
  back support
  demand insist insistence
  urge appeal
  raise increase
  cut reduce lower
  big large
  help assist assistance aid
  buy purchase
  name appoint
  vote ballot
  parliament legislature
  percent cent pct
  km kilometre kilometer kilometres kilometers
  extend prolong extension
  shut close closure
  refuse reject decline
`;

const GROUP_OF = new Map<string, number[]>();
for (const [index, line] of SYNONYMS.trim().split('\n').entries()) {
  for (const word of line.trim().split(' ')) {
    const stem = stemOf(word);
    GROUP_OF.set(stem, [...(GROUP_OF.get(stem) ?? []), index]);
  }
}

export function isConnective(lower: string, stem: string): boolean {
  return CONNECTIVES.has(lower) || CONNECTIVES.has(stem);
}

export function isLight(lower: string, stem: string): boolean {
  return isConnective(lower, stem) || LIGHT_WORDS.has(lower) || LIGHT_WORDS.has(stem);
}

/** Whether a word may be written though no quote has it. */
export function isFree(lower: string, stem: string): boolean {
  return isLight(lower, stem) && !TURNING_WORDS.has(lower);
}

/** Whether another word than itself may be written for a stem. */
export function hasSynonyms(stem: string): boolean {
  return GROUP_OF.has(stem);
}

/** Whether two stems are the same word, or stand in one group of synonyms. */
export function meansTheSame(one: string, other: string): boolean {
  if (one === other) return true;
  const groups = GROUP_OF.get(one);
  return groups?.some((group) => GROUP_OF.get(other)?.includes(group)) ?? false;
}
