import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Delivery, type SweepParts, sweepAlerts } from '../../functions/alerts/sweep.ts';
import type { AlertContent } from '../../functions/core/alerts/alert-page.ts';
import { targetKeyOf } from '../../functions/core/alerts/alert-record.ts';
import type { ChangeKind, LedgerLine } from '../../functions/core/ledger/ledger-line.ts';
import { AlertRecords } from '../../functions/core/store/alert-records.ts';
import { MemoryTable } from '../../functions/core/store/memory-table.ts';
import type { AlertTarget } from '../../functions/core/watches/watch.ts';
import { aLine, aTelling, aWatch, HOOK, MAILBOX, minutesAfter, NOON, storyChanges } from '../fixtures/ledger-lines.ts';
import { propertyRuns } from '../long-run.ts';

const TIMEOUT_MS = 60_000;
const HOUR_MS = 3_600_000;
const KINDS: ChangeKind[] = ['new', 'moved', 'repeated', 'contradicted', 'quiet'];
const WATCH = aWatch({
  at: NOON,
  alerts: [
    { kinds: ['new', 'moved'], to: HOOK },
    { kinds: ['contradicted'], to: HOOK },
    { kinds: ['moved', 'repeated'], to: MAILBOX },
  ],
});

/** A line of a story, known so many minutes after noon, whose article is briefed so many minutes later. */
interface Coming {
  story: number;
  kind: ChangeKind;
  isLow: boolean;
  known: number;
  late: number;
}

/** A sweep so many minutes after the one before, which ends after some steps (or never), and whose deliveries fail or not. */
interface Sweep {
  pause: number;
  crashAfter: number | undefined;
  failing: boolean[];
}

const coming = fc.record<Coming>({
  story: fc.integer({ min: 0, max: 2 }),
  kind: fc.constantFrom(...KINDS),
  isLow: fc.boolean(),
  known: fc.integer({ min: 1, max: 600 }),
  late: fc.integer({ min: 0, max: 60 }),
});
const sweep = fc.record<Sweep>({
  // All of them together within a day, after which a message is given up.
  pause: fc.integer({ min: 1, max: 75 }),
  crashAfter: fc.option(fc.integer({ min: 0, max: 12 }), { nil: undefined }),
  failing: fc.oneof(fc.array(fc.boolean(), { maxLength: 4 }), fc.constant(Array<boolean>(40).fill(true))),
});

interface Sent {
  target: string;
  story: string;
  id: string;
  lines: string[];
  /** Milliseconds since the epoch. */
  at: number;
}

class Dead extends Error {}

function lineOf({ story, kind, isLow, known }: Coming, index: number): LedgerLine {
  const certainty = isLow ? 'low' : 'medium';
  return aLine({
    id: String(index).padStart(32, '0'),
    storyId: String(story).repeat(32),
    kind,
    to: aTelling({ certainty }),
    knownAt: minutesAfter(NOON, known),
  });
}

/** Runs sweeps over what is coming, and after them those that flush what waits. @returns all that was sent. */
async function run(all: readonly Coming[], sweeps: readonly Sweep[]): Promise<Sent[]> {
  const lines = all.map((each, index) => ({
    line: lineOf(each, index),
    visible: minutesAfter(NOON, each.known + each.late),
  }));
  const table = new AlertRecords(new MemoryTable());
  const sent: Sent[] = [];
  const calm = Array.from({ length: 12 }, () => ({ pause: 61, crashAfter: undefined, failing: [] }));
  let at = NOON;
  for (const { pause, crashAfter, failing } of [...sweeps, ...calm]) {
    at = minutesAfter(at, pause);
    let steps = 0;
    const step = () => {
      if (crashAfter !== undefined && steps >= crashAfter) throw new Dead('The function was ended.');
      steps += 1;
    };
    const outcomes = [...failing];
    const send = async (alert: AlertContent, target: AlertTarget): Promise<Delivery> => {
      step();
      const failed = outcomes.shift() ?? false;
      // A failed delivery may have arrived all the same.
      sent.push({
        target: targetKeyOf(target),
        story: alert.story.id,
        id: alert.messageId,
        lines: failed ? [] : alert.lines.map(({ id }) => id),
        at: Date.parse(at),
      });
      return failed ? 'failed' : 'sent';
    };
    const parts: SweepParts = {
      watches: async () => [WATCH],
      records: {
        of: (watchId, time) => table.of(watchId, time),
        claim: async (...record) => {
          step();
          return table.claim(...record);
        },
        settle: async (...record) => {
          step();
          return table.settle(...record);
        },
        advance: async (...progress) => {
          step();
          return table.advance(...progress);
        },
      },
      readChanges: async (_watch, since, until) => {
        const seen = lines.filter(
          ({ line, visible }) => visible <= at && line.knownAt > since && line.knownAt <= until,
        );
        const stories = [...new Set(seen.map(({ line }) => line.storyId))];
        return {
          since,
          until,
          watch: null,
          items: stories.map((id) =>
            storyChanges(
              seen.map(({ line }) => line).filter(({ storyId }) => storyId === id),
              { id },
            ),
          ),
          examined: { briefs: 1, from: null, complete: true },
        };
      },
      send,
      isAllowed: () => true,
      onEnd: () => {},
      onFailure: (_, error) => {
        if (!(error instanceof Dead)) throw error;
      },
      onForbidden: () => {},
      onLeft: () => {},
      hasTime: () => true,
      timeoutMs: TIMEOUT_MS,
      now: () => Date.parse(at),
    };
    await sweepAlerts(at, parts);
  }
  return sent;
}

const wanted: Record<string, ChangeKind[]> = {
  [targetKeyOf(HOOK)]: ['new', 'moved', 'contradicted'],
  [targetKeyOf(MAILBOX)]: ['moved', 'repeated'],
};

describe('Alerts, whatever order sweeps, failures and crashes come in', () => {
  it('tell each line that is wanted and certain, to each target, in one message; of a story one an hour at most', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(coming, { minLength: 1, maxLength: 40 }),
        fc.array(sweep, { maxLength: 16 }),
        async (all, sweeps) => {
          const sent = await run(all, sweeps);

          for (const [target, kinds] of Object.entries(wanted)) {
            const own = sent.filter((each) => each.target === target);
            const told = new Set(own.flatMap(({ lines }) => lines));
            const due = all.flatMap((each, index) =>
              kinds.includes(each.kind) && !each.isLow ? [String(index).padStart(32, '0')] : [],
            );
            expect([...told].sort()).toEqual(due.sort());
            const messagesOf = (line: string) =>
              new Set(own.filter(({ lines }) => lines.includes(line)).map(({ id }) => id));
            for (const line of due) expect(messagesOf(line).size).toBe(1);
            for (const story of new Set(own.map((each) => each.story)))
              expectHourly(own.filter((each) => each.story === story));
          }
        },
      ),
      { numRuns: propertyRuns(50) },
    );
  });
});

/** Another message follows no sooner than an hour after the last time that the one before was sent. */
function expectHourly(sent: readonly Sent[]): void {
  for (const [index, each] of sent.entries()) {
    const last = sent[index - 1];
    if (last !== undefined && last.id !== each.id) expect(each.at - last.at).toBeGreaterThanOrEqual(HOUR_MS);
  }
}
