import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CorruptDataError } from '../../functions/core/errors.ts';
import {
  articleIdOf,
  briefVersionOf,
  headVersionOf,
  headVersionOfBrief,
  isId,
  revisionOf,
  tombstoneVersionOf,
  uploadIdOf,
} from '../../functions/core/identity.ts';

describe('Identity of uploads and articles', () => {
  it('depends on every part and on where one part ends', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), fc.string(), (bucket, key, otherBucket, otherKey) => {
        const same = bucket === otherBucket && key === otherKey;
        expect(uploadIdOf(bucket, key) === uploadIdOf(otherBucket, otherKey)).toBe(same);
      }),
    );
    expect(uploadIdOf('ab', 'c')).not.toBe(uploadIdOf('a', 'bc'));
    expect(articleIdOf('b', 'k', '')).not.toBe(uploadIdOf('b', 'k'));
  });

  it('is 32 hexadecimal digits', () => {
    expect(isId(uploadIdOf('inbox', 'in/öffentlich 1.txt'))).toBe(true);
    expect(isId('../../etc/passwd')).toBe(false);
  });
});

describe('Revisions and versions', () => {
  const sequencer = fc.stringMatching(/^[0-9A-F]{1,64}$/);

  it('order as S3 says: padded on the right, compared as text', () => {
    expect(revisionOf('0055AED6DCD90281E5')).toBe('0055AED6DCD90281E5'.padEnd(64, '0'));
    expect(revisionOf('0055') < revisionOf('00551')).toBe(true);
    expect(revisionOf('abc')).toBe(revisionOf('ABC'));
  });

  it('refuses a sequencer that is too long or is none, and never cuts it', () => {
    expect(() => revisionOf('0'.repeat(65))).toThrow(CorruptDataError);
    expect(() => revisionOf('')).toThrow(CorruptDataError);
    expect(() => revisionOf('xyz')).toThrow(CorruptDataError);
  });

  it('order by revision, then parser, then analyzer, and generations order as numbers', () => {
    const generation = fc.integer({ min: 0, max: 999_998 });
    fc.assert(
      fc.property(sequencer, generation, generation, generation, generation, (digits, p1, p2, a1, a2) => {
        const revision = revisionOf(digits);
        const [one, two] = [
          briefVersionOf(headVersionOf(revision, p1), a1),
          briefVersionOf(headVersionOf(revision, p2), a2),
        ];
        expect(one.length).toBe(two.length);
        expect(Math.sign(p1 - p2 || a1 - a2)).toBe(one < two ? -1 : one > two ? 1 : 0);
        expect(headVersionOfBrief(one)).toBe(headVersionOf(revision, p1));
      }),
    );
  });

  it('put a tombstone above every brief of its head and below the next head', () => {
    const [head, next] = [headVersionOf(revisionOf('1'), 1), headVersionOf(revisionOf('1'), 2)];
    expect(tombstoneVersionOf(head) > briefVersionOf(head, 999_998)).toBe(true);
    expect(tombstoneVersionOf(head) < briefVersionOf(next, 0)).toBe(true);
  });

  it('refuses a generation that is not a whole number in range', () => {
    expect(() => headVersionOf(revisionOf('1'), 1.5)).toThrow(CorruptDataError);
    expect(() => headVersionOf(revisionOf('1'), 1_000_000)).toThrow(CorruptDataError);
  });
});
