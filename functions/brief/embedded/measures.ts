import type { MeasureType } from '../../core/brief.ts';
import { SPEECH_LEMMAS } from '../../core/text/speech-verbs.ts';
import { governorOf, inSentence } from './by-sentence.ts';
import { isTold } from './clause-cuts.ts';
import { detailsOf } from './details.ts';
import { type Act, actsIn } from './frames.ts';
import { ACTING_NOUNS, NO_STEP_VERBS } from './lexicon/control-verbs.ts';
import type { Clause, Document, MeasureHit, Names, Span, Token, VerbGroup } from './model.ts';
import { overlapOf, quoteOf, trimmed } from './quotes.ts';
import { canAct, rolesOf } from './roles.ts';
import { isOver, type StatusReading, statusOf } from './status.ts';
import type { PassOver } from './trace.ts';

/** Verbs of saying that are steps when their object is one: "ordered a probe", "announced sanctions". */
const SAYING_A_STEP: ReadonlySet<string> = new Set([
  'announce',
  'declare',
  'order',
  'demand',
  'urge',
  'propose',
  'call',
  'ask',
]);
/** Weights of a step whose verb no lexicon holds: what its subject did, and what it intends or is asked to do. */
const UNKNOWN_STEP = 1.3;
const INTENDED_STEP = 1.9;
/** And where nobody is named who does: a subject that is a party adds as much by itself. */
const UNNAMED = 0.2;
/** Two readings of one stretch of text are one step. */
const SAME_STRETCH = 0.5;

/**
 * Finds the steps that parties take, plan, demand or refuse: one for each clause that the lexicon knows, or whose subject
 * is a party that does something. Scores are comparable within a document; the ranking cuts them.
 */
export function findMeasures(
  document: Document,
  names: Names,
  clauses: readonly Clause[],
  passOver?: PassOver,
): MeasureHit[] {
  const years = latestYear(document);
  const hits: MeasureHit[] = [];
  for (const clause of clauses) {
    const hit = measureIn(document, names, clauses, clause, years, passOver);
    if (hit) hits.push(hit);
  }
  return withoutOverlaps(document, clauses, hits, passOver);
}

function measureIn(
  document: Document,
  names: Names,
  clauses: readonly Clause[],
  clause: Clause,
  latest: number | undefined,
  passOver?: PassOver,
): MeasureHit | undefined {
  const act = bestAct(document, names, clauses, clause, passOver);
  if (!act) return undefined;
  const reading = statusOf(document.tokens, clauses, clause, act);
  const roles = rolesOf(document, names, clauses, clause, act, reading);
  const span = quoteOf(document, clauses, clause);
  return {
    type: act.type === 'other' ? typeOfMatter(document, clauses, clause, span) : act.type,
    status: reading.status,
    ...roles,
    span,
    sentence: clause.sentence,
    clause: clause.index,
    rule: `${act.by}/${reading.rule}`,
    cues: cuesOf(clauses, clause, act, reading),
    score: scoreOf(document, names, clause, act, reading, span, latest),
    ...detailsOf(document, names, clauses, clause, act),
  };
}

/** What the lexicon knows of the step, and the verb that tells how far it has come. */
function cuesOf(clauses: readonly Clause[], clause: Clause, act: Act, reading: StatusReading): readonly string[] {
  const governor = governorOf(clauses, clause)?.verb?.lemma;
  return governor !== undefined && /^(?:if-)?(?:governor|that)-/.test(reading.rule)
    ? [...act.cues, governor]
    : act.cues;
}

/**
 * The type of a step whose verb tells none ("proposed slapping tariffs on …", "efforts to install missiles"): that of what
 * is named in its clause, else in the clauses that its quote goes on with.
 */
