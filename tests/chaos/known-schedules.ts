import type { Action, Schedule } from './actions.ts';
import type { Stage } from './invocation.ts';

/** Schedules that once ended wrong, and why. */

const whole = (stage: Stage): Action => steps(stage, 999);
const steps = (stage: Stage, count: number): Action => ({
  do: 'start',
  stage,
  batch: 1,
  fate: 'none',
  at: 1,
  steps: count,
  pick: 0,
});
const upload = (file: number, content: number): Action => ({ do: 'upload', file, content, leap: 0 });
const briefed = (file: number, content: number): Action[] => [upload(file, content), whole('parse'), whole('brief')];

export const KNOWN_SCHEDULES: Readonly<Record<string, Schedule>> = {
  /**
   * The owner of a text has another text when a copy looks, and the old one again before the copy takes over: neither
   * knew of the other, and lists showed both for ever.
   */
  'an owner that has its text again while it is taken over': {
    retentionDays: undefined,
    actions: [...briefed(0, 0), ...briefed(0, 1), upload(1, 0), whole('parse'), steps('brief', 7), ...briefed(0, 0)],
  },
};
