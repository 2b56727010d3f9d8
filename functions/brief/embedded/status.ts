import type { MeasureStatus } from '../../core/brief.ts';
import { SPEECH_LEMMAS } from '../../core/text/speech-verbs.ts';
import { governorOf, inSentence } from './by-sentence.ts';
import type { Act } from './frames.ts';
import { CONTROL_ADJECTIVES, CONTROL_NOUNS, CONTROL_VERBS } from './lexicon/control-verbs.ts';
import { wordsIn } from './lexicon-index.ts';
import type { Clause, Token, VerbGroup } from './model.ts';

type Controls = ReadonlyMap<string, MeasureStatus>;

const VERBS = controls(CONTROL_VERBS);
const NOUNS = controls(CONTROL_NOUNS);
const ADJECTIVES = controls(CONTROL_ADJECTIVES);

function controls(lists: Readonly<Partial<Record<MeasureStatus, string>>>): Controls {
  const map = new Map<string, MeasureStatus>();
  for (const [status, list] of Object.entries(lists)) {
    for (const word of wordsIn(list)) if (!map.has(word)) map.set(word, status as MeasureStatus);
  }
  return map;
}

/** How far a step has come, and which rule said so. */
export interface StatusReading {
  status: MeasureStatus;
  rule: string;
  /** The step is only the purpose or the condition of another one. */
  aside: boolean;
}

const HOSTILE: ReadonlySet<string> = new Set([
  'military-action',
  'sanctions',
  'deployment',
  'protest',
  'movement',
  'legal',
]);
/** "The first of the soldiers left": more are to. */
function isFirstOfMany(tokens: readonly Token[], { from, verb }: Clause): boolean {
  return tokens
    .slice(from, verb?.from ?? from)
    .some(
      ({ index, lower }) =>
        lower === 'first' && tokens[index + 1]?.lower === 'of' && tokens[index - 1]?.lower === 'the',
    );
}

/** Verbs that end what their object names. */
const ENDING: ReadonlySet<string> = new Set(
  wordsIn(
    'end suspend cancel lift drop scrap abandon stop halt terminate revoke repeal abolish cease rescind discontinue',
  ),
);
/** Steps whose own nature is to end something: done, they are completed. */
const ENDS_BY_NATURE: ReadonlySet<string> = new Set(['withdrawal', 'ceasefire', 'release', 'military-action']);
/** Verbs that bring about what their object names, so that their own tense tells how far it is. */
const DONE_BY_TENSE: ReadonlySet<MeasureStatus> = new Set<MeasureStatus>(['completed', 'under-way', 'ended']);

/**
 * Reads the status of a step from its verb (tense, modal, negation) and from what governs it ("agreed to", "refusal to",
 * "said it would"). Nothing that is not told as happening comes out as completed, under way or ended.
 */
export function statusOf(
  tokens: readonly Token[],
  clauses: readonly Clause[],
  clause: Clause,
  act: Act,
): StatusReading {
  const group = clause.verb;
  if (!group) return { status: 'unclear', rule: 'no-verb', aside: true };
  if (clause.conditional) return { status: 'proposed', rule: 'condition', aside: true };
  const own = act.head === group.head ? ofVerb(tokens, group, act) : byVerbOverEvent(tokens, group, act);
  const governor = governorOf(clauses, clause);
  if (own.status === 'completed' && isFirstOfMany(tokens, clause)) return { ...own, status: 'under-way' };
  const reading = governor ? governed(tokens, clause, governor, clauses, own, group) : own;
  if (governor && isDenied(clauses, governor)) return { status: 'refused', rule: 'denied', aside: false };
  return withCondition(tokens, clauses, clause, act, reading);
}

/** Statuses that a verb which is itself the step gives to it: "is considering a bill", "called for talks". */
const TELLING: ReadonlySet<MeasureStatus> = new Set<MeasureStatus>([
  'proposed',
  'demanded',
  'threatened',
  'refused',
  'agreed',
]);
/** Verbs that plan, rather than take, what their object names. */
const PLANNING: ReadonlySet<string> = new Set([
  'plan',
  'intend',
  'promise',
  'pledge',
  'vow',
  'schedule',
  'expect',
  'order',
]);
/** Verbs that are the whole step when they are told as done, though they govern others as well. */
const DOING: ReadonlySet<string> = new Set([
  'welcome',
  'endorse',
  'prevent',
  'block',
  'deny',
  'veto',
  'study',
  'offer',
  'boycott',
  'want',
  'need',
]);

