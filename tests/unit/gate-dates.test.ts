import { describe, expect, it } from 'vitest';
import { isCarried } from '../../functions/brief/gate/dates.ts';
import { articleOf } from '../fixtures/draft.ts';

const TEXT = 'It happened.';
const dated = articleOf(TEXT, { publishedAt: '2026-03-05T10:00:00.000Z' });

describe('Function: isCarried', () => {
  it.each([
    ['2026-03-04', '4 March 2026', 'stated'],
    ['XXXX-03-04', 'on March 4th', 'stated'],
    ['2026-03-04', '2026-03-04', 'stated'],
    ['XXXX-03', 'in March', 'stated'],
    ['197X', 'the 1970s', 'stated'],
    ['XXXX-XX-XX', 'Monday', 'stated'],
    ['2026-03-04', 'Wednesday', 'from-publication'],
    ['2026-04', 'April', 'from-publication'],
    ['2016', 'ten years ago', 'from-publication'],
  ] as const)('takes %s for “%s” (%s)', (edtf, stated, basis) => {
    expect(isCarried({ edtf, stated, basis }, [`It was ${stated}.`], dated)).toBe(true);
  });

  it.each([
    ['soon', 'Monday', 'stated'],
    ['2026-13', 'March 2026', 'stated'],
    ['2026-02-30', '30 February 2026', 'stated'],
    ['2026-03-05', '4 March 2026', 'stated'],
    ['2026-03-04', 'March 2026', 'stated'],
    ['2026-03', 'in 2026', 'stated'],
    ['2025-03', 'March 2026', 'stated'],
    ['198X', 'the 1970s', 'stated'],
    ['2026-03-05', 'Wednesday', 'from-publication'],
    ['2026-05', 'April', 'from-publication'],
    ['2026-03-20', 'March 21', 'from-publication'],
    ['1914-08-04', 'Tuesday', 'from-publication'],
    ['2026-03-04', 'Wednesday', 'from-dateline'],
  ] as const)('does not take %s for “%s” (%s)', (edtf, stated, basis) => {
    expect(isCarried({ edtf, stated, basis }, [`It was ${stated}.`], dated)).toBe(false);
  });

  it('does not take words that the sentences lack', () => {
    expect(isCarried({ edtf: 'XXXX-03', stated: 'in March', basis: 'stated' }, [TEXT], dated)).toBe(false);
  });
});
