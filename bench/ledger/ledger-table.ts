import { printableLine } from '../../bin/precis/terminal.ts';
import { CHANGE_KINDS, type LedgerLine, type Telling } from '../../functions/core/ledger/ledger-line.ts';
import { markdownTable } from '../figures/markdown-table.ts';
import type { GoldLine, GoldPlace } from './gold-ledger.ts';
import type { MeasuredStory } from './measure-ledger.ts';
import { falseMoved, type LedgerFigures, LIMITS, ledgerFigures } from './score-ledger.ts';

const COUNTS = ['right', 'optional', 'missed', 'false'];
const SHARES = ['precision', 'recall', 'F1'];

function cells({ matched, excused, missed, wrong, precision, recall, f1 }: LedgerFigures): string[] {
  return [...[matched, excused, missed, wrong].map(String), ...[precision, recall, f1].map((one) => one.toFixed(2))];
}

const percent = (part: number): string => `${(100 * part).toFixed(1)} %`;

/** The figures of each story and of all, as Markdown. */
export function storiesTable(measured: readonly MeasuredStory[]): string {
  const rows = measured.map(({ story, briefs, changes, score, told }) => [
    story.name,
    String(briefs.length),
    String(changes.length),
    ...cells(ledgerFigures([score])),
    String(told.size),
    percent(falseMoved([score])),
  ]);
  const scores = measured.map(({ score }) => score);
  const sum = (pick: (one: MeasuredStory) => number) => String(measured.reduce((all, one) => all + pick(one), 0));
  const all = [
    '**all**',
    sum(({ briefs }) => briefs.length),
    sum(({ changes }) => changes.length),
    ...cells(ledgerFigures(scores)),
    sum(({ told }) => told.size),
    percent(falseMoved(scores)),
  ];
  return markdownTable(
    ['story', 'articles', 'stories found', ...COUNTS, ...SHARES, 'told in briefs', 'false moved'],
    [...rows, all],
  );
}

/** The figures of each kind of line over all stories, as Markdown. */
export function kindsTable(measured: readonly MeasuredStory[]): string {
  const scores = measured.map(({ score }) => score);
  return markdownTable(
    ['kind', ...COUNTS, ...SHARES],
    CHANGE_KINDS.map((kind) => [kind, ...cells(ledgerFigures(scores, kind))]),
  );
}

/** The figures over all stories beside the limits, and what is the most that the briefs allow. */
export function verdict(measured: readonly MeasuredStory[]): string {
  const scores = measured.map(({ score }) => score);
  const { f1, matched, missed } = ledgerFigures(scores);
  const told = measured.reduce((sum, one) => sum + one.told.size, 0);
  const required = matched + missed;
  return [
    `Of ${required} lines the briefs hold both ends of ${told}: F1 ${((2 * told) / (told + required)).toFixed(2)} at most.\n`,
    `F1 ${f1.toFixed(3)} (at least ${LIMITS.f1.toFixed(2)}), `,
    `false moved ${percent(falseMoved(scores))} (at most ${percent(LIMITS.falseMoved)})`,
  ].join('');
}

function goldEnd(place: GoldPlace | undefined, statuses: readonly string[] | undefined): string {
  if (place === undefined) return '';
  return `\n      ${place.file}${statuses === undefined ? '' : ` [${statuses.join('|')}]`} “${printableLine(place.quote)}”`;
}

function missedLine({ kind, list, subject, from, fromStatus, to, toStatus, ...more }: GoldLine): string {
  const counts = kind === 'repeated' ? ` ${more.outlets?.join('|')}/${more.independent?.join('|')}` : '';
  const days = kind === 'quiet' ? ` ${more.days?.join('|')} days` : '';
  return `    ${kind} ${list}: ${printableLine(subject)}${counts}${days}${goldEnd(from?.[0], fromStatus)}${goldEnd(to[0], toStatus)}`;
}

function foundEnd(telling: Telling | undefined, fileOf: ReadonlyMap<string, string>): string {
  if (telling === undefined) return '';
  const quotes = telling.evidence.map(({ quote }) => `“${printableLine(quote)}”`).join(' ');
  return `\n      ${fileOf.get(telling.briefId) ?? 'another story'} [${telling.status}] ${quotes}`;
}

function foundLine(
  { kind, list, subject, from, to, ...more }: LedgerLine,
  fileOf: ReadonlyMap<string, string>,
): string {
  const counts = kind === 'repeated' ? ` ${more.outlets}/${more.independent}` : '';
  const days = kind === 'quiet' ? ` ${more.days} days` : '';
  return `    ${kind} ${list}: ${printableLine(subject)}${counts}${days}${foundEnd(from, fileOf)}${foundEnd(to, fileOf)}`;
}

/** The lines of a story that were missed, those first that the briefs tell, and those that were found and match none. */
export function linesReport({ story, score, fileOf, told }: MeasuredStory): string {
  const missed = score.missed.filter((line) => told.has(line)).map(missedLine);
  const untold = score.missed.filter((line) => !told.has(line)).map(missedLine);
  const wrong = score.wrong.map((line) => foundLine(line, fileOf));
  const parts: [string, string[]][] = [
    ['missed', missed],
    ['not told in the briefs', untold],
    ['false', wrong],
  ];
  return [story.name, ...parts.flatMap(([head, lines]) => [`  ${head}: ${lines.length}`, ...lines])].join('\n');
}
