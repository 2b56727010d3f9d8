import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CorruptDataError } from '../../functions/core/errors.ts';
import { briefVersionOf, headVersionOf, revisionOf } from '../../functions/core/identity.ts';
import {
  generationIn,
  LOWEST_REVISION,
  parserGenerationIn,
  RevisionsUsedUpError,
  revisionAfter,
  revisionIn,
} from '../../operations/versions.ts';

const revision = fc.stringMatching(/^[0-9A-F]{64}$/);
const sequencer = fc.stringMatching(/^00[0-9A-F]{14,30}$/);

describe('The revision above another', () => {
  it.each([
    [LOWEST_REVISION, `${'0'.repeat(63)}1`],
    [revisionOf('0A'), `0A${'0'.repeat(61)}1`],
    [`${'0'.repeat(62)}0F`, `${'0'.repeat(62)}10`],
    [`0${'F'.repeat(63)}`, `1${'0'.repeat(63)}`],
    [`${'F'.repeat(63)}E`, 'F'.repeat(64)],
  ])('of %s is %s', (before, after) => {
    expect(revisionAfter(before)).toBe(after);
  });

  it('is a revision, and the next one', () => {
    fc.assert(
      fc.property(revision, (before) => {
        fc.pre(before !== 'F'.repeat(64));
        const after = revisionAfter(before);
        expect(after).toMatch(/^[0-9A-F]{64}$/);
        expect(after > before).toBe(true);
        expect(BigInt(`0x${after}`) - BigInt(`0x${before}`)).toBe(1n);
      }),
    );
  });

  it('stays below the next sequencer of S3, however often it is taken', () => {
    fc.assert(
      fc.property(sequencer, sequencer, fc.integer({ min: 1, max: 50 }), (one, other, times) => {
        const [before = '', later = ''] = [revisionOf(one), revisionOf(other)].sort();
        fc.pre(before !== later);
        let own = before;
        for (let time = 0; time < times; time += 1) own = revisionAfter(own);
        expect(own > before && own < later).toBe(true);
      }),
    );
  });

  it('is an error above the highest, and of what is no revision', () => {
    expect(() => revisionAfter('F'.repeat(64))).toThrow(RevisionsUsedUpError);
    for (const text of ['', '0A', 'f'.repeat(64), 'F'.repeat(65), `${'0'.repeat(63)}G`]) {
      expect(() => revisionAfter(text)).toThrow(CorruptDataError);
    }
  });
});

describe('A version', () => {
  it('tells its revision and its generations', () => {
    const head = headVersionOf(revisionOf('0A'), 12);
    expect([revisionIn(head), parserGenerationIn(head)]).toEqual([revisionOf('0A'), 12]);
    const brief = briefVersionOf(head, 345);
    expect([revisionIn(brief), parserGenerationIn(brief), generationIn(brief)]).toEqual([revisionOf('0A'), 12, 345]);
  });

  it('is an error where it is none, or not of a brief', () => {
    expect(() => revisionIn('0A.1')).toThrow(CorruptDataError);
    expect(() => generationIn(headVersionOf(revisionOf('0A'), 1))).toThrow(CorruptDataError);
  });
});
