import { describe, expect, it } from 'vitest';
import type { CitedLine } from '../../functions/api/reader/brief/cited-lines.ts';
import { passagesOf } from '../../functions/api/reader/brief/quoted-passages.ts';

const TEXT = 'Norway signed. It will pay. Iceland waits.';
const lineOf = (id: string, ...places: [number, number, number][]): CitedLine => ({
  id,
  text: id,
  kind: 'measure',
  evidence: places.map(([start, end, paragraph]) => ({
    quote: TEXT.slice(start, end),
    start,
    end,
    sentence: 0,
    paragraph,
  })),
});

describe('The passages that a brief quotes', () => {
  it('come in the order of the article, each once, cut where a citation begins or ends', () => {
    // Prepare
    const lines = [lineOf('last', [28, 42, 1]), lineOf('whole', [0, 14, 0]), lineOf('part', [0, 6, 0], [0, 14, 0])];

    // Act
    const passages = passagesOf(lines);

    // Assess
    expect(passages.map(({ start, place, text }) => [start, place, text])).toEqual([
      [0, 0, 'Norway signed.'],
      [28, 1, 'Iceland waits.'],
    ]);
    const [first] = passages;
    const cut = first?.paragraph.segments.map(({ start, end, ids }) => [first.text.slice(start, end), ids]);
    expect(cut).toEqual([
      ['Norway', ['whole', 'part']],
      [' signed.', ['whole', 'part']],
    ]);
  });

  it('show all of two quotes that overlap', () => {
    const passages = passagesOf([lineOf('a', [0, 20, 0]), lineOf('b', [15, 27, 0])]);
    expect(passages.map(({ text }) => text)).toEqual(['Norway signed. It wi', 'It will pay.']);
  });

  it('are none of a brief that quotes nothing', () => {
    expect(passagesOf([lineOf('a')])).toEqual([]);
  });
});
