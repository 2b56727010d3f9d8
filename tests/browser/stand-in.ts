import type { PartyRef } from '../../functions/api/responses.ts';
import {
  type BriefPage,
  type CitedIssue,
  type Dossier,
  type DossierMeasure,
  Dossier as DossierSchema,
  type IssuePage,
  IssuePage as IssuePageSchema,
  type ListedBrief,
  type Match,
  type PartyList,
  PartyList as PartyListSchema,
} from '../../functions/api/responses.ts';
import type { Brief } from '../../functions/core/brief.ts';
import { cardOf } from '../../functions/core/store/card.ts';
import { sortTimeOf } from '../../functions/core/store/sort-time.ts';

/** Answers of routes that the runtime does not serve yet, made of the briefs that it does, after the same schemas. */

function refs(brief: Brief, ids: readonly string[]): PartyRef[] {
  return ids.map((id) => ({ id, name: brief.parties.find((party) => party.id === id)?.name ?? id }));
}

function cited(brief: Brief) {
  const { datedAt, receivedAt, source, headline } = cardOf(brief);
  return { briefId: brief.briefId, headline, source, datedAt, receivedAt };
}

function listedAt(brief: Brief): string {
  return sortTimeOf(cardOf(brief));
}

const GROUP_OF: Record<Brief['measures'][number]['status'], keyof Dossier['measures']> = {
  completed: 'did',
  'under-way': 'did',
  agreed: 'agreed',
  announced: 'announced',
  proposed: 'proposed',
  refused: 'refused',
  threatened: 'threatened',
  demanded: 'asked',
  ended: 'ended',
  unclear: 'unclear',
};

export function dossierOf(briefs: readonly Brief[], partyId: string): Dossier | undefined {
  const own = briefs.filter((brief) => brief.parties.some(({ id }) => id === partyId));
  const party = own.flatMap(({ parties }) => parties).find(({ id }) => id === partyId);
  if (party === undefined) return undefined;
  const groups: Dossier['measures'] = {
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
  const faced: DossierMeasure[] = [];
  const against = new Map<string, { party: PartyRef; items: { briefId: string; itemId: string }[] }>();
  for (const brief of own) {
    for (const measure of brief.measures) {
      const { id, type, status, description, certainty, attribution, evidence, when, deadline } = measure;
      const line: DossierMeasure = {
        ...cited(brief),
        itemId: id,
        type,
        status,
        description,
        certainty,
        attribution,
        evidence,
        actors: refs(brief, measure.actors),
        targets: refs(brief, measure.targets),
        ...(when === undefined ? {} : { when }),
        ...(deadline === undefined ? {} : { deadline }),
      };
      if (measure.actors.includes(partyId)) groups[GROUP_OF[status]].push(line);
      else if (measure.targets.includes(partyId)) faced.push(line);
      const others = measure.actors.includes(partyId) ? line.targets : [];
      for (const other of others) {
        const relation = against.get(other.id) ?? { party: other, items: [] };
        relation.items.push({ briefId: brief.briefId, itemId: id });
        against.set(other.id, relation);
      }
    }
  }
  const times = own.map(listedAt).sort();
  return DossierSchema.parse({
    party: { id: party.id, name: party.name, kind: party.kind, aliases: party.aliases, country: party.country },
    briefs: own.length,
    from: times[0],
    to: times.at(-1),
    measures: groups,
    faced,
    positions: own.flatMap((brief) =>
      brief.parties
        .filter(({ id }) => id === partyId)
        .flatMap(({ positions }) => positions.map((position) => ({ ...cited(brief), ...position }))),
    ),
    issues: own.flatMap((brief) => issuesOf(brief).filter(({ parties }) => parties.some(({ id }) => id === partyId))),
    risks: own.flatMap((brief) =>
      brief.risks
        .filter(({ parties }) => parties.includes(partyId))
        .map(({ id, statement, likelihood, probabilityStated, parties, certainty, attribution, evidence }) => ({
          ...cited(brief),
          itemId: id,
          statement,
          likelihood,
          probabilityStated,
          certainty,
          attribution,
          evidence,
          parties: refs(brief, parties),
        })),
    ),
    actsWith: [],
    actsAgainst: [...against.values()].map(({ party: other, items }) => ({ party: other, count: items.length, items })),
  });
}

function issuesOf(brief: Brief): CitedIssue[] {
  return brief.unresolvedIssues.map(
    ({ id, topic, state, description, parties, sides, certainty, attribution, evidence }) => ({
      ...cited(brief),
      itemId: id,
      topic,
      state,
      description,
      certainty,
      attribution,
      evidence,
      parties: refs(brief, parties),
      sides: sides.map(({ party, wants, evidence: proof }) => ({
        party: refs(brief, [party])[0] ?? { id: party, name: party },
        wants,
        evidence: proof,
      })),
    }),
  );
}

export function issuesPage(briefs: readonly Brief[]): IssuePage {
  const groups = briefs.flatMap((brief) =>
    issuesOf(brief).map((issue) => ({
      topic: issue.topic,
      states: [issue.state],
      parties: issue.parties,
      firstSeen: listedAt(brief),
      lastSeen: listedAt(brief),
      outlets: 1,
      items: [issue],
    })),
  );
  return IssuePageSchema.parse({ items: groups, briefs: briefs.length });
}

export function partiesOf(briefs: readonly Brief[]): PartyList {
  const parties = new Map<string, PartyList['items'][number]>();
  for (const brief of briefs) {
    for (const { id, name } of brief.parties) {
      const known = parties.get(id);
      const recent = (known?.recent ?? 0) + 1;
      parties.set(id, { id, name, recent, before: 2, change: recent - 0.5, lastSeen: listedAt(brief) });
    }
  }
  const items = [...parties.values()].sort((a, b) => b.change - a.change);
  return PartyListSchema.parse({ items, briefs: briefs.length });
}

/** A page of the list, narrowed to the briefs that hold some words, with the places that do. */
export function searched(page: BriefPage, briefs: readonly Brief[], words: string): BriefPage {
  const holds = (text: string) => text.toLowerCase().includes(words.toLowerCase());
  const items = page.items.flatMap((item): ListedBrief[] => {
    const brief = briefs.find(({ briefId }) => briefId === item.briefId);
    const matches: Match[] = (brief?.measures ?? [])
      .filter(({ description }) => holds(description))
      .map(({ id, description, evidence }) => ({
        list: 'measures',
        itemId: id,
        text: description,
        ...(evidence[0] === undefined ? {} : { evidence: evidence[0] }),
      }));
    return matches.length > 0 || holds(item.headline) ? [{ ...item, matches }] : [];
  });
  return { items };
}