/** What is reached is agreed; what is signed is done. */
const REACHING = /^(?:reach|come|strike|make|agree)$/;

function doneByNature(reading: StatusReading, act: Act): StatusReading {
  if (reading.status !== 'ended' || !ENDS_BY_NATURE.has(act.type)) return reading;
  return { ...reading, status: 'completed', rule: 'past' };
}

function ofVerb(tokens: readonly Token[], group: VerbGroup, act: Act): StatusReading {
  const tense = doneByNature(byTense(tokens, group), act);
  if (act.type === 'agreement' && tense.status === 'completed' && REACHING.test(group.lemma)) {
    return { status: 'agreed', rule: 'reached', aside: false };
  }
  // "dismissed the ministers": sent them away.
  if (group.lemma === 'dismiss' && (act.type === 'political' || act.type === 'corporate')) return tense;
  if (tense.rule === 'negated' || (tense.aside && tense.rule !== 'infinitive') || DOING.has(group.lemma)) return tense;
  const control = controlOf(tokens, group);
  const bought = act.type === 'corporate' || act.type === 'security-assistance';
  const ordered = group.lemma !== 'order' || ordersTo(tokens, group) || (act.by !== 'verb' && !bought);
  const planned = control === 'announced' && PLANNING.has(group.lemma) && ordered && tense.rule !== 'would';
  const told =
    control !== undefined && (TELLING.has(control) || planned) && (act.by !== 'verb' || act.type === 'other');
  if (!told || tense.aside || tense.status === 'announced') return tense;
  return { status: control, rule: `verb-${control}`, aside: false };
}

/** How far behind "ordered" what is to be done may stand, in tokens. */
const ORDER_REACH = 10;

/** "ordered the firm to stop building", but not "ordered two turbines". */
function ordersTo(tokens: readonly Token[], { head, to }: VerbGroup): boolean {
  return tokens
    .slice(to, to + ORDER_REACH)
    .some(
      ({ index, lower, sentence }) =>
        lower === 'to' && sentence === tokens[head]?.sentence && /^(?:VERB|AUX)$/.test(tokens[index + 1]?.pos ?? 'X'),
    );
}

const TIMETABLE = /^(?:leave|depart|arrive|fly|travel|visit|meet|begin|start|open|resume|return|expire|come|go|take)$/;
/** How far behind the verb its day may stand, in tokens. */
const DAY_REACH = 12;

/** "leaves for Norland on Wednesday": the present of a timetable is about what is to come. */
function isScheduled(tokens: readonly Token[], group: VerbGroup): boolean {
  if (!TIMETABLE.test(group.lemma) || group.passive || group.perfect) return false;
  const sentence = tokens[group.head]?.sentence;
  return tokens
    .slice(group.to, group.to + DAY_REACH)
    .some(
      (token) =>
        token.sentence === sentence &&
        /^(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow|next)$/.test(token.lower),
    );
}

/** Tense, modal and negation of the verb that is itself the step. */
function byTense(tokens: readonly Token[], group: VerbGroup): StatusReading {
  if (group.negated) return { status: 'refused', rule: 'negated', aside: false };
  // "should have been arrested", "would have given": what was not done.
  if (group.modal !== undefined && group.perfect) return { status: 'unclear', rule: 'counterfactual', aside: true };
  const modal = byModal(group, lasts(tokens, group));
  if (modal) return modal;
  if (group.infinitive) return { status: 'unclear', rule: 'infinitive', aside: true };
  const adverb = tokens[group.from]?.lower;
  if (adverb === 'reportedly') return { status: 'completed', rule: 'past', aside: false };
  const ending = ENDING.has(group.lemma);
  if (group.progressive) {
    return {
      status: group.tense === 'none' ? 'unclear' : 'under-way',
      rule: 'progressive',
      aside: group.tense === 'none',
    };
  }
  if (group.tense === 'none' && !group.passive) return { status: 'unclear', rule: 'participle', aside: true };
  // "previously signed agreements", "a fund dedicated to": told in passing, unless it says by whom.
  const byWhom = tokens[group.to]?.lower === 'by' || tokens[group.to + 1]?.lower === 'by';
  if (group.tense === 'none' && !byWhom) return { status: 'unclear', rule: 'participle', aside: false };
  if (ending) return { status: 'ended', rule: 'ending', aside: false };
  if (group.tense === 'present' && isScheduled(tokens, group))
    return { status: 'announced', rule: 'will', aside: false };
  if (group.tense === 'present' && !group.perfect) return { status: 'under-way', rule: 'present', aside: false };
  return { status: 'completed', rule: 'past', aside: false };
}

