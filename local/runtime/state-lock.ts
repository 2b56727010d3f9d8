import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigurationError } from '../../functions/core/errors.ts';

/** Keeps a state folder for this process alone. */
export interface StateLock {
  release(): Promise<void>;
}

/** How often a lock that changes while it is looked at is looked at again. */
const TRIES = 5;

/**
 * Takes a state folder. A lock whose process is gone (killed, or before a restart of the machine) is taken over.
 * @throws ConfigurationError if another process has it, or if no lock can be written there.
 */
export async function lockState(stateDir: string): Promise<StateLock> {
  const file = join(stateDir, 'lock');
  for (let tries = 0; tries < TRIES; tries++) {
    if (await create(file)) return { release: () => rm(file, { force: true }) };
    const found = await readFile(file, 'utf8').catch(() => undefined);
    if (found === undefined) continue;
    const [pid, birth] = found.split(' ');
    if (pid && birth !== undefined && isRunning(Number(pid), birth)) {
      throw new ConfigurationError(`Precis runs with this state already (process ${pid}).`, {
        file: stateDir,
        remedy: 'Stop it first, or give this one a state folder of its own with --state.',
      });
    }
    await removeStale(file, found);
  }
  throw new ConfigurationError(`The state folder ${stateDir} cannot be locked.`, {
    file,
    remedy: 'Start again once no other start is under way.',
  });
}

/** Makes the lock with its content, or not at all: nobody ever reads one that is half written. */
async function create(file: string): Promise<boolean> {
  const own = `${file}.${randomUUID()}`;
  try {
    await writeFile(own, `${process.pid} ${statusOf(process.pid).birth}`, { flag: 'wx', mode: 0o600 });
    await link(own, file);
    return true;
  } catch (cause) {
    if (codeOf(cause) === 'EEXIST') return false;
    throw new ConfigurationError(`No lock can be written: ${file} (${codeOf(cause)}).`, {
      file,
      remedy: 'Give a state folder with --state that may be written to, on a disk with hard links.',
      cause,
    });
  } finally {
    await rm(own, { force: true }).catch(() => undefined);
  }
}

/** Removes the lock that was read, and no other that was made in its place meanwhile. */
async function removeStale(file: string, content: string): Promise<void> {
  const aside = `${file}.${randomUUID()}`;
  try {
    await rename(file, aside);
    if ((await readFile(aside, 'utf8')) !== content) await link(aside, file);
  } catch (error) {
    // Removed by another start, or replaced by its lock.
    if (codeOf(error) !== 'ENOENT' && codeOf(error) !== 'EEXIST') throw error;
  } finally {
    await rm(aside, { force: true });
  }
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error ? String(error.code) : undefined;
}

/** Whether a process runs that has this number and began then, so that another one with its number is not taken for it. */
function isRunning(pid: number, birth: string): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (codeOf(error) !== 'EPERM') return false;
  }
  const now = statusOf(pid);
  // A process that was killed keeps its number for as long as its parent does not ask for it.
  return birth === now.birth && !/^[ZX]$/.test(now.state);
}

/**
 * What the system tells of a process: its state and when it began (Linux: fields 3 and 22 of proc(5)); empty where it
 * does not tell.
 */
function statusOf(pid: number): { state: string; birth: string } {
  try {
    const status = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = status.slice(status.lastIndexOf(')') + 2).split(' ');
    return { state: fields[0] ?? '', birth: fields[19] ?? '' };
  } catch {
    return { state: '', birth: '' };
  }
}
