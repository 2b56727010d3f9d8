import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashOf, readLock, SUBJECTS } from '../../bin/record-generations.ts';
import {
  ANALYZER_GENERATION,
  generationNamed,
  generationOf,
  LAST_OVERLAY,
  TOMBSTONE_GENERATION,
} from '../../functions/core/generations.ts';

const analyzer = fc.integer({ min: 6, max: 998 });
const overlay = fc.integer({ min: 0, max: LAST_OVERLAY });

describe('Generations', () => {
  it('of briefs order by the analyzer, then by the overlay, below those of tombstones', () => {
    const inOrder = (a: number[], b: number[]) =>
      Math.sign((a[0] ?? 0) - (b[0] ?? 0)) || Math.sign((a[1] ?? 0) - (b[1] ?? 0));
    fc.assert(
      fc.property(analyzer, overlay, analyzer, overlay, (a1, o1, a2, o2) => {
        expect(Math.sign(generationOf(o1, a1) - generationOf(o2, a2))).toBe(inOrder([a1, o1], [a2, o2]));
        expect(generationOf(o1, a1)).toBeLessThan(TOMBSTONE_GENERATION);
      }),
    );
  });

  it('of briefs are above those of analyzers that knew no overlays', () => {
    expect(generationOf(0, ANALYZER_GENERATION)).toBeGreaterThan(ANALYZER_GENERATION);
    expect([5, 6, 999, 6000, 6003].map(generationNamed)).toEqual([5000, 6000, 999_000, 6000, 6003]);
  });

  it.each(['parser', 'analyzer'] as const)('of the %s are raised when its code changes', (name) => {
    const subject = SUBJECTS[name];
    const recorded = readLock()[name]?.[subject.generation];
    expect(
      hashOf(subject),
      `The ${name} changed: raise its generation in functions/core/generations.ts and run \`npm run generations\`.`,
    ).toBe(recorded);
  });

  it('are the newest that is recorded', () => {
    for (const name of ['parser', 'analyzer'] as const) {
      const generations = Object.keys(readLock()[name] ?? {}).map(Number);
      expect(Math.max(...generations)).toBe(SUBJECTS[name].generation);
    }
  });
});
