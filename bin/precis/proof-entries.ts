import type { Brief, Evidence } from '../../functions/core/brief.ts';

/** One thing that a brief says, with the quotes that it rests on. */
export interface ProofEntry {
  /** What it is called in a report: an item by its id. */
  name: string;
  /** Where the gate's own is found: by the list's name. */
  list: keyof Brief;
  /** What is written in it that somebody reads; some entries are only names. */
  text: string;
  isSentence: boolean;
  evidence: Evidence[];
  /** The entry itself. */
  value: object;
}

type Cited = { evidence: Evidence[]; attribution?: { evidence?: Evidence[] | undefined } };

function evidenceOf({ evidence, attribution }: Cited): Evidence[] {
  return [...evidence, ...(attribution?.evidence ?? [])];
}

/** All that a brief says, in the order of the page: headline, summary, items, parties, what was and what lies ahead. */
export function entriesOf(brief: Brief): ProofEntry[] {
  const { headline, summary, measures, unresolvedIssues, risks, upsides, parties, timeline, ahead } = brief;
  const item = (list: keyof Brief, text: string, value: Cited & { id: string }): ProofEntry => ({
    name: value.id,
    list,
    text,
    isSentence: true,
    evidence: evidenceOf(value),
    value,
  });
  const line = (list: keyof Brief, name: string) => (value: Cited & { text: string }, index: number) => ({
    name: `${name} ${index + 1}`,
    list,
    text: value.text,
    isSentence: true,
    evidence: evidenceOf(value),
    value,
  });
  return [
    { name: 'headline', list: 'headline', text: headline.text, isSentence: true, evidence: [], value: headline },
    ...summary.map(line('summary', 'summary')),
    ...measures.map((one) => item('measures', one.description, one)),
    ...unresolvedIssues.map((one) => ({
      ...item('unresolvedIssues', one.topic, one),
      evidence: [...evidenceOf(one), ...one.sides.flatMap(evidenceOf)],
    })),
    ...risks.map((one) => item('risks', one.statement, one)),
    ...upsides.map((one) => item('upsides', one.statement, one)),
    ...parties.map((one) => ({
      name: one.id,
      list: 'parties' as const,
      text: one.name,
      isSentence: false,
      evidence: [...evidenceOf(one), ...one.positions.flatMap(evidenceOf)],
      value: one,
    })),
    ...timeline.map(line('timeline', 'timeline')),
    ...ahead.map(line('ahead', 'ahead')),
  ];
}
