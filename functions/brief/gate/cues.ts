import type { Word } from './words.ts';
import { stemOf } from './words.ts';

/**
 * The words that change what a sentence claims. A class is what may stand for one another: "could" for "might", but
 * never "will" for "could".
 */
const CUE_WORDS = {
  negation: 'not no never neither nor none nobody nothing without cannot hardly barely scarcely unable unwilling fail*',
  refusal: 'refuse* refusal* reject* rejection* decline* oppose* rebuff* reluctant reluctance resist* rule*',
  denial: 'deny* denial* dispute*',
  possibility: 'could may might possible possibly perhaps potential potentially uncertain unclear',
  ability: 'can',
  future: 'will shall',
  conditional: 'would',
  obligation: 'should must ought need* necessary imperative essential',
  probability:
    'likely unlikely probably expect* projected projection projections forecast forecasts predict* prediction* chance chances odds',
  report:
    'reportedly allegedly apparently alleged suspected believed appears appeared seems seemed seemingly purported purportedly',
  proposal: 'propose* proposal* offer* suggest* recommend* consider* mull* weigh* draft drafts drafted',
  demand: 'demand* insist* insistence urge* appeal* request* press* call* ask* want* seek* require* order* instruct*',
  intention:
    'plan* intend* aim* hope* vow* pledge* promise* prepare* attempt* try* effort* ready schedule* willing eager ' +
    'is are was were set due about',
  threat: 'threaten* threat* warn* warning* fear* risk*',
  consent: 'agree* agreement*',
  condition: 'if unless provided whether',
} as const;
export type CueClass = keyof typeof CUE_WORDS;

// A starred word stands for all its forms and is found by its stem; the others are found as they are, since "note"
// would have the stem of "not".
const CLASS_OF_WORD = new Map<string, CueClass>();
const CLASS_OF_STEM = new Map<string, CueClass>();
for (const [name, list] of Object.entries(CUE_WORDS)) {
  for (const word of list.split(' ')) {
    if (word.endsWith('*')) CLASS_OF_STEM.set(stemOf(word.slice(0, -1)), name as CueClass);
    else CLASS_OF_WORD.set(word, name as CueClass);
  }
}

const TO = ['to'];
const CALLING = ['to', 'for', 'on', 'upon', 'that'];
/** Words that are a cue only before one of some others, and how near: "called on", but not "called it useful". */
const COMPLEMENTS = new Map<string, { words: readonly string[]; within: number }>(
  (
    [
      ['rule', ['out'], 1],
      ['need', ['to', 'for'], 2],
      ['necessary', TO, 1],
      ['imperative', ['to', 'that'], 1],
      ['essential', ['to', 'that'], 1],
      ['appeal', ['to', 'for'], 1],
      ['request', ['that', 'for', 'to'], 2],
      ['press', CALLING, 2],
      ['call', CALLING, 1],
      ['ask', CALLING, 5],
      ['order', TO, 5],
      ['instruct', TO, 4],
      ['try', TO, 1],
      ['effort', TO, 1],
      ['attempt', TO, 1],
      ['willing', TO, 1],
      ['eager', TO, 1],
      ['ready', TO, 1],
      ['set', TO, 1],
      ['due', ['to', 'in', 'on'], 1],
      ['about', TO, 1],
      ['provided', ['that'], 1],
      ['is', TO, 1],
      ['are', TO, 1],
      ['was', TO, 1],
      ['were', TO, 1],
    ] as const
  ).map(([word, words, within]): [string, { words: readonly string[]; within: number }] => [
    CLASS_OF_STEM.has(stemOf(word)) ? stemOf(word) : word,
    { words, within },
  ]),
);
const NEEDS_BE = new Set(['set', 'due', 'about', 'ready', 'willing', 'eager']);
const BE = /^(?:is|are|was|were|be|been|being|s|m|re)$/;
const DETERMINER = /^(?:the|a|an|its|their|his|her|our|this|that|of|by|in|for)$/;
/** Nouns of intention: "the plan took months" tells of no future act, "a plan to leave" does. */
const INTENTION_NOUNS = new Set(['plan', 'aim', 'hope', 'pledge', 'promise', 'vow'].map(stemOf));

const SAYING = new Set(
  (
    'say says said saying tell tells told telling announce announces announced announcing stated stating declare ' +
    'declares declared declaring claim claims claimed claiming stress stresses stressed stressing according add adds added ' +
    'note notes noted noting argue argues argued arguing describe describes described confirm confirms confirmed confirming ' +
    'reported reports acknowledge acknowledges acknowledged insist insists insisted insisting warn warns warned warning ' +
    'accuse accuses accused accusing allege alleges alleged alleging deny denies denied denying reiterate reiterated ' +
    'emphasise emphasised emphasize emphasized maintain maintains maintained assert asserts asserted contend contends ' +
    'contended testified testify wrote writes commented explain explains explained admit admits admitted complain ' +
    'complains complained indicate indicates indicated signal signals signalled hopes hoped thinks thought recalled welcomes welcomed criticised criticized condemned believe believes believed vow vows vowed pledge pledged pledges'
  ).split(' '),
);

/** Whether one of some words follows before the next punctuation. */
function isFollowedBy(words: readonly Word[], index: number, wanted: readonly string[], within: number): boolean {
  for (const next of words.slice(index + 1, index + 1 + within)) {
    if (/[,;:.—–()]/.test(next.before)) return false;
    if (wanted.includes(next.lower)) return true;
  }
  return false;
}

/**
 * The class of the cue that a word is where it stands.
 * @param words the words around it, of which it is number `index`.
 */
export function cueAt(words: readonly Word[], index: number): CueClass | undefined {
  const word = words[index];
  if (word === undefined) return undefined;
  const exact = CLASS_OF_WORD.get(word.lower);
  const cue = exact ?? CLASS_OF_STEM.get(word.stem);
  if (cue === undefined) return undefined;
  // Names: the month, and "Court of Appeal", "Associated Press".
  if (word.capital && !word.opening && word.text !== word.text.toUpperCase()) return undefined;
  const next = words[index + 1]?.lower ?? '';
  if (word.lower === 'not' && next === 'only') return undefined;
  if (word.lower === 'no' && (next === 'doubt' || next === 'later')) return undefined;
  if (cue === 'future' && /^(?:still|continue|remain)$/.test(next)) return undefined;
  const complement = COMPLEMENTS.get(exact === undefined ? word.stem : word.lower);
  if (complement !== undefined && !isFollowedBy(words, index, complement.words, complement.within)) return undefined;
  const before = words[index - 1]?.lower ?? '';
  if (NEEDS_BE.has(word.lower) && !words.slice(Math.max(0, index - 3), index).some((other) => BE.test(other.lower))) {
    return undefined;
  }
  if (INTENTION_NOUNS.has(word.stem) && DETERMINER.test(before) && next !== 'to') return undefined;
  return cue;
}

/** The places of the cues among some words, by their class. */
export function cuesIn(words: readonly Word[]): Map<CueClass, number[]> {
  const found = new Map<CueClass, number[]>();
  for (let index = 0; index < words.length; index++) {
    const cue = cueAt(words, index);
    if (cue !== undefined) found.set(cue, [...(found.get(cue) ?? []), index]);
  }
  return found;
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
