import { describe, expect, it } from 'vitest';
import { dayAfter, lastDayOf, readCalendar } from '../../functions/core/ledger/read-calendar.ts';
import { eventsAheadOf } from '../../functions/core/store/ahead.ts';
import type { CalendarEntry } from '../../functions/core/store/calendar.ts';
import { cardOf } from '../../functions/core/store/card.ts';
import { aBrief, anArticle, quoteOf } from '../store/records.ts';

const PAGE = 50;

function entryOf(number: number, day: string): CalendarEntry {
  const text = `Vote ${number}`;
  const when = { edtf: day, stated: day, basis: 'stated' as const };
  const brief = aBrief(anArticle({ key: `in/${number}` }), { ahead: [{ when, text, evidence: [quoteOf(text)] }] });
  return { day, card: cardOf(brief), brief, version: 'v', events: eventsAheadOf(brief) };
}

/** A calendar as the store gives it, page by page. */
function sourceOf(entries: readonly CalendarEntry[]) {
  let pages = 0;
  return {
    notes: { ofSome: async () => new Map() },
    store: {
      calendar: async ({ cursor = '0' }: { cursor?: string | undefined }) => {
        pages += 1;
        const end = Number(cursor) + PAGE;
        const items = entries.slice(Number(cursor), end);
        const reached = items.at(-1)?.day ?? '';
        return { items, ...(end < entries.length ? { next: `${end}`, reached } : {}) };
      },
    },
    pages: () => pages,
  };
}

const days = { from: '2026-04-02', to: '2026-04-15' };

describe('The calendar', () => {
  it('is made of a bounded number of briefs, and says up to which day it is complete', async () => {
    const entries = Array.from({ length: 400 }, (_, number) =>
      entryOf(number, number < 200 ? '2026-04-06' : '2026-04-08'),
    );
    const source = sourceOf(entries);
    const calendar = await readCalendar(source, days, 0);
    expect([calendar.completeTo, calendar.items.length, source.pages()]).toEqual(['2026-04-07', 300, 6]);

    const crowded = sourceOf(
      entries
        .slice(0, 200)
        .concat(entries.slice(0, 200))
        .map((entry) => ({ ...entry, day: '2026-04-02' })),
    );
    expect((await readCalendar(crowded, days, 0)).completeTo).toBeNull();
    const whole = await readCalendar(sourceOf(entries.slice(0, 120)), days, 0);
    expect([whole.completeTo, whole.items.length]).toEqual(['2026-04-15', 120]);
  });

  it('stops where nothing that it reads is asked for, and says up to which day it is complete', async () => {
    let pages = 0;
    const days = { from: '2026-04-02', to: '2027-04-02' };
    const store = {
      calendar: async () => {
        pages += 1;
        return { items: [], next: `${pages}`, reached: dayAfter(days.from, Math.min(pages, 100)) };
      },
    };

    const calendar = await readCalendar({ ...sourceOf([]), store }, days, 0);

    expect(pages).toBeLessThanOrEqual(20);
    expect(calendar).toMatchObject({ items: [], completeTo: dayAfter(days.from, pages - 1) });
  });

  it('keeps to the days that have four digits for their year', () => {
    expect([dayAfter('2026-12-31', 1), dayAfter('2026-03-01', -1), dayAfter('9999-12-31', 1)]).toEqual([
      '2027-01-01',
      '2026-02-28',
      '9999-12-31',
    ]);
    expect(lastDayOf({ day: '2028-02-01', precision: 'month' })).toBe('2028-02-29');
    expect(lastDayOf({ day: '2028-02-01', precision: 'day' })).toBe('2028-02-01');
  });
});
