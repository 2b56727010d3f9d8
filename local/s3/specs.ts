import type { Chaos } from '../chaos/chaos.ts';
import type { Clock, LocalAccount, LocalService, Principals } from '../contracts.ts';
import type { OnUsage } from '../usage.ts';

/** A bucket as the template has it. */
export interface BucketSpec {
  name: string;
  versioned: boolean;
  notifications: BucketNotificationSpec[];
  cors?: CorsRuleSpec[];
}

/** What the bucket tells a queue of. */
export interface BucketNotificationSpec {
  queueArn: string;
  /** As `s3:ObjectCreated:*` or `s3:ObjectRemoved:DeleteMarkerCreated`. */
  event: string;
  prefix?: string | undefined;
  suffix?: string | undefined;
}

export interface CorsRuleSpec {
  origins: string[];
  methods: string[];
  headers: string[];
  exposedHeaders: string[];
  maxAgeSeconds: number | undefined;
}

export interface S3Options {
  /** Where objects, versions and undelivered events live. Made if absent; only one process may use it. */
  dir: string;
  /** 0 or absent: any free port. */
  port?: number;
  principals: Principals;
  account: LocalAccount;
  /** The runtime's time, of which modification and event times are. */
  clock: Clock;
  /** The time by which signatures and policies expire: that of the signers, so by default the machine's. */
  signatureClock?: Clock;
  buckets: BucketSpec[];
  /**
   * Puts an event into a queue; resolved once it is stored durably. It is called again, also after a restart, until it
   * resolves.
   * @param body the message's body, JSON.
   */
  deliver: (queueArn: string, body: string) => Promise<void>;
  /** What goes wrong with requests on purpose; without it, nothing. */
  chaos?: Chaos | undefined;
  /** Told each request that is done. */
  onUsage?: OnUsage | undefined;
}

export interface LocalS3 extends LocalService {
  /** Resolves when every event so far was delivered (or failed and awaits its retry). */
  settled(): Promise<void>;
}
