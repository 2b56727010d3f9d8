import type { IssueState } from '../../core/brief.ts';
import { inSentence } from './by-sentence.ts';
import { tokensIn } from './content-words.ts';
import { ISSUE_CUES } from './lexicon/issue-cues.ts';
import { type Match, PhraseIndex } from './lexicon-index.ts';
import type { Clause, Document, IssueHit, Names, Sentence, Span, Token } from './model.ts';
import { nounPhraseAfter, nounPhraseBefore } from './noun-phrases.ts';
import { quoteOf, trimmed } from './quotes.ts';
import { canAct } from './slots.ts';

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
/** What each further cue of a sentence adds. */
const FURTHER = 0.35;
/** Prepositions and conjunctions behind which the matter itself is named. */
const TOPIC_OPENERS: ReadonlySet<string> = new Set([
  'over',
  'on',
  'about',
  'whether',
  'of',
  'between',
  'into',
  'regarding',
  'for',
  'how',
  'why',
]);

/** Finds what the article shows to be open: one hit for each sentence that has a cue. */
export function findIssues(document: Document, names: Names, clauses: readonly Clause[]): IssueHit[] {
  return document.sentences.flatMap((sentence) => {
    if (sentence.kind !== 'body') return [];
    const hit = issueIn(document, names, clauses, sentence);
    return hit ? [hit] : [];
  });
}

function issueIn(
  document: Document,
  names: Names,
  clauses: readonly Clause[],
  sentence: Sentence,
): IssueHit | undefined {
  const { tokens } = document;
  const matches = distinct(CUES.within(tokens, sentence.from, sentence.to));
  const [best] = [...matches].sort((a, b) => strengthOf(b) - strengthOf(a) || a.from - b.from);
  if (!best) return undefined;
  const clause = inSentence(clauses, sentence.index).find((other) => other.from <= best.from && best.from < other.to);
  if (!clause || clause.conditional) return undefined;
  const span = quoteOf(document, clauses, clauseOfMatch(clauses, clause, best));
  const parties = partiesIn(names, sentence);
  return {
    state: best.value.state,
    topic: topicOf(document, clauses, clause, best, span),
    parties,
    span,
    sentence: sentence.index,
    rule: best.phrase,
    score: scoreOf(document, matches, best, clause, parties.length),
  };
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
    (DENIAL.test(match.phrase) ? 0.2 : 0)
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

/** Fewer letters than this do not name a matter. */
const SHORTEST_TOPIC = 8;
/** Nouns that say that a matter follows: "the issue of the Golan Heights". */
const MATTER =
  /^(?:issue|question|status|matter|problem|future|fate|dispute|terms|legality|cause|extent|size|cost|timing)$/;

/**
 * The matter as a short phrase of the text: what "the issue of" names; what stands behind "over", "on", "whether"; what
 * somebody refuses to do; else the subject, else the object.
 */
function topicOf(
  document: Document,
  clauses: readonly Clause[],
  clause: Clause,
  match: Match<Cue>,
  quote: Span,
): string {
  const { tokens } = document;
  const to = document.sentences[clause.sentence]?.to ?? clause.to;
  const quoteFrom = tokensIn(document, quote)[0]?.index ?? clause.from;
  const spans = [
    namedMatter(tokens, quoteFrom, to),
    topicBehind(document, match, to),
    refusedAct(document, clauses, clause, match),
    nounPhraseBefore(tokens, quoteFrom, clause.verb?.from ?? match.from),
    nounPhraseAfter(tokens, clause.verb?.to ?? match.to, to),
  ];
  const found = spans.find((span) => span !== undefined && span.end - span.start >= SHORTEST_TOPIC);
  return document.text.slice((found ?? quote).start, (found ?? quote).end);
}

function namedMatter(tokens: readonly Token[], from: number, to: number): Span | undefined {
  for (let at = from; at < to - 1; at++) {
    const token = tokens[at];
    if (token && MATTER.test(token.lemma) && tokens[at + 1]?.lower === 'of') return nounPhraseAfter(tokens, at, to);
  }
  return undefined;
}

/** Behind the last word of a cue that asks for its matter: "doubts about |", "clear | whether". */
function topicBehind(document: Document, match: Match<Cue>, to: number): Span | undefined {
  const { tokens } = document;
  for (let at = match.to - 1; at <= match.to && at < to; at++) {
    const token = tokens[at];
    if (token && TOPIC_OPENERS.has(token.lower)) return nounPhraseAfter(tokens, at + 1, to);
  }
  return undefined;
}

/** "reluctance to | vacate some of the territories". */
function refusedAct(
  document: Document,
  clauses: readonly Clause[],
  clause: Clause,
  match: Match<Cue>,
): Span | undefined {
  if (match.value.state !== 'refused') return undefined;
  const act = clauses[clause.index + 1];
  if (act?.governor !== clause.index || !act.verb?.infinitive) return undefined;
  return trimmed(document, act.verb.from + 1, act.to);
}
