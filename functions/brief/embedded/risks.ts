import type { Likelihood } from '../../core/brief.ts';
import { inSentence } from './by-sentence.ts';
import { GAINS, HARMS } from './lexicon/harms.ts';
import { AVERTING, PROBABILITY_TERMS, RISK_CUES } from './lexicon/risk-cues.ts';
import { type Match, PhraseIndex } from './lexicon-index.ts';
import type { Clause, Document, Names, RiskHit, Sentence, Token } from './model.ts';
import { overlapOf, quoteOf, trimmed } from './quotes.ts';
import { canAct, mentionsIn } from './roles.ts';
import type { PassOver } from './trace.ts';

const DIRECT = new PhraseIndex<'direct'>(RISK_CUES.direct.map((phrase) => [phrase, 'direct'] as const));
const HARMING = new PhraseIndex<'verb'>(RISK_CUES.verbs.map((phrase) => [phrase, 'verb'] as const));
const NEUTRAL = new PhraseIndex<'neutral'>(RISK_CUES.neutral.map((phrase) => [phrase, 'neutral'] as const));
const SOFT = new PhraseIndex<'soft'>(RISK_CUES.soft.map((phrase) => [phrase, 'soft'] as const));
const TERMS = new PhraseIndex<Likelihood>(
  PROBABILITY_TERMS.flatMap(([likelihood, phrases]) => phrases.map((phrase) => [phrase, likelihood] as const)),
);
const HEDGES: ReadonlySet<string> = new Set(['could', 'may', 'might', 'can']);

/** Finds the harms (and hoped-for gains) to come that the article states, warns of or hedges: at most one a clause. */
export function findRisks(
  document: Document,
  names: Names,
  clauses: readonly Clause[],
  passOver?: PassOver,
): RiskHit[] {
  const hits: RiskHit[] = [];
  for (const clause of clauses) {
    const hit = riskIn(document, names, clauses, clause, passOver);
    if (hit) hits.push(hit);
  }
  return bestOfEachSentence(hits, passOver);
}

function riskIn(
  document: Document,
  names: Names,
  clauses: readonly Clause[],
  clause: Clause,
  passOver?: PassOver,
): RiskHit | undefined {
  const { tokens } = document;
  const sentence = document.sentences[clause.sentence];
  if (!sentence) return undefined;
  const direct = DIRECT.within(tokens, clause.from, clause.to)[0];
  if (clause.conditional) {
    if (direct) passOver?.(clause.sentence, 'condition', [direct.phrase]);
    return undefined;
  }
  const from = hedgedFrom(tokens, clauses, clause);
  const soft = SOFT.within(tokens, from, clause.to)[0];
  const conditions = inSentence(clauses, clause.sentence).filter((other) => other.conditional);
  const harms = harmsIn(tokens, clause.from, clause.to);
  const harming = isOpen(clause) ? harmingIn(tokens, clause, harms) : undefined;
  const gains = gainsIn(tokens, clause.from, clause.to);
  const averted = isAverting(tokens, clause);
  // "could lower the risk of": the cue is what the verb takes away.
  const lowered = averted && modalHead(clause) && (!direct || direct.from >= (clause.verb?.to ?? 0));
  const own =
    isOpen(clause) && HARMING.within(tokens, clause.from, clause.to).some((match) => isVerbal(tokens, clause, match));
  const gainful = gains > 0 && !direct && !own && (harms === 0 || gainComesFirst(tokens, clause));
  // "fear that an incident could undo the progress": what is feared is no gain.
  const upside = (lowered || gainful) && !isVoiced(clauses, clause, FEARING);
  const conditioned = conditions.length > 0 && clause.verb?.modal !== undefined;
  const backed = harms > 0 || upside || conditioned || isNegatedGood(clause, gains);
  if (direct && isBelittled(tokens, clause, direct)) {
    passOver?.(clause.sentence, 'belittled', [direct.phrase]);
    return undefined;
  }
  const cue = direct ?? (soft && (backed || harming) ? soft : undefined) ?? harming;
  if (!cue) {
    if (soft) passOver?.(clause.sentence, 'no-harm', [soft.phrase]);
    return undefined;
  }
  const score = scoreOf(document, clause, clauses, {
    cue,
    harms,
    direct: direct !== undefined,
    harming: harming !== undefined,
    conditioned,
    termed: from < clause.from,
  });
  const [condition] = conditions;
  const hit: RiskHit = {
    ...likelihoodOf(tokens, clause, from, sentence, condition !== undefined),
    cue: textOf(document, cue),
    parties: partiesIn(names, clause),
    span: quoteOf(document, clauses, clause),
    sentence: clause.sentence,
    rule: `${direct || isVoiced(clauses, clause, FEARING) ? 'direct' : harming ? 'harming' : 'soft'}/${cue.phrase}`,
    cues: [...new Set([cue, harming ?? cue].map(({ phrase }) => phrase))],
    score,
    upside,
  };
  if (condition) hit.condition = trimmed(document, condition.from, condition.to);
  return hit;
}

