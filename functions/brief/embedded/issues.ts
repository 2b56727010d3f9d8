import type { IssueState } from '../../core/brief.ts';
import { inSentence } from './by-sentence.ts';
import { ISSUE_CUES } from './lexicon/issue-cues.ts';
import { type Match, PhraseIndex } from './lexicon-index.ts';
import type { Clause, Document, IssueHit, Names, Sentence, Span, Token } from './model.ts';
import { LONGEST_QUOTE, quoteOf, trimmed } from './quotes.ts';
import { canAct } from './roles.ts';
import { topicBefore } from './topic-before.ts';
import { isSilence } from './topic-clauses.ts';
import { type Topic, topicOf } from './topics.ts';
import type { PassOver } from './trace.ts';

interface Cue {
  state: IssueState;
  strong: boolean;
}

const CUES = new PhraseIndex<Cue>(
  ISSUE_CUES.flatMap(({ state, strong, weak }) => [
    ...strong.map((phrase) => [phrase, { state, strong: true }] as const),
    ...weak.map((phrase) => [phrase, { state, strong: false }] as const),
  ]),
);
const STRONG = 2;
const WEAK = 0.9;
/** A denial by name is the surest sign of a disputed fact. */
const DENIAL = /^den/;
/** "There is no such deal", "nothing of the kind was agreed". */
const SPOKEN_DENIAL = /^(?:no such|nothing of)/;
/** What each further cue of a sentence adds. */
const FURTHER = 0.35;

/** A stretch without a noun phrase that names its matter must be at least this long, in code units. */
const SHORTEST_WITHOUT_TOPIC = 50;

/** Finds what the article shows to be open: one hit for each sentence that has a cue. */
export function findIssues(
  document: Document,
  names: Names,
  clauses: readonly Clause[],
  passOver?: PassOver,
): IssueHit[] {
  return document.sentences.flatMap((sentence) => {
    if (sentence.kind !== 'body') return [];
    const hit = issueIn(document, names, clauses, sentence, passOver);
    return hit ? [hit] : [];
  });
}

function issueIn(
  document: Document,
  names: Names,
  clauses: readonly Clause[],
  sentence: Sentence,
  passOver?: PassOver,
): IssueHit | undefined {
  const { tokens } = document;
  const matches = distinct([...CUES.within(tokens, sentence.from, sentence.to), ...ownCues(document, sentence)]);
  const [best] = [...matches].sort((a, b) => strengthOf(b) - strengthOf(a) || a.from - b.from);
  if (!best) return undefined;
  const clause = inSentence(clauses, sentence.index).find((other) => other.from <= best.from && best.from < other.to);
  const cues = matches.map((match) => match.phrase);
  if (!clause || clause.conditional || mayHappen(clause)) {
    passOver?.(sentence.index, clause && !clause.conditional ? 'may-happen' : 'condition', cues);
    return undefined;
  }
  if (
    isDeprived(tokens, clause, best) ||
    isSilence(tokens, best) ||
    isEnded(tokens, best) ||
    isRenown(tokens, best) ||
    isOfAnybody(tokens, clauses, clause) ||
    isRuled(tokens, clause, best)
  ) {
    passOver?.(sentence.index, 'no-topic', cues);
    return undefined;
  }
  const own = quoteOf(document, clauses, clauseOfMatch(clauses, clause, best));
  const parties = partiesIn(names, sentence);
  const named = topicOf(document, names, clauses, clause, best, own);
  const before = named || clause.quoted ? undefined : topicBefore(document, names, clauses, sentence);
  const topic = named ?? before;
  const span = before ? wholeOf(document, sentence, own) : withQuestion(own, topic?.end);
  // "The ministry did not confirm it": what is open stands elsewhere.
  if (topic === undefined && span.end - span.start < SHORTEST_WITHOUT_TOPIC) {
    passOver?.(sentence.index, 'no-topic', cues);
    return undefined;
  }
  return {
    state: best.value.state,
    topic: topic?.text ?? document.text.slice(span.start, span.end),
    topicKind: topic?.kind ?? 'none',
    parties,
    span,
    ...(before ? { named: { span: before.span, sentence: before.sentence } } : {}),
    sentence: sentence.index,
    rule: `${best.value.strong ? 'strong' : 'weak'}/${best.phrase}`,
    cues,
    score: scoreOf(document, matches, best, clause, parties.length) + (isAsked(tokens, topic, best) ? ASKED : 0),
  };
}

