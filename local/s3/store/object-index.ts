import { compareUtf8, firstIndex } from '../utf8-order.ts';
import { NULL_VERSION, type ObjectRecord } from './object-record.ts';

/** The versions that a bucket holds, by key, in memory. */
export class ObjectIndex {
  readonly #versions = new Map<string, ObjectRecord[]>();
  readonly #bySequencer = new Map<string, ObjectRecord>();
  #keys: string[] = [];

  /** Fills an empty index at once. @param records in any order. */
  load(records: ObjectRecord[]): void {
    for (const record of records) {
      this.#bySequencer.set(record.sequencer, record);
      const versions = this.#versions.get(record.key);
      if (versions) versions.push(record);
      else this.#versions.set(record.key, [record]);
    }
    for (const versions of this.#versions.values()) versions.sort(newestFirst);
    this.#keys = [...this.#versions.keys()].sort(compareUtf8);
  }

  add(record: ObjectRecord): void {
    this.#bySequencer.set(record.sequencer, record);
    const versions = this.#versions.get(record.key);
    if (versions) {
      versions.push(record);
      versions.sort(newestFirst);
      return;
    }
    this.#versions.set(record.key, [record]);
    this.#keys.splice(this.#position(record.key), 0, record.key);
  }

  remove(record: ObjectRecord): void {
    this.#bySequencer.delete(record.sequencer);
    const left = this.versions(record.key).filter((version) => version.sequencer !== record.sequencer);
    if (left.length > 0) {
      this.#versions.set(record.key, left);
      return;
    }
    this.#versions.delete(record.key);
    this.#keys.splice(this.#position(record.key), 1);
  }

  /** All versions of a key and its delete markers, the newest first. */
  versions(key: string): readonly ObjectRecord[] {
    return this.#versions.get(key) ?? [];
  }

  /** The newest version or delete marker of a key. */
  newest(key: string): ObjectRecord | undefined {
    return this.versions(key)[0];
  }

  /** What a reader without a version id sees: nothing if the newest is a delete marker. */
  current(key: string): ObjectRecord | undefined {
    const newest = this.newest(key);
    return newest?.deleteMarker ? undefined : newest;
  }

  version(key: string, versionId: string): ObjectRecord | undefined {
    return this.versions(key).find((record) => record.versionId === versionId);
  }

  nullVersion(key: string): ObjectRecord | undefined {
    return this.version(key, NULL_VERSION);
  }

  has(sequencer: string): boolean {
    return this.#bySequencer.has(sequencer);
  }

  /** All keys, by the bytes of their UTF-8. */
  get keys(): readonly string[] {
    return this.#keys;
  }

  #position(key: string): number {
    return firstIndex(this.#keys, (other) => compareUtf8(other, key) >= 0);
  }
}

function newestFirst(a: ObjectRecord, b: ObjectRecord): number {
  if (a.sequencer === b.sequencer) return 0;
  return a.sequencer < b.sequencer ? 1 : -1;
}
