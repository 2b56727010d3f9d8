import { describe, expect, it } from 'vitest';
import { type SweepParts, sweepAlerts } from '../../functions/alerts/sweep.ts';
import { AlertRecords } from '../../functions/core/store/alert-records.ts';
import { MemoryTable } from '../../functions/core/store/memory-table.ts';
import { aLine, aWatch, HOOK, MAILBOX, minutesAfter, NOON, storyChanges } from '../fixtures/ledger-lines.ts';

const DEAD = { type: 'webhook', url: 'https://dead.example.org/precis' } as const;
const ALL_MOVES = { kinds: ['moved' as const] };
const MINUTES = 5;

/**
 * Sweeps watches of which another story changes before each one, and in each of which there is time for one message; nobody
 * answers at `DEAD`.
 * @returns whom each message was for, as `watch type`, and which watches were left.
 */
async function sweep(
  times: number,
  watches: Parameters<typeof aWatch>[0][],
): Promise<{ sent: string[]; left: string[] }> {
  const records = new AlertRecords(new MemoryTable());
  const [sent, left]: [string[], string[]] = [[], []];
  for (let count = 1; count <= times; count += 1) {
    const at = minutesAfter(NOON, count * MINUTES);
    const sentBefore = sent.length;
    const parts: SweepParts = {
      watches: async () => watches.map((watch) => aWatch({ at: NOON, ...watch })),
      records,
      readChanges: async ({ id }, since, until) => ({
        since,
        until,
        watch: null,
        items: Array.from({ length: count }, (_, index) => {
          const storyId = String(index).padStart(32, '0');
          const line = aLine({ id: `${id}-${index}`, storyId, knownAt: minutesAfter(NOON, index * MINUTES + 1) });
          return storyChanges([line], { id: storyId });
        }),
        examined: { briefs: 1, from: null, complete: true },
      }),
      send: async ({ watch }, to) => {
        sent.push(`${watch.id} ${to.type}`);
        return to.type === 'webhook' && to.url === DEAD.url ? 'failed' : 'sent';
      },
      isAllowed: () => true,
      onEnd: () => {},
      onFailure: (_, error) => {
        throw error;
      },
      onForbidden: () => {},
      onLeft: (watchId) => left.push(watchId),
      hasTime: () => sent.length === sentBefore,
      timeoutMs: 60_000,
      now: () => Date.parse(at),
    };
    await sweepAlerts(at, parts);
  }
  return { sent, left };
}

describe('A receiver that takes all of the time of a sweep', () => {
  it('leaves no other watch behind for long', async () => {
    const { sent, left } = await sweep(12, [
      { id: 'first', alerts: [{ ...ALL_MOVES, to: DEAD }] },
      { id: 'second', alerts: [{ ...ALL_MOVES, to: HOOK }] },
    ]);

    expect(new Set(sent)).toEqual(new Set(['first webhook', 'second webhook']));
    expect(new Set(left)).toEqual(new Set(['first', 'second']));
  });

  it('leaves no other receiver of its watch behind for long', async () => {
    const alerts = [
      { ...ALL_MOVES, to: DEAD },
      { ...ALL_MOVES, to: MAILBOX },
    ];

    const { sent } = await sweep(12, [{ id: 'only', alerts }]);

    expect(new Set(sent)).toEqual(new Set(['only webhook', 'only email']));
  });
});
