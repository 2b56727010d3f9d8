import { DeleteMessageBatchCommand, type Message, ReceiveMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Clock } from '../contracts.ts';
import type { InvocationResult } from '../lambda/lambda-function.ts';
import type { EventSourcePlan } from '../template/plan.ts';
import { doneMessages } from './batch-outcome.ts';
import { sqsEvent } from './sqs-event.ts';

export interface QueuePollerOptions {
  source: Pick<EventSourcePlan, 'queueArn' | 'batchSize' | 'windowSeconds' | 'reportsFailures'>;
  queueUrl: string;
  /** Signs as the function's role, whose policies must allow receiving and deleting. */
  client: SQSClient;
  /** How many batches are handled at the same time. */
  concurrency: number;
  /** Invokes the function with an event. */
  invoke(event: unknown): Promise<InvocationResult>;
  clock: Clock;
  /**
   * Keeps the messages of a batch hidden while it is handled, where the queue's time passes faster than that of the
   * function: a visibility time-out is never shorter than the function's. @returns the function that ends it.
   */
  hold?: ((receiptHandles: readonly string[]) => () => void) | undefined;
  /** Told, once, why receiving fails, and once when it works again. */
  log(line: string): void;
}

/** The longest long poll, in seconds, and the most messages of one call (Amazon SQS API Reference, ReceiveMessage). */
const LONGEST_WAIT = 20;
const MOST_MESSAGES = 10;

/** Waits between failing calls, in milliseconds: doubled up to the second. */
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 30_000;

/**
 * An event source mapping of a queue: receives messages as anybody would, invokes the function with batches of them, and
 * deletes those that it handled. The others become visible again after the queue's visibility time-out.
 */
export class QueuePoller {
  readonly #options: QueuePollerOptions;
  readonly #stop = new AbortController();
  readonly #running = new Set<Promise<void>>();
  #loop: Promise<void> | undefined;
  #failing = false;
  #wake: () => void = () => undefined;

  constructor(options: QueuePollerOptions) {
    this.#options = options;
  }

  start(): void {
    this.#loop ??= this.#poll();
  }

  /** Receives no more. @returns when the batches that are handled are done. */
  async close(): Promise<void> {
    this.#stop.abort();
    this.#wake();
    await this.#loop;
    await Promise.all(this.#running);
  }

  get #stopped(): boolean {
    return this.#stop.signal.aborted;
  }

  async #poll(): Promise<void> {
    let pauseMs = FIRST_PAUSE_MS;
    while (!this.#stopped) {
      try {
        const messages = await this.#receiveBatch();
        pauseMs = FIRST_PAUSE_MS;
        this.#noteRecovery();
        if (messages.length > 0) this.#dispatch(messages);
        while (!this.#stopped && this.#running.size >= this.#options.concurrency) await Promise.race(this.#running);
      } catch (error) {
        if (this.#stopped) return;
        this.#noteFailure(error);
        await this.#pause(pauseMs);
        pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
      }
    }
  }

  async #receiveBatch(): Promise<Message[]> {
    const { batchSize, windowSeconds } = this.#options.source;
    const { clock } = this.#options;
    const messages = await this.#receive(batchSize, LONGEST_WAIT);
    const until = clock.now() + windowSeconds * 1000;
    while (messages.length > 0 && messages.length < batchSize && !this.#stopped) {
      const left = until - clock.now();
      if (left <= 0) break;
      const more = await this.#receive(batchSize - messages.length, Math.min(LONGEST_WAIT, Math.ceil(left / 1000)));
      messages.push(...more);
    }
    return messages;
  }

  async #receive(count: number, waitSeconds: number): Promise<Message[]> {
    const { client, queueUrl } = this.#options;
    const command = new ReceiveMessageCommand({
      QueueUrl: queueUrl,
      MaxNumberOfMessages: Math.min(MOST_MESSAGES, count),
      WaitTimeSeconds: waitSeconds,
      MessageSystemAttributeNames: ['All'],
      MessageAttributeNames: ['All'],
    });
    return (await client.send(command, { abortSignal: this.#stop.signal })).Messages ?? [];
  }

  #dispatch(messages: Message[]): void {
    const handling = this.#handle(messages)
      .catch((error) => this.#noteFailure(error))
      .finally(() => this.#running.delete(handling));
    this.#running.add(handling);
  }

  async #handle(messages: Message[]): Promise<void> {
    const { hold } = this.#options;
    const letGo = hold?.(messages.map(({ ReceiptHandle }) => ReceiptHandle ?? ''));
    try {
      await this.#handleInHand(messages);
    } finally {
      letGo?.();
    }
  }

  async #handleInHand(messages: Message[]): Promise<void> {
    const { source, invoke, client, queueUrl } = this.#options;
    const result = await invoke(sqsEvent(messages, source.queueArn));
    const ids = messages.map(({ MessageId }) => MessageId ?? '');
    const done = doneMessages(result, ids, source.reportsFailures);
    const entries = messages
      .filter(({ MessageId }) => done.has(MessageId ?? ''))
      .map(({ ReceiptHandle }, index) => ({ Id: String(index), ReceiptHandle }));
    for (let start = 0; start < entries.length; start += MOST_MESSAGES) {
      const Entries = entries.slice(start, start + MOST_MESSAGES);
      const { Failed = [] } = await client.send(new DeleteMessageBatchCommand({ QueueUrl: queueUrl, Entries }));
      const [failed] = Failed;
      if (failed) throw new Error(`${Failed.length} messages could not be deleted: ${failed.Code}`);
    }
  }

  #noteFailure(error: unknown): void {
    if (this.#failing || this.#stopped) return;
    this.#failing = true;
    const queue = this.#options.source.queueArn.split(':').at(-1);
    this.#options.log(`The queue ${queue} cannot be served: ${error instanceof Error ? error.message : String(error)}`);
  }

  #noteRecovery(): void {
    if (!this.#failing) return;
    this.#failing = false;
    this.#options.log(`The queue ${this.#options.source.queueArn.split(':').at(-1)} is served again.`);
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }
}
