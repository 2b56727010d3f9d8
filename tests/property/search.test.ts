import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvalidRequestError } from '../../functions/core/errors.ts';
import { findWords } from '../../functions/core/search/find-words.ts';
import { foldedWords } from '../../functions/core/search/folded-words.ts';
import { parseSearch } from '../../functions/core/search/search-query.ts';
import { searchedPlaces } from '../../functions/core/search/searched-places.ts';
import { propertyRuns } from '../long-run.ts';
import { aBrief, aMeasure, anArticle, anIssue, aParty, aRisk, quoteOf } from '../store/records.ts';

const letters = fc.constantFrom(
  ...'abcdxyz AÄéßΣςłИй東京ガไทยमि0９½.,-’"*'.split(''),
  '\u0301',
  '\u3099',
  '\ud83d\ude00',
  '\ud800',
);
const text = fc.oneof(
  fc.array(letters, { maxLength: 24 }).map((parts) => parts.join('')),
  fc.string({ unit: 'binary', maxLength: 24 }),
);

const brief = fc.tuple(text, text, text, text, text, text).map(([headline, name, measure, topic, risk, quote]) =>
  aBrief(anArticle({ title: null }), {
    headline,
    parties: [aParty('north', { name })],
    measures: [aMeasure('trade', 'agreed', { description: measure, evidence: [quoteOf(quote || ' ')] })],
    unresolvedIssues: [anIssue(topic || '-')],
    risks: [aRisk(risk || '-')],
  }),
);

describe('A search', () => {
  it('is read or refused, and with one error, whatever it is', () => {
    fc.assert(
      fc.property(fc.oneof(text, fc.string({ unit: 'binary', maxLength: 300 })), brief, (q, one) => {
        try {
          expect(parseSearch(q).length).toBeGreaterThan(0);
          findWords(one, parseSearch(q));
        } catch (error) {
          expect(error).toBeInstanceOf(InvalidRequestError);
        }
      }),
      { numRuns: propertyRuns(250) },
    );
  });

  it('finds a brief by any words that follow each other in one of its texts, as a phrase, in any case', () => {
    fc.assert(
      fc.property(brief, fc.nat(), fc.nat(), fc.integer({ min: 1, max: 5 }), (one, which, from, length) => {
        const texts = [...searchedPlaces(one)].flatMap((place) => [
          place.text,
          ...place.evidence.map(({ quote }) => quote),
        ]);
        const words = foldedWords(texts[which % texts.length] ?? '');
        const phrase = words.slice(from % (words.length || 1)).slice(0, length);
        fc.pre(phrase.length > 0);
        const found = findWords(one, parseSearch(`"${phrase.join(' ').toUpperCase()}"`));
        expect(found?.length).toBeGreaterThan(0);
      }),
    );
  });

  it('finds fewer briefs the more words it has, and says only where some are', () => {
    fc.assert(
      fc.property(brief, text, text, (one, first, second) => {
        const words = [...foldedWords(first).slice(0, 2), ...foldedWords(second).slice(0, 2)];
        fc.pre(words.length > 0);
        const found = findWords(one, parseSearch(words.join(' ')));
        const each = words.map((word) => findWords(one, parseSearch(word)));
        expect(found !== undefined).toBe(each.every((alone) => alone !== undefined));
        for (const { text: shown, evidence } of found ?? []) {
          const near = new Set([shown, evidence?.quote ?? ''].flatMap(foldedWords));
          expect(words.some((word) => near.has(word))).toBe(true);
        }
      }),
    );
  });
});

describe('Folding', () => {
  it('changes nothing that was folded', () => {
    fc.assert(
      fc.property(text, (one) => {
        const words = foldedWords(one);
        expect(foldedWords(words.join(' '))).toEqual(words);
      }),
      { numRuns: propertyRuns(500) },
    );
  });
});
