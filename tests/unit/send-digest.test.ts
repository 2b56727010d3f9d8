import { describe, expect, it } from 'vitest';
import type { Mail } from '../../functions/core/alerts/alert-mail.ts';
import { TransientError } from '../../functions/core/errors.ts';
import { type Digest, type UnreadFile, unreadIdOf } from '../../functions/core/ledger/digest.ts';
import type { LedgerLine } from '../../functions/core/ledger/ledger-line.ts';
import type { DigestQuery } from '../../functions/core/ledger/read-digest.ts';
import { MemoryTable } from '../../functions/core/store/memory-table.ts';
import { SentDigests } from '../../functions/core/store/sent-digest.ts';
import { type DigestParts, sendDigest } from '../../functions/digest/send-digest.ts';
import { aLine, minutesAfter, storyChanges } from '../fixtures/ledger-lines.ts';

const MORNING = '2026-03-04T06:45:00.000Z';
const TOMORROW = '2026-03-05T06:45:00.000Z';

function aDigest(since: string, until: string, lines: LedgerLine[], unread: UnreadFile[]): Digest {
  return {
    since,
    until,
    watch: null,
    arrived: { briefs: lines.length, complete: true },
    sections: [
      {
        watch: { id: 'copper', name: 'Copper' },
        items: lines.length > 0 ? [storyChanges(lines)] : [],
        examined: { briefs: lines.length, from: null, complete: true },
      },
    ],
    leftOut: [],
    quiet: [],
    ahead: { from: until.slice(0, 10), to: until.slice(0, 10), items: [], completeTo: null },
    unread: { items: unread, complete: true },
  };
}

function aRefusal(receivedAt: string): UnreadFile {
  const told = { code: 'encrypted', reason: 'It has a password.', remedy: 'Put it without its password.' } as const;
  return { uploadId: 'u'.repeat(32), briefId: null, key: 'in/locked.pdf', receivedAt, ...told };
}

/** A digest function over a table of its own. `lines` and `refusals` are what the ledger has. */
function desk(lines: LedgerLine[] = [], refusals: UnreadFile[] = []) {
  const sent: Mail[] = [];
  const asked: Omit<DigestQuery, 'watchId'>[] = [];
  let time = Date.parse(MORNING);
  let failures = 0;
  const parts: DigestParts = {
    sent: new SentDigests(new MemoryTable()),
    readDigest: async (query) => {
      asked.push(query);
      const { since, until, told } = query;
      const from = told?.from ?? since;
      const found = lines.filter(({ id, knownAt }) => knownAt > from && knownAt <= until && !told?.ids.has(id));
      const unread = refusals.filter(
        (each) => each.receivedAt > from && each.receivedAt <= until && !told?.ids.has(unreadIdOf(each)),
      );
      return aDigest(since, until, found, unread);
    },
    send: async (mail) => {
      if (failures > 0) {
        failures -= 1;
        throw new TransientError('SES does not answer.');
      }
      sent.push(mail);
    },
    timeZone: 'Europe/London',
    base: 'https://briefs.example.org',
    timeoutMs: 120_000,
    now: () => time,
  };
  return {
    parts,
    sent,
    asked,
    pass: (ms: number) => (time += ms),
    fail: (times: number) => (failures = times),
    send: (at = MORNING) => sendDigest(at, parts),
  };
}

describe('The digest', () => {
  it('tells of a day at first, and then of what came since the last one', async () => {
    const { send, asked } = desk();

    await send(MORNING);
    await send(TOMORROW);

    expect(asked.map(({ since, until }) => [since, until])).toEqual([
      ['2026-03-03T06:45:00.000Z', MORNING],
      [MORNING, TOMORROW],
    ]);
  });

  it('says the day and how much in its subject', async () => {
    const { send, sent } = desk([aLine({ knownAt: minutesAfter(MORNING, -60) })]);

    await send();

    expect(sent.map(({ subject }) => subject)).toEqual(['Precis, 4 March 2026: 1 change']);
    expect(sent[0]?.text).toContain('the levy on copper is being lifted');
    expect(sent[0]?.html).toContain('the levy on copper is being lifted');
  });

  it('is sent on an empty day as well, and says so', async () => {
    const { send, sent } = desk();

    await send();

    expect(sent.map(({ subject }) => subject)).toEqual(['Precis, 4 March 2026: nothing new']);
    expect(sent[0]?.text).toContain('Nothing new since');
  });

  it('names the day where it is read', async () => {
    const { send, sent } = desk();

    await send('2026-06-30T23:30:00.000Z');

    expect(sent[0]?.subject).toContain('1 July 2026');
  });

  it('is sent once for its time, and not for one before it', async () => {
    const { send, sent } = desk();

    const outcomes = [await send(TOMORROW), await send(TOMORROW), await send(MORNING)];

    expect(outcomes).toEqual(['sent', 'repeated', 'superseded']);
    expect(sent).toHaveLength(1);
  });

  it('is not sent by two runs at once', async () => {
    const { send, sent } = desk();

    const both = await Promise.allSettled([send(), send()]);

    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(sent).toHaveLength(1);
  });

  it('that failed is sent by the next run at once', async () => {
    const { send, sent, fail } = desk();
    fail(1);

    await expect(send()).rejects.toBeInstanceOf(TransientError);
    await send();

    expect(sent).toHaveLength(1);
  });

  it('of a run that died is sent once that run is over, for certain', async () => {
    const { send, sent, parts, pass } = desk();
    const died = new Promise<void>(() => {});
    void sendDigest(MORNING, { ...parts, send: () => died });
    await expect.poll(() => parts.sent.last()).toMatchObject({ isSent: false });

    await expect(send()).rejects.toBeInstanceOf(TransientError);
    pass(120_000);
    await send();

    expect(sent).toHaveLength(1);
  });

  it('tells late what was briefed late, and nothing twice', async () => {
    const lines = [aLine({ id: 'early', knownAt: minutesAfter(MORNING, -60) })];
    const { send, sent } = desk(lines);

    await send(MORNING);
    lines.push(aLine({ id: 'late', subject: 'Late', knownAt: minutesAfter(MORNING, -30) }));
    await send(TOMORROW);
    await send('2026-03-06T06:45:00.000Z');

    expect(sent.map(({ subject }) => subject.replace(/.*: /, ''))).toEqual(['1 change', '1 change', 'nothing new']);
    expect(sent[1]?.text).toContain('Late');
  });

  it('tells late what was refused late, and once', async () => {
    const refusals = [aRefusal(minutesAfter(MORNING, -60))];
    const { send, sent } = desk([], refusals);

    await send(MORNING);
    refusals.push({ ...aRefusal(minutesAfter(MORNING, -30)), key: 'in/late.pdf' });
    await send(TOMORROW);
    await send('2026-03-06T06:45:00.000Z');

    const names = ['in/locked.pdf', 'in/late.pdf'];
    expect(sent.map(({ text }) => names.filter((name) => text.includes(name)))).toEqual([
      ['in/locked.pdf'],
      ['in/late.pdf'],
      [],
    ]);
  });
});
