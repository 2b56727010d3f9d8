import { revisionOf } from '../../functions/core/identity.ts';
import { Sequencers } from './sequencers.ts';

export const INBOX = 'inbox';

/** One version of a file, or a delete marker. */
export interface FileVersion {
  readonly versionId: string;
  readonly kind: 'object' | 'marker';
  /** Index into `CONTENTS`; of a marker, -1. */
  readonly content: number;
  /** Milliseconds since the epoch. */
  readonly time: number;
}

/** What happened to a file, as it really was, or what a person asked for it. */
export interface FileEvent {
  /** Its place among all, from 1. */
  readonly ordinal: number;
  /** Its place in the order of time, whatever the sequencers say; what is asked for comes right after what was known then. */
  readonly order: number;
  readonly kind: 'created' | 'delete-marker' | 'version-deleted' | 'purged';
  readonly key: string;
  readonly versionId: string;
  readonly content: number;
  readonly time: number;
  readonly revision: string;
  /** The body of the message. */
  readonly body: string;
}

/** Less than any number of requests needs to come up to the next event of S3. */
const REQUEST_ORDER = 2 ** -20;

const EVENT_NAMES = {
  created: 'ObjectCreated:Put',
  'delete-marker': 'ObjectRemoved:DeleteMarkerCreated',
  'version-deleted': 'ObjectRemoved:Delete',
} as const;

function notification(bucket: string, key: string, eventName: string, time: number, object: object): string {
  const encoded = encodeURIComponent(key).replaceAll('%2F', '/').replaceAll('%20', '+');
  const s3 = { bucket: { name: bucket }, object: { key: encoded, ...object } };
  return JSON.stringify({ Records: [{ eventName, eventTime: new Date(time).toISOString(), s3 }] });
}

/** The message of S3 about a staged object. */
export function stagedNotification(bucket: string, key: string, time: number): string {
  return notification(bucket, key, EVENT_NAMES.created, time, { sequencer: '0057A1', size: 1 });
}

/** The inbox bucket: versions of files, delete markers, and the events that S3 sends of them. */
export class Inbox {
  readonly #files = new Map<string, FileVersion[]>();
  readonly #sequencers = new Map<string, Sequencers>();
  readonly #events: FileEvent[] = [];
  #versions = 0;

  get events(): readonly FileEvent[] {
    return this.#events;
  }

  /** The newest version last. */
  versions(key: string): readonly FileVersion[] {
    return this.#files.get(key) ?? [];
  }

  /** What the bucket shows; undefined where the file is deleted or never was. */
  current(key: string): FileVersion | undefined {
    const last = this.versions(key).at(-1);
    return last?.kind === 'object' ? last : undefined;
  }

  put(key: string, content: number, time: number, leap: number): FileEvent {
    return this.#add('created', key, { versionId: this.#newId(), kind: 'object', content, time }, leap);
  }

  putMarker(key: string, time: number, leap: number): FileEvent {
    return this.#add('delete-marker', key, { versionId: this.#newId(), kind: 'marker', content: -1, time }, leap);
  }

  /** Deletes a version, or a delete marker, for good. */
  deleteVersion(key: string, version: FileVersion, time: number, leap: number): FileEvent {
    this.#forget(key, version);
    return this.#event('version-deleted', key, version, time, leap);
  }

  /** Deletes a version as lifecycle rules do: no event that Precis hears of. */
  expireVersion(key: string, version: FileVersion): void {
    this.#forget(key, version);
  }

  find(key: string, versionId: string): FileVersion | undefined {
    return this.versions(key).find((version) => version.kind === 'object' && version.versionId === versionId);
  }

  /** What a person asks for, above what is known. @param after the event that has the highest known revision. */
  request(
    kind: 'created' | 'delete-marker' | 'purged',
    { key, versionId, revision, time }: { key: string; versionId: string; revision: string; time: number },
    after: FileEvent | undefined,
  ): FileEvent {
    const origin = this.#events.find((event) => event.key === key && event.versionId === versionId);
    const ordinal = this.#events.length + 1;
    const order = (after?.order ?? 0) + REQUEST_ORDER;
    const content = origin?.content ?? -1;
    const event = { ordinal, order, kind, key, versionId, content, time, revision, body: '' };
    this.#events.push(event);
    return event;
  }

  #newId(): string {
    this.#versions += 1;
    return `v${this.#versions}`;
  }

  #forget(key: string, version: FileVersion): void {
    this.#files.set(
      key,
      this.versions(key).filter((other) => other !== version),
    );
  }

  #add(kind: 'created' | 'delete-marker', key: string, version: FileVersion, leap: number): FileEvent {
    this.#files.set(key, [...this.versions(key), version]);
    return this.#event(kind, key, version, version.time, leap);
  }

  #event(
    kind: Exclude<FileEvent['kind'], 'purged'>,
    key: string,
    version: FileVersion,
    time: number,
    leap: number,
  ): FileEvent {
    const sequencers = this.#sequencers.get(key) ?? new Sequencers();
    this.#sequencers.set(key, sequencers);
    const sequencer = sequencers.next(leap);
    const { versionId, content } = version;
    const body = notification(INBOX, key, EVENT_NAMES[kind], time, { sequencer, versionId, size: 1 });
    const ordinal = this.#events.length + 1;
    const event = {
      ordinal,
      order: ordinal,
      kind,
      key,
      versionId,
      content,
      time,
      revision: revisionOf(sequencer),
      body,
    };
    this.#events.push(event);
    return event;
  }
}
