import { describe, expect, it } from 'vitest';
import { type AlertRecord, targetKeyOf } from '../../functions/core/alerts/alert-record.ts';
import {
  firstProgress,
  nextProgress,
  planAlerts,
  readFrom,
  type SweptWatch,
} from '../../functions/core/alerts/plan-alerts.ts';
import {
  aLine,
  aStory,
  aTelling,
  aWatch,
  HOOK,
  MAILBOX,
  minutesAfter,
  NOON,
  storyChanges,
} from '../fixtures/ledger-lines.ts';

const STORY = aStory().id;

function aRecord(changed: Partial<AlertRecord> = {}): AlertRecord {
  return {
    target: targetKeyOf(HOOK),
    storyId: STORY,
    messageId: 'msg_1',
    state: 'sent',
    lines: ['told'],
    knownFrom: NOON,
    madeAt: NOON,
    sweptAt: NOON,
    triedAt: NOON,
    told: ['earlier'],
    ...changed,
  };
}

/** What a sweep so many minutes after noon has to send. */
function plan(minutes: number, changed: Partial<SweptWatch> = {}) {
  return planAlerts({
    watch: aWatch(),
    progress: { from: minutesAfter(NOON, -60), since: NOON },
    records: [],
    stories: [storyChanges([aLine({ id: 'new' })])],
    isComplete: true,
    at: minutesAfter(NOON, minutes),
    isInFlight: () => false,
    isAllowed: () => true,
    ...changed,
  });
}

const told = ({ messages }: ReturnType<typeof plan>) => messages.map(({ lines }) => lines.map(({ id }) => id));

describe('What a sweep sends', () => {
  it('is a message for each story, with the lines that are new to the target and of its kinds', () => {
    const lines = [
      aLine({ id: 'told' }),
      aLine({ id: 'earlier' }),
      aLine({ id: 'quiet', kind: 'quiet' }),
      aLine({ id: 'unsure', to: aTelling({ certainty: 'low' }) }),
      aLine({ id: 'old', knownAt: minutesAfter(NOON, -61) }),
      aLine({ id: 'new' }),
    ];

    const planned = plan(61, {
      records: [aRecord()],
      stories: [storyChanges(lines), storyChanges([aLine({ id: 'other' })], { id: 'x' })],
    });

    expect(told(planned)).toEqual([['new'], ['other']]);
    expect(planned.messages[0]?.record).toMatchObject({ state: 'claimed', lines: ['new'], told: ['earlier', 'told'] });
    expect(planned.waitsFrom).toBeUndefined();
  });

  it('is nothing of a story within an hour of its last message, and what waits is known', () => {
    const planned = plan(59, { records: [aRecord()] });

    expect(told(planned)).toEqual([]);
    expect(planned.waitsFrom).toBe(NOON);
    expect(told(plan(60, { records: [aRecord()] }))).toEqual([['new']]);
  });

  it('is twenty lines of a story at most, and the others wait', () => {
    const lines = Array.from({ length: 25 }, (_, index) =>
      aLine({ id: String(index), knownAt: minutesAfter(NOON, index) }),
    );

    const planned = plan(30, { stories: [storyChanges(lines)] });

    expect(planned.messages[0]?.lines).toHaveLength(20);
    expect(planned.waitsFrom).toBe(minutesAfter(NOON, 20));
  });

  it('is the same message again where it is not known to have arrived', () => {
    const claimed = aRecord({ state: 'claimed', lines: ['new', 'gone'] });

    const planned = plan(5, { records: [claimed] });

    expect(told(planned)).toEqual([['new']]);
    expect(planned.messages[0]?.record).toMatchObject({
      messageId: 'msg_1',
      madeAt: NOON,
      sweptAt: minutesAfter(NOON, 5),
    });
    expect(planned.waitsFrom).toBe(NOON);
    expect(told(plan(5, { records: [claimed], isInFlight: () => true }))).toEqual([]);
  });

  it('ends a message that nobody took for a day, or whose lines are no more in a ledger that was read to its end', () => {
    const claimed = aRecord({ state: 'claimed', lines: ['gone'] });
    const reasons = (minutes: number, isComplete: boolean) =>
      plan(minutes, { records: [claimed], stories: [], isComplete }).ended.map(({ reason }) => reason);

    expect(reasons(24 * 60 + 1, true)).toEqual(['expired']);
    expect(reasons(5, true)).toEqual(['withdrawn']);
    expect(reasons(5, false)).toEqual([]);
  });

  it('is told to each target by itself, and to none that the settings do not allow', () => {
    const watch = aWatch({ alerts: [HOOK, MAILBOX].map((to) => ({ kinds: ['moved'], to })) });

    const planned = plan(5, { watch, records: [aRecord()], isAllowed: ({ type }) => type === 'email' });

    expect(planned.messages.map(({ target }) => target)).toEqual([MAILBOX]);
  });
});

describe('How far a watch has come', () => {
  it('begins when it was written, or an hour ago where that is long past', () => {
    expect(firstProgress(aWatch({ at: minutesAfter(NOON, -120) }), NOON).from).toBe(minutesAfter(NOON, -120));
    expect(firstProgress(aWatch({ at: minutesAfter(NOON, -1_500) }), NOON).from).toBe(minutesAfter(NOON, -60));
    expect(firstProgress(aWatch({ at: minutesAfter(NOON, 5) }), NOON).from).toBe(minutesAfter(NOON, -60));
  });

  it('is read again for two hours behind, but not before it began, and for a day at most', () => {
    const from = minutesAfter(NOON, -3_000);
    expect(readFrom({ from, since: minutesAfter(NOON, -5) }, NOON)).toBe(minutesAfter(NOON, -125));
    expect(readFrom({ from: minutesAfter(NOON, -30), since: minutesAfter(NOON, -5) }, NOON)).toBe(
      minutesAfter(NOON, -30),
    );
    expect(readFrom({ from, since: minutesAfter(NOON, -2_900) }, NOON)).toBe(minutesAfter(NOON, -26 * 60));
  });

  it('goes on to the sweep, or stays before what waits', () => {
    const progress = { from: NOON, since: NOON };
    expect(nextProgress(progress, minutesAfter(NOON, 5), []).since).toBe(minutesAfter(NOON, 5));
    expect(nextProgress(progress, minutesAfter(NOON, 5), [minutesAfter(NOON, 3)]).since).toBe(
      '2026-03-04T12:02:59.999Z',
    );
  });
});
