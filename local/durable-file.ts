import { randomUUID } from 'node:crypto';
import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/** How the names of files end that were never finished; whoever owns the directory may delete them at its start. */
export const UNFINISHED = '.unfinished';

/**
 * Writes a file whole or not at all: to a temporary name, on to the disk, then renamed over `file`. Once resolved it
 * outlives a kill of this process and of the machine.
 * @param mode of a file that is not for everybody: `0o600`.
 */
export async function writeDurably(file: string, content: string, mode = 0o666): Promise<void> {
  const temporary = `${file}.${randomUUID()}${UNFINISHED}`;
  const handle = await open(temporary, 'wx', mode);
  try {
    await handle.writeFile(content);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(temporary, file);
  await syncDirectory(dirname(file));
}

/** Deletes a file durably; one that is not there is deleted already. */
export async function removeDurably(file: string): Promise<void> {
  await rm(file, { force: true });
  await syncDirectory(dirname(file));
}

/** Brings the names in a directory on to the disk, where the system can do that (Windows cannot, and need not). */
export async function syncDirectory(directory: string): Promise<void> {
  let handle: FileHandle | undefined;
  try {
    handle = await open(directory, 'r');
    await handle.sync();
  } catch (error) {
    if (process.platform !== 'win32') throw error;
  } finally {
    await handle?.close();
  }
}
