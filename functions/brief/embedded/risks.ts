import type { Likelihood } from '../../core/brief.ts';
import { governorOf, inSentence } from './by-sentence.ts';
import { PROBABILITY_TERMS, RISK_CUES } from './lexicon/risk-cues.ts';
import { type Match, PhraseIndex } from './lexicon-index.ts';
import type { Clause, Document, Names, RiskHit, Sentence, Token } from './model.ts';
import { compelling, isDoubted, isForeseenHarm, outcomeBehind, outcomeOf } from './outcomes.ts';
import { overlapOf, quoteOf, trimmed } from './quotes.ts';
import { canAct, mentionsIn } from './roles.ts';
import { shareIn } from './stated-shares.ts';
import type { PassOver } from './trace.ts';

const DIRECT = indexOf(RISK_CUES.direct);
const POINTING = indexOf(RISK_CUES.pointing);
const LOOMING = indexOf(RISK_CUES.looming);
const SOFT = indexOf(RISK_CUES.soft);
const TERMS = new PhraseIndex<Likelihood>(
  PROBABILITY_TERMS.flatMap(([likelihood, phrases]) => phrases.map((phrase) => [phrase, likelihood] as const)),
);
const HEDGES: ReadonlySet<string> = new Set(['could', 'may', 'might', 'can']);

function indexOf(phrases: readonly string[]): PhraseIndex<true> {
  return new PhraseIndex(phrases.map((phrase) => [phrase, true] as const));
}

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
  if (sentence?.kind !== 'body') return undefined;
  const named = [
    ...DIRECT.within(tokens, clause.from, clause.to),
    ...(document.lexicon?.riskCues.within(tokens, clause.from, clause.to) ?? []),
  ];
  if (clause.conditional || isDenied(clauses, clause)) {
    const [first] = named;
    if (first) passOver?.(clause.sentence, clause.conditional ? 'condition' : 'belittled', [first.phrase]);
    return undefined;
  }
  const direct = named.find((match) => !isBelittled(tokens, clause, match));
  const from = hedgedFrom(tokens, clauses, clause);
  const open = isOpen(tokens, clauses, clause);
  const outcome = outcomeOf(tokens, clauses, clause);
  const voiced = isVoiced(tokens, clauses, clause);
  const conditions = inSentence(clauses, clause.sentence).filter((other) => other.conditional);
  const pointing = POINTING.within(tokens, clause.from, clause.to).find(
    (match) => outcomeBehind(tokens, match.to, clause.to) === 'harm',
  );
  const looming = clause.verb?.negated ? undefined : LOOMING.within(tokens, clause.from, clause.to)[0];
  const hedge = SOFT.within(tokens, from, clause.to).find((match) => !isCompared(tokens, match));
  const share = shareIn(tokens, clause.from, clause.to);
  const figured = share && outcomeBehind(tokens, share.chance + 1, clause.to) === 'harm' ? share : undefined;
  const called = termsIn(tokens, clause.from, clause.to).find(
    (term) => tokens[term.to]?.lower !== 'to' && isForeseenHarm(tokens, clauses, clause, term.from),
  );
  const foreseen = figured ?? called;
  const lowered = outcome.kind === 'averted' && open && (!direct || direct.from >= (clause.verb?.to ?? 0));
  // "fear that an incident could undo the progress": what is feared is no gain.
  const upside = !voiced && (lowered || (outcome.kind === 'gain' && !direct && hedge !== undefined));
  const harm = outcome.kind === 'harm';
  const cue =
    direct ??
    foreseen ??
    (harm || upside || (voiced && open) ? hedge : undefined) ??
    (harm && open ? outcome.cue : undefined) ??
    looming ??
    pointing;
  if (!cue) {
    const [first] = named;
    if (first) passOver?.(clause.sentence, 'belittled', [first.phrase]);
    else if (hedge) passOver?.(clause.sentence, 'no-harm', [hedge.phrase]);
    return undefined;
  }
  const score = scoreOf(document, clause, {
    cue,
    harms: upside ? 0 : outcome.harms,
    direct: direct !== undefined || voiced,
    looming: looming !== undefined,
    pointing: cue === pointing,
    harming: harm && open && outcome.own,
    near: (harm && open && outcome.near) || upside || pointing !== undefined,
    leading: harm && open && outcome.leading === true,
    open,
    conditioned: conditions.length > 0 && clause.verb?.modal !== undefined,
    termed: from < clause.from,
    banded: termsIn(tokens, clause.from, clause.to).length > 0,
    foreseen: foreseen !== undefined,
    modal: modalOf(clauses, clause),
    voiced,
  });
  const [condition] = conditions;
  const hit: RiskHit = {
    ...likelihoodOf(
      tokens,
      { clause, from, sentence, modal: modalOf(clauses, clause) },
      condition !== undefined || feared(tokens, clauses, clause),
    ),
    cue: textOf(document, cue),
    parties: partiesIn(names, clause),
    span: quoteOf(document, clauses, clause),
    sentence: clause.sentence,
    rule: `${direct || voiced ? 'direct' : harm && (outcome.own || outcome.missed) ? 'harming' : harm && outcome.leading ? 'leading' : cue === pointing ? 'pointing' : 'soft'}/${cue.phrase}`,
    cues: [...new Set([cue.phrase, ...(harm && open && outcome.cue ? [outcome.cue.phrase] : [])])],
    score,
    upside,
  };
  if (condition) hit.condition = trimmed(document, condition.from, condition.to);
  return hit;
}

