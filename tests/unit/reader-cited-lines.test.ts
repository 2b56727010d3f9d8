import { describe, expect, it } from 'vitest';
import { placeId } from '../../functions/api/reader/app/page-paths.ts';
import { type CitedLine, lineNamed } from '../../functions/api/reader/brief/cited-lines.ts';

const quoteAt = (start: number, end: number) => ({ quote: 'x', start, end, sentence: 0, paragraph: 0 });
const lineOf = (id: string, start: number, end: number): CitedLine => ({
  id,
  text: id,
  kind: 'measure',
  evidence: [quoteAt(start, end)],
});

describe('The line that an address names', () => {
  const lines = [lineOf('m-1a2b3c4d', 0, 40), lineOf('position-norway-0', 10, 20), lineOf('i-1a2b3c4d', 50, 60)];

  it.each([
    ['by its id', 'i-1a2b3c4d', 'i-1a2b3c4d'],
    ['by its quote', placeId(quoteAt(10, 20)), 'position-norway-0'],
    ['by a stretch of its quote, where none is the very quote', placeId(quoteAt(55, 58)), 'i-1a2b3c4d'],
    ['by a stretch that nothing cites', placeId(quoteAt(42, 48)), undefined],
    ['not at all', 'at-1-', undefined],
    ['empty', '', undefined],
  ])('is found, named %s', (_, fragment = '', expected) => {
    expect(lineNamed(lines, fragment)?.id).toBe(expected);
  });
});
