import type { PrecisClient, Query } from '../../client/client.ts';
import type { AheadEvent } from '../../functions/core/ledger/calendar.ts';
import { dayLabel } from '../../functions/core/render/labels.ts';
import { EXIT } from './exit.ts';
import { deliver } from './export-command.ts';
import { jsonLine, printableLine, type Terminal } from './terminal.ts';

export interface CalendarOptions {
  /** As iCalendar. */
  ics?: boolean;
  json?: boolean;
  /** The file that it is written to, instead of to standard output. */
  output?: string;
  /** Parameters of the API. */
  query: Query;
}

/** The width of a day, and of a month without one. */
const DAY_WIDTH = '2026-03-04'.length;

function eventLines({ day, precision, kind, text, headline, source, evidence, briefId }: AheadEvent): string {
  const when = (precision === 'day' ? day : day.slice(0, 7)).padEnd(DAY_WIDTH);
  const place = `¶${(evidence[0]?.paragraph ?? 0) + 1}`;
  const from = [headline, ...(source === null ? [] : [source])].join(', ');
  const lines = [
    `${when}  ${kind.padEnd('deadline'.length)}  ${text}`,
    `${' '.repeat(22)}${place}  ${from}  ${briefId}`,
  ];
  return lines.map((line) => `${printableLine(line)}\n`).join('');
}

/**
 * `precis calendar`: prints what lies ahead, the soonest first: dated next steps and deadlines, each with its article; as
 * iCalendar with `ics`. Says so where nothing does.
 * @returns the exit status: 0.
 * @throws ApiError as the API refuses; UnwritableFileError.
 */
export async function printCalendar(
  { ics = false, json = false, output: file, query }: CalendarOptions,
  client: PrecisClient,
  terminal: Terminal,
): Promise<number> {
  const destination = { file, terminal, standardOutput: process.stdout };
  if (ics) {
    await deliver(await client.getText('/v1/calendar.ics', query, 'text/calendar'), destination);
    return EXIT.ok;
  }
  const calendar = await client.getCalendar(query);
  const { items, from, to, completeTo } = calendar;
  await deliver(json ? jsonLine(calendar) : items.map(eventLines).join(''), destination);
  if (items.length === 0) terminal.progress(`Nothing is known to lie ahead from ${dayLabel(from)} to ${dayLabel(to)}.`);
  if (completeTo !== to) {
    const reach = completeTo === null ? 'These are not all' : `There may be more after ${dayLabel(completeTo)}`;
    terminal.progress(`${reach}: ask for fewer days.`);
  }
  return EXIT.ok;
}