/** Where the words that may hedge a clause begin: "is likely | to try | to worsen" hedges from the verb before them. */
function hedgedFrom(tokens: readonly Token[], clauses: readonly Clause[], clause: Clause): number {
  let from = clause.from;
  for (let at: Clause | undefined = clause; at?.verb?.infinitive && at.governor !== undefined; ) {
    const governor: Clause | undefined = clauses[at.governor];
    if (!governor || governor.to !== at.from) break;
    if (hedgesIn(tokens, governor)) from = governor.from;
    at = governor;
  }
  return from;
}

/** "is bound | to": the infinitive marker begins the next clause. */
function hedgesIn(tokens: readonly Token[], { from, to }: Clause): boolean {
  return termsIn(tokens, from, to + 1).length > 0 || ABOUT_TO.test(tokens[to - 1]?.lower ?? '');
}

const ABOUT_TO = /^(?:about|going|liable|set|poised|bound|doomed|destined|due|threatening)$/;

/** Terms of probability, without those that compare. */
function termsIn(tokens: readonly Token[], from: number, to: number): Match<Likelihood>[] {
  return TERMS.within(tokens, from, to).filter((match) => !isCompared(tokens, match));
}

/** "downplayed the threat", "had no information on a threat", "there is no danger". */
function isBelittled(tokens: readonly Token[], clause: Clause, cue: Match<unknown>): boolean {
  for (let at = clause.from; at < cue.from; at++) {
    const lemma = tokens[at]?.lemma ?? '';
    if (/^(?:downplay|dismiss|deny|ease|allay|reduce|no)$/.test(lemma) && cue.from - at <= 5) return true;
    // "not in doubt", "has stopped being afraid"
    if (/^(?:stop|cease)$/.test(lemma) && cue.from - at <= 2) return true;
    if (/^(?:not|n['’]t)$/.test(tokens[at]?.lower ?? '') && cue.from - at === 1) return true;
  }
  return !/\bno\b/.test(cue.phrase) && tokens.slice(cue.from, cue.to).some((token) => token.lower === 'no');
}

/** "four times more likely than": no probability of what is to come. */
function isCompared(tokens: readonly Token[], match: Match<unknown>): boolean {
  return (
    /^(?:more|less|most|least|as)$/.test(tokens[match.from - 1]?.lower ?? '') && tokens[match.from]?.lower === 'likely'
  );
}

/** "has denied it will default": what is denied is no warning. */
function isDenied(clauses: readonly Clause[], clause: Clause): boolean {
  const governor = governorOf(clauses, clause);
  return governor?.verb !== undefined && /^(?:deny|dismiss|refute|reject)$/.test(governor.verb.lemma);
}

/** "anticipated an increase in malaria": what is expected is to come, whatever the tense; not where an infinitive says it. */
function isExpecting(tokens: readonly Token[], clauses: readonly Clause[], clause: Clause): boolean {
  const next = clauses[clause.index + 1];
  const says = next?.governor === clause.index && (next.verb?.infinitive === true || next.verb?.modal !== undefined);
  const lemma = clause.verb?.lemma ?? '';
  return (
    !says && clause.verb?.passive !== true && EXPECTING.test(lemma) && tokens[clause.verb?.to ?? 0]?.pos !== 'SCONJ'
  );
}

const EXPECTING = /^(?:expect|anticipate|predict|forecast|foresee|fear)$/;

/** Verbs whose infinitive is still to come: "threatens to close", "plans to flood". */
const INTENDING = /^(?:threaten|plan|vow|intend|be|risk|prepare)$/;

/** Whether what a clause tells may still come: under a modal, in the future, or as what somebody is about to do. */
function isOpen(tokens: readonly Token[], clauses: readonly Clause[], clause: Clause): boolean {
  const group = clause.verb;
  if (!group || group.modal === 'must' || group.modal === 'should') return false;
  if (group.modal !== undefined) return !group.perfect || group.modal === 'will';
  if (group.tense === 'future' || isExpecting(tokens, clauses, clause)) return true;
  const governor = governorOf(clauses, clause);
  if (!group.infinitive || !governor?.verb) return false;
  // "none of them is likely to": what the subject denies, the outcome weighs.
  if (governor.verb.negated && !isDoubted(tokens, governor.from, governor.verb.from)) return false;
  const adjoins = governor.verb.to === clause.from;
  if (governor.verb.modal !== undefined || governor.verb.infinitive)
    return (adjoins || compelling(clauses, clause) !== undefined) && isOpen(tokens, clauses, governor);
  if (hedgesIn(tokens, governor)) return true;
  return (
    governor.verb.tense !== 'past' && INTENDING.test(governor.verb.lemma) && (adjoins || governor.verb.lemma !== 'be')
  );
}

function textOf(document: Document, match: Match<unknown>): string {
  return document.text.slice(document.tokens[match.from]?.start, document.tokens[match.to - 1]?.end);
}

/** The modal under which a clause stands: "would force the line | to cancel its ferries". */
function modalOf(clauses: readonly Clause[], clause: Clause): string | undefined {
  return clause.verb?.modal ?? compelling(clauses, clause)?.verb?.modal;
}

interface Signs {
  cue: Match<unknown>;
  harms: number;
  direct: boolean;
  looming: boolean;
  pointing: boolean;
  harming: boolean;
  near: boolean;
  leading: boolean;
  open: boolean;
  conditioned: boolean;
  termed: boolean;
  banded: boolean;
  /** A harm is called likely. */
  foreseen: boolean;
  modal: string | undefined;
  voiced: boolean;
}

/** "feared that the port would default": what is feared is no more than possible. */
function feared(tokens: readonly Token[], clauses: readonly Clause[], clause: Clause): boolean {
  const before = clauses[clause.governor ?? clause.index - 1];
  if (before?.sentence !== clause.sentence || clause.verb?.modal !== 'would') return false;
  for (let at = Math.max(before.from, before.to - NOUN_BEFORE_CONTENT); at <= before.to; at++)
    if (/^(?:fear|worry|concern|dread|afraid|worried|concerned)$/.test(tokens[at]?.lemma ?? '')) return true;
  return false;
}

const FEARING = /^(?:warn|fear|worry|caution|threaten|dread)$/;
/** How near its end a clause names the fear whose content follows: "raised concerns | that the ship might sink". */
const NOUN_BEFORE_CONTENT = 4;

/** Whether somebody warns of what a clause tells, or fears it. */
function isVoiced(tokens: readonly Token[], clauses: readonly Clause[], clause: Clause): boolean {
  const before = clauses[clause.index - 1];
  const adjoins = before?.sentence === clause.sentence && before.to === clause.from;
  const governor = clause.governor === undefined ? (adjoins ? before : undefined) : clauses[clause.governor];
  if (!governor || !clause.verb) return false;
  // "warn that | the river is likely | to run dry".
  if (clause.verb.infinitive)
    return clause.governor !== undefined && governor.to === clause.from && hedgesIn(tokens, governor)
      ? isVoiced(tokens, clauses, governor)
      : false;
  if (governor.verb !== undefined && clause.governor !== undefined && FEARING.test(governor.verb.lemma)) return true;
  return DIRECT.within(tokens, Math.max(governor.from, governor.to - NOUN_BEFORE_CONTENT), clause.verb.to).some(
    (match) => match.from < governor.to && match.to >= governor.to && !isBelittled(tokens, governor, match),
  );
}

function scoreOf(document: Document, clause: Clause, signs: Signs): number {
  const { cue, harms, direct, harming, conditioned, termed, foreseen, modal } = signs;
  let score = direct ? 1.6 : signs.looming ? 1.4 : signs.pointing ? 1.25 : 0.8;
  if (harming || signs.leading) score += 0.35;
  if (signs.near) score += 0.2;
  if (conditioned) score += 0.35;
  if (termed && harms > 0) score += 0.6;
  else if (signs.banded && harms > 0) score += 0.2;
  score += Math.min(harms, 3) * 0.25;
  const group = clause.verb;
  if (foreseen) score += 0.6;
  else if (modal === 'could' || modal === 'may' || modal === 'might' || modal === 'will') score += 0.6;
  else if (modal === 'would') score += 0.35;
  // "divorce can wreck a pension": what may befall at any time.
  else if (modal === 'can' && harming) score += 0.25;
  else if (modal !== undefined) score -= 0.1;
  else if (group?.tense === 'past' && !EXPECTING.test(group.lemma)) score -= direct || signs.pointing ? 0.4 : 1;
  else if (group?.perfect) score -= 0.4;
  if (group?.modal !== undefined && group.perfect) score -= 0.6;
  if (foreseen) score += 0.35;
  if (signs.voiced) score += 0.6;
  if (clause.quoted) score += 0.25;
  if (cue.to - cue.from > 1) score += 0.2;
  return score + 0.1 * (clause.sentence / Math.max(1, document.sentences.length - 1));
}

/** The band that the words express; `possible` where they only hedge, or stand under a condition. */
function likelihoodOf(
  tokens: readonly Token[],
  { clause, from, sentence, modal }: { clause: Clause; from: number; sentence: Sentence; modal: string | undefined },
  conditional: boolean,
): { likelihood: Likelihood; probabilityStated: boolean } {
  const share = shareIn(tokens, clause.from, clause.to);
  if (share) return { likelihood: share.value, probabilityStated: true };
  const term = [...termsIn(tokens, from, clause.to)].sort((a, b) => b.to - b.from - (a.to - a.from))[0];
  if (term) return { likelihood: term.value, probabilityStated: true };
  if (conditional || (modal !== undefined && HEDGES.has(modal)))
    return { likelihood: 'possible', probabilityStated: false };
  if (modal === 'will' || modal === 'shall') return { likelihood: 'nearly-certain', probabilityStated: false };
  if (modal === 'would') return { likelihood: 'likely', probabilityStated: false };
  const wide = termsIn(tokens, sentence.from, sentence.to)[0];
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
