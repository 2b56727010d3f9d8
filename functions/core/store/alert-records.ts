import type * as z from 'zod';
import { AlertProgress, AlertRecord } from '../alerts/alert-record.ts';
import { CorruptDataError } from '../errors.ts';
import { isExpired } from './retention.ts';
import { type Item, type ItemKey, queryAll, type Table } from './table.ts';

/** Days after its last sweep that a record is kept: longer than any line is read again. */
const KEPT_DAYS = 3;
const DAY_SECONDS = 86_400;
const PROGRESS = 'PROGRESS';
const STORY = 'STORY#';

/** The partition of what is remembered of a watch's alerts. */
export function alertsPartition(watchId: string): string {
  return `ALERTS#${watchId}`;
}

function storyKey(watchId: string, { target, storyId }: Pick<AlertRecord, 'target' | 'storyId'>): ItemKey {
  return { pk: alertsPartition(watchId), sk: `${STORY}${target}#${storyId}` };
}

function expiryAfter(at: string): number {
  return Math.floor(Date.parse(at) / 1000) + KEPT_DAYS * DAY_SECONDS;
}

function read<T>(schema: z.ZodType<T>, item: Item): T {
  const parsed = schema.safeParse(item);
  if (parsed.success) return parsed.data;
  throw new CorruptDataError('What is remembered of alerts is not of its form.', {
    file: `${item.pk}/${item.sk}`,
    cause: parsed.error,
  });
}

/**
 * What is remembered of alerts, in the table. Two runs of a sweep may meet here: a record is written on condition that
 * nobody tried its message since it was read.
 */
export class AlertRecords {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  /**
   * All of one watch.
   * @param at the time of the sweep: progress that has expired by then is none.
   * @throws CorruptDataError
   */
  async of(watchId: string, at: string): Promise<{ progress: AlertProgress | undefined; records: AlertRecord[] }> {
    const items = await queryAll(this.#table, { pk: alertsPartition(watchId) });
    const progress = items.find(({ sk, expiresAt }) => sk === PROGRESS && !isExpired(expiresAt, Date.parse(at)));
    return {
      progress: progress && read(AlertProgress, progress),
      records: items.filter(({ sk }) => sk.startsWith(STORY)).map((item) => read(AlertRecord, item)),
    };
  }

  /**
   * Writes a record over the one that was read.
   * @param before undefined where there was none.
   * @returns false where another run came first: the record is that run's now.
   */
  claim(watchId: string, record: AlertRecord, before: AlertRecord | undefined): Promise<boolean> {
    const item = { ...storyKey(watchId, record), ...record, expiresAt: expiryAfter(record.sweptAt) };
    return this.#table.putIf(
      item,
      before === undefined ? { kind: 'absent' } : { kind: 'equals', attribute: 'triedAt', value: before.triedAt },
    );
  }

  /** Says what became of a message. @returns false where another run has taken it over. */
  settle(watchId: string, record: AlertRecord, state: 'sent' | 'given-up'): Promise<boolean> {
    return this.claim(watchId, { ...record, state }, record);
  }

  async advance(watchId: string, { from, since }: AlertProgress, at: string): Promise<void> {
    await this.#table.put({
      pk: alertsPartition(watchId),
      sk: PROGRESS,
      from,
      since,
      expiresAt: expiryAfter(at),
    });
  }
}
