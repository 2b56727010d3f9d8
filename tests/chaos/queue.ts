import type { Draw } from './draws.ts';

export interface Message {
  readonly id: number;
  readonly body: string;
  readonly sentAt: number;
  receives: number;
  /** Milliseconds since the epoch: before, it is in flight or delayed. */
  visibleAt: number;
}

/** As the queues of the stack. */
export const MAX_RECEIVES = 5;
export const VISIBILITY_MS = 6 * 60_000;
const QUEUE_MS = 7 * 86_400_000;
const DEAD_LETTER_MS = 14 * 86_400_000;

/**
 * An SQS standard queue with its dead-letter queue: messages come in any order; one that is not deleted is visible again
 * after its visibility time-out, and dead when it would be received for the sixth time.
 */
export class Queue {
  readonly #waiting: Message[] = [];
  readonly #dead: Message[] = [];
  #sent = 0;

  get waiting(): readonly Message[] {
    return this.#waiting;
  }

  get dead(): readonly Message[] {
    return this.#dead;
  }

  send(body: string, now: number): void {
    this.#sent += 1;
    this.#waiting.push({ id: this.#sent, body, sentAt: now, receives: 0, visibleAt: now });
  }

  /** Any of the visible messages, at most `count`. */
  receive(count: number, draw: Draw, now: number): Message[] {
    for (const message of [...this.#waiting]) {
      if (message.visibleAt <= now && message.receives >= MAX_RECEIVES) {
        this.#waiting.splice(this.#waiting.indexOf(message), 1);
        this.#dead.push(message);
      }
    }
    const visible = this.#waiting.filter(({ visibleAt }) => visibleAt <= now);
    const batch: Message[] = [];
    while (batch.length < count && visible.length > 0) batch.push(...visible.splice(draw(visible.length), 1));
    for (const message of batch) {
      message.receives += 1;
      message.visibleAt = now + VISIBILITY_MS;
    }
    return batch;
  }

  delete(message: Message): void {
    const index = this.#waiting.indexOf(message);
    if (index >= 0) this.#waiting.splice(index, 1);
  }

  /** Sends the dead letters again. @returns how many. */
  redrive(now: number): number {
    const letters = this.#dead.splice(0);
    for (const { body } of letters) this.send(body, now);
    return letters.length;
  }

  /** Loses what was not taken in time. @returns the messages that are lost. */
  expire(now: number): Message[] {
    const waiting = this.#waiting.filter(({ sentAt }) => sentAt + QUEUE_MS <= now);
    const dead = this.#dead.filter(({ sentAt }) => sentAt + DEAD_LETTER_MS <= now);
    for (const message of waiting) this.delete(message);
    for (const message of dead) this.#dead.splice(this.#dead.indexOf(message), 1);
    return [...waiting, ...dead];
  }

  /** When the first message that is not visible will be; undefined if one is visible now, or none is waiting. */
  nextVisibleAt(now: number): number | undefined {
    const times = this.#waiting.map(({ visibleAt }) => visibleAt);
    return times.length === 0 || times.some((time) => time <= now) ? undefined : Math.min(...times);
  }
}
