import { describe, expect, it } from 'vitest';
import { DEFAULT_LIMITS } from '../../functions/parse/parse-limits.ts';
import { readLimits, tooLarge } from '../../functions/runtime/limits.ts';

describe('tooLarge: the rejection of a file', () => {
  it.each([
    [25_000_000, '25 MB'],
    [1_500_000, '1500000 bytes'],
    [500_000, '500000 bytes'],
  ])('over %i bytes names that limit, whatever it is', (maxBytes, limit) => {
    expect(tooLarge(maxBytes)).toMatchObject({
      code: 'too-large',
      message: `The file is larger than ${limit}, the limit.`,
    });
  });
});

describe('readLimits: the limits of a function', () => {
  const needed = { heapMegabytes: 512, deadlineMs: 20_000 };

  it('are the parser’s own but for those that are named', () => {
    expect(readLimits(JSON.stringify({ ...needed, pdfPages: 7 }))).toEqual({
      file: { ...DEFAULT_LIMITS, pdfPages: 7 },
      task: needed,
    });
    expect(readLimits(JSON.stringify({ ...needed, processMegabytes: 900 }))).toEqual({
      file: DEFAULT_LIMITS,
      task: { ...needed, processMegabytes: 900 },
    });
  });

  it.each([
    ['nothing', undefined, 'is not JSON'],
    ['no JSON', '{', 'is not JSON'],
    ['a list', '[1]', 'it is no object'],
    ['null', 'null', 'it is no object'],
    ['a limit that is missing', '{"heapMegabytes":512}', 'deadlineMs is missing'],
    ['an unknown limit', JSON.stringify({ ...needed, pages: 1 }), 'there is no limit "pages"'],
    ['one that all objects have', '{"heapMegabytes":1,"deadlineMs":1,"toString":1}', 'there is no limit "toString"'],
    ['zero', JSON.stringify({ ...needed, parts: 0 }), 'parts is no whole number from 1'],
    ['a fraction', JSON.stringify({ ...needed, parts: 1.5 }), 'parts is no whole number from 1'],
    ['a text', JSON.stringify({ ...needed, parts: '5' }), 'parts is no whole number from 1'],
  ])('refuses %s', (_, json, message) => {
    expect(() => readLimits(json)).toThrow(message);
  });
});