function typeOfMatter(document: Document, clauses: readonly Clause[], clause: Clause, span: Span): MeasureType {
  const within = inSentence(clauses, clause.sentence).filter(
    (other) => other.index >= clause.index && other.start < span.end,
  );
  const own = document.lexicon?.measureWords;
  for (const other of within) {
    const named = actsIn(document.tokens, other, subjectTokens(document, clauses, other), own).find(
      ({ type, by, head }) =>
        type !== 'other' && (by !== 'mention' || !(LOOSE.has(type) || isTimeOfIt(document.tokens, head))),
    );
    if (named) return named.type;
  }
  return 'other';
}

/** "ran three trains during the strike": a noun that tells when something is done, not what. */
function isTimeOfIt(tokens: readonly Token[], noun: number): boolean {
  let at = noun - 1;
  while (/^(?:DET|ADJ|NUM|NOUN|PROPN)$/.test(tokens[at]?.pos ?? 'X')) at -= 1;
  return /^(?:during|after|before|since|until|despite|amid)$/.test(tokens[at]?.lower ?? '');
}

/** Types whose nouns stand for much else ("meeting", "launch", "plan"): a mention alone does not tell them. */
const LOOSE: ReadonlySet<MeasureType> = new Set<MeasureType>([
  'corporate',
  'negotiation',
  'political',
  'infrastructure',
]);

/** Verbs by which a state goes on. */
const STATES: ReadonlySet<string> = new Set(['remain', 'stay', 'overshadow']);

/** "was left for later" tells a state as well. */
function isState(group: VerbGroup): boolean {
  return STATES.has(group.lemma) || (group.lemma === 'leave' && group.passive);
}

/** "over | what has been settled", "whether it will withdraw": a question within a sentence tells no step. */
function isAsked(tokens: readonly Token[], clause: Clause): boolean {
  return /^(?:what|whether|how|why)$/.test(tokens[clause.from]?.lower ?? '');
}

function bestAct(
  document: Document,
  names: Names,
  clauses: readonly Clause[],
  clause: Clause,
  passOver?: PassOver,
): Act | undefined {
  const group = clause.verb;
  if (!group) return undefined;
  // "ended up leaving": what came of it.
  if (group.lemma === 'end' && document.tokens[group.to]?.lower === 'up') return undefined;
  if (isState(group) || isAsked(document.tokens, clause)) {
    passOver?.(clause.sentence, isState(group) ? 'state' : 'question-within', [group.lemma]);
    return undefined;
  }
  const [best] = actsIn(
    document.tokens,
    clause,
    subjectTokens(document, clauses, clause),
    document.lexicon?.measureWords,
  );
  const saying = SPEECH_LEMMAS.has(group.lemma) && !SAYING_A_STEP.has(group.lemma);
  const governs = clauses[clause.index + 1]?.governor === clause.index;
  if (best) {
    if (!saying || best.by !== 'mention' || !governs) return best;
    passOver?.(clause.sentence, 'saying', best.cues);
    return undefined;
  }
  const parted = eventBeforeRelative(document, clauses, clause);
  if (parted) return parted;
  if (saying || group.lemma === 'be') return undefined;
  const governor = governorOf(clauses, clause);
  const subjects = [...clause.subjects, ...(governor?.subjects ?? [])];
  const known = subjects.some((mention) => canAct(names, mention.entity));
  if (group.passive || !(known || hasActingNoun(document.tokens, clauses, clause))) return undefined;
  const act: Act = { type: 'other', by: 'verb', head: group.head, weight: UNKNOWN_STEP, cues: [group.lemma] };
  const reading = statusOf(document.tokens, clauses, clause, act);
  if (reading.aside) {
    passOver?.(clause.sentence, 'aside', act.cues);
    return undefined;
  }
  // What a party plans, refuses or is asked to do is a step whatever the verb; what it did may be anything.
  const accepted = reading.rule === 'verb-agreed' && group.lemma === 'accept';
  const intended =
    accepted ||
    (/^(?:governor|noun|that|will|said-would|is-to|denied)/.test(reading.rule) && reading.status !== 'completed');
  // "urged countries to keep …": what is asked for is a step even where the verb alone tells a state.
  const asked = reading.rule === 'governor-demanded' || reading.rule === 'that-demanded';
  // "agreed to put a guard on every train", "is considering a ban": a step as well, where somebody settles or weighs it.
  const settled = /^(?:governor|that)-(?:agreed|refused|announced)$|^denied$/.test(reading.rule);
  if (NO_STEP_VERBS.has(group.lemma) && !asked && !(settled && DOING_VERBS.has(group.lemma)) && !isWeighing(group)) {
    passOver?.(clause.sentence, 'no-step-verb', act.cues);
    return undefined;
  }
  if (!known && (!settled || governor?.verb?.passive === true)) return undefined;
  return { ...act, weight: intended ? INTENDED_STEP + (known ? 0 : UNNAMED) : UNKNOWN_STEP };
}

