import fc from 'fast-check';
import { type Schedule, schedules } from './actions.ts';
import { BrokenInvariant } from './broken-invariant.ts';
import { type CheckOptions, checkSchedule } from './check-schedule.ts';

/** Actions of a schedule at most. */
export const LONGEST = 40;

export interface Failure {
  readonly error: unknown;
  /** As short as it could be made. */
  readonly schedule: Schedule;
  /** Schedules until it was found, and tries to make it shorter. */
  readonly runs: number;
  readonly shrinks: number;
}

/**
 * Checks generated schedules until one fails, and shortens that one. Under a seeded bug, only the invariant that the bug
 * breaks counts; a schedule that is known to show it is taken instead of generated ones.
 * @param isShortened false takes it as it is, which is faster.
 * @returns undefined if none fails.
 */
export async function findFailure(
  seed: number,
  count: number,
  options: CheckOptions = {},
  isShortened = true,
): Promise<Failure | undefined> {
  const known = options.bug?.shownBy;
  const property = fc.asyncProperty(schedules(LONGEST), async (schedule) => {
    try {
      await checkSchedule(schedule, options);
    } catch (error) {
      const { bug } = options;
      if (bug === undefined || (error instanceof BrokenInvariant && error.invariant === bug.breaks)) throw error;
    }
  });
  const { failed, counterexample, errorInstance, numRuns, numShrinks } = await fc.check(property, {
    seed,
    numRuns: known === undefined ? count : 1,
    examples: known === undefined ? [] : [[known]],
    endOnFailure: !isShortened || known !== undefined,
  });
  const [schedule] = counterexample ?? [];
  if (!failed || schedule === undefined) return undefined;
  return { error: errorInstance, schedule, runs: numRuns, shrinks: numShrinks };
}

/** The schedules that `findFailure` checks. */
export function sampleOf(seed: number, count: number): Schedule[] {
  return fc.sample(schedules(LONGEST), { seed, numRuns: count });
}
