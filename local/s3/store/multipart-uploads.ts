import { randomBytes, randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { syncDirectory, UNFINISHED, writeDurably } from '../../durable-file.ts';
import type { ChecksumAlgorithm } from '../body/checksums.ts';
import { compareUtf8 } from '../utf8-order.ts';
import { readJson } from './bucket-files.ts';
import { KeyLocks } from './key-locks.ts';
import type { ObjectRecord, StoredChecksum } from './object-record.ts';

/** An upload in parts that is under way. */
export interface MultipartUpload extends Pick<ObjectRecord, 'key' | 'headers' | 'metadata'> {
  id: string;
  /** Milliseconds since the epoch. */
  initiated: number;
  /** The checksum that its parts and the whole are to have. */
  checksum: {
    algorithm: ChecksumAlgorithm;
    type: StoredChecksum['type'] /** Whether its sender asked for it. */;
    asked: boolean;
  };
}

export interface UploadedPart {
  number: number;
  size: number;
  /** MD5 in hex. */
  etag: string;
  checksum: { algorithm: ChecksumAlgorithm; value: string };
  lastModified: number;
  /** The name of the file of its bytes, in the upload's directory. */
  file: string;
}

interface OpenUpload {
  upload: MultipartUpload;
  parts: Map<number, UploadedPart>;
}

/** The uploads in parts of one bucket, each a directory with its description and its parts. */
export class MultipartUploads {
  readonly #dir: string;
  readonly #uploads = new Map<string, OpenUpload>();
  readonly #locks = new KeyLocks();

  private constructor(dir: string) {
    this.#dir = dir;
  }

  static async open(dir: string): Promise<MultipartUploads> {
    await mkdir(dir, { recursive: true });
    const uploads = new MultipartUploads(dir);
    for (const id of await readdir(dir)) await uploads.#load(id);
    return uploads;
  }

  async create(upload: Omit<MultipartUpload, 'id'>): Promise<MultipartUpload> {
    const created = { ...upload, id: randomBytes(32).toString('base64url') };
    await mkdir(join(this.#dir, created.id));
    await writeDurably(join(this.#dir, created.id, 'upload.json'), JSON.stringify(created));
    this.#uploads.set(created.id, { upload: created, parts: new Map() });
    return created;
  }

  /** @returns the upload of this id and key. */
  find(id: string, key: string): MultipartUpload | undefined {
    const upload = this.#uploads.get(id)?.upload;
    return upload?.key === key ? upload : undefined;
  }

  /** All uploads, by key and then by time. */
  all(): MultipartUpload[] {
    return [...this.#uploads.values()]
      .map(({ upload }) => upload)
      .sort((a, b) => compareUtf8(a.key, b.key) || a.initiated - b.initiated || compareUtf8(a.id, b.id));
  }

  /**
   * Stores a part; one of the same number gives way to it.
   * @param file holds the bytes, synced; it is renamed into its place.
   * @returns false if the upload ended meanwhile.
   */
  async putPart(upload: MultipartUpload, part: Omit<UploadedPart, 'file'>, file: string): Promise<boolean> {
    const name = `${randomUUID()}.bytes`;
    const open = this.#uploads.get(upload.id);
    if (!open) return false;
    const stored = { ...part, file: name };
    try {
      await rename(file, join(this.#dir, upload.id, name));
      await writeDurably(join(this.#dir, upload.id, `${part.number}.json`), JSON.stringify(stored));
    } catch (error) {
      if (!this.#uploads.has(upload.id)) return false;
      throw error;
    }
    const before = open.parts.get(part.number);
    open.parts.set(part.number, stored);
    if (before) await rm(join(this.#dir, upload.id, before.file), { force: true });
    return this.#uploads.has(upload.id);
  }

  /** The parts of an upload, by number. */
  parts(upload: MultipartUpload): UploadedPart[] {
    const parts = this.#uploads.get(upload.id)?.parts.values() ?? [];
    return [...parts].sort((a, b) => a.number - b.number);
  }

  /** The file that holds the bytes of a part. */
  bytesOf(upload: MultipartUpload, part: UploadedPart): string {
    return join(this.#dir, upload.id, part.file);
  }

  /** Ends an upload while nobody else does. */
  exclusively<Result>(id: string, end: () => Promise<Result>): Promise<Result> {
    return this.#locks.run(id, end);
  }

  /** Forgets an upload and its parts. */
  async remove(upload: MultipartUpload): Promise<void> {
    this.#uploads.delete(upload.id);
    await rm(join(this.#dir, upload.id), { recursive: true, force: true });
    await syncDirectory(this.#dir);
  }

  async #load(id: string): Promise<void> {
    const dir = join(this.#dir, id);
    const names = await readdir(dir);
    if (!names.includes('upload.json')) {
      await rm(dir, { recursive: true, force: true });
      return;
    }
    const upload = await readJson<MultipartUpload>(join(dir, 'upload.json'));
    const numbers = names.filter((name) => /^\d+\.json$/.test(name));
    const parts = await Promise.all(numbers.map((name) => readJson<UploadedPart>(join(dir, name))));
    const used = new Set([...numbers, 'upload.json', ...parts.map(({ file }) => file)]);
    const left = names.filter((name) => name.endsWith(UNFINISHED) || !used.has(name));
    await Promise.all(left.map((name) => rm(join(dir, name), { force: true })));
    this.#uploads.set(id, { upload, parts: new Map(parts.map((part) => [part.number, part])) });
  }
}
