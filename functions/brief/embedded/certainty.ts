import type { Attribution, Certainty } from '../../core/brief.ts';
import { tokensIn } from './content-words.ts';
import type { Merged } from './merging.ts';
import type { Clause, Document, IssueHit, MeasureHit, RiskHit } from './model.ts';

/** Something about an item that speaks for or against its having been read right. */
export type Sign =
  | 'foremost'
  | 'among-first'
  | 'told-again'
  | 'own-object'
  | 'several-cues'
  | 'well-above'
  | 'barely-above'
  | 'status-unclear'
  | 'short-quote'
  | 'long-article'
  | 'short-article'
  | 'said-by-somebody'
  | 'open-state'
  | 'contested'
  | 'still-so'
  | 'bare-topic'
  | 'verb-of-harm'
  | 'hedged-only'
  | 'may-happen'
  | 'projected'
  | 'past';

/**
 * What a sign adds. Points of a regression over the items of annotated articles, rounded: each was found on one half of
 * the articles and holds on the other. 1 is a change of the odds by about a fifth.
 */
const POINTS: Record<JudgedList, Partial<Record<Sign, number>>> = {
  measures: {
    foremost: 2,
    'among-first': 1,
    'told-again': 3,
    'own-object': 2,
    'several-cues': 1,
    'well-above': 2,
    'barely-above': -1,
    'status-unclear': -5,
    'short-quote': -2,
    'long-article': -3,
  },
  issues: {
    foremost: 4,
    'told-again': 4,
    'said-by-somebody': 4,
    'open-state': 3,
    'still-so': 2,
    contested: -2,
    'bare-topic': -3,
  },
  risks: {
    foremost: 3,
    'verb-of-harm': 2,
    'may-happen': 3,
    'short-article': 3,
    'hedged-only': -2,
    past: -2,
    projected: -4,
    'long-article': -4,
  },
};
/** The points from which an item is read with high, and with medium certainty. */
const LEVELS = {
  measures: { high: 5, medium: 0 },
  issues: { high: 7, medium: 1 },
  risks: { high: 2, medium: -3 },
} as const;

export type JudgedList = 'measures' | 'issues' | 'risks';

/** How long an article is, in sentences of its body, of which much, or little, is no item. */
const LONG = 30;
const SHORT = 12;
/** A quote of fewer tokens says little. */
const SHORT_QUOTE = 8;
/** Scores of a measure that are far from the cut, and near to it. */
const WELL_ABOVE = 3.5;
const BARELY_ABOVE = 2.8;
const FIRST_ONES = 3;

/** Where an item stands: its rank in its list, in what article. */
export interface Place {
  rank: number;
  document: Document;
}

/**
 * How sure the analyzer is to have read an item right, by the signs that are seen on it. It says nothing of how likely the
 * matter is, nor of its source.
 */
export function certaintyOf(list: JudgedList, signs: readonly Sign[]): Certainty {
  const points = signs.reduce((sum, sign) => sum + pointsOf(list, sign), 0);
  if (points >= LEVELS[list].high) return 'high';
  return points >= LEVELS[list].medium ? 'medium' : 'low';
}

/** What a sign adds to an item of a list; below 0 where it speaks against it. */
export function pointsOf(list: JudgedList, sign: Sign): number {
  return POINTS[list][sign] ?? 0;
}

function signsFrom(found: Partial<Record<Sign, boolean>>): Sign[] {
  return (Object.entries(found) as [Sign, boolean][]).filter(([, seen]) => seen).map(([sign]) => sign);
}

function lengthOf({ document }: Place): number {
  return document.sentences.filter(({ kind }) => kind === 'body').length;
}

/** A sentence of few words says all that it says. */
function isSentence({ sentences }: Document, { sentence, span }: MeasureHit): boolean {
  const whole = sentences[sentence];
  return whole !== undefined && span.start <= whole.start && span.end >= whole.end - 1;
}

/** The signs of a measure: a verb with its own object, a prominent place, further mentions, a clear status. */
export function measureSigns({ lead, others }: Merged<MeasureHit>, place: Place): Sign[] {
  return signsFrom({
    foremost: place.rank === 0,
    'among-first': place.rank < FIRST_ONES,
    'told-again': others.length > 0,
    'own-object': /^(?:object|phrase)\//.test(lead.rule),
    'several-cues': lead.cues.length > 1,
    'well-above': lead.score >= WELL_ABOVE,
    'barely-above': lead.score < BARELY_ABOVE,
    'status-unclear': lead.status === 'unclear',
    'short-quote': tokensIn(place.document, lead.span).length < SHORT_QUOTE && !isSentence(place.document, lead),
    'long-article': lengthOf(place) >= LONG,
  });
}

/** The signs of an issue: what state it is in, how its topic is told, whether somebody says so. */
export function issueSigns(
  { lead, others }: Merged<IssueHit>,
  { rank }: Place,
  { voice }: Attribution,
  clause: Clause | undefined,
): Sign[] {
  return signsFrom({
    foremost: rank === 0,
    'told-again': others.length > 0,
    'said-by-somebody': voice !== 'outlet' && voice !== 'document',
    'open-state': lead.state === 'deferred' || lead.state === 'undecided' || lead.state === 'disputed-fact',
    'still-so': clause?.verb?.tense === 'present' && clause.verb.perfect,
    contested: lead.state === 'contested',
    'bare-topic': lead.topicKind === 'bare',
  });
}

/** The signs of a risk or an upside: by what words, and of what time it is told. */
export function riskSigns({ lead }: Merged<RiskHit>, place: Place, clause: Clause | undefined): Sign[] {
  const verb = clause?.verb;
  return signsFrom({
    foremost: place.rank === 0,
    'verb-of-harm': /^(?:harming|leading)\//.test(lead.rule),
    'hedged-only': /^(?:soft|pointing)\//.test(lead.rule),
    'may-happen': /^(?:could|may|might|can)$/.test(verb?.modal ?? ''),
    projected: lead.likelihood === 'likely',
    past: verb?.tense === 'past',
    'long-article': lengthOf(place) >= LONG,
    'short-article': lengthOf(place) < SHORT,
  });
}
