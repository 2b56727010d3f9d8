import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvalidRequestError } from '../../functions/core/errors.ts';
import { findWords, holdsAny } from '../../functions/core/search/find-words.ts';
import { foldedWords } from '../../functions/core/search/folded-words.ts';
import { parseSearch } from '../../functions/core/search/search-query.ts';
import { aBrief, aMeasure, anArticle, anIssue, aParty, aRisk, quoteOf } from '../store/records.ts';

describe('A folded word', () => {
  it.each([
    ['Straße STRASSE', ['strasse', 'strasse']],
    ['Łódź, Tromsø, Côte d’Ivoire', ['lodz', 'tromso', 'cote', 'd', 'ivoire']],
    ['İstanbul ISTANBUL ıstanbul', ['istanbul', 'istanbul', 'istanbul']],
    ['ΛΌΓΟΣ λόγος', ['λογοσ', 'λογοσ']],
    ['Сергей ЁЛКА', ['сергеи', 'елка']],
    ['مُحَمَّد שָׁלוֹם', ['محمد', 'שלום']],
    ['हिन्दी', ['हिन्दी']],
    ['한국은', ['한국은']],
    ['ﬁne ２０２６ U.S.', ['fine', '2026', 'u', 's']],
    ['ガザ地区 2026年', ['ガ', 'ザ', '地', '区', '2026', '年']],
    ['<b>*.^$</b>', ['b', 'b']],
    ['', []],
  ])('of %j is %j', (text, words) => {
    expect(foldedWords(text)).toEqual(words);
  });
});

describe('A search', () => {
  const termsOf = (text: string) => parseSearch(text).map(({ words, open }) => words.join(' ') + (open ? '*' : ''));

  it.each([
    ['heavy weapons', ['heavy', 'weapons']],
    ['"heavy weapons" withdr*', ['heavy weapons', 'withdr*']],
    ['„heavy weapons“ south', ['heavy weapons', 'south']],
    ['arms-length U.S.', ['arms length', 'u s']],
    ['"open to the end', ['open to the end']],
    ['"not* open"', ['not open']],
    ['quay Quay QUAY', ['quay']],
    ['- quay * "" …', ['quay']],
  ])('for %j looks for %j', (text, terms) => {
    expect(termsOf(text)).toEqual(terms);
  });

  it.each([
    ['', 'a word'],
    [' " * - " ', 'a word'],
    ['quay '.repeat(41), '200 characters'],
    ['a b c d e f g h i j k', '10 words'],
  ])('for %j is refused', (text, reason) => {
    expect(() => parseSearch(text)).toThrow(InvalidRequestError);
    expect(() => parseSearch(text)).toThrow(reason);
  });

  it('counts characters, not code units', () => {
    expect(termsOf('𠮷'.repeat(200))).toHaveLength(1);
  });
});

const brief = aBrief(anArticle({ title: 'Cranes arrive' }), {
  headline: 'Norway opens its quay',
  parties: [
    aParty('norway', {
      name: 'Norway',
      aliases: ['Oslo', 'Norges regjering'],
      evidence: [quoteOf('Oslo said so on Monday')],
      positions: [{ statement: 'The quay is safe', speaker: 'Oslo', evidence: [quoteOf('“the quay is safe”')] }],
    }),
  ],
  measures: [
    aMeasure('trade', 'agreed', {
      id: 'm-00000001',
      description: 'Norway lowers the harbour fee',
      evidence: [quoteOf('the fee falls by half'), quoteOf('Norway lowers the harbour fee in spring')],
    }),
  ],
  unresolvedIssues: [
    anIssue('ownership of the crane', {
      id: 'i-00000001',
      description: 'It is left for a later round.',
      sides: [{ party: 'norway', wants: 'to keep it', evidence: [quoteOf('Norway means to keep the crane')] }],
    }),
  ],
  risks: [aRisk('Ice could close the quay', { id: 'r-00000001' })],
});

