import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { ConfigurationError } from '../../functions/core/errors.ts';
import type { Chaos } from '../chaos/chaos.ts';
import type { QueuedMessage } from '../chaos/chaos-message.ts';
import type { Clock } from '../contracts.ts';
import { Journal } from './journal.ts';
import { checkContent, type Message, type MessageContent } from './message.ts';
import { readReceiptHandle, writeReceiptHandle } from './receipt-handle.ts';
import type { QueueSpec } from './specs.ts';
import { invalidParameter, SqsError } from './sqs-error.ts';

/** Longest that a message may stay hidden after it was received, in seconds (API Reference, ChangeMessageVisibility). */
const LONGEST_VISIBILITY = 43_200;

/** One delivery of a message. */
export interface Delivery {
  message: Readonly<Message>;
  receiptHandle: string;
}

export interface QueueDepth {
  visible: number;
  inFlight: number;
  delayed: number;
}

/**
 * A standard queue: delivers at least once, in about the order of arrival, and hides what is in flight. What it holds is
 * in its journal before a promise of its methods resolves.
 */
export class Queue {
  readonly spec: QueueSpec;
  readonly arn: string;
  readonly createdAt: number;
  readonly #clock: Clock;
  readonly #journal: Journal;
  readonly #chaos: Chaos | undefined;
  readonly #messages: Map<string, Message>;
  readonly #available = new Map<string, Message>();
  readonly #hidden = new Map<string, Message>();
  readonly #listeners = new Set<() => void>();
  /** Receipts of messages that stay hidden whatever the time. */
  readonly #held = new Set<string>();
  #deadLetters: Queue | undefined;
  #earliest = Number.POSITIVE_INFINITY;
  #cancelTimer: () => void = () => undefined;

  private constructor(
    spec: QueueSpec,
    arn: string,
    clock: Clock,
    journal: Journal,
    messages: Map<string, Message>,
    chaos: Chaos | undefined,
  ) {
    this.spec = spec;
    this.arn = arn;
    this.createdAt = clock.now();
    this.#clock = clock;
    this.#journal = journal;
    this.#chaos = chaos;
    this.#messages = messages;
    for (const message of messages.values()) this.#place(message);
  }

  /** @param dir where the journal is. @param chaos what goes wrong with its messages on purpose. @throws CorruptDataError if it cannot be read. */
  static async open(spec: QueueSpec, arn: string, dir: string, clock: Clock, chaos?: Chaos): Promise<Queue> {
    if (!/^[\w-]{1,80}$/.test(spec.name)) {
      throw new ConfigurationError(`"${spec.name}" cannot be the name of a standard queue.`);
    }
    const messages = new Map<string, Message>();
    const journal = await Journal.open(join(dir, `${spec.name}.jsonl`), messages);
    return new Queue(spec, arn, clock, journal, messages, chaos);
  }

  /** Where messages go that were received too often. */
  set deadLetters(queue: Queue) {
    this.#deadLetters = queue;
  }

  async close(): Promise<void> {
    this.#cancelTimer();
    await this.#journal.close();
  }

