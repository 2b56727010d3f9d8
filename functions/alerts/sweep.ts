import { createHash } from 'node:crypto';
import pMap from 'p-map';
import type { AlertContent } from '../core/alerts/alert-page.ts';
import type { AlertProgress, AlertRecord } from '../core/alerts/alert-record.ts';
import { firstProgress, nextProgress, type PlannedAlert, planAlerts, readFrom } from '../core/alerts/plan-alerts.ts';
import type { Changes } from '../core/ledger/ledger-line.ts';
import type { AlertRecords } from '../core/store/alert-records.ts';
import type { AlertTarget, Watch } from '../core/watches/watch.ts';

const SENT_AT_ONCE = { concurrency: 8 };

/** What came of sending: it arrived; it is to be tried again; or the receiver wants no more of it. */
export type Delivery = 'sent' | 'failed' | 'refused';

export interface SweepParts {
  watches(): Promise<readonly Watch[]>;
  readonly records: Pick<AlertRecords, 'of' | 'claim' | 'settle' | 'advance'>;
  /** What changed on a watch between two UTC instants of 24 characters. */
  readChanges(watch: Watch, since: string, until: string): Promise<Changes>;
  /** Sends a message. It throws nothing. */
  send(alert: AlertContent, target: AlertTarget): Promise<Delivery>;
  /** Whether the settings let alerts go there. */
  isAllowed(target: AlertTarget): boolean;
  /** Told of each message that ended, and why it did. */
  onEnd(record: AlertRecord, watchId: string, reason: 'expired' | 'refused' | 'withdrawn'): void;
  /** Told of a watch whose alerts could not be found out; the others are swept. */
  onFailure(watchId: string, error: unknown): void;
  /** Told of a watch with a target that the settings do not allow. */
  onForbidden(watchId: string): void;
  /** Told of a watch for which no time is left: the next sweep comes to it. */
  onLeft(watchId: string): void;
  /** Whether there is time for another message. */
  hasTime(): boolean;
  /** After how long a run is over, whatever became of it: the function's time-out. */
  readonly timeoutMs: number;
  /** Milliseconds since the epoch. */
  now(): number;
}

/** How many messages arrived, and how many did not and will be tried again; and of how many watches nothing is known. */
export interface SweepResult {
  readonly sent: number;
  readonly unsent: number;
  readonly failedWatches: number;
}

/**
 * Sends what there is to tell of all watches. Each message is claimed before it is sent and marked after: one that a crash
 * leaves between the two is sent again by a later sweep, by the same id. Watches, and the messages of one, come in another
 * order each time, so that a receiver that takes all of the time leaves none behind for long.
 * @param at the scheduled time of the sweep, a UTC instant of 24 characters.
 * @throws what the list of watches throws.
 */
export async function sweepAlerts(at: string, parts: SweepParts): Promise<SweepResult> {
  const watches = (await parts.watches()).filter(({ alerts = [] }) => alerts.length > 0);
  const results: WatchResult[] = [];
  let failedWatches = 0;
  for (const watch of inTurn(watches, at, ({ id }) => id)) {
    if (!parts.hasTime()) {
      parts.onLeft(watch.id);
      continue;
    }
    if (watch.alerts?.some(({ to }) => !parts.isAllowed(to))) parts.onForbidden(watch.id);
    try {
      results.push(await sweepWatch(watch, at, parts));
    } catch (error) {
      failedWatches += 1;
      parts.onFailure(watch.id, error);
    }
  }
  const sum = (of: keyof WatchResult) => results.reduce((total, result) => total + result[of], 0);
  return { sent: sum('sent'), unsent: sum('unsent'), failedWatches };
}

/** In an order that is another at each sweep, and the same where one is repeated. */
function inTurn<T>(all: readonly T[], at: string, idOf: (one: T) => string): T[] {
  const turns = all.map((one) => ({
    one,
    turn: createHash('sha256')
      .update(`${at}\n${idOf(one)}`)
      .digest('hex'),
  }));
  return turns.sort((a, b) => (a.turn < b.turn ? -1 : 1)).map(({ one }) => one);
}

interface WatchResult {
  readonly sent: number;
  readonly unsent: number;
}

async function sweepWatch(watch: Watch, at: string, parts: SweepParts): Promise<WatchResult> {
  const { progress: stored, records } = await parts.records.of(watch.id, at);
  const progress: AlertProgress = stored ?? firstProgress(watch, at);
  const changes = await parts.readChanges(watch, readFrom(progress, at), at);
  const plan = planAlerts({
    watch,
    progress,
    records,
    at,
    stories: changes.items,
    isComplete: changes.examined.complete,
    isInFlight: ({ triedAt }) => parts.now() - Date.parse(triedAt) < parts.timeoutMs,
    isAllowed: parts.isAllowed,
  });
  for (const { record, reason } of plan.ended) {
    if (await parts.records.settle(watch.id, record, 'given-up')) parts.onEnd(record, watch.id, reason);
  }
  const messages = inTurn(plan.messages, at, ({ record }) => record.messageId);
  const outcomes = await pMap(messages, (message) => sendOne(message, watch, parts), SENT_AT_ONCE);
  const unsent = messages.filter((_, index) => outcomes[index] === 'unsent');
  const waiting = [...(plan.waitsFrom ? [plan.waitsFrom] : []), ...unsent.map(({ record }) => record.knownFrom)];
  await parts.records.advance(watch.id, nextProgress(progress, at, waiting), at);
  return { sent: outcomes.filter((outcome) => outcome === 'sent').length, unsent: unsent.length };
}

/** Claims a message, sends it and marks it. */
async function sendOne(
  { target, story, lines, record: planned, before }: PlannedAlert,
  watch: Watch,
  parts: SweepParts,
): Promise<'sent' | 'unsent' | 'ended'> {
  if (!parts.hasTime()) return 'unsent';
  const record: AlertRecord = { ...planned, triedAt: new Date(parts.now()).toISOString() };
  if (!(await parts.records.claim(watch.id, record, before))) return 'unsent';
  const { messageId, madeAt } = record;
  const delivery = await parts.send({ messageId, watch, story, lines, madeAt }, target);
  if (delivery === 'failed') return 'unsent';
  await parts.records.settle(watch.id, record, delivery === 'sent' ? 'sent' : 'given-up');
  if (delivery === 'sent') return 'sent';
  parts.onEnd(record, watch.id, 'refused');
  return 'ended';
}
