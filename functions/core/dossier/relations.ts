import type { Brief, Measure, MeasureStatus, MeasureType, UnresolvedIssue } from '../brief.ts';
import { type PartyRef, partyRef, type ReadBrief } from './cited-items.ts';

/** A party that acts with or against another, and the items that show it. */
export interface Relation {
  party: PartyRef;
  count: number;
  items: { briefId: string; itemId: string }[];
}

export interface Relations {
  /** Most often first. */
  actsWith: Relation[];
  actsAgainst: Relation[];
}

type Side = 'with' | 'against';

/** What one does for or together with whom it is directed at. */
const COOPERATIVE: ReadonlySet<MeasureType> = new Set([
  'agreement',
  'negotiation',
  'ceasefire',
  'security-assistance',
  'finance',
  'aid',
]);
/** What one does to whom it is directed at. */
const ADVERSARIAL: ReadonlySet<MeasureType> = new Set(['military-action', 'sanctions', 'protest']);
/** Those that do these may do them to each other: both fire, both go to court. */
const MUTUAL: ReadonlySet<MeasureType> = new Set(['military-action', 'legal', 'protest', 'other']);

const TAKEN: ReadonlySet<MeasureStatus> = new Set(['completed', 'under-way', 'agreed', 'announced']);

/** Whether those that act in a measure do so together. */
function actTogether({ type, status }: Measure): boolean {
  return !MUTUAL.has(type) && (TAKEN.has(status) || status === 'proposed' || status === 'threatened');
}

/** What a measure makes of who acts and who is acted upon. */
function sideOfTargets({ type, status }: Measure): Side | undefined {
  if (status === 'threatened') return 'against';
  if (status === 'refused') return ADVERSARIAL.has(type) ? undefined : 'against';
  if (ADVERSARIAL.has(type)) return TAKEN.has(status) || status === 'proposed' ? 'against' : undefined;
  return COOPERATIVE.has(type) && TAKEN.has(status) ? 'with' : undefined;
}

/** The parties that a measure sets with or against one of them. */
function sidesIn(measure: Measure, partyId: string): Map<string, Side> {
  const { status, actors, targets, attribution } = measure;
  const found = new Map<string, Side>();
  const isActor = actors.includes(partyId);
  if (isActor && actTogether(measure)) for (const id of actors) found.set(id, 'with');
  const side = sideOfTargets(measure);
  if (side !== undefined) {
    if (isActor) for (const id of targets) found.set(id, side);
    if (targets.includes(partyId)) for (const id of actors) found.set(id, side);
  }
  if (status === 'demanded' && attribution.party !== undefined) {
    if (isActor) found.set(attribution.party, 'against');
    if (attribution.party === partyId) for (const id of actors) found.set(id, 'against');
  }
  found.delete(partyId);
  return found;
}

function opponentsIn({ sides }: UnresolvedIssue, partyId: string): Set<string> {
  const wanting = new Set(sides.map(({ party }) => party));
  return wanting.delete(partyId) ? wanting : new Set();
}

/** Relations in the order in which they were found, until they are counted. */
class Tally {
  readonly #relations = new Map<string, Relation>();

  add(brief: Brief, itemId: string, partyId: string): void {
    const relation = this.#relations.get(partyId) ?? { party: partyRef(brief, partyId), count: 0, items: [] };
    relation.items.push({ briefId: brief.briefId, itemId });
    relation.count = relation.items.length;
    this.#relations.set(partyId, relation);
  }

  /** Most often first, of equals the one that was found first. */
  sorted(): Relation[] {
    return [...this.#relations.values()].sort((a, b) => b.count - a.count);
  }
}

/**
 * Whom a party acts with and against, by these rules. They are of the wording of items alone; what they do not cover
 * (every measure that is `ended` or `unclear`, and every item of low certainty) says neither.
 *
 * | item | status | between | is |
 * | --- | --- | --- | --- |
 * | measure, but for military action, legal, protest and other | completed, under way, agreed, announced, proposed, threatened | those that act | with |
 * | agreement, negotiation, ceasefire, security assistance, finance, aid | completed, under way, agreed, announced | who acts and whom it is directed at | with |
 * | military action, sanctions, protest | completed, under way, agreed, announced, proposed | who acts and whom it is directed at | against |
 * | measure of any type | threatened | who acts and whom it is directed at | against |
 * | measure, but for military action, sanctions and protest | refused | who acts and whom it is directed at | against |
 * | measure of any type | demanded | the party that demands it and those who are asked | against |
 * | unresolved issue | any | parties that stand on different sides | against |
 *
 * An item counts once for each other party; where two rules apply to the same two, the later one in the table counts.
 * @param briefs newest first.
 */
export function relationsOf(partyId: string, briefs: readonly ReadBrief[]): Relations {
  const actsWith = new Tally();
  const actsAgainst = new Tally();
  for (const { brief } of briefs) {
    for (const measure of brief.measures) {
      if (measure.certainty === 'low') continue;
      for (const [id, side] of sidesIn(measure, partyId)) {
        (side === 'with' ? actsWith : actsAgainst).add(brief, measure.id, id);
      }
    }
    for (const issue of brief.unresolvedIssues) {
      if (issue.certainty === 'low') continue;
      for (const id of opponentsIn(issue, partyId)) actsAgainst.add(brief, issue.id, id);
    }
  }
  return { actsWith: actsWith.sorted(), actsAgainst: actsAgainst.sorted() };
}
