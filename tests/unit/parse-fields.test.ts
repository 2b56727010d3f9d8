import { describe, expect, it } from 'vitest';
import { authorsOf, looksLikeName, readByline } from '../../functions/parse/byline.ts';
import { datelineOf } from '../../functions/parse/dateline.ts';
import { isoDay, machineDate, writtenDate } from '../../functions/parse/dates.ts';
import { languageOf, primaryTag } from '../../functions/parse/language.ts';
import { isRightsLine } from '../../functions/parse/rights.ts';

describe('Dateline', () => {
  it.each([
    ['DAMASCUS / WASHINGTON: In a turn that few expected', ['Damascus', 'Washington'], null],
    ['GENEVA, March 3 (Agency) — Talks went on', ['Geneva'], '2026-03-03'],
    ['PARIS — The minister said', ['Paris'], null],
    ['Nairobi, 4 March 2026 - The court ruled', ['Nairobi'], '2026-03-04'],
    ['BEIRUT/DAMASCUS, Dec. 30 (Reuters) - Fighting', ['Beirut', 'Damascus'], '2025-12-30'],
    ['PORT-AU-PRINCE, Haiti (AP) — Police', ['Port-au-Prince'], null],
    ['WASHINGTON, D.C. (AP) - The Senate', ['Washington'], null],
    ['Quito, 27 Nov 88 (Radio) -- The minister', ['Quito'], '1988-11-27'],
  ])('of %j', (text, places, date) => {
    expect(datelineOf(text, '2026-03-04T10:00:00Z')).toEqual({ places, date });
  });

  it.each([
    'The minister – who was in Paris – said no.',
    'Talks — and what they cost',
    'UN: the vote is off',
    'NATO — what now?',
    'By JILL DOE and TOM ROE, Agency WASHINGTON — The Senate',
    'Washington: the view from the hill',
    '',
  ])('is not seen in %j', (text) => {
    expect(datelineOf(text, null)).toEqual({ places: [], date: null });
  });

  it('leaves the year open where nothing tells it', () => {
    expect(datelineOf('GENEVA, March 3 — Talks', null).date).toBe('XXXX-03-03');
  });
});

describe('Dates', () => {
  it.each([
    ['2026-03-04', '2026-03-04'],
    ['2026-03-04T10:15:30Z', '2026-03-04T10:15:30Z'],
    ['2026-03-04T10:15:30.123+0530', '2026-03-04T10:15:30+05:30'],
    ['2026-03-04T10:15:30', '2026-03-04'],
    ['Wed, 04 Mar 2026 10:15:30 GMT', '2026-03-04T10:15:30Z'],
    ['Wed Mar  4 10:15:30 UTC 2026', '2026-03-04T10:15:30Z'],
    ['20260304', '2026-03-04'],
    ['2026-02-30', null],
    ['yesterday', null],
  ])('machines write %j', (text, expected) => {
    expect(machineDate(text)).toBe(expected);
  });

  it.each([
    ['Published on Wednesday, March 4th, 2026 at 9:41 p.m. EST', '2026-03-04T21:41:00-05:00'],
    ['4. März 2026, 10:15 Uhr', '2026-03-04'],
    ['le 4 mars 2026', '2026-03-04'],
    ['4 de marzo de 2026', '2026-03-04'],
    ['2026年3月4日', '2026-03-04'],
    ['04.03.2026', '2026-03-04'],
    ['13/02/2026', '2026-02-13'],
    ['02/13/2026', '2026-02-13'],
    ['March 4', null],
  ])('people write %j', (text, expected) => {
    expect(writtenDate(text)).toBe(expected);
  });

  it('reads 03/04/2026 only where the order is known', () => {
    expect(writtenDate('03/04/2026')).toBeNull();
    expect(writtenDate('03/04/2026', 'month-first')).toBe('2026-03-04');
    expect(writtenDate('03/04/2026', 'day-first')).toBe('2026-04-03');
  });

  it('knows the calendar', () => {
    expect(isoDay(2028, 2, 29)).toBe('2028-02-29');
    expect(isoDay(2026, 2, 29)).toBeNull();
  });
});

describe('Byline', () => {
  it('reads names, agencies and outlets', () => {
    expect(readByline('By JILL COLVIN and GILLIAN WONG, Associated Press')).toEqual({
      authors: ['JILL COLVIN', 'GILLIAN WONG'],
      outlet: 'Associated Press',
    });
    expect(readByline('By Reuters')).toEqual({ authors: ['Reuters'], outlet: 'Reuters' });
    expect(readByline('Von Jürgen von der Heide')).toEqual({ authors: ['Jürgen von der Heide'], outlet: null });
  });

  it('does not take a sentence for one', () => {
    expect(readByline('By Friday the talks had ended without a deal')).toBeNull();
    expect(readByline('By Ana Reyes went home.')).toBeNull();
    expect(readByline('The talks were led by Ana Reyes')).toBeNull();
  });

  it('cleans what metadata gives', () => {
    expect(authorsOf('By Ana Reyes and Tom Okafor, Staff Writers')).toEqual(['Ana Reyes', 'Tom Okafor']);
    expect(authorsOf('Ana Reyes | The Northport Courier')).toEqual(['Ana Reyes']);
    expect(authorsOf('ana@courier.example (Ana Reyes)')).toEqual([]);
    expect(authorsOf('https://courier.example/ana')).toEqual([]);
    expect(looksLikeName('María de la Cruz')).toBe(true);
    expect(looksLikeName('Read more')).toBe(false);
  });
});

describe('Language', () => {
  const german =
    'Die Regierung hat am Montag erklärt, dass die Verhandlungen über die Grenze fortgesetzt werden. Beide Seiten wollen sich im Mai wieder treffen, um über die Kosten der Brücke zu sprechen. Die Opposition kritisierte die Vereinbarung und verlangte eine Abstimmung im Parlament, bevor die Arbeiten im Sommer beginnen können.';

  it('believes the document unless a long text contradicts it', async () => {
    expect(await languageOf('Kurz und gut.', 'de-AT')).toEqual({ language: 'de', notes: [] });
    expect(await languageOf(german, 'en')).toEqual({
      language: 'de',
      notes: ['declares the language "en", but is written in "de"'],
    });
    expect(await languageOf(german, null)).toEqual({ language: 'de', notes: [] });
  });

  it('says that it cannot tell', async () => {
    expect((await languageOf('Oslo 2026', null)).language).toBe('und');
    expect((await languageOf('aaaaaaaaaaaa'.repeat(100), null)).language).toBe('und');
    expect((await languageOf('The talks ended in the capital.', null)).language).toBe('en');
  });

  it('reduces tags to their primary part', () => {
    expect(primaryTag('pt_BR')).toBe('pt');
    expect(primaryTag('eng')).toBe('en');
    expect(primaryTag('x<script>')).toBeNull();
  });
});

describe('Rights', () => {
  it('knows lines of copyright and licence from prose and photo credits', () => {
    expect(isRightsLine('© 2026 The Northport Courier')).toBe(true);
    expect(isRightsLine('Copyright 2026 Agency. All rights reserved.')).toBe(true);
    expect(isRightsLine('This article is licensed under CC BY 4.0.')).toBe(true);
    expect(isRightsLine('© Doe')).toBe(false);
    expect(isRightsLine('Copyright law was the first matter before the court.')).toBe(false);
  });
});
