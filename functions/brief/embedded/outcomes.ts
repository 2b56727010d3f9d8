import { governorOf } from './by-sentence.ts';
import {
  ASSETS,
  BURDENS,
  FALLING,
  GAINS,
  GOODS,
  HAPPENING,
  HARMING_IN_PASSIVE,
  HARMS,
  RISING,
} from './lexicon/harms.ts';
import { AVERTING, RISK_CUES } from './lexicon/risk-cues.ts';
import { type Match, PhraseIndex } from './lexicon-index.ts';
import type { Clause, Token } from './model.ts';

const HARMING = new PhraseIndex<'own'>(RISK_CUES.verbs.map((phrase) => [phrase, 'own'] as const));
const NEUTRAL = new PhraseIndex<'neutral'>(RISK_CUES.neutral.map((phrase) => [phrase, 'neutral'] as const));

/** What a clause says comes about: harm, a gain, harm that is averted, or nothing that this tells. */
export interface Outcome {
  kind: 'harm' | 'gain' | 'averted' | 'none';
  /** How many words of harm it has. */
  harms: number;
  /** Whether its verb is harm by itself. */
  own: boolean;
  /** Whether the harm is the verb, or what the verb brings about. */
  near: boolean;
  /** Whether the harm is a good that does not come about. */
  missed?: true;
  /** Whether its verb leads to the harm that its object or subject names. */
  leading?: boolean;
  /** The words of its verb. */
  cue?: Match<unknown>;
}

/** How far behind a verb its object is looked for, in tokens. */
const OBJECT_REACH = 12;
/** Prepositions behind which no longer the object stands: "useful for people in the conflict". */
const BEYOND = /^(?:for|with|about|despite|against|after|since|during|amid)$/;

/**
 * What harm or gain follows a cue: "the prospect of famine", "paved the way for the annexation".
 * @param from the token behind the cue.
 */
export function outcomeBehind(tokens: readonly Token[], from: number, to: number): 'harm' | 'gain' | undefined {
  return firstOf(tokens, from, Math.min(to, from + BEHIND_REACH));
}

/** How far behind a cue what it points to is looked for, in tokens. */
const BEHIND_REACH = 7;

/** Reads what the verb of a clause brings about. */
export function outcomeOf(tokens: readonly Token[], clauses: readonly Clause[], clause: Clause): Outcome {
  const group = clause.verb;
  const harms = countIn(tokens, clause.from, clause.to, HARMS);
  const none: Outcome = { kind: 'none', harms, own: false, near: false };
  if (!group) return harms > 0 ? { ...none, kind: 'harm' } : none;
  const head = tokens[group.head];
  if (!head) return none;
  const object = objectReach(tokens, group.to, governedTo(clauses, clause));
  const before = subjectFrom(clauses, clause);
  const cue = at(HARMING, tokens, group.head, clause.to);
  const first = firstOf(tokens, group.to, object);
  if (isIn(AVERTING, head) && !group.negated && countIn(tokens, group.to, clause.to, HARMS) > 0)
    return { ...none, kind: 'averted', near: true };
  const trend = trendOf(tokens, head, { from: before, to: group.from }, { from: group.to, to: object });
  if (trend !== undefined) {
    const kind = group.negated ? 'none' : trend;
    return { kind, harms: Math.max(1, harms), own: kind === 'harm', near: true, cue: cue ?? wordAt(head) };
  }
  const doubted = isDoubted(tokens, before, group.from);
  if (group.negated || (doubted && !cue && first !== 'harm')) {
    const missed = first === 'gain' || (isIn(GOODS, head) && !group.passive) || isIn(GAINS, head);
    // "could not agree" tells mostly what did not succeed.
    const modal =
      (group.modal !== undefined && group.modal !== 'could' && group.modal !== 'should' && group.modal !== 'must') ||
      group.infinitive;
    return missed && modal && !cue
      ? { ...none, harms: Math.max(1, harms), kind: 'harm', near: true, missed: true }
      : none;
  }
  if (head.lemma === 'depend' || head.lemma === 'hinge') return none;
  if (isCompelled(clauses, clause, head))
    return { kind: 'harm', harms: Math.max(1, harms), own: false, near: true, leading: true, cue: wordAt(head) };
  const decided = head.lemma === 'take' && isIn(DECIDED, lastHead(tokens, { from: before, to: group.from }) ?? head);
  if (cue || (group.passive && HARMING_IN_PASSIVE.has(head.lemma) && !decided))
    return { kind: 'harm', harms: Math.max(1, harms), own: true, near: true, cue: cue ?? wordAt(head) };
  if (isIn(GAINS, head) && first !== 'harm') return { ...none, kind: 'gain', near: true };
  if (first === 'gain') return { ...none, kind: 'gain', near: true };
  const neutral = at(NEUTRAL, tokens, group.head, clause.to);
  if (first === 'harm')
    return { kind: 'harm', harms, own: false, near: true, ...(neutral ? { cue: neutral, leading: true } : {}) };
  const subject = countIn(tokens, before, group.from, HARMS);
  if (isIn(HARMS, head) || (subject > 0 && HAPPENING.has(head.lemma)))
    return {
      kind: 'harm',
      harms: Math.max(harms, subject),
      own: false,
      near: true,
      cue: wordAt(head),
      leading: subject > 0 && HAPPENING.has(head.lemma),
    };
  return harms > 0 || subject > 0 ? { kind: 'harm', harms: Math.max(harms, subject), own: false, near: false } : none;
}