/** "will still be prohibited", "remains": what holds already. */
function lasts(tokens: readonly Token[], group: VerbGroup): boolean {
  return tokens.slice(group.from, group.to).some((token) => token.lower === 'still' || token.lower === 'remain');
}

function byModal(group: VerbGroup, lasting: boolean): StatusReading | undefined {
  switch (group.modal) {
    case undefined:
      return undefined;
    case 'will':
    case 'shall':
      if (lasting) return { status: 'under-way', rule: 'will-still', aside: false };
      return { status: 'announced', rule: 'will', aside: false };
    case 'must':
    case 'should':
    case 'ought':
      return { status: 'demanded', rule: 'must', aside: false };
    case 'would':
      return { status: 'proposed', rule: 'would', aside: false };
    default:
      return { status: 'proposed', rule: 'could', aside: false };
  }
}

/** "rejected the deal", "called for talks", "talks were held": the verb tells how far the event is. */
function byVerbOverEvent(tokens: readonly Token[], group: VerbGroup, act: Act): StatusReading {
  const control = controlOf(tokens, group);
  const tense = byTense(tokens, group);
  const said = act.by === 'mention' && SPEECH_LEMMAS.has(group.lemma);
  if (said && DONE_BY_TENSE.has(tense.status)) return { status: 'unclear', rule: 'said-of', aside: true };
  if (control === undefined || DONE_BY_TENSE.has(control)) {
    if (tense.status !== 'completed' && tense.status !== 'ended' && tense.status !== 'under-way') return tense;
    const status =
      control === 'ended' || control === 'under-way' ? control : tense.status === 'ended' ? 'completed' : tense.status;
    return { status, rule: `event-${control ?? 'done'}`, aside: tense.aside || act.by === 'mention' };
  }
  if (
    /^(?:agreement|deal|accord|understanding|compromise|consensus)$/.test(tokens[act.head]?.lemma ?? '') &&
    tense.status === 'completed'
  ) {
    if (REACHING.test(group.lemma)) return { status: 'agreed', rule: 'event-reached', aside: false };
  }
  if (group.negated) {
    if (control === 'refused') return { status: 'proposed', rule: 'not-refused', aside: false };
    const refusing = control === 'agreed' || control === 'proposed' || control === 'announced';
    return { status: refusing ? 'refused' : 'unclear', rule: `not-${control}`, aside: false };
  }
  return { status: control, rule: `event-${control}`, aside: act.by === 'mention' };
}

/** The status that a verb gives to what it governs. */
function controlOf(tokens: readonly Token[], group: VerbGroup): MeasureStatus | undefined {
  const particle = particleBehind(tokens, group);
  if (particle !== undefined) {
    const joined = VERBS.get(`${group.lemma}-${particle}`);
    if (joined) return joined;
  }
  // "pleaded guilty": no plea for anything.
  if (group.lemma === 'plead' && /^(?:guilty|not|innocent)$/.test(tokens[group.to]?.lower ?? '')) return undefined;
  if (group.lemma === 'be') {
    if (isOver(tokens, group)) return 'ended';
    for (let at = group.to; at < group.to + 3; at++) {
      const token = tokens[at];
      const adjective = token ? (ADJECTIVES.get(token.lower) ?? ADJECTIVES.get(token.lemma)) : undefined;
      if (adjective) return adjective;
    }
    return undefined;
  }
  if (group.passive) {
    const head = tokens[group.head]?.lower ?? '';
    const adjective = ADJECTIVES.get(head);
    if (adjective) return adjective;
  }
  return VERBS.get(group.lemma);
}

