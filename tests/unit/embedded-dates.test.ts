import { describe, expect, it } from 'vitest';
import { findClauses } from '../../functions/brief/embedded/clauses.ts';
import { findDates } from '../../functions/brief/embedded/dates.ts';
import { readDocument } from '../../functions/brief/embedded/document.ts';
import { findNames } from '../../functions/brief/embedded/names.ts';
import { timelinesOf } from '../../functions/brief/embedded/timeline.ts';
import { articleOf } from '../fixtures/draft.ts';

/** EDTF and basis of each date in a sentence, of an article published on Wednesday, 4 March 2026, or undated. */
function datesIn(sentence: string, publishedAt: string | null = '2026-03-04'): string[][] {
  return findDates(readDocument(articleOf(sentence, { publishedAt }))).map(({ when, direction }) => [
    when.edtf,
    when.basis,
    direction,
  ]);
}

describe('Function: findDates', () => {
  it.each([
    ['The pact of 12 June 1994 holds.', '1994-06-12', 'stated', 'past'],
    ['It was signed on June 12, 1994 in Oslo.', '1994-06-12', 'stated', 'past'],
    ['It was signed on the 2nd of June 1994.', '1994-06-02', 'stated', 'past'],
    ['The log of 2025-11-30 is lost.', '2025-11-30', 'stated', 'past'],
    ['Fighting began in mid-October 2023.', '2023-10', 'stated', 'past'],
    ['It has been shut since 1967.', '1967', 'stated', 'past'],
    ['Trade grew in the 1990s.', '199X', 'stated', 'past'],
    ['The mine closed on February 27.', '2026-02-27', 'from-publication', 'past'],
    ['The mine closed on 27 November.', '2025-11-27', 'from-publication', 'past'],
    ['The court will rule on 27 November.', '2026-11-27', 'from-publication', 'future'],
    ['Rain fell in July.', '2025-07', 'from-publication', 'past'],
    ['The vote will be held in July.', '2026-07', 'from-publication', 'future'],
    ['They met on Monday.', '2026-03-02', 'from-publication', 'past'],
    ['They met on Wednesday.', '2026-03-04', 'from-publication', 'unknown'],
    ['They met last Wednesday.', '2026-02-25', 'from-publication', 'past'],
    ['They will meet on Friday.', '2026-03-06', 'from-publication', 'future'],
    ['They will meet next Monday.', '2026-03-09', 'from-publication', 'future'],
    ['It rained yesterday.', '2026-03-03', 'from-publication', 'past'],
    ['Polls open tomorrow.', '2026-03-05', 'from-publication', 'future'],
    ['Prices fell last month.', '2026-02', 'from-publication', 'past'],
    ['Prices fell last year.', '2025', 'from-publication', 'past'],
    ['The summit is next week.', '2026-03-09/2026-03-15', 'from-publication', 'future'],
    ['A levy starts next month.', '2026-04', 'from-publication', 'future'],
  ])('reads “%s”', (sentence, edtf, basis, direction) => {
    expect(datesIn(sentence)).toEqual([[edtf, basis, direction]]);
  });

  it.each([
    ['Rain fell in July.', 'XXXX-07'],
    ['They met on Monday.', 'XXXX-XX-XX'],
    ['The mine closed on February 27.', 'XXXX-02-27'],
    ['Prices fell last month.', 'XXXX-XX'],
    ['It rained yesterday.', 'XXXX-XX-XX'],
    ['Prices fell last year.', 'XXXX'],
  ])('makes up no year for an undated article: “%s”', (sentence, edtf) => {
    expect(datesIn(sentence, null).map(([found, basis]) => [found, basis])).toEqual([[edtf, 'stated']]);
  });

  it('counts from the dateline where there is no publication date', () => {
    // Prepare
    const article = articleOf('They met on Monday.', { dateline: { places: ['Oslo'], date: '2026-03-04' } });

    // Act
    const [hit] = findDates(readDocument(article));

    // Assess
    expect(hit?.when).toEqual({ edtf: '2026-03-02', stated: 'Monday', basis: 'from-dateline' });
  });

  it.each([
    'It may rain, and in 20 May seats were lost by 12 March per cent.'.slice(0, 12),
    'She marched on; they may fall.',
    'The code is 2019-45-99.',
    'He lost 31 February.',
    'In 3000 homes the power failed.',
  ])('reads no date in “%s”', (sentence) => {
    expect(datesIn(sentence)).toEqual([]);
  });

  it('takes the day of an instant as it is written', () => {
    expect(datesIn('It rained yesterday.', '2026-03-01T23:30:00-05:00')[0]?.[0]).toBe('2026-02-28');
  });
});

