import type { Chaos } from '../chaos/chaos.ts';
import type { Clock, LocalAccount, LocalService, Principals } from '../contracts.ts';
import type { OnUsage } from '../usage.ts';

/** A standard queue as the template has it. */
export interface QueueSpec {
  name: string;
  visibilityTimeoutSeconds: number;
  retentionSeconds: number;
  delaySeconds: number;
  receiveWaitSeconds: number;
  maximumMessageBytes: number;
  redrive: { deadLetterQueueArn: string; maxReceiveCount: number } | undefined;
}

export interface SqsOptions {
  /** Where the journals of the queues live. Made if absent; only one process may use it. */
  dir: string;
  /** 0 or absent: any free port. */
  port?: number;
  principals: Principals;
  account: LocalAccount;
  /** The runtime's time: visibility, delay, retention, long polls. */
  clock: Clock;
  /** The time by which signatures expire: that of the signers, so by default the machine's. */
  signatureClock?: Clock;
  queues: QueueSpec[];
  /** What goes wrong with requests and messages on purpose; without it, nothing. */
  chaos?: Chaos | undefined;
  /** Told each request that is done, also those that S3 sends. */
  onUsage?: OnUsage | undefined;
}

export interface LocalSqs extends LocalService {
  /** The URL by which a queue is addressed. @throws ConfigurationError for an unknown queue. */
  queueUrl(queueArn: string): string;
  /** Sends a message from within this process, as S3 does; resolved once it is stored durably. */
  send(queueArn: string, body: string): Promise<void>;
  /**
   * Keeps messages in flight hidden as long as they are in hand, also past their visibility time-out.
   * @returns the function that ends it. @throws ConfigurationError for an unknown queue.
   */
  hold(queueArn: string, receiptHandles: readonly string[]): () => void;
  /**
   * Gives every message in flight back, because whoever received it is gone: it is visible again, and that receive does
   * not count towards the dead-letter queue. @returns how many.
   */
  releaseInFlight(): Promise<number>;
}
