import type { AheadEvent } from '../ledger/calendar.ts';
import { dayAfter, lastDayOf } from '../ledger/read-calendar.ts';
import { receivedMs } from '../store/sort-time.ts';
import { dayLabel, monthLabel } from './labels.ts';
import { oneLine } from './one-line.ts';

/** Octets of a line, without its break (RFC 5545, 3.1). */
const LONGEST_LINE = 75;

/** A calendar of what lies ahead, to be followed by other programs. */
export interface EventCalendar {
  readonly title: string;
  readonly events: readonly AheadEvent[];
  /** The address of the reader, without a slash at its end. */
  readonly baseUrl: string;
}

/** A line in pieces of at most 75 octets, none of which cuts a character, each after the first led by a space. */
function folded(line: string): string {
  const pieces: string[] = [];
  let piece = '';
  let octets = 0;
  for (const character of line) {
    const width = Buffer.byteLength(character);
    if (octets + width > LONGEST_LINE) {
      pieces.push(piece);
      piece = ' ';
      octets = 1;
    }
    piece += character;
    octets += width;
  }
  return [...pieces, piece].join('\r\n');
}

/** A text as a value (RFC 5545, 3.3.11). */
function escaped(text: string): string {
  return text.replace(/[\\;,]/g, '\\$&').replace(/\n/g, '\\n');
}

function text(name: string, ...lines: string[]): string {
  return `${name}:${escaped(lines.map(oneLine).join('\n'))}`;
}

function date(day: string): string {
  return day.replaceAll('-', '');
}

/** A UTC instant in the basic form (RFC 5545, 3.3.5). */
function stamp(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/[-:]|\.\d+/g, '');
}

function summaryOf({ day, precision, kind, text: told }: AheadEvent): string {
  const deadline = kind === 'deadline' ? 'Deadline: ' : '';
  return precision === 'month' ? `${monthLabel(day)}, day not stated: ${deadline}${told}` : `${deadline}${told}`;
}

function eventLines(event: AheadEvent, baseUrl: string): string[] {
  const { id, day, briefId, itemId, headline, source, datedAt, receivedAt, evidence, when } = event;
  const url = `${baseUrl}/b/${encodeURIComponent(briefId)}${itemId === undefined ? '' : `#${encodeURIComponent(itemId)}`}`;
  const end = dayAfter(lastDayOf(event), 1);
  const told = datedAt === null ? 'undated' : dayLabel(datedAt);
  return [
    'BEGIN:VEVENT',
    `UID:${id}@precis`,
    `DTSTAMP:${stamp(receivedAt === null ? 0 : receivedMs(receivedAt))}`,
    `DTSTART;VALUE=DATE:${date(day)}`,
    // Without an end it lasts a day (RFC 5545, 3.6.1).
    ...(end > day ? [`DTEND;VALUE=DATE:${date(end)}`] : []),
    text('SUMMARY', summaryOf(event)),
    text(
      'DESCRIPTION',
      `“${evidence[0]?.quote ?? ''}” — ${source ?? 'Outlet unknown'}, ${told} (“${when.stated}”)`,
      headline,
      url,
    ),
    `URL:${url}`,
    'TRANSP:TRANSPARENT',
    'CLASS:PRIVATE',
    'END:VEVENT',
  ];
}

/**
 * Events as iCalendar (RFC 5545): each of whole days, that take up nobody's time; of one whose day is not stated, its month,
 * which the summary says. An event has the same UID however often it is written. Texts are text. The same events give the
 * same calendar, byte for byte.
 */
export function renderICalendar({ title, events, baseUrl }: EventCalendar): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Precis//Calendar//EN',
    'CALSCALE:GREGORIAN',
    // RFC 7986, 5.1; calendars know it better by the older name.
    text('NAME', title),
    text('X-WR-CALNAME', title),
    ...events.flatMap((event) => eventLines(event, baseUrl)),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}