/** Whether a "be" tells that something has ended: "is over", "was over by noon", not "is over budget", "was over 40". */
export function isOver(tokens: readonly Token[], { to }: VerbGroup): boolean {
  const at = tokens[to]?.pos === 'ADV' && tokens[to]?.lower !== 'over' ? to + 1 : to;
  const next = tokens[at + 1];
  return (
    tokens[at]?.lower === 'over' &&
    (next === undefined || /^(?:PUNCT|CCONJ|SCONJ)$/.test(next.pos) || /^(?:by|in|on|at|after|for)$/.test(next.lower))
  );
}

function particleBehind(tokens: readonly Token[], group: VerbGroup): string | undefined {
  for (let at = group.to; at < group.to + 4; at++) {
    const next = tokens[at];
    if (!next || next.sentence !== tokens[group.head]?.sentence || next.pos === 'PUNCT' || next.pos === 'VERB') break;
    if (/^(?:out|down|off|on|upon|up|for|forward)$/.test(next.lower)) return next.lower;
  }
  return undefined;
}

/** The reading of a step that stands under another verb. */
function governed(
  tokens: readonly Token[],
  clause: Clause,
  governor: Clause,
  clauses: readonly Clause[],
  own: StatusReading,
  group: VerbGroup,
): StatusReading {
  const verb = governor.verb;
  if (!verb) return own;
  const dependent = group.infinitive || (group.tense === 'none' && !group.modal);
  if (!dependent) return underSpeech(tokens, clause, verb, own, group);
  const noun = controllingNoun(tokens, clause);
  if (noun) return underNoun(tokens, verb, noun);
  if (group.negated && !verb.negated) return { status: 'refused', rule: 'not-to', aside: false };
  if (governor.conditional) return { status: 'proposed', rule: 'condition', aside: true };
  if (isToldTo(tokens, clause, verb, group)) return { status: 'demanded', rule: 'governor-demanded', aside: false };
  const control = controlOf(tokens, verb);
  if (/^(?:try|attempt|strive)$/.test(verb.lemma) && verb.progressive && verb.tense !== 'none') {
    return { status: 'under-way', rule: 'trying', aside: false };
  }
  if (REPORTING_DONE.test(verb.lemma) && group.progressive && !verb.negated && !verb.passive)
    return { status: 'completed', rule: 'reported-doing', aside: false };
  if (group.infinitive && !group.passive && verb.lemma === 'be' && isFirstTo(tokens, clause)) {
    const tense = byTense(tokens, verb);
    return { status: tense.rule === 'present' ? 'completed' : tense.status, rule: 'first-to', aside: false };
  }
  if (isToCome(clause, verb, group)) return { status: 'announced', rule: 'is-to', aside: false };
  if (control === undefined) {
    // "met to discuss", "flew in to negotiate": a purpose, not a step that is told as taken.
    return { status: 'unclear', rule: 'purpose', aside: true };
  }
  return chained(tokens, clauses, governor, verb, control);
}

/** "denied having agreed | to open it", "denied that it had decided | to do so": what governs the step is itself denied. */
function isDenied(clauses: readonly Clause[], governor: Clause): boolean {
  const verb = governorOf(clauses, governor)?.verb;
  return (
    verb?.lemma === 'deny' &&
    !verb.negated &&
    !verb.passive &&
    SETTLING.has(VERBS.get(governor.verb?.lemma ?? '') ?? 'unclear')
  );
}

/** How far a step has come that somebody agreed, decided or began: what is denied of it is that it will be, or was, done. */
const SETTLING: ReadonlySet<MeasureStatus> = new Set<MeasureStatus>(['agreed', 'announced', 'proposed', 'under-way']);

/**
 * "its plans to | leave", "rejected the demand to | leave": what a refused noun asks for is refused; what stands beside it
 * ("rejected the appeal against the order to | leave") is only what it is about.
 */
