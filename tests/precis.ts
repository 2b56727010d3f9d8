import { join } from 'node:path';
import { type Outcome, runProgram } from './program.ts';
import { PROJECT } from './project.ts';

/** The command line's program, for Node. */
export const PRECIS = join(PROJECT, 'bin', 'precis.mjs');

/** Runs the command line in a process of its own, as a person would; `environment` adds to this one's. */
export const precis = (args: string[], input = '', environment: NodeJS.ProcessEnv = {}): Promise<Outcome> =>
  runProgram(process.execPath, [PRECIS, ...args], { cwd: PROJECT, env: { ...process.env, ...environment }, input });
