import { randomUUID } from 'node:crypto';
import { mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigurationError } from '../../../functions/core/errors.ts';
import type { Clock, LocalAccount } from '../../contracts.ts';
import { ObjectEvents } from '../object-events.ts';
import type { BucketSpec } from '../specs.ts';
import { Bucket, type StoreContext } from './bucket.ts';
import { Outbox } from './outbox.ts';
import { Sequencer } from './sequencer.ts';

/** Bytes on their way into the store: written, synced, and not yet part of anything. */
export interface StagedFile {
  file: string;
  write(bytes: Buffer): Promise<unknown>;
  /** Brings it on to the disk. */
  finish(): Promise<void>;
  /** Deletes it, if nothing has taken it over. */
  discard(): Promise<void>;
}

/** All buckets of a local S3, in one directory. */
export class ObjectStore {
  readonly #dir: string;
  readonly #outbox: Outbox;
  readonly #buckets: ReadonlyMap<string, Bucket>;

  private constructor(dir: string, outbox: Outbox, buckets: ReadonlyMap<string, Bucket>) {
    this.#dir = dir;
    this.#outbox = outbox;
    this.#buckets = buckets;
  }

  /**
   * Opens the store and delivers the events that an earlier process could not.
   * @throws ConfigurationError for a bucket that cannot be; CorruptDataError for files that cannot be read.
   */
  static async open(
    dir: string,
    specs: readonly BucketSpec[],
    account: LocalAccount,
    clock: Clock,
    deliver: (queueArn: string, body: string) => Promise<void>,
  ): Promise<ObjectStore> {
    await rm(join(dir, 'incoming'), { recursive: true, force: true });
    await mkdir(join(dir, 'incoming'), { recursive: true });
    const outbox = await Outbox.open(join(dir, 'outbox'), deliver, clock);
    const sequencer = await Sequencer.open(join(dir, 'sequencer'), clock);
    const context: StoreContext = { clock, sequencer, outbox };
    const buckets = new Map<string, Bucket>();
    for (const spec of specs) {
      if (!/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/.test(spec.name) || spec.name.includes('..')) {
        throw new ConfigurationError(`"${spec.name}" cannot be the name of a bucket.`);
      }
      if (buckets.has(spec.name)) throw new ConfigurationError(`The bucket ${spec.name} is defined twice.`);
      const events = new ObjectEvents(spec, account);
      buckets.set(spec.name, await Bucket.open(spec, join(dir, 'buckets', spec.name), events, context));
    }
    await outbox.replay((bucket, object) => buckets.get(bucket)?.index.has(object) ?? false);
    return new ObjectStore(dir, outbox, buckets);
  }

  bucket(name: string): Bucket | undefined {
    return this.#buckets.get(name);
  }

  /** All buckets, by name. */
  buckets(): Bucket[] {
    return [...this.#buckets.values()].sort((a, b) => (a.spec.name < b.spec.name ? -1 : 1));
  }

  /** Begins a file for bytes that arrive. */
  async stage(): Promise<StagedFile> {
    const file = join(this.#dir, 'incoming', randomUUID());
    const handle = await open(file, 'wx');
    let isOpen = true;
    const close = async () => {
      if (isOpen) await handle.close();
      isOpen = false;
    };
    return {
      file,
      write: (bytes) => handle.writeFile(bytes),
      async finish() {
        await handle.sync();
        await close();
      },
      async discard() {
        await close();
        await rm(file, { force: true });
      },
    };
  }

  /** Resolves when every event so far was delivered, or failed and awaits its next attempt. */
  settled(): Promise<void> {
    return this.#outbox.settled();
  }

  close(): Promise<void> {
    return this.#outbox.close();
  }
}