function underNoun(tokens: readonly Token[], verb: VerbGroup, noun: ControllingNoun): StatusReading {
  const told: StatusReading = { status: noun.status, rule: `noun-${noun.status}`, aside: false };
  const rejected = verb.to <= noun.at && !verb.passive && !verb.negated && REJECTING.test(verb.lemma);
  if (!rejected || noun.status === 'refused') return told;
  const beside = tokens.slice(verb.to, noun.at).some(({ lower }) => /^(?:against|over|to|on|about|from)$/.test(lower));
  return beside
    ? { status: 'unclear', rule: 'purpose', aside: true }
    : { status: 'refused', rule: 'noun-refused', aside: false };
}

/** Verbs whose object is not done, whatever it asks for. */
const REJECTING = /^(?:reject|refuse|dismiss|rebuff|resist|oppose|spurn|veto|ignore|defy)$/;

/** "are to | start on Monday": what is arranged; only where somebody who acts, or a step, is the subject. */
function isToCome(clause: Clause, verb: VerbGroup, group: VerbGroup): boolean {
  const arranged = verb.lemma === 'be' && verb.tense === 'present' && !verb.negated && !verb.modal && !verb.perfect;
  return arranged && group.infinitive && clause.from === verb.to && clause.subjects.length > 0;
}

/** "told the owners to | leave", "gave them 48 hours to | leave", "were given until Friday to | leave". */
function isToldTo(tokens: readonly Token[], clause: Clause, verb: VerbGroup, group: VerbGroup): boolean {
  if (!group.infinitive || verb.negated) return false;
  if (verb.lemma === 'tell') return !verb.passive;
  if (verb.lemma !== 'give' || RIGHTS.test(group.lemma)) return false;
  const between = tokens.slice(verb.to, clause.from);
  const last = between.at(-1)?.lower ?? '';
  const timed = /^(?:(?:minute|hour|day|week|month)s?|deadline|ultimatum)$/.test(last);
  return timed || between.some(({ lower }) => lower === 'until');
}

/** What somebody is given time for as a right, and not told to do. */
const RIGHTS =
  /^(?:appeal|respond|reply|answer|object|comment|challenge|decide|consider|prepare|recover|rest|study|enjoy|find|prove|seek|build|repay)$/;

/** Verbs by which somebody tells what they themselves did: "reported launching an attack". */
const REPORTING_DONE = /^(?:report|admit|acknowledge|confirm|recall)$/;

/** "was the first town | to approve it": who is first has done so. */
function isFirstTo(tokens: readonly Token[], clause: Clause): boolean {
  const before = tokens
    .slice(Math.max(0, clause.from - 8), clause.from)
    .filter((token) => token.sentence === clause.sentence);
  const at = before.findLastIndex((token) => /^(?:first|last|only|latest|second|third)$/.test(token.lower));
  return at >= 0 && before.slice(at + 1).every((token) => /^(?:NOUN|PROPN|ADJ|NUM)$/.test(token.pos));
}

/** "agreed to", "will begin to", "has not agreed to": the governor's own tense and governor count. */
function chained(
  tokens: readonly Token[],
  clauses: readonly Clause[],
  governor: Clause,
  verb: VerbGroup,
  control: MeasureStatus,
): StatusReading {
  const tense = byTense(tokens, verb);
  if (verb.negated) {
    if (control === 'refused') return { status: 'proposed', rule: 'not-refused', aside: false };
    return { status: 'refused', rule: `not-${control}`, aside: false };
  }
  if (DONE_BY_TENSE.has(control)) {
    if (tense.status === 'completed' || tense.status === 'under-way' || tense.status === 'ended') {
      const status = control === 'completed' ? tense.status : control;
      return { status, rule: `governor-${control}`, aside: false };
    }
    if (tense.rule !== 'infinitive' && tense.rule !== 'participle') return tense;
    const above = governorOf(clauses, governor);
    if (!above?.verb) return { status: 'unclear', rule: 'governor-open', aside: true };
    const higher = controlOf(tokens, above.verb);
    return { status: higher && !DONE_BY_TENSE.has(higher) ? higher : 'unclear', rule: 'governor-higher', aside: false };
  }
  // "said it would ask the court | to annul it": the asking is what is to come.
  const speech = governorOf(clauses, governor)?.verb;
  if (control === 'demanded' && verb.modal === 'would' && speech && SPEECH_LEMMAS.has(speech.lemma))
    return { status: 'announced', rule: 'said-would', aside: false };
  const hedged = verb.modal !== undefined && verb.modal !== 'will' && control !== 'demanded' && control !== 'refused';
  if (hedged) return { status: 'proposed', rule: `could-${control}`, aside: false };
  if (control === 'agreed' && verb.tense === 'future') return { status: 'proposed', rule: 'will-agree', aside: false };
  return { status: control, rule: `governor-${control}`, aside: false };
}