/** Verbs that tell a state or nothing by themselves, and a step where somebody agrees or refuses to do what they say. */
const DOING_VERBS: ReadonlySet<string> = new Set(
  'put give take run work let read answer carry make allow help'.split(' '),
);

/** "is considering similar steps", "are weighing a ban": under discussion. */
function isWeighing({ lemma, progressive, tense }: VerbGroup): boolean {
  return progressive && tense === 'present' && /^(?:consider|weigh|mull|study)$/.test(lemma);
}

/** "The strike, | which began on Monday, | is over": the step that the subject names, parted from its verb by a relative. */
function eventBeforeRelative(document: Document, clauses: readonly Clause[], clause: Clause): Act | undefined {
  const { tokens } = document;
  const [subject, relative] = [clauses[clause.index - 2], clauses[clause.index - 1]];
  if (clause.verb?.from !== clause.from || !isTold(clause.verb) || !subject || !relative) return undefined;
  const parted = /^(?:which|who)$/.test(tokens[relative.from]?.lower ?? '') && tokens[clause.from - 1]?.text === ',';
  if (!parted || subject.sentence !== clause.sentence || subject.verb) return undefined;
  // "The raid, which …, was the first": no more than what it was.
  if (clause.verb.lemma === 'be' && !isOver(tokens, clause.verb)) return undefined;
  const whole = { ...clause, from: subject.from };
  return actsIn(tokens, whole, [], document.lexicon?.measureWords).find(
    ({ by, head }) => by === 'event' && head < subject.to,
  );
}

/** Whether a subject is a common noun for somebody who acts ("the company agreed to | …"), whoever that is. */
function hasActingNoun(tokens: readonly Token[], clauses: readonly Clause[], clause: Clause): boolean {
  for (let one: Clause | undefined = clause; one !== undefined; one = governorOf(clauses, one)) {
    const subject = tokens.slice(one.from, one.verb?.from ?? one.from);
    const nouns = subject.filter(({ index, pos }) => pos === 'NOUN' && tokens[index + 1]?.pos !== 'NOUN');
    if (nouns.length > 0) return nouns.some(({ lemma }) => ACTING_NOUNS.has(lemma));
  }
  return false;
}

/** The tokens of the subject: before the verb, or, for "…who were arrested", what stands before the clause. */
function subjectTokens(document: Document, clauses: readonly Clause[], clause: Clause): readonly Token[] {
  const group = clause.verb;
  if (!group) return [];
  if (group.from - clause.from > 1) return document.tokens.slice(clause.from, group.from);
  const before = clauses[clause.index - 1];
  if (before?.sentence !== clause.sentence) return document.tokens.slice(clause.from, group.from);
  return document.tokens.slice(Math.max(before.from, clause.from - 6), group.from);
}

/** What the rule that read the status adds: steps that are planned, demanded or agreed are told as steps, not in passing. */
const RULE_SCORE: readonly (readonly [RegExp, number])[] = [
  [/^(?:governor|noun|that|verb)-(?:announced|demanded|agreed|threatened)$/, 0.45],
  [/^(?:governor|noun|that|verb)-/, 0.15],
  [/^event-announced$/, 0.25],
  [/^(?:will|(?:if-)?said-would$|denied$|is-to$)/, 0.3],
  [/^present$/, -0.45],
  [/^event-done$/, -0.1],
  [/^(?:negated|could)$/, -0.25],
];
/** What the length of the quote adds, in code units: a stretch of a few words seldom tells a step by itself. */
const LENGTH_SCORE: readonly (readonly [number, number])[] = [
  [30, -0.7],
  [60, -0.1],
  [120, 0],
  [Number.POSITIVE_INFINITY, 0.2],
];
/** Steps told with a year this far before the latest one of the article are history. */
const HISTORY_YEARS = 3;

