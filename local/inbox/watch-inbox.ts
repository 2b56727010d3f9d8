import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat, mkdir, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { Readable } from 'node:stream';
import { DeleteObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { FolderWatch } from './folder-watch.ts';
import { describeFailure, isLasting } from './send-failure.ts';
import { SentFiles } from './sent-files.ts';
import { awaitStable, hashFile, type StableFile } from './stable-file.ts';

export interface InboxOptions {
  /** The folder that is watched; made if absent. */
  dir: string;
  /** Where it is kept what was sent. */
  journal: string;
  s3: S3Client;
  bucket: string;
  /** Before the path within the folder, in keys: `in/`. */
  prefix: string;
  /** Told of a file that could not be sent, why, and whether it is tried again. */
  log(line: string): void;
}

export interface Inbox {
  /** Resolves when all that is in the folder now is in the bucket, but for what cannot be sent as it is. */
  settled(): Promise<void>;
  close(): Promise<void>;
}

/** Files that are sent at the same time. */
const CONCURRENCY = 4;
/** Pauses between tries to send a file, in milliseconds: doubled from the first up to the last. */
const FIRST_RETRY_MS = 2000;
const LAST_RETRY_MS = 60_000;

/**
 * Keeps the inbox bucket as a folder is: a file that is put there or changed is uploaded as soon as it is complete, one
 * that is taken away is deleted, also where that happened between two runs. Names that begin with a dot are passed over,
 * as are links. What cannot be sent is told: it is tried again after a pause, or, where no other try helps, once it changes.
 */
export async function watchInbox(options: InboxOptions): Promise<Inbox> {
  const existed = await stat(options.dir).then(
    () => true,
    () => false,
  );
  await mkdir(options.dir, { recursive: true });
  // Links within it are passed over; it may be one itself.
  const folder = await realpath(options.dir);
  const sent = await SentFiles.open(options.journal, folder);
  const watch = new FolderWatch(folder, {
    changed: (path) => mirror.check(path),
    gone: () => options.log(`${options.dir} is gone. What was sent of it stays; it is watched again once it is back.`),
    back: async () => {
      await mirror.forgetMissing();
      options.log(`${options.dir} is watched again.`);
    },
    failed: (error) => options.log(`The inbox cannot be watched: ${String(error)}`),
  });
  const mirror = new FolderMirror(folder, sent, options, () => watch.isThere());
  // A folder that is gone as a whole was moved or never mounted, which takes nothing away.
  if (!existed) await mirror.forgetMissing();
  await watch.start();
  for (const path of sent.paths()) mirror.check(path);
  return {
    settled: () => mirror.settled(),
    async close() {
      await watch.close();
      await mirror.close();
    },
  };
}

/** Brings single files of the bucket to the state of the folder, each file by one task at a time. */
class FolderMirror {
  readonly #folder: string;
  readonly #sent: SentFiles;
  readonly #options: InboxOptions;
  readonly #isThere: () => Promise<boolean>;
  readonly #stop = new AbortController();
  /** Paths to look at, in the order of their events. */
  readonly #queue = new Set<string>();
  readonly #running = new Map<string, Promise<void>>();
  /** Paths that wait for their next try. */
  readonly #paused = new Map<string, NodeJS.Timeout>();
  /** The next pause of paths whose last try failed, in milliseconds. */
  readonly #pauses = new Map<string, number>();
  #idle: (() => void)[] = [];

  /** @param isThere whether the folder itself is there: what is missing in one that is not was not taken away. */
  constructor(folder: string, sent: SentFiles, options: InboxOptions, isThere: () => Promise<boolean>) {
    this.#folder = folder;
    this.#sent = sent;
    this.#options = options;
    this.#isThere = isThere;
  }

  /** Forgets that files were sent that are not in the folder: their objects stay, also at the next start. */
  async forgetMissing(): Promise<void> {
    for (const path of this.#sent.paths()) {
      const isMissing = await lstat(join(this.#folder, path)).then(
        () => false,
        () => true,
      );
      if (isMissing) await this.#sent.remove(path);
    }
  }

  /** Looks at a file, now or when the task that is at it is done. @param path relative to the folder. */
  check(path: string): void {
    if (this.#stop.signal.aborted) return;
    this.#pauses.delete(path);
    this.#wake(path);
  }

  settled(): Promise<void> {
    if (this.#isIdle) return Promise.resolve();
    return new Promise((resolve) => this.#idle.push(resolve));
  }

  async close(): Promise<void> {
    this.#stop.abort();
    this.#queue.clear();
    for (const timer of this.#paused.values()) clearTimeout(timer);
    this.#paused.clear();
    await Promise.all(this.#running.values());
  }

  get #isIdle(): boolean {
    return this.#queue.size === 0 && this.#running.size === 0 && this.#paused.size === 0;
  }

  #next(): void {
    for (const path of this.#queue) {
      if (this.#running.size >= CONCURRENCY) return;
      if (this.#running.has(path)) continue;
      this.#queue.delete(path);
      const task = this.#task(path).finally(() => {
        this.#running.delete(path);
        this.#next();
      });
      this.#running.set(path, task);
    }
    if (!this.#isIdle) return;
    for (const resolve of this.#idle.splice(0)) resolve();
  }

  /** One try; where it fails and another may help, that one is queued after a pause, in which other files are sent. */
  async #task(path: string): Promise<void> {
    const pauseMs = this.#pauses.get(path) ?? FIRST_RETRY_MS;
    try {
      await this.#mirror(path);
      this.#pauses.delete(path);
    } catch (error) {
      if (this.#stop.signal.aborted) return;
      this.#options.log(describeFailure(path, error));
      this.#pauses.delete(path);
      // A change that was seen meanwhile has queued it already.
      if (isLasting(error) || this.#queue.has(path)) return;
      this.#pauses.set(path, Math.min(2 * pauseMs, LAST_RETRY_MS));
      this.#paused.set(
        path,
        setTimeout(() => this.#wake(path), pauseMs),
      );
    }
  }

  #wake(path: string): void {
    clearTimeout(this.#paused.get(path));
    this.#paused.delete(path);
    this.#queue.add(path);
    this.#next();
  }

  async #mirror(path: string): Promise<void> {
    const { s3, bucket, prefix } = this.#options;
    const { signal } = this.#stop;
    const file = join(this.#folder, path);
    const Key = prefix + path.split(sep).join('/');
    const before = this.#sent.get(path);
    const stable = await awaitStable(file, signal);
    if (!stable) {
      if (!before || !(await this.#isThere())) return;
      await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key }), { abortSignal: signal });
      return this.#sent.remove(path);
    }
    if (before?.modified === stable.modified && before.size === stable.size) return;
    const hash = await hashFile(file);
    await this.#sent.add(path, { ...stable, hash: before?.hash === hash ? hash : await this.#send(file, Key, stable) });
  }

  /** @returns the hash of what was sent: written over meanwhile, the file is not what it was. */
  async #send(file: string, Key: string, { size }: StableFile): Promise<string> {
    const hash = createHash('sha256');
    // What is written behind this size meanwhile is another version, whose event is to come.
    const Body =
      size === 0 ? '' : Readable.from(passing(createReadStream(file, { end: size - 1 }), hash), { objectMode: false });
    const put = { Bucket: this.#options.bucket, Key, Body, ContentLength: size };
    await this.#options.s3.send(new PutObjectCommand(put), { abortSignal: this.#stop.signal });
    return hash.digest('hex');
  }
}

/** The bytes as they come, noted in a hash. */
async function* passing(bytes: AsyncIterable<Buffer>, hash: Hash): AsyncGenerator<Buffer> {
  for await (const chunk of bytes) {
    hash.update(chunk);
    yield chunk;
  }
}