/** The noun that plans, refuses or demands the step of a clause ("its refusal to | withdraw", "plans to | lift"). */
export interface ControllingNoun {
  /** Index of its token. */
  at: number;
  status: MeasureStatus;
}

/** @returns the noun right before a clause that tells how far its step is. */
export function controllingNoun(tokens: readonly Token[], clause: Clause): ControllingNoun | undefined {
  const before = tokens[clause.from - 1];
  if (before?.pos !== 'NOUN' && before?.pos !== 'PROPN') return undefined;
  const direct = NOUNS.get(before.lemma) ?? NOUNS.get(before.lower);
  if (direct) return { at: before.index, status: direct };
  // "a demand for Turkey to | recognise".
  for (let at = clause.from - 2; at > clause.from - 7; at--) {
    const noun = tokens[at - 1];
    if (tokens[at]?.lower !== 'for' || noun?.pos !== 'NOUN') continue;
    const status = NOUNS.get(noun.lemma);
    return status === undefined ? undefined : { at: noun.index, status };
  }
  return undefined;
}

/** "said it would", "demanded that it withdraw", "denied that it had". */
function underSpeech(
  tokens: readonly Token[],
  clause: Clause,
  verb: VerbGroup,
  own: StatusReading,
  group: VerbGroup,
): StatusReading {
  const control = controlOf(tokens, verb);
  if (verb.lemma === 'deny' && !verb.negated) {
    // "denied reports that …": what others say.
    const others = tokens[clause.from - 1]?.pos === 'NOUN';
    return { status: others ? 'unclear' : 'refused', rule: 'denied', aside: true };
  }
  const asking = group.modal === 'would' && own.rule === 'verb-demanded';
  if ((own.rule === 'would' || asking) && (SPEECH_LEMMAS.has(verb.lemma) || verb.tense === 'past')) {
    if (control === 'announced' && own.rule === 'would')
      return { status: 'announced', rule: 'that-announced', aside: false };
    return { status: control === 'threatened' ? 'threatened' : 'announced', rule: 'said-would', aside: false };
  }
  const subjunctive = control === 'demanded' || control === 'proposed';
  const bare = group.tense === 'present' && !group.perfect && !group.progressive;
  if (subjunctive && (bare || group.modal !== undefined) && verb.lemma !== 'want') {
    return { status: control, rule: `that-${control}`, aside: false };
  }
  if (control === 'agreed' && own.status !== 'refused') return { status: 'agreed', rule: 'that-agreed', aside: false };
  if (
    /^(?:hope|expect|believe|think|fear|predict|suggest|speculate)$/.test(verb.lemma) &&
    DONE_BY_TENSE.has(own.status)
  ) {
    return { status: 'unclear', rule: 'thought', aside: true };
  }
  return own;
}

/** "will … if …": a threat where the step is hostile, else an offer; "will … unless …": a threat whatever the step. */
function withCondition(
  tokens: readonly Token[],
  clauses: readonly Clause[],
  clause: Clause,
  act: Act,
  reading: StatusReading,
): StatusReading {
  if (reading.status !== 'announced' && reading.rule !== 'would' && reading.rule !== 'could') return reading;
  const condition = inSentence(clauses, clause.sentence).find((other) => other.conditional);
  if (!condition) return reading;
  const unless = reading.rule !== 'could' && tokens[condition.from]?.lower === 'unless';
  const status = unless || HOSTILE.has(act.type) ? 'threatened' : 'proposed';
  return { status, rule: `if-${reading.rule}`, aside: reading.aside };
}
