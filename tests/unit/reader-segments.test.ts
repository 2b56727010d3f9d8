import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { blocksOf, type CitedSpan, paragraphsOf, segmentsOf } from '../../functions/api/reader/brief/segments.ts';

const TEXT = 'Norway signed. Iceland did not.\n\nTalks go on in Bergen.';

/** A text, and stretches of it that some things cite. */
const citedText = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 80 }).chain((text) =>
  fc.record({
    text: fc.constant(text),
    citations: fc.array(
      fc
        .record({
          id: fc.constantFrom('m-1', 'm-2', 'i-1', 'r-1'),
          at: fc.nat(text.length - 1),
          length: fc.integer({ min: 1, max: text.length }),
        })
        .map(({ id, at, length }): CitedSpan => ({ id, start: at, end: Math.min(text.length, at + length) })),
      { maxLength: 8 },
    ),
  }),
);

describe('Segments', () => {
  it('put together are the text, without a gap', () => {
    fc.assert(
      fc.property(citedText, ({ text, citations }) => {
        const segments = segmentsOf({ start: 0, end: text.length }, citations);
        expect(segments.map(({ start, end }) => text.slice(start, end)).join('')).toBe(text);
        expect(segments.every(({ start, end }) => end > start)).toBe(true);
      }),
    );
  });

  it('mark for each item the code units that its quotes cover, and no others', () => {
    fc.assert(
      fc.property(citedText, ({ text, citations }) => {
        const segments = segmentsOf({ start: 0, end: text.length }, citations);
        for (const id of new Set(citations.map((span) => span.id))) {
          const own = citations.filter((span) => span.id === id);
          for (let at = 0; at < text.length; at++) {
            const isCited = own.some(({ start, end }) => start <= at && at < end);
            const segment = segments.find(({ start, end }) => start <= at && at < end);
            expect(segment?.ids.includes(id)).toBe(isCited);
          }
        }
      }),
    );
  });

  it('tell nested and overlapping quotes apart', () => {
    // Act
    const segments = segmentsOf({ start: 0, end: 31 }, [
      { id: 'm-1', start: 0, end: 13 },
      { id: 'i-1', start: 7, end: 22 },
    ]);

    // Assess
    expect(segments.map(({ start, end, ids }) => [TEXT.slice(start, end), ids])).toEqual([
      ['Norway ', ['m-1']],
      ['signed', ['m-1', 'i-1']],
      ['. Iceland', ['i-1']],
      [' did not.', []],
    ]);
  });

  it('take no harm from offsets outside of the text', () => {
    const segments = segmentsOf({ start: 0, end: 6 }, [
      { id: 'm-1', start: -5, end: 99 },
      { id: 'm-2', start: 4, end: 2 },
    ]);

    expect(segments).toEqual([{ start: 0, end: 6, ids: ['m-1'] }]);
  });
});

describe('Paragraphs', () => {
  it('are parted by blank lines, and a quote over two of them is marked in both', () => {
    // Act
    const paragraphs = paragraphsOf(TEXT, [{ id: 'm-1', start: 15, end: 38 }]);

    // Assess
    const marked = paragraphs.map(({ segments }) =>
      segments.filter(({ ids }) => ids.length > 0).map(({ start, end }) => TEXT.slice(start, end)),
    );
    expect(paragraphs.map(({ start, end }) => TEXT.slice(start, end))).toEqual([
      'Norway signed. Iceland did not.',
      'Talks go on in Bergen.',
    ]);
    expect(marked).toEqual([['Iceland did not.'], ['Talks']]);
  });
});

describe('Blocks of a long line', () => {
  it('put together are the line with the same marks, and none is much longer than asked for', () => {
    fc.assert(
      fc.property(citedText, fc.integer({ min: 1, max: 20 }), ({ text, citations }, size) => {
        const segments = segmentsOf({ start: 0, end: text.length }, citations);
        const blocks = blocksOf(text, segments, size);
        const pieces = blocks.flat();
        expect(pieces.map(({ start, end }) => text.slice(start, end)).join('')).toBe(text);
        for (const { start, ids } of pieces) {
          expect(ids).toEqual(segments.find((segment) => segment.start <= start && start < segment.end)?.ids);
        }
        for (const block of blocks) {
          expect((block.at(-1)?.end ?? 0) - (block[0]?.start ?? 0)).toBeLessThanOrEqual(size + 1);
        }
      }),
    );
  });

  it('do not cut a surrogate pair', () => {
    const text = '🛳'.repeat(10);
    const blocks = blocksOf(text, [{ start: 0, end: text.length, ids: [] }], 3);

    expect(blocks.flat().map(({ start, end }) => text.slice(start, end))).toEqual(['🛳🛳', '🛳🛳', '🛳🛳', '🛳🛳', '🛳🛳']);
  });
});
