import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AheadEvent } from '../../functions/core/ledger/calendar.ts';
import { renderICalendar } from '../../functions/core/render/icalendar.ts';
import { quoteOf } from '../store/records.ts';

function anEvent(fields: Partial<AheadEvent> = {}): AheadEvent {
  const text = fields.text ?? 'The council votes';
  return {
    id: 'a'.repeat(32),
    day: '2026-03-09',
    precision: 'day',
    kind: 'step',
    text,
    when: { edtf: '2026-03-09', stated: 'on Monday', basis: 'from-publication' },
    briefId: 'b'.repeat(32),
    version: 'v',
    headline: 'Council to vote',
    source: 'Harbour Post',
    datedAt: '2026-03-04',
    receivedAt: '2026-03-04T10:00:00.000+02:00',
    evidence: [quoteOf('The council votes on Monday')],
    ...fields,
  };
}

const calendarOf = (...events: AheadEvent[]) =>
  renderICalendar({ title: 'Ahead', events, baseUrl: 'https://desk.example' });

/** Content lines as a program reads them (RFC 5545, 3.1). */
const linesOf = (calendar: string) => calendar.replace(/\r\n[ \t]/g, '').split('\r\n');
const propertyOf = (calendar: string, name: string) =>
  linesOf(calendar)
    .find((line) => line.startsWith(`${name}:`))
    ?.slice(name.length + 1)
    .replace(/\\([\\;,n])/g, (_, mark) => (mark === 'n' ? '\n' : mark));

describe('What lies ahead as iCalendar', () => {
  it('has an event of a whole day for each, with its quote and the address of its brief', () => {
    expect(linesOf(calendarOf(anEvent({ itemId: 'm-00000000', kind: 'deadline' })))).toEqual([
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//Precis//Calendar//EN',
      'CALSCALE:GREGORIAN',
      'NAME:Ahead',
      'X-WR-CALNAME:Ahead',
      'BEGIN:VEVENT',
      `UID:${'a'.repeat(32)}@precis`,
      'DTSTAMP:20260304T080000Z',
      'DTSTART;VALUE=DATE:20260309',
      'DTEND;VALUE=DATE:20260310',
      'SUMMARY:Deadline: The council votes',
      `DESCRIPTION:“The council votes on Monday” — Harbour Post\\, 4 March 2026 (“on Monday”)\\nCouncil to vote\\nhttps://desk.example/b/${'b'.repeat(32)}#m-00000000`,
      `URL:https://desk.example/b/${'b'.repeat(32)}#m-00000000`,
      'TRANSP:TRANSPARENT',
      'CLASS:PRIVATE',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ]);
  });

  it('gives an event whose day is not stated its month, and says so', () => {
    const calendar = calendarOf(anEvent({ day: '2026-12-01', precision: 'month' }));
    expect(calendar).toContain('DTSTART;VALUE=DATE:20261201\r\nDTEND;VALUE=DATE:20270101\r\n');
    expect(propertyOf(calendar, 'SUMMARY')).toBe('December 2026, day not stated: The council votes');
    expect(calendarOf(anEvent({ day: '9999-12-31' }))).not.toContain('DTEND');
  });

  it('keeps any text within its value, in lines of at most 75 octets that cut no character', () => {
    const hostile = fc.string({ unit: 'grapheme', maxLength: 300 });
    const marks = fc.constantFrom('\r\nEND:VEVENT\r\n', 'a\\n;,b', '\u2028', '👩‍👩‍👧'.repeat(40), ' x');
    fc.assert(
      fc.property(
        fc.oneof(
          hostile,
          fc.tuple(hostile, marks).map((parts) => parts.join('')),
        ),
        (text) => {
          const calendar = calendarOf(anEvent({ text, headline: text, source: text }));
          for (const line of calendar.split('\r\n')) {
            expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
            expect(line).not.toMatch(/[\r\n\ufffd]/);
          }
          expect(linesOf(calendar)).toHaveLength(19);
          const words = (propertyOf(calendar, 'SUMMARY') ?? '').split(/\s+/).filter(Boolean).join('');
          const given = text.replace(/\p{C}/gu, '').split(/\s+/).filter(Boolean).join('');
          expect(words.replace(/\p{C}/gu, '')).toBe(given);
        },
      ),
    );
  });
});
