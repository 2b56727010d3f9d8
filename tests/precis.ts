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

/** The command line's program, for Node. */
export const PRECIS = join(PROJECT, 'bin', 'precis.mjs');

/** Runs the command line in a process of its own, as a person would; `environment` adds to this one's. */
export function precis(args: string[], input = '', environment: NodeJS.ProcessEnv = {}): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [PRECIS, ...args], { cwd: PROJECT, env: { ...process.env, ...environment } });
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
