import { createHash, randomBytes } from 'node:crypto';
import { mkdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../contracts.ts';
import { removeDurably, writeDurably } from '../../durable-file.ts';
import type { EventName, EventOrigin, ObjectEvents } from '../object-events.ts';
import type { BucketSpec } from '../specs.ts';
import { type BucketState, loadBucketState, loadObjects } from './bucket-files.ts';
import { KeyLocks } from './key-locks.ts';
import { MultipartUploads } from './multipart-uploads.ts';
import { ObjectIndex } from './object-index.ts';
import { NULL_VERSION, type ObjectContent, type ObjectRecord } from './object-record.ts';
import type { Outbox, QueueDelivery } from './outbox.ts';
import type { Sequencer } from './sequencer.ts';

/** What the buckets of one service share. */
export interface StoreContext {
  clock: Clock;
  sequencer: Sequencer;
  outbox: Outbox;
}

/** Refuses a change by what is stored. @param current what a reader sees now. @throws S3Error to refuse. */
export type Precondition = (current: ObjectRecord | undefined) => void;

/** What became of a deletion. */
export interface Deletion {
  versionId?: string;
  /** Whether a delete marker was made or removed. */
  deleteMarker: boolean;
}

const EMPTY_MD5 = createHash('md5').digest('hex');

/**
 * One bucket on the disk: for each version a file of bytes and a record. A change happens when the record is renamed into
 * its place (or deleted); what precedes that is invisible. The messages of its events are in the outbox before.
 */
export class Bucket {
  readonly spec: BucketSpec;
  readonly createdAt: number;
  /** Undefined for a bucket that never had versions. */
  readonly versioning: 'Enabled' | 'Suspended' | undefined;
  readonly index: ObjectIndex;
  readonly uploads: MultipartUploads;
  readonly #objects: string;
  readonly #events: ObjectEvents;
  readonly #context: StoreContext;
  readonly #locks = new KeyLocks();

  private constructor(
    spec: BucketSpec,
    state: BucketState,
    dir: string,
    index: ObjectIndex,
    uploads: MultipartUploads,
    events: ObjectEvents,
    context: StoreContext,
  ) {
    this.spec = spec;
    this.createdAt = state.createdAt;
    this.versioning = state.versioning;
    this.index = index;
    this.uploads = uploads;
    this.#objects = join(dir, 'objects');
    this.#events = events;
    this.#context = context;
  }

  /**
   * Opens or makes the bucket. Its queues get a test message when it is new or its notifications changed.
   * @throws CorruptDataError for a record that cannot be read.
   */
  static async open(spec: BucketSpec, dir: string, events: ObjectEvents, context: StoreContext): Promise<Bucket> {
    const { clock, outbox, sequencer } = context;
    await mkdir(join(dir, 'objects'), { recursive: true });
    const before = await loadBucketState(dir);
    const state: BucketState = {
      createdAt: before?.createdAt ?? clock.now(),
      versioning: spec.versioned ? 'Enabled' : before?.versioning && 'Suspended',
      notifications: events.configuration,
    };
    const index = new ObjectIndex();
    index.load(await loadObjects(join(dir, 'objects')));
    const uploads = await MultipartUploads.open(join(dir, 'uploads'));
    if (before?.notifications !== state.notifications) {
      const deliveries = events.testMessages(clock.now(), randomBytes(8).toString('hex').toUpperCase());
      if (deliveries.length > 0) await outbox.prepare({ sequencer: await sequencer.next(), deliveries });
    }
    await writeDurably(join(dir, 'bucket.json'), JSON.stringify(state));
    return new Bucket(spec, state, dir, index, uploads, events, context);
  }

  /** The file that holds the bytes of a version. */
  bytesOf(record: ObjectRecord): string {
    return join(this.#objects, `${record.sequencer}.bytes`);
  }

  /** Stores an object, as a new version where the bucket has versions. */
  put(
    key: string,
    content: ObjectContent,
    event: EventName,
    origin: EventOrigin,
    precondition: Precondition = () => undefined,
  ): Promise<ObjectRecord> {
    return this.#locks.run(key, async () => {
      precondition(this.index.current(key));
      const { file, ...rest } = content;
      const record: ObjectRecord = {
        key,
        versionId: this.#newVersionId(),
        sequencer: await this.#context.sequencer.next(),
        deleteMarker: false,
        lastModified: this.#context.clock.now(),
        ...rest,
      };
      await rename(file, this.bytesOf(record));
      await this.#commit(record, event, origin);
      return record;
    });
  }

  /** Deletes what a reader sees: by a delete marker where the bucket has versions, else for good. */
  deleteCurrent(key: string, origin: EventOrigin, precondition: Precondition = () => undefined): Promise<Deletion> {
    return this.#locks.run(key, async () => {
      precondition(this.index.current(key));
      if (this.versioning === undefined) {
        const record = this.index.newest(key);
        if (record) await this.#removeForGood(record, origin);
        return { deleteMarker: false };
      }
      const marker: ObjectRecord = {
        key,
        versionId: this.#newVersionId(),
        sequencer: await this.#context.sequencer.next(),
        deleteMarker: true,
        lastModified: this.#context.clock.now(),
        size: 0,
        etag: EMPTY_MD5,
        headers: {},
        metadata: {},
      };
      await this.#commit(marker, 'ObjectRemoved:DeleteMarkerCreated', origin);
      return { deleteMarker: true, versionId: marker.versionId };
    });
  }

  /** Deletes one version, or one delete marker, for good. One that is not there is deleted already. */
  deleteVersion(key: string, versionId: string, origin: EventOrigin): Promise<Deletion> {
    return this.#locks.run(key, async () => {
      const record = this.index.version(key, versionId);
      if (record) await this.#removeForGood(record, origin);
      return { deleteMarker: record?.deleteMarker ?? false, versionId };
    });
  }

  async #commit(record: ObjectRecord, event: EventName, origin: EventOrigin): Promise<void> {
    const { outbox } = this.#context;
    const { sequencer } = record;
    const replaced = record.versionId === NULL_VERSION ? this.index.nullVersion(record.key) : undefined;
    const deliveries = this.#events.messages(event, record, record.lastModified, sequencer, origin);
    const entry = this.#entry(sequencer, deliveries, { object: sequencer, stored: true });
    if (entry) await outbox.prepare(entry);
    await writeDurably(this.#recordFile(record), JSON.stringify(record));
    if (replaced) this.index.remove(replaced);
    this.index.add(record);
    if (entry) outbox.send(entry);
    // Killed before this, the next start finds both and keeps the newer one.
    if (replaced) await this.#removeFiles(replaced);
  }

  async #removeForGood(record: ObjectRecord, origin: EventOrigin): Promise<void> {
    const { clock, outbox } = this.#context;
    const sequencer = await this.#context.sequencer.next();
    const deliveries = this.#events.messages('ObjectRemoved:Delete', record, clock.now(), sequencer, origin);
    const entry = this.#entry(sequencer, deliveries, { object: record.sequencer, stored: false });
    if (entry) await outbox.prepare(entry);
    await this.#removeFiles(record);
    this.index.remove(record);
    if (entry) outbox.send(entry);
  }

  #entry(sequencer: string, deliveries: QueueDelivery[], proof: { object: string; stored: boolean }) {
    if (deliveries.length === 0) return undefined;
    return { sequencer, deliveries, condition: { bucket: this.spec.name, ...proof } };
  }

  async #removeFiles(record: ObjectRecord): Promise<void> {
    await this.#context.outbox.confirm(record.sequencer);
    await removeDurably(this.#recordFile(record));
    await rm(this.bytesOf(record), { force: true });
  }

  #recordFile(record: ObjectRecord): string {
    return join(this.#objects, `${record.sequencer}.json`);
  }

  #newVersionId(): string {
    return this.versioning === 'Enabled' ? randomBytes(24).toString('base64url') : NULL_VERSION;
  }
}
