import type { Attribution, Evidence, Measure, PartyId, Risk, UnresolvedIssue } from '../../core/brief.ts';
import { itemIdOf } from '../../core/evidence.ts';
import { clauseAt } from './by-sentence.ts';
import { certaintyOf, issueSigns, measureSigns, riskSigns, type Sign } from './certainty.ts';
import { contentOf, sharedBy } from './content-words.ts';
import type { Merged } from './merging.ts';
import type { Document, IssueHit, MeasureHit, RiskHit, Span } from './model.ts';
import { evidenceOf, type Reading } from './reading.ts';
import { sidesOf } from './sides.ts';
import { standingSpan, withAntecedent } from './standing-span.ts';
import { sentenceFor } from './written.ts';

/** Most quotes of one item. */
const MOST_QUOTES = 8;
/** Words that a risk and a measure or an issue must share for the one to concern the other. */
const SHARED_TO_CONCERN = 2;

interface Quoted {
  span: Span;
  sentence: number;
}

function evidenceOfAll(document: Document, { lead, others }: Merged<Quoted>): Evidence[] {
  return [lead, ...others].slice(0, MOST_QUOTES).map((hit) => evidenceOf(document, hit.span, hit.sentence));
}

function slice(document: Document, span: Span): string {
  return document.text.slice(span.start, span.end);
}

function written(reading: Reading, span: Span, sentence: number, attribution: Attribution): string {
  const clause = clauseAt(reading.clauses, sentence, span.start);
  if (!clause) return slice(reading.document, span);
  return sentenceFor(reading.document, reading.names, reading.clauses, clause, span, attribution);
}

/** The items with the stretch of their clearest mention that can be read by itself. */
function standing<T extends { span: Span; sentence: number }>(
  { document, names, clauses }: Reading,
  ranked: readonly Merged<T>[],
): Merged<T>[] {
  return ranked.map(({ lead, others }) => {
    const span = standingSpan(document, clauses, lead.sentence, lead.span);
    return { lead: { ...lead, span: withAntecedent(document, names, lead.sentence, span) }, others };
  });
}

/** Takes the signs by which the certainty of an item was told. */
export type NoteSigns = (id: string, signs: readonly Sign[]) => void;

/** Measures as the brief shows them. */
export function writeMeasures(
  reading: Reading,
  ranked: readonly Merged<MeasureHit>[],
  noteSigns?: NoteSigns,
): Measure[] {
  const { document } = reading;
  return standing(reading, ranked).map((merged, rank) => {
    const { lead } = merged;
    const attribution = reading.attributionAt(lead.span);
    const roles = rolesOfAll(merged);
    const id = itemIdOf('measures', slice(document, lead.span));
    const signs = measureSigns(merged, { rank, document });
    noteSigns?.(id, signs);
    const measure: Measure = {
      id,
      type: lead.type,
      status: lead.status,
      ...roles,
      description: written(reading, lead.span, lead.sentence, attribution),
      attribution,
      certainty: certaintyOf('measures', signs),
      evidence: evidenceOfAll(document, merged),
    };
    for (const field of ['object', 'extent', 'purpose', 'condition', 'deadline', 'place'] as const) {
      const span = lead[field];
      if (span) measure[field] = slice(document, span);
    }
    const when = lead.when ?? reading.whenAt(lead.span);
    if (when) measure.when = when;
    return measure;
  });
}

/** The roles of the clearest mention; where it names no actor, those of the next one that does. */
function rolesOfAll({ lead, others }: Merged<MeasureHit>): { actors: PartyId[]; targets: PartyId[] } {
  if (lead.actors.length > 0) return { actors: lead.actors, targets: lead.targets };
  const other = others.find(
    (hit) => hit.actors.length > 0 && hit.status === lead.status && hit.sentence === lead.sentence,
  );
  if (!other) return { actors: [], targets: lead.targets };
  return { actors: other.actors, targets: lead.targets.filter((key) => !other.actors.includes(key)) };
}

/** Issues as the brief shows them. */
export function writeIssues(
  reading: Reading,
  ranked: readonly Merged<IssueHit>[],
  noteSigns?: NoteSigns,
): UnresolvedIssue[] {
  const { document, clauses } = reading;
  return standing(reading, ranked).map((merged, rank) => {
    const { lead } = merged;
    const attribution = reading.attributionAt(lead.span);
    const id = itemIdOf('unresolvedIssues', slice(document, lead.span));
    const clause = clauseAt(clauses, lead.sentence, lead.span.start);
    const signs = issueSigns(merged, { rank, document }, attribution, clause);
    noteSigns?.(id, signs);
    return {
      id,
      topic: lead.topic,
      state: lead.state,
      parties: lead.parties.filter(reading.isParty),
      sides: sidesOf(reading, merged),
      description: written(reading, lead.span, lead.sentence, attribution),
      attribution,
      certainty: certaintyOf('issues', signs),
      evidence: evidenceOfIssue(document, merged),
    };
  });
}

/** The quotes of an issue, with the words that name its matter behind those that show it to be open. */
function evidenceOfIssue(document: Document, { lead, others }: Merged<IssueHit>): Evidence[] {
  return evidenceOfAll(document, { lead, others: lead.named ? [lead.named, ...others] : others });
}

/** Risks or upsides as the brief shows them. */
export function writeRisks(
  reading: Reading,
  list: 'risks' | 'upsides',
  ranked: readonly Merged<RiskHit>[],
  concerned: readonly (Measure | UnresolvedIssue)[],
  noteSigns?: NoteSigns,
): Risk[] {
  const { document, clauses } = reading;
  return standing(reading, ranked).map((merged, rank) => {
    const { lead } = merged;
    const attribution = reading.attributionAt(lead.span);
    const id = itemIdOf(list, slice(document, lead.span));
    const signs = riskSigns(merged, { rank, document }, clauseAt(clauses, lead.sentence, lead.span.start));
    noteSigns?.(id, signs);
    const risk: Risk = {
      id,
      statement: written(reading, lead.span, lead.sentence, attribution),
      likelihood: lead.likelihood,
      probabilityStated: lead.probabilityStated,
      cue: lead.cue,
      about: about(reading, lead.span, concerned),
      parties: lead.parties.filter(reading.isParty),
      attribution,
      certainty: certaintyOf('risks', signs),
      evidence: evidenceOfAll(document, merged),
    };
    if (lead.condition) risk.condition = slice(document, lead.condition);
    if (lead.consequence) risk.consequence = slice(document, lead.consequence);
    if (lead.horizon !== undefined) risk.horizon = lead.horizon;
    return risk;
  });
}

/** The measures and issues whose words a risk shares. */
function about({ document, names }: Reading, span: Span, items: readonly (Measure | UnresolvedIssue)[]): string[] {
  const words = contentOf(document, names, span);
  return items
    .filter((item) => {
      const first = item.evidence[0];
      return first !== undefined && sharedBy(words, contentOf(document, names, first)) >= SHARED_TO_CONCERN;
    })
    .map((item) => item.id);
}