function scoreOf(
  document: Document,
  names: Names,
  clause: Clause,
  act: Act,
  reading: StatusReading,
  span: Span,
  latest: number | undefined,
): number {
  let score = act.weight;
  if (clause.subjects.some((mention) => canAct(names, mention.entity))) score += act.type === 'other' ? 0.6 : 0.4;
  else if (clause.objects.some((mention) => canAct(names, mention.entity))) score += 0.2;
  if (reading.aside) score -= reading.rule === 'purpose' ? 0.6 : 1;
  if (clause.depth > 0) score -= 0.2;
  const group = clause.verb;
  if (group && group.tense === 'none' && !group.infinitive && !group.modal && clause.governor === undefined)
    score -= 0.5;
  if (reading.rule === 'present' && clause.depth > 0) score -= 0.3;
  if (group && HURTING.has(group.lemma) && isNobodysDoing(document.tokens, clause)) score -= 1;
  if (reading.status === 'unclear') score -= 0.3;
  // "the blockade went on", "the strike ended": what the verb tells of is the step itself.
  const gone = group?.tense === 'past' && act.head < group.from && /^event-(?:ended|under-way)$/.test(reading.rule);
  if (gone && act.by === 'event') score += 0.15;
  // "has stopped all work": who ends a thing by their own doing.
  if (reading.rule === 'ending' && group?.passive === false && group.tense !== 'none') score += 0.35;
  const told = RULE_SCORE.find(([rule]) => rule.test(reading.rule))?.[1] ?? 0.05;
  score += act.by === 'mention' ? Math.min(told, 0.05) : told;
  // "Norland said it would obey": who says so makes no step of a verb that tells none.
  const unknown = act.type === 'other' && act.by === 'verb' && reading.rule === 'said-would';
  const start = unknown ? Math.max(span.start, clause.start) : span.start;
  score += LENGTH_SCORE.find(([length]) => span.end - start < length)?.[1] ?? 0;
  const place = document.sentences.length > 1 ? clause.sentence / (document.sentences.length - 1) : 0;
  score += place < 0.1 ? 0.5 : 0.2 * (1 - place);
  if (isNobodys(document.tokens, clause)) score -= 0.8;
  if (clause.quoted) score -= 0.5;
  if (isQuestion(document, clause)) score -= 1;
  if (isHistory(document, clause, latest)) score -= 1;
  return score;
}

const HURTING: ReadonlySet<string> = new Set(['kill', 'wound', 'injure', 'hurt', 'damage', 'destroy', 'die']);
const MISHAP =
  /^(?:attack|blast|explosion|bomb|bombing|crash|accident|clash|fire|collapse|earthquake|flood|storm|fighting|violence|shooting|derailment|outbreak)$/;

/** "were wounded", "the blast killed 12": harm that befalls, with nobody who is said to do it. */
function isNobodysDoing(tokens: readonly Token[], clause: Clause): boolean {
  const group = clause.verb;
  if (!group) return false;
  if (group.passive) return !hasAgent(tokens, clause);
  const subject = tokens.slice(clause.from, group.from).filter((token) => token.pos === 'NOUN');
  return subject.some((token) => MISHAP.test(token.lemma));
}

/** "No group has claimed the attack": nobody takes the step; "no deal was reached" tells of one that failed. */
function isNobodys(tokens: readonly Token[], { from, verb }: Clause): boolean {
  if (!verb?.negated || verb.passive) return false;
  return tokens.slice(from, verb.from).some((token) => /^(?:no|none|nobody)$/.test(token.lower));
}

