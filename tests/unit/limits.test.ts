import { describe, expect, it } from 'vitest';
import { tooLarge } from '../../functions/runtime/limits.ts';

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
