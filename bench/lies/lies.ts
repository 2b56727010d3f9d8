import type {
  Attribution,
  Brief,
  BriefDraft,
  Measure,
  MeasureStatus,
  Party,
  Risk,
} from '../../functions/core/brief.ts';
import { itemIdOf } from '../../functions/core/evidence.ts';

/** Ways in which an item that a brief shows can be made false. */
export const LIES = [
  'actor and target swapped',
  'actor from the same sentence',
  'actor from elsewhere',
  'target from the same sentence',
  'target from elsewhere',
  'negation lost',
  'negation added',
  'hedge lost',
  'number changed',
  'date changed',
  'not done shown as done',
  'done shown as refused',
  'likelihood raised',
  'speaker exchanged',
  'speaker invented',
  'name exchanged in the sentence',
  'quote of another item',
] as const;
export type LieKind = (typeof LIES)[number];

/** A draft with one item of a brief, made false. */
export interface Lie {
  kind: LieKind;
  /** What was made of what, to be read. */
  told: string;
  draft: BriefDraft;
  /** Whether a brief still tells the lie. */
  isTold(brief: Brief): boolean;
}

const DONE: ReadonlySet<MeasureStatus> = new Set<MeasureStatus>(['completed', 'under-way', 'ended']);
const NOT_DONE: ReadonlySet<MeasureStatus> = new Set<MeasureStatus>(['proposed', 'demanded', 'threatened', 'refused']);
const NEGATION = / (?:not|never|no longer)(?= )|(?<=\w)n['’]t\b/u;
const HEDGE = / (?:could|may|might|would|reportedly|allegedly)(?= )/u;

function plain(text: string): string {
  return text
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** Whether a text names a party, by one of its names as they are written. */
export function isNamedIn(text: string, { name, aliases }: Party): boolean {
  const whole = ` ${plain(text)} `;
  return [name, ...aliases].some((one) => whole.includes(` ${plain(one)} `));
}

/** The sentence of a text that holds a stretch, roughly: what is between full stops and line breaks. */
function sentenceOf(text: string, { start, end }: { start: number; end: number }): string {
  const from = Math.max(text.lastIndexOf('. ', start), text.lastIndexOf('\n', start)) + 1;
  const stop = text.slice(end - 1).search(/[.!?](?:\s|$)|\n/);
  return text.slice(from, stop < 0 ? text.length : end - 1 + stop);
}

/** The draft that a brief holds. */
function draftOf(brief: Brief): BriefDraft {
  const { headline, summary, sourcing, parties, measures, unresolvedIssues, risks, upsides } = brief;
  const { timeline, ahead, notStated, coverage, analysis } = brief;
  const lists = { summary, parties, measures, unresolvedIssues, risks, upsides, timeline, ahead };
  return structuredClone({ ...lists, headline, sourcing, notStated, coverage, analysis });
}

class LieTeller {
  readonly lies: Lie[] = [];
  private readonly text: string;
  private readonly brief: Brief;

  constructor(text: string, brief: Brief) {
    this.text = text;
    this.brief = brief;
  }

  private measure(kind: LieKind, of: Measure, change: Partial<Measure>, isTold: (shown: Measure) => boolean): void {
    const draft = { ...draftOf(this.brief), measures: [structuredClone({ ...of, ...change })], summary: [] };
    this.lies.push({
      kind,
      told: `${JSON.stringify(change)} of ${JSON.stringify(of.evidence[0]?.quote)}`,
      draft,
      isTold: ({ measures }) => measures[0] !== undefined && isTold(measures[0]),
    });
  }

  private risk(kind: LieKind, of: Risk, change: Partial<Risk>, isTold: (shown: Risk) => boolean): void {
    const draft = { ...draftOf(this.brief), risks: [structuredClone({ ...of, ...change })], summary: [] };
    this.lies.push({
      kind,
      told: `${JSON.stringify(change)} of ${JSON.stringify(of.evidence[0]?.quote)}`,
      draft,
      isTold: ({ risks }) => risks[0] !== undefined && isTold(risks[0]),
    });
  }

  private written(kind: LieKind, of: Measure, description: string): void {
    if (plain(description) === plain(of.description)) return;
    this.measure(kind, of, { description }, (shown) => plain(shown.description) === plain(description));
  }

  aboutRoles(measure: Measure): void {
    const { actors, targets, evidence } = measure;
    const [first] = evidence;
    if (first === undefined || measure.status === 'demanded') return;
    if (actors.length > 0 && targets.length > 0) {
      this.measure('actor and target swapped', measure, { actors: targets, targets: actors }, (shown) =>
        shown.actors.some((id) => targets.includes(id)),
      );
    }
    const sentence = sentenceOf(this.text, first);
    for (const party of this.brief.parties) {
      if (actors.includes(party.id) || targets.includes(party.id)) continue;
      const near = isNamedIn(sentence, party);
      const own = targets.filter((id) => id !== party.id);
      if (actors.length > 0) {
        const kind = near ? 'actor from the same sentence' : 'actor from elsewhere';
        this.measure(kind, measure, { actors: [party.id], targets: own }, (shown) => shown.actors.includes(party.id));
      }
      if (targets.length > 0) {
        const kind = near ? 'target from the same sentence' : 'target from elsewhere';
        this.measure(kind, measure, { targets: [party.id] }, (shown) => shown.targets.includes(party.id));
      }
    }
  }

  aboutWords(measure: Measure): void {
    const { description } = measure;
    if (NEGATION.test(description)) this.written('negation lost', measure, description.replace(NEGATION, ''));
    const be = /\b(?:has|have|had|is|are|was|were|will)\b/u.exec(description);
    if (be !== null && !NEGATION.test(description)) {
      const at = be.index + be[0].length;
      this.written('negation added', measure, `${description.slice(0, at)} not${description.slice(at)}`);
    }
    if (HEDGE.test(description)) this.written('hedge lost', measure, description.replace(HEDGE, ''));
    const number = /(?<![\p{L}\p{N}.,-])\d{1,6}(?![\p{L}\p{N}.,-])/u.exec(description);
    if (number !== null) {
      const other = String(Number(number[0]) + 1);
      this.written('number changed', measure, description.replace(number[0], other));
    }
    const named = this.brief.parties.filter((party) => description.includes(party.name));
    for (const party of named) {
      const other = this.brief.parties.find((one) => !isNamedIn(description, one) && one.name !== party.name);
      if (other === undefined) continue;
      this.written('name exchanged in the sentence', measure, description.replaceAll(party.name, other.name));
    }
  }

  aboutStatus(measure: Measure): void {
    const told = (status: MeasureStatus) => (shown: Measure) => shown.status === status;
    if (NOT_DONE.has(measure.status)) {
      this.measure('not done shown as done', measure, { status: 'completed' }, told('completed'));
    }
    if (DONE.has(measure.status))
      this.measure('done shown as refused', measure, { status: 'refused' }, told('refused'));
  }

  aboutDate(measure: Measure): void {
    const { when } = measure;
    if (when === undefined) return;
    const year = /\d{4}/u.exec(when.edtf)?.[0];
    const edtf = year === undefined ? `2013${when.edtf.slice(4)}` : when.edtf.replace(year, String(Number(year) + 1));
    this.measure('date changed', measure, { when: { ...when, edtf } }, (shown) => shown.when?.edtf === edtf);
  }

  aboutSpeaker(item: Measure): void {
    const { attribution } = item;
    const others = this.brief.parties.filter(
      ({ id, name }) => id !== attribution.party && name !== attribution.label && !item.actors.includes(id),
    );
    const other = others.find((party) => party.heard) ?? others[0];
    if (other === undefined) return;
    const claimed: Attribution = { ...attribution, voice: 'party', label: other.name, party: other.id };
    const kind = attribution.voice === 'outlet' ? 'speaker invented' : 'speaker exchanged';
    this.measure(kind, item, { attribution: claimed }, (shown) => shown.attribution.party === other.id);
  }

  aboutQuote(measure: Measure, other: Measure): void {
    const [quote] = other.evidence;
    if (quote === undefined) return;
    const id = itemIdOf('measures', quote.quote);
    this.measure(
      'quote of another item',
      measure,
      { id, evidence: other.evidence },
      (shown) => plain(shown.description) === plain(measure.description),
    );
  }

  aboutRisk(risk: Risk): void {
    for (const likelihood of ['likely', 'nearly-certain'] as const) {
      if (risk.likelihood !== 'possible') continue;
      this.risk(
        'likelihood raised',
        risk,
        { likelihood, probabilityStated: true },
        (shown) => shown.likelihood === likelihood,
      );
    }
    if (!HEDGE.test(risk.statement)) return;
    const statement = risk.statement.replace(HEDGE, ' will');
    this.risk('hedge lost', risk, { statement }, (shown) => plain(shown.statement) === plain(statement));
  }
}

/** Every lie that can be made of the items of a brief, each alone in a draft with the brief's parties. */
export function liesOf(text: string, brief: Brief): Lie[] {
  const teller = new LieTeller(text, brief);
  for (const [index, measure] of brief.measures.entries()) {
    teller.aboutRoles(measure);
    teller.aboutWords(measure);
    teller.aboutStatus(measure);
    teller.aboutDate(measure);
    teller.aboutSpeaker(measure);
    const other = brief.measures[(index + 1) % brief.measures.length];
    if (other !== undefined && other !== measure) teller.aboutQuote(measure, other);
  }
  for (const risk of brief.risks) teller.aboutRisk(risk);
  return teller.lies;
}

/** How many lies of each kind were told, and how many a gate did not let through. */
export type LieCounts = Map<LieKind, { told: number; refused: number }>;

export function emptyCounts(): LieCounts {
  return new Map(LIES.map((kind) => [kind, { told: 0, refused: 0 }]));
}

/**
 * Tells the lies of a brief to a gate.
 * @param passed takes each lie that the gate let through.
 */
export function tellLies(
  lies: readonly Lie[],
  gate: (draft: BriefDraft) => Brief,
  counts: LieCounts,
  passed?: (lie: Lie) => void,
): void {
  for (const lie of lies) {
    const count = counts.get(lie.kind);
    if (count === undefined) continue;
    count.told++;
    if (lie.isTold(gate(lie.draft))) passed?.(lie);
    else count.refused++;
  }
}