  /** Calls back whenever there may be a message to receive. @returns the function that ends it. */
  onAvailable(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** @throws SqsError for a content that Amazon SQS refuses. @returns the message's id. */
  async send(content: MessageContent, senderId: string, delaySeconds = this.spec.delaySeconds): Promise<string> {
    checkContent(content, this.spec.maximumMessageBytes);
    if (!(delaySeconds >= 0 && delaySeconds <= 900)) {
      throw invalidParameter(
        `Value ${delaySeconds} for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900.`,
      );
    }
    const now = this.#clock.now();
    const message = {
      ...content,
      id: randomUUID(),
      senderId,
      sentAt: now,
      visibleAt: now + 1000 * delaySeconds,
      receives: 0,
    };
    await this.#add(message);
    return message.id;
  }

  /** Adds a message that another queue gave up or moved. */
  async accept(message: Message): Promise<void> {
    await this.#add(message);
  }

  /**
   * Takes up to `most` messages and hides them. A message that was received as often as the redrive policy allows is moved
   * to the dead-letter queue instead.
   */
  async receive(most: number, visibilitySeconds = this.spec.visibilityTimeoutSeconds): Promise<Delivery[]> {
    if (!(visibilitySeconds >= 0 && visibilitySeconds <= LONGEST_VISIBILITY))
      throw invalidVisibility(visibilitySeconds);
    this.#promote();
    const now = this.#clock.now();
    const written: Promise<void>[] = [];
    const taken: Message[] = [];
    for (const message of this.#inOrder()) {
      if (taken.length >= most) break;
      this.#available.delete(message.id);
      if (this.#isExpired(message)) written.push(this.#remove(message));
      else if (this.#isSpent(message)) written.push(this.#giveUp(message));
      else taken.push(message);
    }
    const deliveries = taken.map((message) => {
      const receipt = randomUUID();
      message.receives += 1;
      message.firstReceivedAt ??= now;
      message.receivedAt = now;
      message.receipt = receipt;
      const hiddenSeconds = this.#chaos?.receiving(this.#described(message)) ?? visibilitySeconds;
      message.visibleAt = now + 1000 * hiddenSeconds;
      written.push(this.#changed(message));
      const receiptHandle = writeReceiptHandle({ queue: this.spec.name, messageId: message.id, receipt });
      return { message: { ...message }, receiptHandle };
    });
    await Promise.all(written);
    return deliveries;
  }

  /**
   * Deletes the message of a delivery, unless it was delivered to somebody else since.
   * @throws SqsError for a handle that is none of this queue.
   */
  async delete(receiptHandle: string): Promise<void> {
    const { messageId, receipt } = readReceiptHandle(receiptHandle, this.spec.name);
    const message = this.#messages.get(messageId);
    if (message?.receipt === receipt) await this.#remove(message);
  }

  /**
   * Keeps messages in flight hidden until they are let go, also past their visibility time-out; but for those that come
   * again early on purpose.
   * @returns the function that lets them go.
   */
  hold(receiptHandles: readonly string[]): () => void {
    const held = receiptHandles.flatMap((handle) => {
      const { messageId, receipt } = readReceiptHandle(handle, this.spec.name);
      const { visibleAt = 0, receivedAt = 0 } = this.#messages.get(messageId) ?? {};
      return visibleAt - receivedAt < 1000 * this.spec.visibilityTimeoutSeconds ? [] : [{ messageId, receipt }];
    });
    for (const { receipt } of held) this.#held.add(receipt);
    return () => {
      for (const { messageId, receipt } of held) {
        this.#held.delete(receipt);
        const message = this.#messages.get(messageId);
        if (message?.receipt === receipt) this.#place(message);
      }
    };
  }

  /** Hides a message in flight for `seconds` from now; 0 gives it back. @throws SqsError if it is not in flight. */
  async changeVisibility(receiptHandle: string, seconds: number): Promise<void> {
    if (!(seconds >= 0 && seconds <= LONGEST_VISIBILITY)) throw invalidVisibility(seconds);
    const { messageId, receipt } = readReceiptHandle(receiptHandle, this.spec.name);
    const message = this.#messages.get(messageId);
    if (!message) {
      throw invalidParameter(
        'The message referred to by the receipt handle does not exist or is not available for visibility timeout change.',
      );
    }
    const now = this.#clock.now();
    if (message.receipt !== receipt || message.visibleAt <= now) {
      throw new SqsError('MessageNotInflight', 'The message referred to is not in flight.');
    }
    if (now + 1000 * seconds > (message.receivedAt ?? now) + 1000 * LONGEST_VISIBILITY) {
      throw invalidParameter('Total VisibilityTimeout for the message is beyond the limit [43200 seconds]');
    }
    message.visibleAt = now + 1000 * seconds;
    await this.#changed(message);
  }

  /** Deletes every message. */
  async purge(): Promise<void> {
    await Promise.all([...this.#messages.values()].map((message) => this.#remove(message)));
  }

  /** Gives every message in flight back, as if it had not been received. @returns how many. */
  async releaseInFlight(): Promise<number> {
    const now = this.#clock.now();
    const inFlight = [...this.#hidden.values()].filter((message) => message.receipt !== undefined);
    await Promise.all(
      inFlight.map((message) => {
        message.visibleAt = now;
        message.receives -= 1;
        return this.#changed(message);
      }),
    );
    return inFlight.length;
  }

  /**
   * Takes up to `most` visible messages away for good, handing each to `receiver` first: killed in between, a message is
   * in both queues rather than in none.
   * @returns how many.
   */
  async move(most: number, receiver: (message: Message) => Promise<void>): Promise<number> {
    this.#promote();
    const moved = [...this.#available.values()].filter((message) => !this.#isExpired(message)).slice(0, most);
    for (const message of moved) this.#available.delete(message.id);
    for (const [index, message] of moved.entries()) {
      try {
        await receiver(message);
      } catch (error) {
        for (const kept of moved.slice(index)) this.#place(kept);
        throw error;
      }
      await this.#remove(message);
    }
    return moved.length;
  }

  async depth(): Promise<QueueDepth> {
    this.#promote();
    const expired = [...this.#messages.values()].filter((message) => this.#isExpired(message));
    await Promise.all(expired.map((message) => this.#remove(message)));
    const inFlight = [...this.#hidden.values()].filter((message) => message.receipt !== undefined).length;
    return { visible: this.#available.size, inFlight, delayed: this.#hidden.size - inFlight };
  }

  /** What is available, in the order in which it is given out. */
  #inOrder(): Iterable<Message> {
    const waiting = this.#available.values();
    return this.#chaos?.ordered(waiting, (message) => this.#described(message)) ?? waiting;
  }

  #described({ id, body, receives }: Message): QueuedMessage {
    return { queueArn: this.arn, messageId: id, body, receives };
  }

  async #add(message: Message): Promise<void> {
    this.#messages.set(message.id, message);
    const written = this.#journal.append({ type: 'message', message });
    this.#place(message);
    await written;
  }

  #remove(message: Message): Promise<void> {
    this.#messages.delete(message.id);
    this.#available.delete(message.id);
    this.#hidden.delete(message.id);
    return this.#journal.append({ type: 'deleted', id: message.id });
  }

  async #giveUp(message: Message): Promise<void> {
    const { receipt: _, receivedAt: __, ...rest } = message;
    await this.#deadLetters?.accept({ ...rest, visibleAt: this.#clock.now(), deadLetterSource: this.arn });
    await this.#remove(message);
  }

  #changed(message: Message): Promise<void> {
    const { id, visibleAt, receives, firstReceivedAt, receivedAt, receipt = null } = message;
    const written = this.#journal.append({
      type: 'changed',
      id,
      change: { visibleAt, receives, firstReceivedAt, receivedAt, receipt },
    });
    this.#place(message);
    return written;
  }

  #isExpired(message: Message): boolean {
    return this.#clock.now() - message.sentAt >= 1000 * this.spec.retentionSeconds;
  }

  #isSpent(message: Message): boolean {
    const { redrive } = this.spec;
    return redrive !== undefined && this.#deadLetters !== undefined && message.receives >= redrive.maxReceiveCount;
  }

  #place(message: Message): void {
    this.#available.delete(message.id);
    this.#hidden.delete(message.id);
    if (message.visibleAt <= this.#clock.now()) {
      this.#available.set(message.id, message);
      this.#tell();
    } else {
      this.#hidden.set(message.id, message);
      this.#wakeAt(message.visibleAt);
    }
  }

  #promote(): void {
    const now = this.#clock.now();
    if (this.#earliest > now) return;
    this.#earliest = Number.POSITIVE_INFINITY;
    for (const message of this.#hidden.values()) {
      if (this.#held.has(message.receipt ?? '')) continue;
      if (message.visibleAt <= now) {
        this.#hidden.delete(message.id);
        this.#available.set(message.id, message);
      } else if (message.visibleAt < this.#earliest) {
        this.#earliest = message.visibleAt;
      }
    }
    this.#schedule();
  }

  #wakeAt(time: number): void {
    if (time >= this.#earliest) return;
    this.#earliest = time;
    this.#schedule();
  }

  #schedule(): void {
    this.#cancelTimer();
    if (this.#earliest === Number.POSITIVE_INFINITY) return;
    this.#cancelTimer = this.#clock.after(this.#earliest - this.#clock.now(), () => {
      this.#promote();
      if (this.#available.size > 0) this.#tell();
    });
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}

function invalidVisibility(seconds: number): SqsError {
  return invalidParameter(
    `Value ${seconds} for parameter VisibilityTimeout is invalid. Reason: Must be between 0 and ${LONGEST_VISIBILITY}, if provided.`,
  );
}
