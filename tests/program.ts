import { spawn } from 'node:child_process';

export interface Outcome {
  status: number | null;
  /** Standard output. */
  out: string;
  /** Standard error. */
  progress: string;
}

interface Surroundings {
  cwd: string;
  env?: NodeJS.ProcessEnv;
  /** What it reads from standard input. */
  input?: string;
}

/** Runs a program in a process of its own until it ends. */
export function runProgram(
  program: string,
  args: readonly string[],
  { cwd, env = process.env, input = '' }: Surroundings,
): Promise<Outcome> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd, env });
    const outcome = { out: '', progress: '' };
    child.stdout.setEncoding('utf8').on('data', (chunk) => {
      outcome.out += chunk;
    });
    child.stderr.setEncoding('utf8').on('data', (chunk) => {
      outcome.progress += chunk;
    });
    child.once('error', reject);
    child.once('close', (status) => resolve({ status, ...outcome }));
    // A program may end without having read its input: its outcome tells how it went.
    child.stdin.on('error', (error: NodeJS.ErrnoException) => error.code === 'EPIPE' || reject(error));
    child.stdin.end(input);
  });
}
