import type { Attribution, Brief, Certainty, Evidence, Measure, Party, Risk, UnresolvedIssue } from '../brief.ts';
import { datedAtOf } from '../store/sort-time.ts';

/** Items of briefs taken out of them, each with what it takes to cite it. */

/** A brief as it was read from a list. */
export interface ReadBrief {
  readonly brief: Brief;
  /** The time that it is listed by: a UTC instant of 24 characters. */
  readonly time: string;
}

export interface PartyRef {
  id: string;
  name: string;
}

/** The brief and the quotes that a line rests on. */
export interface Cited {
  briefId: string;
  headline: string;
  source: string | null;
  datedAt: string | null;
  receivedAt: string | null;
  evidence: Evidence[];
}

interface CitedItem extends Cited {
  itemId: string;
  certainty: Certainty;
  attribution: Attribution;
}

export interface CitedMeasure
  extends CitedItem,
    Pick<Measure, 'type' | 'status' | 'description' | 'when' | 'deadline'> {
  actors: PartyRef[];
  targets: PartyRef[];
}

export interface CitedIssue extends CitedItem, Pick<UnresolvedIssue, 'topic' | 'state' | 'description'> {
  parties: PartyRef[];
  sides: { party: PartyRef; wants: string; evidence: Evidence[] }[];
}

export interface CitedRisk extends CitedItem, Pick<Risk, 'statement' | 'likelihood' | 'probabilityStated'> {
  parties: PartyRef[];
}

export interface CitedPosition extends Cited {
  statement: string;
  speaker: string;
}

/** Newest brief first, those of one time by id. */
export function newestFirst(a: ReadBrief, b: ReadBrief): number {
  if (a.time !== b.time) return a.time < b.time ? 1 : -1;
  return a.brief.briefId < b.brief.briefId ? 1 : a.brief.briefId > b.brief.briefId ? -1 : 0;
}

/** A party with the name that its brief gives it. */
export function partyRef(brief: Brief, id: string): PartyRef {
  return { id, name: brief.parties.find((party) => party.id === id)?.name ?? id };
}

function cited(brief: Brief, evidence: readonly Evidence[]): Cited {
  const { briefId, headline, article } = brief;
  return {
    briefId,
    headline: headline.text,
    source: article.source,
    datedAt: datedAtOf(article),
    receivedAt: article.receivedAt,
    evidence: [...evidence],
  };
}

function citedItem(brief: Brief, item: Measure | UnresolvedIssue | Risk): CitedItem {
  const { id, certainty, attribution, evidence } = item;
  return { ...cited(brief, evidence), itemId: id, certainty, attribution };
}

export function citeMeasure(brief: Brief, measure: Measure): CitedMeasure {
  const { type, status, description, when, deadline } = measure;
  return {
    ...citedItem(brief, measure),
    type,
    status,
    description,
    actors: measure.actors.map((id) => partyRef(brief, id)),
    targets: measure.targets.map((id) => partyRef(brief, id)),
    ...(when === undefined ? {} : { when }),
    ...(deadline === undefined ? {} : { deadline }),
  };
}

export function citeIssue(brief: Brief, issue: UnresolvedIssue): CitedIssue {
  const { topic, state, description, parties, sides } = issue;
  return {
    ...citedItem(brief, issue),
    topic,
    state,
    description,
    parties: parties.map((id) => partyRef(brief, id)),
    sides: sides.map(({ party, wants, evidence }) => ({ party: partyRef(brief, party), wants, evidence })),
  };
}

export function citeRisk(brief: Brief, risk: Risk): CitedRisk {
  const { statement, likelihood, probabilityStated, parties } = risk;
  return {
    ...citedItem(brief, risk),
    statement,
    likelihood,
    probabilityStated,
    parties: parties.map((id) => partyRef(brief, id)),
  };
}

export function citePositions(brief: Brief, { positions }: Party): CitedPosition[] {
  return positions.map(({ statement, speaker, evidence }) => ({ ...cited(brief, evidence), statement, speaker }));
}

/** The parties that an issue is between: those that it names, and those that want something of it. */
export function partiesOfIssue({ parties, sides }: UnresolvedIssue): string[] {
  return [...new Set([...parties, ...sides.map(({ party }) => party)])];
}
