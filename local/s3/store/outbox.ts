import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { CorruptDataError } from '../../../functions/core/errors.ts';
import type { Clock } from '../../contracts.ts';
import { removeDurably, UNFINISHED, writeDurably } from '../../durable-file.ts';

/** A message to put into a queue. */
export interface QueueDelivery {
  queueArn: string;
  body: string;
}

/** The messages of one change. */
export interface OutboxEntry {
  /** The change's sequencer: entries are delivered in its order. */
  sequencer: string;
  deliveries: QueueDelivery[];
  /**
   * By what a start after a kill can tell that the change happened; absent once that is certain.
   * `stored` false: it happened if the object is no longer stored.
   */
  condition?: { bucket: string; object: string; stored: boolean } | undefined;
}

/** How long a failed delivery waits for its next attempt, in milliseconds of the runtime's clock. */
const RETRY_MS = 1000;

/**
 * Holds messages from before a change until a queue has them: killed at any moment, the next start delivers what is due.
 * A message may therefore come twice, and none is lost.
 */
export class Outbox {
  readonly #dir: string;
  readonly #deliver: (queueArn: string, body: string) => Promise<void>;
  readonly #clock: Clock;
  readonly #pending = new Map<string, OutboxEntry>();
  readonly #retries = new Set<() => void>();
  #turn: Promise<void> = Promise.resolve();
  #closed = false;

  private constructor(dir: string, deliver: (queueArn: string, body: string) => Promise<void>, clock: Clock) {
    this.#dir = dir;
    this.#deliver = deliver;
    this.#clock = clock;
  }

  /** Reads what an earlier process left behind; nothing is delivered before `replay`. */
  static async open(
    dir: string,
    deliver: (queueArn: string, body: string) => Promise<void>,
    clock: Clock,
  ): Promise<Outbox> {
    await mkdir(dir, { recursive: true });
    const outbox = new Outbox(dir, deliver, clock);
    for (const name of (await readdir(dir)).sort()) {
      if (name.endsWith(UNFINISHED)) await rm(join(dir, name), { force: true });
      else if (name.endsWith('.json')) await outbox.#load(join(dir, name));
    }
    return outbox;
  }

  /** Delivers what was left of changes that happened, and forgets the others. */
  async replay(isStored: (bucket: string, object: string) => boolean): Promise<void> {
    for (const entry of [...this.#pending.values()]) {
      const { condition } = entry;
      if (!condition || isStored(condition.bucket, condition.object) === condition.stored) this.send(entry);
      else await this.#forget(entry);
    }
  }

  /** Keeps the messages of a change that is about to happen. */
  async prepare(entry: OutboxEntry): Promise<void> {
    await this.#store(entry);
    this.#pending.set(entry.sequencer, entry);
  }

  /** Makes certain that the change of an object happened, before the object that proves it goes away. */
  async confirm(object: string): Promise<void> {
    for (const entry of this.#pending.values()) {
      if (entry.condition?.object !== object || !entry.condition.stored) continue;
      entry.condition = undefined;
      await this.#store(entry);
      // Delivered and forgotten while it was being written: it must not come again.
      if (!this.#pending.has(entry.sequencer)) await this.#forget(entry);
    }
  }

  /** Delivers a prepared entry, after those before it, again and again until it succeeds. */
  send(entry: OutboxEntry): void {
    this.#turn = this.#turn.then(() => this.#attempt(entry));
  }

  /** Resolves when every entry sent so far was delivered, or failed and awaits its next attempt. */
  settled(): Promise<void> {
    return this.#turn;
  }

  async close(): Promise<void> {
    this.#closed = true;
    for (const cancel of this.#retries) cancel();
    await this.#turn;
  }

  async #attempt(entry: OutboxEntry): Promise<void> {
    if (this.#closed) return;
    try {
      for (const { queueArn, body } of entry.deliveries) await this.#deliver(queueArn, body);
      await this.#forget(entry);
    } catch {
      const cancel = this.#clock.after(RETRY_MS, () => {
        this.#retries.delete(cancel);
        this.send(entry);
      });
      this.#retries.add(cancel);
    }
  }

  async #load(file: string): Promise<void> {
    try {
      const entry: OutboxEntry = JSON.parse(await readFile(file, 'utf8'));
      this.#pending.set(entry.sequencer, entry);
    } catch (cause) {
      throw new CorruptDataError('An undelivered event of a bucket cannot be read.', {
        file,
        remedy: 'Delete the file; its event is lost, and `precis reconcile` finds what it was of.',
        cause,
      });
    }
  }

  #store(entry: OutboxEntry): Promise<void> {
    return writeDurably(this.#file(entry), JSON.stringify(entry));
  }

  async #forget(entry: OutboxEntry): Promise<void> {
    this.#pending.delete(entry.sequencer);
    await removeDurably(this.#file(entry));
  }

  #file(entry: OutboxEntry): string {
    return join(this.#dir, `${entry.sequencer}.json`);
  }
}
