import { execFile } from 'node:child_process';
import { PRECIS } from './runtime-process.ts';

/** What a command printed, and how it ended. */
export interface CommandResult {
  readonly command: string;
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs `precis` as its user does, on the runtime of a state. */
export function precis(state: string, ...args: string[]): Promise<CommandResult> {
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [PRECIS, ...args, '--state', state],
      { encoding: 'utf8', maxBuffer: 64 * 2 ** 20 },
      (error, stdout, stderr) => {
        const status = error === null ? 0 : typeof error.code === 'number' ? error.code : 1;
        resolve({ command: `precis ${args.join(' ')}`, status, stdout, stderr });
      },
    );
  });
}
