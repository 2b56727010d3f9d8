import { describe, expect, it } from 'vitest';
import { readSchedule, writeSchedule } from '../chaos/actions.ts';
import { BrokenInvariant } from '../chaos/broken-invariant.ts';
import { checkSchedule } from '../chaos/check-schedule.ts';
import { findFailure, sampleOf } from '../chaos/find-failure.ts';
import { DEATHS_BEFORE_ANNOUNCING, KNOWN_SCHEDULES } from '../chaos/known-schedules.ts';
import { SEEDED_BUGS } from '../chaos/seeded-bugs.ts';
import { propertyRuns } from '../long-run.ts';

/** A few of the schedules that `npm run test:chaos` runs; `tests/chaos/README.md` says what they are. */
const SEED = 6;
const SCHEDULES = propertyRuns(100);
const SCHEDULES_FOR_A_BUG = 100;

describe('The pipeline, whatever happens in between', () => {
  it('ends right, and is right at every step', async () => {
    const failure = await findFailure(SEED, SCHEDULES);

    expect(failure === undefined ? 'none' : `${failure.error}\n${writeSchedule(failure.schedule)}`).toBe('none');
  });

  for (const [name, schedule] of Object.entries(KNOWN_SCHEDULES)) {
    it(`ends right: ${name}`, async () => {
      await checkSchedule(schedule);
    });
  }

  for (const [whose, schedule] of Object.entries(DEATHS_BEFORE_ANNOUNCING)) {
    it(`ends right: the death of the writer ${whose} before it is announced`, async () => {
      await checkSchedule(schedule);
    });
  }

  for (const bug of SEEDED_BUGS) {
    it(`would be found wrong, and why, if ${bug.name}`, async () => {
      const failure = await findFailure(SEED, SCHEDULES_FOR_A_BUG, { bug }, false);

      expect(failure?.error).toMatchObject({ name: BrokenInvariant.name, invariant: bug.breaks });
    });
  }
});

describe('A schedule', () => {
  it('is replayed from its text to the same steps', async () => {
    const [schedule] = sampleOf(SEED, 1);
    if (schedule === undefined) throw new Error('There is no schedule.');
    const traceOf = async (one: typeof schedule): Promise<readonly string[]> => {
      const { trace } = await checkSchedule(one, { onBegin: () => {} });
      return trace;
    };

    const first = await traceOf(schedule);

    expect(first.length).toBeGreaterThan(schedule.actions.length);
    expect(await traceOf(readSchedule(writeSchedule(schedule)))).toEqual(first);
  });
});
