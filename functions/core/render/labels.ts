import type { Attribution, Brief, IssueState, Likelihood, MeasureStatus } from '../brief.ts';

/** The words of the schema as a page shows them. */

const STATUS_LABELS: Record<MeasureStatus, string> = {
  completed: 'Completed',
  'under-way': 'Under way',
  agreed: 'Agreed',
  announced: 'Announced',
  proposed: 'Proposed',
  demanded: 'Demanded',
  threatened: 'Threatened',
  refused: 'Refused',
  ended: 'Ended',
  unclear: 'Status not stated',
};

const STATE_LABELS: Record<IssueState, string> = {
  deferred: 'deferred',
  contested: 'contested',
  stalled: 'stalled',
  refused: 'refused',
  undecided: 'undecided',
  'disputed-fact': 'disputed fact',
  'demand-unmet': 'demand not met',
  unexplained: 'unexplained',
};

const LIKELIHOOD_LABELS: Record<Likelihood, string> = {
  possible: 'possible',
  remote: 'almost no chance',
  'very-unlikely': 'very unlikely',
  unlikely: 'unlikely',
  'even-chance': 'roughly even chance',
  likely: 'likely',
  'very-likely': 'very likely',
  'nearly-certain': 'almost certain',
};

export function statusLabel(status: MeasureStatus): string {
  return STATUS_LABELS[status];
}

export function stateLabel(state: IssueState): string {
  return STATE_LABELS[state];
}

/** A band of likelihood, in the words of U.S. Intelligence Community Directive 203. */
export function likelihoodLabel(likelihood: Likelihood): string {
  return LIKELIHOOD_LABELS[likelihood];
}

/** Who says it, as plain text: the party or source as the article names it, or that the outlet alone does. */
export function attributionLabel(
  attribution: Attribution,
  { parties }: { readonly parties: readonly Pick<Brief['parties'][number], 'id' | 'name'>[] },
): string {
  const { voice, label, party } = attribution;
  const name = parties.find((one) => one.id === party)?.name;
  switch (voice) {
    case 'party':
      return name ?? label ?? 'source unclear';
    case 'named':
      return label ?? name ?? 'source unclear';
    case 'unnamed':
      return label === undefined ? 'source unclear' : `unnamed: ${label}`;
    case 'document':
      return label ?? 'a document';
    case 'outlet':
      return 'outlet, no source';
  }
}

const MONTHS = 'January February March April May June July August September October November December'.split(' ');

/**
 * The day of an ISO 8601 date or instant as "4 March 2026", as written and in no other time zone; of one whose year the
 * article does not state (`XXXX-03-04`, by EDTF) as "4 March, year not stated"; else the text itself.
 */
export function dayLabel(date: string): string {
  const [, year, month, day] = /^(\d{4}|XXXX)-(\d{2})-(\d{2})(?:T|$)/.exec(date) ?? [];
  const name = MONTHS[Number(month) - 1];
  if (name === undefined) return date;
  return year === 'XXXX' ? `${Number(day)} ${name}, year not stated` : `${Number(day)} ${name} ${year}`;
}

/** A month of an ISO 8601 date as "March 2026"; else the text itself. */
export function monthLabel(date: string): string {
  const [, year, month] = /^(\d{4})-(\d{2})/.exec(date) ?? [];
  const name = MONTHS[Number(month) - 1];
  return name === undefined ? date : `${name} ${year}`;
}

/** A UTC instant as "4 March 2026, 07:00 UTC". */
export function instantLabel(instant: string): string {
  return `${dayLabel(instant)}, ${instant.slice(11, 16)} UTC`;
}
