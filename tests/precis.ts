import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { PROJECT } from './project.ts';

export interface Outcome {
  status: number | null;
  /** Standard output. */
  out: string;
  /** Standard error. */
  progress: string;
}

/** Runs the command line in a process of its own, as a person would. */
export function precis(args: string[], input = ''): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [join(PROJECT, 'bin', 'precis.mjs'), ...args], { cwd: PROJECT });
    const outcome = { out: '', progress: '' };
    child.stdout.on('data', (chunk) => {
      outcome.out += chunk;
    });
    child.stderr.on('data', (chunk) => {
      outcome.progress += chunk;
    });
    child.once('error', reject);
    child.once('close', (status) => resolve({ status, ...outcome }));
    child.stdin.end(input);
  });
}
