import { describe, expect, it } from 'vitest';
import { hashOf, readLock, SUBJECTS } from '../../bin/record-generations.ts';

describe('Generations', () => {
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