/** What is taken without harm to anybody: "a decision will be taken". Lemmas. */
const DECIDED: ReadonlySet<string> = new Set(
  'decision step measure action vote place care view stand position note account photograph picture oath role part sample'.split(
    ' ',
  ),
);

/** What somebody does only when made to. Lemmas. */
const GIVEN_UP: ReadonlySet<string> = new Set(
  'cancel close shut cut abandon leave flee evacuate dismiss sack ration suspend halt stop sell borrow resign quit scrap withdraw move'.split(
    ' ',
  ),
);
const COMPELLING = /^(?:force|compel|oblige|drive)$/;

/** "would force the line | to cancel its ferries": a loss, whatever the verb of it. */
function isCompelled(clauses: readonly Clause[], clause: Clause, head: Token): boolean {
  return GIVEN_UP.has(head.lemma) && compelling(clauses, clause) !== undefined;
}

/** The clause by which somebody is made to give up what an infinitive tells. */
export function compelling(clauses: readonly Clause[], clause: Clause): Clause | undefined {
  const governor = governorOf(clauses, clause);
  if (!clause.verb?.infinitive || !GIVEN_UP.has(clause.verb.lemma) || governor?.to !== clause.from) return undefined;
  const { lemma, to } = governor.verb ?? {};
  return COMPELLING.test(lemma ?? '') || (lemma === 'have' && to === clause.from) ? governor : undefined;
}

/** "neither is likely to", "it is unlikely that": the words before a verb deny it. */
export function isDoubted(tokens: readonly Token[], from: number, to: number): boolean {
  for (let index = from; index < to; index++)
    if (/^(?:unlikely|neither|nobody|nothing|none|hardly|scarcely)$/.test(tokens[index]?.lower ?? '')) return true;
  return false;
}

const STATE_OF_BEING = /^(?:be|remain|seem|look|appear|become)$/;

/** "outages | are now almost certain": a harm is the subject of which a probability is told. @param term its first token. */
export function isForeseenHarm(
  tokens: readonly Token[],
  clauses: readonly Clause[],
  clause: Clause,
  term: number,
): boolean {
  const { verb } = clause;
  const expects = verb?.passive === true && /^(?:expect|forecast|predict|anticipate|project)$/.test(verb.lemma);
  if (!verb || !(expects || STATE_OF_BEING.test(verb.lemma)) || verb.negated || term < verb.from) return false;
  if (tokens.slice(verb.to, term).some(({ pos }) => pos !== 'ADV')) return false;
  const before = clauses[clause.index - 1];
  const begun = verb.from === clause.from && before?.sentence === clause.sentence && before.to === clause.from;
  const head = lastHead(tokens, { from: begun ? (before.verb?.to ?? before.from) : clause.from, to: verb.from });
  return head !== undefined && (isIn(HARMS, head) || HARMS.has(head.lower.replace(/s$/, '')));
}

function at<T>(index: PhraseIndex<T>, tokens: readonly Token[], head: number, to: number): Match<T> | undefined {
  return index.at(tokens, head, to).sort((a, b) => b.to - a.to)[0];
}

function wordAt(token: Token): Match<unknown> {
  return { value: undefined, from: token.index, to: token.index + 1, phrase: token.lemma };
}

function isIn(words: ReadonlySet<string>, token: Token): boolean {
  return words.has(token.lemma) || (token.lower !== token.lemma && words.has(token.lower));
}

