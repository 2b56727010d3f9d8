import type { Word } from './words.ts';
import { stemOf } from './words.ts';

/**
 * The words that change what a sentence claims. A class is what may stand for one another: "could" for "might", but
 * never "will" for "could".
 */
const CUE_WORDS = {
  negation:
    'not no never neither nor none nobody nothing without cannot hardly barely scarcely unable unwilling fail failed',
  refusal: 'refuse refusal reject rejection decline oppose rebuff reluctant reluctance resist',
  denial: 'deny denial dispute',
  possibility: 'could may might possible possibly perhaps potential potentially uncertain unclear',
  ability: 'can',
  future: 'will shall',
  conditional: 'would',
  obligation: 'should must ought',
  probability: 'likely unlikely probably expect expected forecast project predict prediction chance odds',
  report: 'reportedly allegedly apparently allege alleged suspected believed appear seem seemingly purported',
  proposal: 'propose proposal offer suggest consider mull weigh draft',
  demand: 'demand insist insistence urge appeal request press call ask want seek require',
  intention: 'plan intend aim hope vow pledge promise prepare attempt try effort ready schedule decide decision',
  threat: 'threaten threat warn warning fear risk',
  consent: 'agree agreement',
  condition: 'if unless provided whether',
} as const;
export type CueClass = keyof typeof CUE_WORDS;

const CLASS_OF = new Map<string, CueClass>();
for (const [name, list] of Object.entries(CUE_WORDS)) {
  for (const word of list.split(' ')) {
    CLASS_OF.set(word, name as CueClass);
    // Function words have no other forms, and "nor" must not be found in "north".
    if (word.length > 5 || name === 'proposal' || name === 'demand' || name === 'intention' || name === 'threat') {
      CLASS_OF.set(stemOf(word), name as CueClass);
    }
  }
}

/** Words that are a cue only with a complement: "tried to", "called on"; "was tried for murder" is none. */
const NEEDS_COMPLEMENT = new Set([
  'try',
  'appeal',
  'press',
  'call',
  'ask',
  'request',
  'seek',
  'set',
  'due',
  'about',
  'slat',
]);
const COMPLEMENT = new Set(['to', 'for', 'on', 'upon', 'that']);
const ABOUT_TO = new Set(['set', 'due', 'about', 'slat']);

const SAYING = new Set(
  (
    'say says said saying tell tells told telling announce announces announced announcing stated stating declare ' +
    'declares declared declaring claim claims claimed claiming stress stresses stressed stressing according add adds added ' +
    'notes noted noting argue argues argued arguing describe describes described confirm confirms confirmed confirming ' +
    'reported reports acknowledge acknowledges acknowledged insist insists insisted insisting warn warns warned warning ' +
    'accuse accuses accused accusing allege alleges alleged alleging deny denies denied denying reiterate reiterated ' +
    'emphasise emphasised emphasize emphasized maintain maintains maintained assert asserts asserted contend contends ' +
    'contended testified testify wrote writes commented explain explains explained admit admits admitted complain ' +
    'complains complained believe believes believed vow vows vowed pledge pledged pledges'
  ).split(' '),
);

/**
 * The class of the cue that a word is where it stands.
 * @param words the words around it, of which it is number `index`.
 */
export function cueAt(words: readonly Word[], index: number): CueClass | undefined {
  const word = words[index];
  if (word === undefined) return undefined;
  // The month, and the name.
  if ((word.lower === 'may' || word.lower === 'will') && word.capital && !word.opening) return undefined;
  if (NEEDS_COMPLEMENT.has(word.stem)) {
    const next = words.slice(index + 1, index + 5);
    if (ABOUT_TO.has(word.stem)) return next[0]?.lower === 'to' ? 'intention' : undefined;
    if (!next.some((other) => COMPLEMENT.has(other.lower))) return undefined;
  }
  return CLASS_OF.get(word.lower) ?? CLASS_OF.get(word.stem);
}

/** Whether a word says that somebody says: "said", "according". */
export function isSaying(word: Word): boolean {
  return SAYING.has(word.lower);
}

/** Words after which a quantity is not the bare quantity: "up to ten", "about 300". */
export const APPROXIMATORS: ReadonlySet<string> = new Set(
  (
    'about around nearly almost roughly approximately over under up least most more less fewer some estimated exceeding ' +
    'below above beyond'
  ).split(' '),
);

/** Classes under which an act is not done, whatever the tense in which it is told. */
export const UNREALISED: ReadonlySet<CueClass> = new Set<CueClass>([
  'negation',
  'refusal',
  'denial',
  'possibility',
  'future',
  'conditional',
  'obligation',
  'probability',
  'proposal',
  'demand',
  'intention',
  'threat',
  'condition',
]);

/** Classes that a written sentence may not lose when it repeats what they govern. */
export const KEPT: ReadonlySet<CueClass> = new Set<CueClass>([...UNREALISED, 'report', 'consent', 'ability']);