/** Whether the sentence of a clause asks. */
function isQuestion(document: Document, clause: Clause): boolean {
  const end = document.sentences[clause.sentence]?.end ?? 0;
  return /\?["”’)]?$/.test(document.text.slice(Math.max(0, end - 2), end));
}

function hasAgent(tokens: readonly Token[], clause: Clause): boolean {
  return tokens.slice(clause.verb?.to ?? clause.to, clause.to).some((token) => token.lower === 'by');
}

/** What speaks against a step, and has lowered its score. */
export function loweredBy(document: Document, clauses: readonly Clause[], hit: MeasureHit): string[] {
  const clause = clauses[hit.clause];
  if (!clause) return [];
  const reasons: [string, boolean][] = [
    ['question', isQuestion(document, clause)],
    ['quotation', clause.quoted],
    ['history', isHistory(document, clause, latestYear(document))],
    ['nobody', clause.verb !== undefined && HURTING.has(clause.verb.lemma) && isNobodysDoing(document.tokens, clause)],
  ];
  return reasons.flatMap(([reason, holds]) => (holds ? [reason] : []));
}

/** The latest year that the article names or was published in. */
function latestYear(document: Document): number | undefined {
  const published = document.publishedAt?.slice(0, 4) ?? document.dateline.date?.slice(0, 4);
  let latest = published === undefined ? undefined : Number(published);
  if (latest !== undefined && Number.isFinite(latest)) return latest;
  latest = undefined;
  for (const token of document.tokens) {
    const year = yearOf(token);
    if (year !== undefined && (latest === undefined || year > latest)) latest = year;
  }
  return latest;
}

function yearOf(token: Token): number | undefined {
  // "in the 1980s" is no later than the last of those years.
  const decade = /^((?:1[5-9]|20)\d)0['’]?s$/.exec(token.text)?.[1];
  if (decade !== undefined) return Number(`${decade}9`);
  return /^(?:1[5-9]|20)\d\d$/.test(token.text) ? Number(token.text) : undefined;
}

function isHistory(document: Document, clause: Clause, latest: number | undefined): boolean {
  if (latest === undefined) return false;
  for (const token of document.tokens.slice(clause.from, clause.to)) {
    const year = yearOf(token);
    if (year !== undefined && latest - year >= HISTORY_YEARS) return true;
  }
  return false;
}

/** "has closed two gates | and will close the others": what is to come beside what was done, in its own words. */
function apart(document: Document, clauses: readonly Clause[], a: MeasureHit, b: MeasureHit): MeasureHit[] | undefined {
  const [done, coming] = a.status === 'completed' ? [a, b] : [b, a];
  const clause = clauses[coming.clause];
  const joined =
    clause !== undefined && document.tokens[clause.from]?.pos === 'CCONJ' && clause.verb?.modal !== undefined;
  if (!joined || done.status !== 'completed' || coming.status !== 'announced' || done.clause > coming.clause)
    return undefined;
  const span = trimmed(document, clause.from, clause.to);
  return overlapOf(done.span, span) === 0 ? [done, { ...coming, span }] : undefined;
}

/** Keeps the better of two hits that quote the same stretch. */
function withoutOverlaps(
  document: Document,
  clauses: readonly Clause[],
  hits: readonly MeasureHit[],
  passOver?: PassOver,
): MeasureHit[] {
  const kept = new Map<number, MeasureHit[]>();
  for (const hit of [...hits].sort((a, b) => b.score - a.score || a.span.start - b.span.start)) {
    const beside = kept.get(hit.sentence) ?? [];
    const same = beside.filter((other) => overlapOf(other.span, hit.span) > SAME_STRETCH);
    const [first] = same;
    const both = first && same.length === 1 ? apart(document, clauses, first, hit) : undefined;
    if (first && !both) {
      passOver?.(hit.sentence, 'same-stretch', hit.cues, hit);
      continue;
    }
    kept.set(hit.sentence, both ? [...beside.filter((other) => other !== first), ...both] : [...beside, hit]);
  }
  return [...kept.values()].flat().sort((a, b) => a.span.start - b.span.start);
}