/** What it adds that a question is the subject of a cue. */
const ASKED = 1.1;

/** "whether the plant will reopen | depends on the loan". */
function isAsked(tokens: readonly Token[], topic: Topic | undefined, { from }: Match<Cue>): boolean {
  return topic?.kind === 'clause' && topic.end !== undefined && topic.end <= (tokens[from]?.start ?? 0);
}

/** Cues of the desk's own are as strong as any. */
function ownCues({ lexicon, tokens }: Document, { from, to }: Sentence): Match<Cue>[] {
  const found = lexicon?.issueCues.within(tokens, from, to) ?? [];
  return found.map((match) => ({ ...match, value: { state: match.value, strong: true } }));
}

/** "the elections could delay a deal": what may come is a risk, not yet open. */
function mayHappen(clause: Clause): boolean {
  const modal = clause.verb?.modal;
  return (
    (modal === 'could' || modal === 'may' || modal === 'might') &&
    clause.verb?.negated !== true &&
    !clause.verb?.perfect
  );
}

const ENDING: ReadonlySet<string> = new Set('end settle resolve defuse heal overcome'.split(' '));

/** "an agreement ending a dispute", "settled their row": what is over is not open. */
function isEnded(tokens: readonly Token[], { from, phrase }: Match<Cue>): boolean {
  if (
    !/^(?:dispute|row|rift|standoff|stand - off|feud|tension|difference|disagreement|deadlock|impasse|stalemate|border)/.test(
      phrase,
    )
  )
    return false;
  const before = tokens.slice(Math.max(0, from - 3), from);
  const at = before.findIndex(({ lemma, pos }) => pos === 'VERB' && ENDING.has(lemma));
  const verb = before[at];
  if (!verb || !/(?:ed|ing)$/.test(verb.lower)) return false;
  return !before.slice(0, at).some(({ lower }) => /^(?:not|n[’']t|never|to|of|for|at|without)$/.test(lower));
}

/** "was not known to the police", "is not known for its wine": what somebody is known for, and no question. */
function isRenown(tokens: readonly Token[], { phrase, to }: Match<Cue>): boolean {
  return /known$/.test(phrase) && /^(?:to|for|as|by|in|among|beyond|outside)$/.test(tokens[to]?.lower ?? '');
}

/** "will dismiss drivers | who ignore the order": who would do so, and nobody who does. */
function isOfAnybody(
  tokens: readonly Token[],
  clauses: readonly Clause[],
  { index, sentence, from, verb }: Clause,
): boolean {
  const before = clauses[index - 1];
  const noun = tokens[from - 1];
  if (tokens[from]?.lower !== 'who' || verb?.tense !== 'present' || verb.perfect || verb.progressive) return false;
  if (before?.sentence !== sentence || before.to !== from || before.verb?.modal === undefined) return false;
  return noun !== undefined && (noun.lower !== noun.lemma || /^(?:anyone|anybody|those|people)$/.test(noun.lower));
}

/** "the court dismissed the charges": a ruling, and no denial. */
function isRuled(tokens: readonly Token[], { from, verb }: Clause, { phrase }: Match<Cue>): boolean {
  if (!/^(?:reject|dismiss)/.test(phrase) || !verb || verb.passive) return false;
  return tokens.slice(from, verb.from).some(({ lemma }) => /^(?:court|judge|tribunal|jury|magistrate)$/i.test(lemma));
}

/** Nouns for what somebody is denied who does not get it. */
const DENIED_THINGS =
  /^(?:right|access|entry|permission|visa|bail|chance|opportunity|parole|asylum|treatment|process|justice|admission|leave|service|care|benefit|vote|citizenship)$/;

/** "was denied a visa", "denied them access", "denial of service": somebody does not get it; nothing is disputed. */
function isDeprived(tokens: readonly Token[], { verb }: Clause, { phrase, from, to }: Match<Cue>): boolean {
  if (!DENIAL.test(phrase)) return false;
  const own = tokens.slice(to, to + 5);
  const end = own.findIndex(({ pos, sentence }) => pos === 'PUNCT' || sentence !== tokens[from]?.sentence);
  const next = own.slice(0, end < 0 ? own.length : end).filter(({ pos }) => pos === 'NOUN' || pos === 'PROPN');
  const lemmas = next.map(({ lemma }) => lemma.toLowerCase());
  if (lemmas.slice(0, 2).some((lemma) => DENIED_THINGS.test(lemma)) && tokens[to]?.lower !== 'that') return true;
  const given = verb?.passive === true && verb.head >= from && verb.head < to;
  return given && ['DET', 'ADJ', 'NOUN', 'PRON'].includes(tokens[to]?.pos ?? 'X') && tokens[to]?.lower !== 'that';
}

/** The sentence to its first semicolon, unless that is long. */
function wholeOf(document: Document, { from, to }: Sentence, own: Span): Span {
  const mark = document.tokens.slice(from, to).findIndex(({ text }) => text === ';');
  const span = trimmed(document, from, mark < 0 ? to : from + mark);
  return span.end - span.start <= LONGEST_QUOTE ? span : own;
}

/** "It is not clear | who moved the stones": the quote with what is asked. */
function withQuestion(span: Span, end: number | undefined): Span {
  return end !== undefined && end > span.end && end - span.start <= LONGEST_QUOTE ? { start: span.start, end } : span;
}

/** The clause that holds the last word of a cue which runs over two: "refused | to comment". */
function clauseOfMatch(clauses: readonly Clause[], clause: Clause, match: Match<Cue>): Clause {
  const next = clauses[clause.index + 1];
  return next && match.to > clause.to && next.sentence === clause.sentence && next.governor === clause.index
    ? next
    : clause;
}

function strengthOf(match: Match<Cue>): number {
  return (
    (match.value.strong ? STRONG : WEAK) +
    Math.min(match.to - match.from, 4) * 0.1 +
    (DENIAL.test(match.phrase) || SPOKEN_DENIAL.test(match.phrase) ? 0.2 : 0)
  );
}

/** One match for each place: the longest. */
function distinct(matches: readonly Match<Cue>[]): Match<Cue>[] {
  const kept: Match<Cue>[] = [];
  for (const match of [...matches].sort((a, b) => strengthOf(b) - strengthOf(a) || a.from - b.from)) {
    if (!kept.some((other) => other.from < match.to && match.from < other.to)) kept.push(match);
  }
  return kept;
}

function scoreOf(
  document: Document,
  matches: readonly Match<Cue>[],
  best: Match<Cue>,
  clause: Clause,
  parties: number,
): number {
  let score = strengthOf(best) + Math.min(matches.length - 1, 3) * FURTHER;
  if (parties > 0) score += 0.25;
  if (parties > 1) score += 0.15;
  const verb = clause.verb;
  if (verb?.tense === 'present') score += verb.perfect ? 0.35 : 0.15;
  if (verb?.modal !== undefined) score -= 0.2;
  if (clause.quoted) score -= 0.15;
  const last = Math.max(1, document.sentences.length - 1);
  score += 0.3 * (1 - clause.sentence / last);
  return score;
}

function partiesIn(names: Names, sentence: Sentence): string[] {
  const keys = inSentence(names.mentions, sentence.index)
    .filter((mention) => canAct(names, mention.entity))
    .map((mention) => mention.entity);
  return [...new Set(keys)];
}