const placesOf = (q: string) => findWords(brief, parseSearch(q));
const listsOf = (q: string) => placesOf(q)?.map(({ list, itemId }) => itemId ?? list);

describe('What a search finds in a brief', () => {
  it.each([
    ['headline', 'opens', ['headline']],
    ['title', 'arrive', ['headline']],
    ['alias', 'regjering', ['parties']],
    ['position', '"quay is safe"', ['positions']],
    ['measure', 'lowers', ['m-00000001']],
    ['quote', '"falls by half"', ['m-00000001']],
    ['topic', 'ownership', ['i-00000001']],
    ['description', 'later', ['i-00000001']],
    ['side', 'keep', ['i-00000001']],
    ['risk', 'ice', ['r-00000001']],
  ])('is its %s', (_, q, lists) => {
    expect(listsOf(q)).toEqual(lists);
  });

  it.each(['nor', 'own', '"harbour lowers"', '"opens its quay Cranes"', 'norway sweden', '"fee ownership"', 'n.*y'])(
    'is nothing for %j',
    (q) => {
      expect(placesOf(q)).toBeUndefined();
    },
  );

  it('is the beginning of a word where the search says so', () => {
    expect(listsOf('owner*')).toEqual(['i-00000001']);
    expect(listsOf('wner*')).toBeUndefined();
  });

  it('is a brief whose words are in different places, items first and those with most words before', () => {
    expect(listsOf('quay norway ice')).toEqual([
      'r-00000001',
      'm-00000001',
      'i-00000001',
      'headline',
      'parties',
      'positions',
    ]);
  });

  it('is, where an item holds all words between its texts, only what holds them all', () => {
    expect(listsOf('ownership later')).toEqual(['i-00000001']);
    expect(listsOf('norway fee')).toEqual(['m-00000001']);
  });

  it('comes with the text and the quote that hold the words', () => {
    expect(placesOf('spring')).toEqual([
      {
        list: 'measures',
        itemId: 'm-00000001',
        text: 'Norway lowers the harbour fee',
        evidence: quoteOf('Norway lowers the harbour fee in spring'),
      },
    ]);
    expect(placesOf('later')).toMatchObject([
      { text: 'It is left for a later round.', evidence: { quote: 'ownership of the crane' } },
    ]);
    expect(placesOf('keep')).toMatchObject([
      { text: 'to keep it', evidence: { quote: 'Norway means to keep the crane' } },
    ]);
  });

  it('is at most ten places, the items among them', () => {
    const many = aBrief(anArticle(), {
      headline: 'quay',
      parties: Array.from({ length: 20 }, (_, n) => aParty(`quay-${n}`, { name: `Quay ${n}` })),
      risks: [aRisk('Ice could close it', { id: 'r-00000002', evidence: [quoteOf('the quay could close')] })],
    });
    const found = findWords(many, parseSearch('quay')) ?? [];
    expect(found).toHaveLength(10);
    expect(found[0]).toMatchObject({ list: 'risks', itemId: 'r-00000002' });
  });

  it('is any stretch of a text whose script has no spaces', () => {
    const japanese = aBrief(anArticle(), { headline: '政府はガザ地区への支援を再開した' });
    expect(findWords(japanese, parseSearch('地区 支援'))).toHaveLength(1);
    expect(findWords(japanese, parseSearch('区地'))).toBeUndefined();
  });

  it('is found by who asks no more than whether it is there', () => {
    const words = [
      'opens',
      'lowers',
      'keep',
      'ice',
      'own',
      '"quay is safe"',
      '"fee ownership"',
      'norway sweden',
      'owner*',
    ];
    const searches = fc.array(fc.constantFrom(...words, ...words.map((word) => `${word} norway`)), { maxLength: 3 });
    fc.assert(
      fc.property(searches, (asked) => {
        const terms = asked.map(parseSearch);
        expect(holdsAny(brief, terms)).toBe(terms.some((some) => findWords(brief, some) !== undefined));
      }),
    );
  });
});
