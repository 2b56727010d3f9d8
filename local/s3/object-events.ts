import { createHash } from 'node:crypto';
import { ConfigurationError } from '../../functions/core/errors.ts';
import type { LocalAccount } from '../contracts.ts';
import { uriEncode } from '../sigv4/canonical-request.ts';
import type { BucketNotificationSpec, BucketSpec } from './specs.ts';
import type { ObjectRecord } from './store/object-record.ts';
import type { QueueDelivery } from './store/outbox.ts';

/** The events that arise here (Amazon S3 User Guide, "Supported event types"). */
const EVENT_NAMES = [
  'ObjectCreated:Put',
  'ObjectCreated:Post',
  'ObjectCreated:CompleteMultipartUpload',
  'ObjectRemoved:Delete',
  'ObjectRemoved:DeleteMarkerCreated',
] as const;
export type EventName = (typeof EVENT_NAMES)[number];

/** The request that an event tells of. */
export interface EventOrigin {
  principalId: string;
  sourceAddress: string;
  requestId: string;
}

/** Turns changes of a bucket's objects into the messages that its queues are to get. */
export class ObjectEvents {
  readonly #bucket: BucketSpec;
  readonly #account: LocalAccount;

  /** @throws ConfigurationError for a notification of an event that never arises here. */
  constructor(bucket: BucketSpec, account: LocalAccount) {
    for (const { event } of bucket.notifications) {
      if (!EVENT_NAMES.some((name) => covers(event, name))) {
        throw new ConfigurationError(`The bucket ${bucket.name} notifies of ${event}, which has no local model.`);
      }
    }
    this.#bucket = bucket;
    this.#account = account;
  }

  /** What changes when the notifications do. */
  get configuration(): string {
    return createHash('sha256').update(JSON.stringify(this.#bucket.notifications)).digest('hex');
  }

  /** The message that each queue gets when notifications are set up (User Guide, "Event notification types"). */
  testMessages(time: number, requestId: string): QueueDelivery[] {
    const body = JSON.stringify({
      Service: 'Amazon S3',
      Event: 's3:TestEvent',
      Time: new Date(time).toISOString(),
      Bucket: this.#bucket.name,
      RequestId: requestId,
      HostId: 'local',
    });
    const queues = new Set(this.#bucket.notifications.map(({ queueArn }) => queueArn));
    return [...queues].map((queueArn) => ({ queueArn, body }));
  }

  /**
   * @param time when it happened, milliseconds since the epoch. @param sequencer of the change.
   * @returns a message for each notification that the event and the key match.
   */
  messages(
    name: EventName,
    record: ObjectRecord,
    time: number,
    sequencer: string,
    origin: EventOrigin,
  ): QueueDelivery[] {
    return this.#bucket.notifications
      .filter(({ event }) => covers(event, name))
      .filter(({ prefix = '', suffix = '' }) => record.key.startsWith(prefix) && record.key.endsWith(suffix))
      .map((notification) => ({
        queueArn: notification.queueArn,
        body: JSON.stringify({ Records: [this.#record(notification, name, record, time, sequencer, origin)] }),
      }));
  }

  /** The structure of version 2.1 (Amazon S3 User Guide, "Event message structure"). */
  #record(
    notification: BucketNotificationSpec,
    name: EventName,
    record: ObjectRecord,
    time: number,
    sequencer: string,
    origin: EventOrigin,
  ): object {
    return {
      eventVersion: '2.1',
      eventSource: 'aws:s3',
      awsRegion: this.#account.region,
      eventTime: new Date(time).toISOString(),
      eventName: name,
      userIdentity: { principalId: `AWS:${origin.principalId}` },
      requestParameters: { sourceIPAddress: origin.sourceAddress },
      responseElements: { 'x-amz-request-id': origin.requestId, 'x-amz-id-2': 'local' },
      s3: {
        s3SchemaVersion: '1.0',
        configurationId: configurationId(notification),
        bucket: {
          name: this.#bucket.name,
          ownerIdentity: { principalId: this.#account.accountId },
          arn: `arn:aws:s3:::${this.#bucket.name}`,
        },
        object: {
          key: eventKey(record.key),
          ...(name.startsWith('ObjectCreated:') && { size: record.size, eTag: record.etag }),
          ...(name === 'ObjectRemoved:DeleteMarkerCreated' && { eTag: record.etag }),
          ...(this.#bucket.versioned && { versionId: record.versionId }),
          sequencer,
        },
      },
    };
  }
}

/** A key as events have it: percent-encoded as in a form, a space as `+`, slashes as they are. */
export function eventKey(key: string): string {
  return key.split('/').map(uriEncode).join('/').replaceAll('%20', '+');
}

function covers(pattern: string, name: EventName): boolean {
  const event = `s3:${name}`;
  return pattern.endsWith('*') ? event.startsWith(pattern.slice(0, -1)) : pattern === event;
}

function configurationId(notification: BucketNotificationSpec): string {
  return createHash('sha256').update(JSON.stringify(notification)).digest('base64url').slice(0, 32);
}
