import type { MeasureStatus, PartyKind } from '../brief.ts';
import {
  type CitedIssue,
  type CitedMeasure,
  type CitedPosition,
  type CitedRisk,
  citeIssue,
  citeMeasure,
  citePositions,
  citeRisk,
  newestFirst,
  type PartyRef,
  partiesOfIssue,
  type ReadBrief,
} from './cited-items.ts';
import { type Relations, relationsOf } from './relations.ts';

/** Under what a dossier lists the measures in which its party acts, by their status. */
const HEADINGS = {
  completed: 'did',
  'under-way': 'did',
  agreed: 'agreed',
  announced: 'announced',
  proposed: 'proposed',
  refused: 'refused',
  threatened: 'threatened',
  // The actor of a demanded measure is the one who is asked to act (docs/brief.md).
  demanded: 'asked',
  ended: 'ended',
  unclear: 'unclear',
} as const satisfies Record<MeasureStatus, string>;
type Heading = (typeof HEADINGS)[MeasureStatus];

/** Who a party is, as the newest brief that names it has it; its aliases are those of all of them. */
export interface PartyIdentity extends PartyRef {
  kind: PartyKind;
  country?: string;
  aliases: string[];
}

/** What briefs say of one party, each list newest first. */
export interface PartyDossier extends Relations {
  briefs: number;
  /** The times by which the oldest and the newest brief are listed; null if there is none. */
  from: string | null;
  to: string | null;
  measures: Record<Heading, CitedMeasure[]>;
  /** Measures of which it is only a target. */
  faced: CitedMeasure[];
  positions: CitedPosition[];
  issues: CitedIssue[];
  risks: CitedRisk[];
}

/** Who a party is; undefined if no brief names it. */
export function identityOf(partyId: string, read: readonly ReadBrief[]): PartyIdentity | undefined {
  const found = [...read].sort(newestFirst).flatMap(({ brief }) => brief.parties.filter(({ id }) => id === partyId));
  const [newest] = found;
  if (newest === undefined) return undefined;
  const { name, kind, country } = newest;
  const aliases = new Set(found.flatMap((party) => [...party.aliases, party.name]));
  aliases.delete(name);
  return { id: partyId, name, kind, ...(country === undefined ? {} : { country }), aliases: [...aliases] };
}

/** The dossier of a party, made of briefs in any order. Every line has its certainty; none is left out for it. */
export function dossierOf(partyId: string, read: readonly ReadBrief[]): PartyDossier {
  const briefs = [...read].sort(newestFirst);
  const measures: PartyDossier['measures'] = {
    did: [],
    agreed: [],
    announced: [],
    proposed: [],
    refused: [],
    threatened: [],
    asked: [],
    ended: [],
    unclear: [],
  };
  const faced: CitedMeasure[] = [];
  for (const { brief } of briefs) {
    for (const measure of brief.measures) {
      if (measure.actors.includes(partyId)) measures[HEADINGS[measure.status]].push(citeMeasure(brief, measure));
      else if (measure.targets.includes(partyId)) faced.push(citeMeasure(brief, measure));
    }
  }
  return {
    briefs: briefs.length,
    from: briefs.at(-1)?.time ?? null,
    to: briefs[0]?.time ?? null,
    measures,
    faced,
    positions: briefs.flatMap(({ brief }) =>
      brief.parties.filter(({ id }) => id === partyId).flatMap((party) => citePositions(brief, party)),
    ),
    issues: briefs.flatMap(({ brief }) =>
      brief.unresolvedIssues
        .filter((issue) => partiesOfIssue(issue).includes(partyId))
        .map((issue) => citeIssue(brief, issue)),
    ),
    risks: briefs.flatMap(({ brief }) =>
      brief.risks.filter(({ parties }) => parties.includes(partyId)).map((risk) => citeRisk(brief, risk)),
    ),
    ...relationsOf(partyId, briefs),
  };
}
