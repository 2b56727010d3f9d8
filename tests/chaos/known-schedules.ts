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
const crashed = (stage: Stage, at: number): Action => ({ ...whole(stage), fate: 'crash', at }) as Action;
const upload = (file: number, content: number): Action => ({ do: 'upload', file, content, leap: 0 });
const briefed = (file: number, content: number): Action[] => [upload(file, content), whole('parse'), whole('brief')];

/** The writer of a brief, or of its removal, dies before it has announced it: few random schedules come to that. */
export const DEATHS_BEFORE_ANNOUNCING = {
  'of a brief': {
    retentionDays: undefined,
    actions: [upload(0, 0), whole('parse'), crashed('brief', 9)],
  },
  'of a removal': {
    retentionDays: undefined,
    actions: [...briefed(0, 0), { do: 'delete', file: 0, leap: 0 }, whole('parse'), crashed('brief', 11)],
  },
} as const satisfies Record<string, Schedule>;

export const KNOWN_SCHEDULES: Readonly<Record<string, Schedule>> = {
  /** The writer came again with the brief, which gives way to the removal, and left the posting of its rejection. */
  'a brief that the table refuses, whose writer dies as it stores that, and whose file is deleted': {
    retentionDays: undefined,
    actions: [
      upload(0, 6),
      whole('parse'),
      { do: 'start', stage: 'brief', batch: 1, fate: 'time-out', at: 9, steps: 0, pick: 655 },
      { do: 'delete', file: 0, leap: 0 },
      { do: 'delete version', file: 0, version: 0, leap: 0 },
    ],
  },
  /**
   * The owner of a text has another text when a copy looks, and the old one again before the copy takes over: neither
   * knew of the other, and lists showed both for ever.
   */
  'an owner that has its text again while it is taken over': {
    retentionDays: undefined,
    actions: [...briefed(0, 0), ...briefed(0, 1), upload(1, 0), whole('parse'), steps('brief', 7), ...briefed(0, 0)],
  },
  /** `reconcile` did not look for articles of a file that has no head. */
  'a bundle that was deleted before it was all there, and whose messages waited too long': {
    retentionDays: undefined,
    actions: [
      { do: 'upload', file: 0, content: 7, leap: 0 },
      { do: 'delete', file: 0, leap: 0 },
      { do: 'start', stage: 'parse', batch: 2, fate: 'none', at: 1, steps: 3, pick: 0 },
      { do: 'start', stage: 'brief', batch: 2, fate: 'none', at: 1, steps: 7, pick: 0 },
      { do: 'wait', time: 4 },
      { do: 'upload again', file: 0, leap: 0 },
    ],
  },
  /** `reconcile` did not look for articles that the head does not have. */
  'a head that was written, and whose burials waited too long': {
    retentionDays: undefined,
    actions: [
      { do: 'upload', file: 0, content: 0, leap: 0 },
      { do: 'upload', file: 0, content: 7, leap: 0 },
      { do: 'start', stage: 'parse', batch: 1, fate: 'none', at: 1, steps: 2, pick: 0 },
      { do: 'start', stage: 'parse', batch: 1, fate: 'none', at: 1, steps: 0, pick: 0 },
      { do: 'run', invocation: 0, steps: 3, pick: 0 },
      { do: 'start', stage: 'brief', batch: 1, fate: 'none', at: 1, steps: 999, pick: 11414 },
      { do: 'start', stage: 'brief', batch: 1, fate: 'lost-answer', at: 1, steps: 999, pick: 17243 },
      { do: 'wait', time: 4 },
      { do: 'start', stage: 'parse', batch: 1, fate: 'none', at: 1, steps: 0, pick: 0 },
    ],
  },
  /** The repair came below it, so that nothing could bury it. */
  'an article that was staged and known to nobody when a repair chose its revision': {
    retentionDays: 40,
    actions: [
      { do: 'upload', file: 0, content: 7, leap: 0 },
      { do: 'upload', file: 0, content: 0, leap: 0 },
      { do: 'start', stage: 'parse', batch: 2, fate: 'none', at: 1, steps: 3, pick: 0 },
      { do: 'expire items', pick: 0 },
      { do: 'reconcile', named: false },
      { do: 'repeat', stage: 'brief', event: 0 },
      { do: 'run', invocation: 0, steps: 999, pick: 0 },
    ],
  },
  /** The late writer took back the posting by which a purge finds it, and its text stayed. */
  'an article that was buried before it was briefed, then purged': {
    retentionDays: undefined,
    actions: [
      { do: 'upload', file: 1, content: 7, leap: 0 },
      { do: 'start', stage: 'parse', batch: 1, fate: 'none', at: 1, steps: 1, pick: 0 },
      { do: 'purge', file: 1 },
      { do: 'run', invocation: 0, steps: 999, pick: 0 },
      { do: 'outage', stage: 'brief', fate: 'crash', at: 2 },
      { do: 'deploy', release: 0 },
    ],
  },
  /** Its deletion was lost, and as the older version may not come back, no repair looked for it. */
  'a version that was deleted for good, before which there is one past its retention': {
    retentionDays: 40,
    actions: [
      { do: 'upload', file: 2, content: 0, leap: 0 },
      { do: 'expire items', pick: 0 },
      { do: 'upload', file: 2, content: 0, leap: 0 },
      { do: 'expire items', pick: 0 },
      { do: 'expire items', pick: 0 },
      { do: 'upload', file: 0, content: 0, leap: 0 },
      { do: 'start', stage: 'parse', batch: 1, fate: 'none', at: 1, steps: 999, pick: 0 },
      { do: 'repeat', stage: 'parse', event: 1 },
      { do: 'start', stage: 'parse', batch: 1, fate: 'none', at: 1, steps: 2, pick: 0 },
      { do: 'delete version', file: 2, version: 0, leap: 0 },
      { do: 'wait', time: 4 },
    ],
  },
};
