import { readFileSync } from 'node:fs';
import { open, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ConfigurationError } from '../../functions/core/errors.ts';

/** Keeps a state folder for this process alone. */
export interface StateLock {
  release(): Promise<void>;
}

/**
 * Takes a state folder. A lock whose process is gone (killed, or before a restart of the machine) is taken over.
 * @throws ConfigurationError if another process has it.
 */
export async function lockState(stateDir: string): Promise<StateLock> {
  const file = join(stateDir, 'lock');
  for (let tries = 0; tries < 3; tries++) {
    if (await create(file)) return { release: () => rm(file, { force: true }) };
    const [pid, birth] = (await readFile(file, 'utf8').catch(() => '')).split(' ');
    if (pid && birth !== undefined && isRunning(Number(pid)) && birth === birthOf(Number(pid))) {
      throw new ConfigurationError(`Precis runs with this state already (process ${pid}).`, {
        file: stateDir,
        remedy: 'Stop it first, or give this one a state folder of its own with --state.',
      });
    }
    await rm(file, { force: true });
  }
  throw new ConfigurationError('The state folder cannot be locked.', { file });
}

async function create(file: string): Promise<boolean> {
  try {
    const handle = await open(file, 'wx');
    await handle.writeFile(`${process.pid} ${birthOf(process.pid)}`);
    await handle.close();
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}

/**
 * When a process began, so that another one with its number is not taken for it (Linux: starttime of proc(5), the 22nd
 * field); empty where the system does not tell.
 */
function birthOf(pid: number): string {
  try {
    const status = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return status.slice(status.lastIndexOf(')') + 2).split(' ')[19] ?? '';
  } catch {
    return '';
  }
}