function timelinesIn(text: string, publishedAt: string | null = null): ReturnType<typeof timelinesOf> {
  const document = readDocument(articleOf(text, { publishedAt }));
  return timelinesOf(document, findClauses(document, findNames(document)));
}

describe('Function: timelinesOf', () => {
  it.each([
    [
      'The revolt in Osmark, where clashes erupted between guards and miners in July, has hurt trade.',
      ['Clashes erupted between guards and miners in July'],
    ],
    [
      'Despite talks, the lake of Osmark, held by Norway since 1967, remains closed.',
      ['The lake of Osmark, held by Norway since 1967'],
    ],
    [
      'Norway opposed the levy it has charged on every barge since January.',
      ['The levy it has charged on every barge since January.'],
    ],
    ['If the lock is shut by the end of the month, trade will suffer.', []],
    ['Some 155 barges were waiting on Tuesday.', []],
    ['The levy was 4% in January.', []],
    ['A map attached to the 1958 agreement settled the matter.', []],
    ['It emerged on Monday that the lake was poisoned.', ['It emerged on Monday that the lake was poisoned.']],
    ['The guards left Osmark on Monday and the miners returned.', ['The guards left Osmark on Monday']],
  ])('tells only dated events, each by its clause: %s', (text, expected) => {
    expect(timelinesIn(text, '2026-03-04').timeline.map((event) => event.text)).toEqual(expected);
  });

  it.each([
    [
      'The mayor said the guards would follow by Friday.',
      '2026-03-06',
      'The mayor said the guards would follow by Friday.',
    ],
    [
      'Both sides accepted an invitation to hold talks in Oslo on Friday, but no room was booked.',
      '2026-03-06',
      'Both sides accepted an invitation to hold talks in Oslo on Friday',
    ],
    [
      'The board met in secret, and it plans to reopen the port on March 20.',
      '2026-03-20',
      'The board met in secret, and it plans to reopen the port on March 20.',
    ],
    [
      'Norway threatened to sue if the levy is not lifted by the end of April.',
      '2026-04',
      'Norway threatened to sue if the levy is not lifted by the end of April.',
    ],
  ])('puts what is planned ahead: %s', (text, edtf, told) => {
    const { timeline, ahead } = timelinesIn(text, '2026-03-04');
    expect(timeline).toEqual([]);
    expect(ahead.map((step) => [step.when?.edtf, step.text])).toEqual([[edtf, told]]);
  });

  it('puts dated past events in order, and next steps ahead', () => {
    // Prepare
    const text =
      'The two banks signed a deal on Monday. Talks had begun in May 2024. Shareholders will vote on 20 April. ' +
      'The regulator is due to rule on the deal. Fees are low.';

    // Act
    const { timeline, ahead } = timelinesIn(text, '2026-03-04');

    // Assess
    expect(timeline.map(({ when, text: told }) => [when.edtf, told])).toEqual([
      ['2024-05', 'Talks had begun in May 2024.'],
      ['2026-03-02', 'The two banks signed a deal on Monday.'],
    ]);
    expect(ahead.map(({ when, text: told }) => [when?.edtf, told])).toEqual([
      ['2026-04-20', 'Shareholders will vote on 20 April.'],
      [undefined, 'The regulator is due to rule on the deal.'],
    ]);
    for (const { evidence, text: told } of [...timeline, ...ahead]) {
      expect(text.slice(evidence[0]?.start, evidence[0]?.end)).toBe(told);
    }
  });

  it('does not take the day of a statement for an event', () => {
    // Act
    const { timeline } = timelinesIn('The mayor said on Monday that the road was safe.');

    // Assess
    expect(timeline).toEqual([]);
  });

  it('keeps the order of the text where a year is unknown', () => {
    // Act
    const { timeline } = timelinesIn('The dam broke in July. It was built in 1931.');

    // Assess
    expect(timeline.map(({ when }) => when.edtf)).toEqual(['XXXX-07', '1931']);
  });
});
