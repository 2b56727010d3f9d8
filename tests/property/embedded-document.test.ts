import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findStatements } from '../../functions/brief/embedded/attribution.ts';
import { findClauses } from '../../functions/brief/embedded/clauses.ts';
import { findDates } from '../../functions/brief/embedded/dates.ts';
import { readDocument } from '../../functions/brief/embedded/document.ts';
import { findNames } from '../../functions/brief/embedded/names.ts';
import { chooseParties } from '../../functions/brief/embedded/parties.ts';
import { timelinesOf } from '../../functions/brief/embedded/timeline.ts';
import { Party } from '../../functions/core/brief.ts';
import { isVerbatim } from '../../functions/core/evidence.ts';
import { articleOf } from '../fixtures/draft.ts';
import { propertyRuns } from '../long-run.ts';

const PIECES = [
  'Syria',
  'Israel’s',
  'U.S.',
  'the',
  'President',
  'Jane Roe',
  'J. Roe',
  'said',
  '"We wait,"',
  '“No.”',
  'according to',
  'Northern Bank (NB)',
  'government',
  'rebels',
  'on 4 March',
  'in May 2019',
  'next week',
  'will meet',
  ',',
  '.',
  '...',
  '(',
  ')',
  '—',
  '\n',
  '\n\n',
  '😀',
  'e\u0301',
  'שלום',
  'مرحبا',
  '\u00ad',
  '\ufeff',
  '\u2028',
  'x'.repeat(300),
  'al-Hadi',
  'O’Neil',
  '$3.6bn',
  '中国。',
  'Mr.',
  'LONDON (AP) —',
];
const newsLike = fc
  .array(fc.constantFrom(...PIECES), { maxLength: 60 })
  .chain((pieces) => fc.constantFrom('', ' ').map((gap) => pieces.join(gap)));
const anyText = fc.oneof(
  newsLike,
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc.string({ unit: 'binary', maxLength: 200 }),
);

describe('Reading any text', () => {
  it('covers every character but white space by one paragraph and one sentence', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { paragraphs, sentences } = readDocument(articleOf(text));
        let cursor = 0;
        let outside = '';
        for (const { start, end } of sentences) {
          expect(start).toBeGreaterThanOrEqual(cursor);
          outside += text.slice(cursor, start);
          cursor = end;
        }
        outside += text.slice(cursor);
        expect(outside.trim()).toBe('');
        for (const sentence of sentences) {
          const paragraph = paragraphs[sentence.paragraph];
          expect(paragraph?.start).toBeLessThanOrEqual(sentence.start);
          expect(paragraph?.end).toBeGreaterThanOrEqual(sentence.end);
        }
      }),
      { numRuns: propertyRuns(375) },
    );
  });

  it('gives tokens that are the text between their offsets, in order, within their sentence', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const { sentences, tokens } = readDocument(articleOf(text));
        let cursor = 0;
        for (const [position, token] of tokens.entries()) {
          const sentence = sentences[token.sentence];
          expect(token.index).toBe(position);
          expect(text.slice(token.start, token.end)).toBe(token.text);
          expect(token.start).toBeGreaterThanOrEqual(cursor);
          expect(token.start).toBeGreaterThanOrEqual(sentence?.start ?? -1);
          expect(token.end).toBeLessThanOrEqual(sentence?.end ?? -1);
          expect(position >= (sentence?.from ?? 0) && position < (sentence?.to ?? 0)).toBe(true);
          cursor = token.end;
        }
      }),
      { numRuns: propertyRuns(375) },
    );
  });

  it('loses no letter and no digit of a sentence', () => {
    fc.assert(
      fc.property(newsLike, (text) => {
        const { tokens } = readDocument(articleOf(text));
        const letters = (words: string): string => words.replace(/[^\p{L}\p{N}]/gu, '');
        expect(letters(tokens.map((token) => token.text).join(''))).toBe(letters(text));
      }),
      { numRuns: propertyRuns(375) },
    );
  });

  it('names, quotes and dates verbatim, and parties by the schema, whatever it holds', () => {
    fc.assert(
      fc.property(anyText, fc.constantFrom(null, '2026-03-04'), (text, publishedAt) => {
        const document = readDocument(articleOf(text, { publishedAt }));
        const names = findNames(document);
        const statements = findStatements(document, names);
        const parties = chooseParties(document, names, { actors: [], targets: [] }, statements);
        const { timeline, ahead } = timelinesOf(document, findClauses(document, names));
        for (const mention of names.mentions) {
          expect(document.tokens[mention.from]?.start).toBe(mention.start);
          expect(document.tokens[mention.to - 1]?.end).toBe(mention.end);
          expect(names.entities.has(mention.entity)).toBe(true);
        }
        for (const { attribution } of statements) {
          for (const evidence of attribution.evidence ?? []) expect(isVerbatim(text, evidence)).toBe(true);
        }
        for (const party of parties) {
          expect(Party.safeParse(party).error).toBeUndefined();
          for (const evidence of party.evidence) expect(isVerbatim(text, evidence)).toBe(true);
        }
        for (const { evidence } of [...timeline, ...ahead])
          expect(evidence.every((one) => isVerbatim(text, one))).toBe(true);
        for (const hit of findDates(document)) expect(text.slice(hit.start, hit.end)).toContain(hit.when.stated);
      }),
      { numRuns: propertyRuns(375) },
    );
  });

  it('reads the same text in the same way again, whatever was read between', () => {
    fc.assert(
      fc.property(newsLike, newsLike, (text, other) => {
        const first = JSON.stringify(readDocument(articleOf(text)));
        readDocument(articleOf(other));
        expect(JSON.stringify(readDocument(articleOf(text)))).toBe(first);
      }),
      { numRuns: propertyRuns(150) },
    );
  });
});
