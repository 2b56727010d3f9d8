import type { Draw } from './draws.ts';

export interface Message {
  readonly id: number;
  readonly body: string;
  receives: number;
  /** Milliseconds since the epoch: before, it is in flight or delayed. */
  visibleAt: number;
}

/** As the queues of the stack. */
export const MAX_RECEIVES = 5;
export const VISIBILITY_MS = 6 * 60_000;

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

  send(body: string, visibleAt: number): void {
    this.#sent += 1;
    this.#waiting.push({ id: this.#sent, body, receives: 0, visibleAt });
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

  /** Loses what is waiting, as a queue does after its retention. @returns how many messages. */
  expire(isPast: (message: Message) => boolean): number {
    const past = this.#waiting.filter(isPast);
    for (const message of past) this.delete(message);
    return past.length;
  }

  /** When the first message that is not visible will be; undefined if one is visible now, or none is waiting. */
  nextVisibleAt(now: number): number | undefined {
    const times = this.#waiting.map(({ visibleAt }) => visibleAt);
    return times.length === 0 || times.some((time) => time <= now) ? undefined : Math.min(...times);
  }
}
