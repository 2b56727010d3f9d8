import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { lstat } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';

/** A file that nobody has written to for so long counts as complete, in milliseconds. */
const QUIET_MS = 150;

/** A complete regular file. */
export interface StableFile {
  /** Milliseconds since the epoch. */
  modified: number;
  size: number;
}

/**
 * Waits until a file is complete: until it was not written to for a moment.
 * @returns undefined if it is not there, or is no regular file.
 */
export async function awaitStable(path: string, signal: AbortSignal): Promise<StableFile | undefined> {
  let before = await regularFile(path);
  for (;;) {
    if (!before) return undefined;
    const age = Date.now() - before.modified;
    if (age >= QUIET_MS) return before;
    // A time of modification in the future says nothing: then the file must stay the same for the whole while.
    await delay(age < 0 ? QUIET_MS : QUIET_MS - age, undefined, { signal });
    const after = await regularFile(path);
    if (after && age < 0 && after.modified === before.modified && after.size === before.size) return after;
    before = after;
  }
}

/** SHA-256 of a file in hex. */
export async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return hash.digest('hex');
}

async function regularFile(path: string): Promise<StableFile | undefined> {
  try {
    const status = await lstat(path);
    return status.isFile() ? { modified: status.mtimeMs, size: status.size } : undefined;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}