/** Where the words that may hedge a clause begin: "is likely | to worsen" hedges from the verb before it. */
function hedgedFrom(tokens: readonly Token[], clauses: readonly Clause[], clause: Clause): number {
  const governor = clause.governor === undefined ? undefined : clauses[clause.governor];
  if (!clause.verb?.infinitive || !governor || governor.to !== clause.from) return clause.from;
  return TERMS.within(tokens, governor.from, governor.to).length > 0 ? governor.from : clause.from;
}

/** "downplayed the threat", "had no information on a threat", "there is no danger". */
function isBelittled(tokens: readonly Token[], clause: Clause, cue: Match<unknown>): boolean {
  for (let at = clause.from; at < cue.from; at++) {
    if (/^(?:downplay|dismiss|deny|ease|allay|reduce|no)$/.test(tokens[at]?.lemma ?? '') && cue.from - at <= 5)
      return true;
  }
  return cue.phrase.startsWith('there be') && tokens.slice(cue.from, cue.to).some((token) => token.lower === 'no');
}

/** Whether what a clause tells may still come: under a modal, in the future, as a purpose or as the present. */
function isOpen(clause: Clause): boolean {
  const group = clause.verb;
  if (!group) return false;
  return (
    group.modal !== undefined ||
    group.tense === 'future' ||
    group.infinitive ||
    (group.tense === 'present' && !group.perfect)
  );
}

function harmingIn(tokens: readonly Token[], clause: Clause, harms: number): Match<unknown> | undefined {
  const own = HARMING.within(tokens, clause.from, clause.to).find((match) => isVerbal(tokens, clause, match));
  if (own) return own;
  // A neutral verb is no harm by itself.
  return NEUTRAL.within(tokens, clause.from, clause.to).find(
    (match) => isVerbal(tokens, clause, match) && harms > harmsIn(tokens, match.from, match.to),
  );
}

/** "could cause a crash", but not "the cause of the crash": whether the words found are a verb here. */
function isVerbal(tokens: readonly Token[], clause: Clause, match: Match<unknown>): boolean {
  const head = clause.verb?.head ?? -1;
  return tokens.slice(match.from, match.to).some((token) => token.pos === 'VERB' || token.index === head);
}

function textOf(document: Document, match: Match<unknown>): string {
  return document.text.slice(document.tokens[match.from]?.start, document.tokens[match.to - 1]?.end);
}

function harmsIn(tokens: readonly Token[], from: number, to: number): number {
  let count = 0;
  for (let at = from; at < to; at++) {
    const token = tokens[at];
    if (token && (HARMS.has(token.lemma) || HARMS.has(token.lower))) count += 1;
  }
  return count;
}

/** "could lead to a breakthrough in stalled efforts": what the verb brings about is the gain. */
function gainComesFirst(tokens: readonly Token[], clause: Clause): boolean {
  for (let at = clause.verb?.head ?? clause.from; at < clause.to; at++) {
    const token = tokens[at];
    if (!token) return false;
    if (GAINS.has(token.lemma) || GAINS.has(token.lower)) return true;
    if (HARMS.has(token.lemma) || HARMS.has(token.lower)) return false;
  }
  return false;
}

function gainsIn(tokens: readonly Token[], from: number, to: number): number {
  let count = 0;
  for (let at = from; at < to; at++) {
    const token = tokens[at];
    if (token && (GAINS.has(token.lemma) || GAINS.has(token.lower))) count += 1;
  }
  return count;
}

/** "could lower the risk of confrontation": the verb takes the harm away. */
function isAverting(tokens: readonly Token[], clause: Clause): boolean {
  const group = clause.verb;
  const head = group ? tokens[group.head] : undefined;
  if (!group || !head || group.negated) return false;
  return (AVERTING.has(head.lemma) || AVERTING.has(head.lower)) && harmsIn(tokens, group.to, clause.to) > 0;
}

