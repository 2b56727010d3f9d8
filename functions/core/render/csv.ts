import { stringify } from 'csv-stringify/sync';
import type { Card } from '../store/card.ts';
import { oneLine } from './one-line.ts';

type Value = string | number | null;

/** What a spreadsheet shows within one cell, of several values. */
function listed(values: readonly string[]): string {
  return values.join('; ');
}

function text(value: string | null): string | null {
  return value === null ? null : oneLine(value);
}

/** The columns in their order: each with what it holds of a card. */
const COLUMNS: readonly (readonly [string, (card: Card) => Value])[] = [
  ['id', ({ briefId }) => briefId],
  ['headline', ({ headline }) => text(headline)],
  ['title', ({ title }) => text(title)],
  ['source', ({ source }) => text(source)],
  ['published', ({ publishedAt }) => text(publishedAt)],
  ['dated', ({ datedAt }) => text(datedAt)],
  ['received', ({ receivedAt }) => text(receivedAt)],
  ['language', ({ language }) => text(language)],
  ['words', ({ words }) => words],
  ['parties', ({ parties }) => listed(parties.map(({ name }) => oneLine(name)))],
  ['countries', ({ countries }) => text(listed(countries))],
  ['measures', ({ measures }) => listed(measures.map(({ type, status }) => `${type}:${status}`))],
  ['measureCount', ({ counts }) => counts.measures],
  ['unresolvedIssueCount', ({ counts }) => counts.unresolvedIssues],
  ['riskCount', ({ counts }) => counts.risks],
  ['upsideCount', ({ counts }) => counts.upsides],
  ['notHeard', ({ parties, notHeard }) => listed(notHeard.map((id) => oneLine(nameOf(parties, id))))],
  ['opinion', ({ opinion }) => String(opinion)],
];

function nameOf(parties: Card['parties'], id: string): string {
  return parties.find((party) => party.id === id)?.name ?? id;
}

/**
 * The cards of a list as CSV (RFC 4180): a row of names, then a row a brief; a cell of several values has "; " between
 * them. What a spreadsheet would run as a formula (OWASP, "CSV Injection") has an apostrophe before it.
 */
export function renderCsv(cards: readonly Card[]): string {
  const names = COLUMNS.map(([name]) => name);
  const rows = cards.map((card) => COLUMNS.map(([, read]) => read(card)));
  return stringify([names, ...rows], { record_delimiter: '\r\n', escape_formulas: true });
}
