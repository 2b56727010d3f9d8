import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { CorruptDataError } from '../../../functions/core/errors.ts';
import { NULL_VERSION, type ObjectRecord } from './object-record.ts';

/** What is kept of a bucket itself. */
export interface BucketState {
  /** Milliseconds since the epoch. */
  createdAt: number;
  versioning: 'Enabled' | 'Suspended' | undefined;
  /** Names the notifications that its queues were told of. */
  notifications: string;
}

/** How many files are read at a time. */
const AT_A_TIME = 64;

/** @returns undefined for a bucket that is new. @throws CorruptDataError if it cannot be read. */
export async function loadBucketState(dir: string): Promise<BucketState | undefined> {
  try {
    return await readJson<BucketState>(join(dir, 'bucket.json'));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * Reads the records of a bucket, and removes what a kill left unfinished: bytes without a record, and a null version that
 * another one has replaced.
 */
export async function loadObjects(dir: string): Promise<ObjectRecord[]> {
  const names = await readdir(dir);
  const recordNames = names.filter((name) => name.endsWith('.json'));
  const records: ObjectRecord[] = [];
  for (let start = 0; start < recordNames.length; start += AT_A_TIME) {
    const some = recordNames.slice(start, start + AT_A_TIME);
    records.push(...(await Promise.all(some.map((name) => readJson<ObjectRecord>(join(dir, name))))));
  }
  const kept = withoutReplaced(records);
  const expected = new Set(kept.flatMap(({ sequencer }) => [`${sequencer}.json`, `${sequencer}.bytes`]));
  await Promise.all(names.filter((name) => !expected.has(name)).map((name) => rm(join(dir, name), { force: true })));
  return kept;
}

/** @throws CorruptDataError for a file that is no JSON; the system's error for one that cannot be read. */
export async function readJson<Value>(file: string): Promise<Value> {
  const text = await readFile(file, 'utf8');
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new CorruptDataError('A file of the local S3 cannot be read.', {
      file,
      remedy: 'Delete the file to go on without what it describes.',
      cause,
    });
  }
}

function withoutReplaced(records: ObjectRecord[]): ObjectRecord[] {
  const newest = new Map<string, ObjectRecord>();
  for (const record of records) {
    if (record.versionId !== NULL_VERSION) continue;
    const other = newest.get(record.key);
    if (!other || other.sequencer < record.sequencer) newest.set(record.key, record);
  }
  return records.filter((record) => record.versionId !== NULL_VERSION || newest.get(record.key) === record);
}