function countIn(tokens: readonly Token[], from: number, to: number, words: ReadonlySet<string>): number {
  let count = 0;
  for (let index = from; index < to; index++) {
    const token = tokens[index];
    if (token && isIn(words, token)) count += 1;
  }
  return count;
}

/** The subject of an infinitive stands in the clause that governs it: "the toll is expected | to rise". */
function subjectFrom(clauses: readonly Clause[], clause: Clause): number {
  const governor = governorOf(clauses, clause);
  const adjoins = clause.verb?.infinitive && governor?.to === clause.from;
  return adjoins ? governor.from : clause.from;
}

/** What a clause brings about may run on in the participle clause behind it: "result in the firm | having to pay fines". */
function governedTo(clauses: readonly Clause[], clause: Clause): number {
  let to = clause.to;
  for (let next = clauses[clause.index + 1]; next?.sentence === clause.sentence; next = clauses[next.index + 1]) {
    const participle = next.verb?.tense === 'none' && next.verb.modal === undefined;
    if (!participle || next.from !== to || (to === clause.to && next.verb?.infinitive)) return to;
    to = next.to;
  }
  return to;
}

function objectReach(tokens: readonly Token[], from: number, to: number): number {
  let end = from;
  const limit = Math.min(to, from + OBJECT_REACH);
  while (end < limit && !BEYOND.test(tokens[end]?.lower ?? '')) end += 1;
  return end;
}

/** Whether harm or gain comes first in a stretch: "lead to a breakthrough in stalled efforts" is a gain. */
function firstOf(tokens: readonly Token[], from: number, to: number): 'harm' | 'gain' | undefined {
  for (let index = from; index < to; index++) {
    const token = tokens[index];
    if (!token) return undefined;
    if (isIn(GAINS, token)) return 'gain';
    if (isIn(HARMS, token)) return 'harm';
  }
  return undefined;
}

interface Range {
  from: number;
  to: number;
}

/** "unemployment would rise", "cut output": more of a burden and less of what people live on is harm, the reverse a gain. */
function trendOf(tokens: readonly Token[], head: Token, subject: Range, object: Range): 'harm' | 'gain' | undefined {
  const rises = isIn(RISING, head);
  if (!rises && !isIn(FALLING, head)) return undefined;
  const what = weighed(firstHead(tokens, object)) ?? weighed(lastHead(tokens, subject));
  if (what === undefined) return undefined;
  return (what === 'burden') === rises ? 'harm' : 'gain';
}

function weighed(head: Token | undefined): 'burden' | 'asset' | undefined {
  if (head === undefined) return undefined;
  for (const word of [head.lemma.toLowerCase(), head.lower, head.lower.replace(/s$/, '')]) {
    if (BURDENS.has(word)) return 'burden';
    if (ASSETS.has(word)) return 'asset';
  }
  return undefined;
}

const INSIDE: ReadonlySet<string> = new Set(['DET', 'ADJ', 'NUM', 'CCONJ', 'PART', 'ADV', 'SYM', 'PRON']);

/** The head of the first noun phrase; of "the number of casualties", the casualties. */
function firstHead(tokens: readonly Token[], { from, to }: Range): Token | undefined {
  let head: Token | undefined;
  for (let index = from; index < to; index++) {
    const token = tokens[index];
    if (!token) break;
    if (isNoun(token)) head = token;
    else if (head !== undefined && token.lower === 'of' && AMOUNTS.test(head.lemma)) head = undefined;
    else if (!INSIDE.has(token.pos)) break;
  }
  return head;
}

/** The head of the last noun phrase, without what hangs on it: of "unemployment in the valley", unemployment. */
function lastHead(tokens: readonly Token[], { from, to }: Range): Token | undefined {
  let head: Token | undefined;
  for (let index = to - 1; index >= from; index--) {
    const token = tokens[index];
    if (!token) break;
    if (isNoun(token)) head ??= token;
    else if (head !== undefined && token.pos === 'ADP') {
      const before = tokens[index - 1];
      if (!before || !isNoun(before) || (token.lower === 'of' && AMOUNTS.test(before.lemma))) break;
      head = undefined;
    } else if (head !== undefined && !INSIDE.has(token.pos)) break;
  }
  return head;
}

function isNoun(token: Token): boolean {
  return token.pos === 'NOUN' || token.pos === 'PROPN';
}

const AMOUNTS =
  /^(?:number|rate|level|pace|amount|share|risk|value|volume|likelihood|chance|frequency|use|cost|price)$/;
