import { describe, expect, it } from 'vitest';
import { readDocument } from '../../functions/brief/embedded/document.ts';
import { genreOf } from '../../functions/brief/embedded/genre.ts';
import { isReadAsEnglish } from '../../functions/brief/embedded/language.ts';
import { letterCaseOf } from '../../functions/brief/embedded/letter-case.ts';
import { asWritten, writerOf } from '../../functions/brief/embedded/writer.ts';
import type { Article } from '../../functions/core/article.ts';
import { articleOf } from '../fixtures/draft.ts';
import { articleOfKind } from '../fixtures/kinds.ts';

function genreIn(text: string, fields: Partial<Article> = {}): string | undefined {
  return genreOf(readDocument(articleOf(text, fields)));
}

describe('Embedded analyzer: kinds of text', () => {
  it.each([
    ['match-report-cup', 'match'],
    ['match-report-tennis', 'match'],
    ['recipe-lentils', 'recipe'],
    ['recipe-cake', 'recipe'],
    ['horoscope', 'horoscope'],
    ['review-film', 'review'],
    ['review-headphones', 'review'],
    ['obituary-botanist', 'obituary'],
    ['obituary-drummer', 'obituary'],
    ['court-report-fraud', undefined],
    ['live-blog-vote', undefined],
    ['market-report-shares', undefined],
    ['one-paragraph-dam', undefined],
    ['op-ed-harbour', undefined],
    ['press-release-pump', undefined],
  ])('knows %s for %s', async (name, genre) => {
    expect(genreOf(readDocument(await articleOfKind(name)))).toBe(genre);
  });

  it.each([
    [
      'trade in food',
      'Peru has banned imports of butter, eggs and flour from Chile. Bakers warned that bread and cake would cost more, and a ' +
        'kilo of sugar may soon be hard to find. The ban on oil and garlic begins on Monday.',
    ],
    [
      'a league that punishes a club',
      'The league has taken six points from Deportivo Alba over unpaid wages. The club said it would appeal against the ' +
        'penalty. Four other clubs are under investigation, and the season could end in relegation for two of them.',
    ],
    [
      'deaths in an attack',
      'Eleven people have died at a market in the north. Police said that two men had fired shots from a car. A funeral was ' +
        'held on Sunday.',
    ],
    [
      'signs of the zodiac in passing',
      'Leo won. Virgo Ltd said it would cut 40 jobs. Cancer kills thousands each year.',
    ],
  ])('knows news of %s for news', (_name, text) => {
    expect(genreIn(text)).toBeUndefined();
  });

  it('does not take a review of a policy for a critic’s', () => {
    const text = 'The army will be cut by 4,000 soldiers. The minister said the review had taken two years.';

    expect(genreIn(text, { title: 'Defence review: army to shrink' })).toBeUndefined();
  });

  it.each([
    ['usual', 'Chile has withdrawn its troops from the border zone, the ministry said on Monday.'],
    ['upper', 'CHILE HAS WITHDRAWN ITS TROOPS FROM THE BORDER ZONE, THE MINISTRY SAID on Monday.'],
    ['lower', 'chile has withdrawn its troops from the border zone, the ministry said on monday.'],
    ['usual', 'SHORT TITLE'],
    ['usual', '智利国防部星期一宣布，军队已经从边境地区撤出，并将于下个月在首都恢复谈判。'.repeat(4)],
  ] as const)('tells that letters are %s', (letterCase, text) => {
    expect(letterCaseOf(text)).toBe(letterCase);
  });

  it.each([
    ['en', 'Regen.', true],
    ['en-GB', 'Rain.', true],
    ['fr', 'The rain of the night.', false],
    ['und', 'Chile withdraws', true],
    ['und', 'It was the first snow of the year in a valley that is known for its heat.', true],
    ['und', 'Снег', false],
    ['und', 'Regnet gestern bis Mitternacht über allen Wiesen zwischen Fluss, Wald, Dorf und Burg.', false],
  ])('reads text of language %s as English or not: %s', (language, text, english) => {
    expect(isReadAsEnglish(language, text)).toBe(english);
  });

  it('knows the writer of an opinion piece by its byline, its mark, or not at all', () => {
    const essay = 'I think that we must act. We should try it. I have seen it. My town should wait.';
    const writer = (fields: Partial<Article>): unknown => writerOf(readDocument(articleOf(essay, fields)), undefined);

    expect(writer({ authors: ['Rosa Vidal'] })).toEqual({ voice: 'named', label: 'Rosa Vidal' });
    expect(writer({ title: 'Editorial: Act now' })).toEqual({ voice: 'unnamed', label: 'the author' });
    expect(writer({})).toBeUndefined();
  });

  it('puts the writer before each sentence of a summary, as far as it may be long', () => {
    const evidence = [{ quote: 'Act', start: 0, end: 3, sentence: 0, paragraph: 0 }];
    const long = Array.from({ length: 40 }, () => 'word').join(' ');

    expect(
      asWritten(
        [
          { text: 'We must “act”.', evidence },
          { text: long, evidence },
          { text: long, evidence },
        ],
        {
          voice: 'unnamed',
          label: 'the author',
        },
      ).map(({ text }) => text),
    ).toEqual(['The author: “We must "act".”', `The author: “${long}”`]);
  });
});
