import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Source } from '../../functions/brief/gate/reading.ts';
import { plainOf } from '../../functions/brief/gate/words.ts';

const PIECES = fc.constantFrom(
  ...'Norland the U.S. US didn’t twenty-five 3 million 1,200 Ostia’s “we Gov\u00adern\u00adment 🚢 e\u0301tat 挪威'.split(
    ' ',
  ),
  ' ',
  ', ',
  '. ',
  '\n\n',
  '-',
);
const texts = fc.array(PIECES, { minLength: 1, maxLength: 40 }).map((pieces) => pieces.join(' '));

describe('Property: Source', () => {
  it('gives the plain words of a stretch as reading the stretch alone would', () => {
    fc.assert(
      fc.property(texts, fc.nat(300), fc.nat(300), (text, from, length) => {
        const start = Math.min(from, text.length);
        const end = Math.min(start + length, text.length);

        expect(new Source(text).plainIn({ start, end })).toBe(plainOf(text.slice(start, end)));
      }),
      { numRuns: 1000 },
    );
  });
});
