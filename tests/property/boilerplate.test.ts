import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readDocument } from '../../functions/brief/embedded/document.ts';
import { boilerplateOf } from '../../functions/parse/boilerplate.ts';
import { cleanCharacters, joinParagraphs } from '../../functions/parse/normalise.ts';
import { articleOf } from '../fixtures/draft.ts';

const piece = fc.oneof(
  { weight: 2, arbitrary: fc.string({ unit: 'grapheme', maxLength: 40 }) },
  {
    weight: 5,
    arbitrary: fc.constantFrom(
      'The council closed the bridge on Monday.',
      'By Ana Reyes',
      'Read more: the bridge',
      'Follow us on Twitter.',
      'All rights reserved.',
      'FILE PHOTO: The bridge. It is seen at dusk.',
      '(Reporting by Ana Reyes; editing by Tom Okafor)',
      'About Fjord Pumps',
      'ENDS',
      '-30-',
      'Foto: dpa',
      '4 April 2026',
      '関連記事：橋',
      '“',
      ')',
      '...',
    ),
  },
);
const text = fc
  .array(fc.tuple(piece, fc.constantFrom(' ', '\n', '\n\n', '\n\n')), { maxLength: 30 })
  .map((pieces) => pieces.flat().join(''))
  // As the parser hands it over.
  .map((raw) => joinParagraphs(cleanCharacters(raw).text.split(/\n{2,}/)));

describe('Boilerplate of any text', () => {
  it('is in order, apart, inside the text and trimmed, of one paragraph each, and the same for the same text', () => {
    fc.assert(
      fc.property(text, (value) => {
        const found = boilerplateOf(value);
        expect(boilerplateOf(value)).toEqual(found);
        let last = -1;
        for (const { start, end } of found) {
          expect(start).toBeGreaterThan(last);
          expect(end).toBeGreaterThan(start);
          expect(end).toBeLessThanOrEqual(value.length);
          const marked = value.slice(start, end);
          expect(marked).toBe(marked.trim());
          expect(marked).not.toContain('\n\n');
          last = end;
        }
      }),
    );
  });

  it('cuts no sentence of the analyzer, but for a dateline or a label before one', () => {
    fc.assert(
      fc.property(text, (value) => {
        const boilerplate = boilerplateOf(value);
        const { sentences } = readDocument(articleOf(value, { boilerplate }));
        for (const { start, end, kind } of sentences) {
          const within = boilerplate.find((mark) => mark.start < end && start < mark.end);
          if (within === undefined) continue;
          expect([within.start <= start && end <= within.end, kind]).toEqual([true, 'boilerplate']);
        }
      }),
    );
  });

  it('is found in linear time', () => {
    for (const unit of ['By Ana ', 'Photo: ', '(AP Photo/', '“', 'A. ', 'Follow us ', '-', 'x@', '1 ', 'About A\n\n']) {
      // The time of this process, as others may have the cores.
      const before = process.cpuUsage();
      boilerplateOf(unit.repeat(Math.ceil(400_000 / unit.length)));
      expect(process.cpuUsage(before).user / 1e6).toBeLessThan(4);
    }
  });
});