/** "could lower": a gain that is hedged or foretold, rather than what somebody does. */
function modalHead(clause: Clause): boolean {
  return clause.verb?.modal !== undefined && clause.verb.modal !== 'must' && clause.verb.modal !== 'should';
}

/** "may not hold", "will not be able to": a good that does not come is a harm. */
function isNegatedGood(clause: Clause, gains: number): boolean {
  const group = clause.verb;
  return group?.negated === true && group.modal !== undefined && (gains > 0 || group.modal !== 'can');
}

interface Signs {
  cue: Match<unknown>;
  harms: number;
  direct: boolean;
  harming: boolean;
  conditioned: boolean;
  termed: boolean;
}

const VOICING = /^(?:warn|fear|worry|caution|threaten|predict|believe|forecast|argue)$/;

const FEARING = /^(?:warn|fear|worry|caution|threaten|dread)$/;

function isVoiced(clauses: readonly Clause[], clause: Clause, verbs: RegExp): boolean {
  const governor = clause.governor === undefined ? undefined : clauses[clause.governor];
  return governor?.verb !== undefined && verbs.test(governor.verb.lemma);
}

function scoreOf(document: Document, clause: Clause, clauses: readonly Clause[], signs: Signs): number {
  const { cue, harms, direct, harming, conditioned, termed } = signs;
  let score = direct ? 1.6 : 0.8;
  if (harming) score += 0.35;
  if (conditioned) score += 0.35;
  if (termed && harms > 0) score += 0.6;
  score += Math.min(harms, 3) * 0.25;
  const group = clause.verb;
  const modal = group?.modal;
  if (modal === 'could' || modal === 'may' || modal === 'might' || modal === 'will') score += 0.6;
  else if (modal === 'would') score += 0.35;
  else if (modal !== undefined) score -= 0.1;
  else if (group?.tense === 'past') score -= direct ? 0.4 : 1;
  else if (group?.perfect) score -= 0.4;
  if (group?.modal !== undefined && group.perfect) score -= 0.6;
  if (isVoiced(clauses, clause, VOICING)) score += 0.6;
  if (clause.quoted) score += 0.25;
  if (cue.to - cue.from > 1) score += 0.2;
  return score + 0.1 * (clause.sentence / Math.max(1, document.sentences.length - 1));
}

/** The band that the words express; `possible` where they only hedge, or stand under a condition. */
function likelihoodOf(
  tokens: readonly Token[],
  clause: Clause,
  from: number,
  sentence: Sentence,
  conditional: boolean,
): { likelihood: Likelihood; probabilityStated: boolean } {
  const term = [...TERMS.within(tokens, from, clause.to)].sort((a, b) => b.to - b.from - (a.to - a.from))[0];
  if (term) return { likelihood: term.value, probabilityStated: true };
  const modal = clause.verb?.modal;
  if (conditional || (modal !== undefined && HEDGES.has(modal)))
    return { likelihood: 'possible', probabilityStated: false };
  if (modal === 'will' || modal === 'shall') return { likelihood: 'nearly-certain', probabilityStated: false };
  if (modal === 'would') return { likelihood: 'likely', probabilityStated: false };
  const wide = TERMS.within(tokens, sentence.from, sentence.to)[0];
  if (wide && wide.to <= clause.from) return { likelihood: wide.value, probabilityStated: true };
  return { likelihood: 'possible', probabilityStated: false };
}

function partiesIn(names: Names, clause: Clause): string[] {
  const keys = mentionsIn(names, clause)
    .filter((mention) => canAct(names, mention.entity))
    .map((mention) => mention.entity);
  return [...new Set(keys)];
}

function bestOfEachSentence(hits: readonly RiskHit[], passOver?: PassOver): RiskHit[] {
  const best = new Map<string, RiskHit>();
  for (const hit of hits) {
    const key = `${hit.sentence}/${hit.upside}`;
    const known = best.get(key);
    if (!known || hit.score > known.score) best.set(key, hit);
  }
  // What is a risk is no hope in the same words.
  const risks = [...best.values()].filter((hit) => !hit.upside).map((hit) => hit.span);
  const kept = [...best.values()].filter(
    (hit) => !hit.upside || !risks.some((span) => overlapOf(span, hit.span) > 0.5),
  );
  if (passOver) {
    for (const hit of hits) if (!kept.includes(hit)) passOver(hit.sentence, 'same-sentence', hit.cues, hit);
  }
  return kept.sort((a, b) => a.span.start - b.span.start);
}
