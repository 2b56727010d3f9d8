import { describe, expect, it } from 'vitest';
import { sinceOf } from '../../functions/api/reader/changes/last-look.ts';
import { watchIn } from '../../functions/api/reader/changes/watch-form.ts';
import { WatchId, WatchInput } from '../../functions/core/watches/watch.ts';

const NOW = Date.parse('2026-03-04T07:00:00.000Z');
const A_DAY_AGO = '2026-03-03T07:00:00.000Z';

describe('Since when a reader has not looked', () => {
  it.each([
    ['what was kept', '2026-03-02T18:30:00.000Z', '2026-03-02T18:30:00.000Z'],
    ['what was kept by the clock of the API, which is ahead', '2026-03-04T07:00:30.000Z', '2026-03-04T07:00:30.000Z'],
    ['24 hours, for whoever never looked', null, A_DAY_AGO],
    ['24 hours, where something else is kept', 'yesterday', A_DAY_AGO],
    ['24 hours, where no such day is', '2026-13-40T00:00:00.000Z', A_DAY_AGO],
    ['24 hours, where it is longer ago than the API tells', '2024-03-04T07:00:00.000Z', A_DAY_AGO],
    ['24 hours, where it lies ahead', '2026-04-04T07:00:00.000Z', A_DAY_AGO],
  ])('is %s', (_, stored, expected) => {
    expect(sinceOf(stored, NOW)).toBe(expected);
  });
});

function form(fields: Readonly<Record<string, string | readonly string[]>>): FormData {
  const data = new FormData();
  for (const [name, values] of Object.entries(fields)) for (const value of [values].flat()) data.append(name, value);
  return data;
}

describe('The form of a watch', () => {
  it('makes a watch that the API takes, of what is filled in', () => {
    const asked = watchIn(
      form({
        name: ' São Tomé & Co ',
        parties: 'United States, türkiye,, ',
        countries: 'us',
        measures: ['sanctions', 'trade'],
        words: 'withdr*, "boats left"',
        names: '',
      }),
    );

    expect(asked).toEqual({
      id: 'sao-tome-co',
      watch: {
        name: 'São Tomé & Co',
        parties: ['united-states', 'türkiye'],
        countries: ['US'],
        measures: ['sanctions', 'trade'],
        words: ['withdr*', '"boats left"'],
      },
    });
    if (typeof asked === 'string') return;
    expect([WatchId.parse(asked.id), WatchInput.parse(asked.watch)]).toEqual([asked.id, asked.watch]);
  });

  it.each([
    ['without a name', { name: ' ', words: 'boats' }],
    ['whose name makes no id', { name: '北京', words: 'boats' }],
    ['that watches nothing', { name: 'Boats', words: ' , ' }],
  ])('makes none %s, and asks', (_, fields) => {
    expect(watchIn(form(fields))).toMatch(/^.{10,}\.$/);
  });
});
