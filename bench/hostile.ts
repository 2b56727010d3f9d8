/**
 * `npm run bench -- hostile [FOLDER] [--only NAME]`: parses hostile files, each in a fresh process as `precis parse` does it
 * (in its isolated worker) between two good ones, and prints time, peak memory and outcome. Without FOLDER, the files of
 * `tests/fixtures/hostile`. The exit status is 1 if one took over 5 s or 512 MB, ended otherwise than with articles or a
 * rejection, or cost a neighbour its article.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { HOSTILE_FILES } from '../tests/fixtures/hostile/files.ts';
import type { HostileRun } from './hostile/one.ts';

const MOST_SECONDS = 5;
const MOST_MEGABYTES = 512;

/** @returns the exit status. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { only: { type: 'string' } } });
  const own = mkdtempSync(join(tmpdir(), 'precis-hostile-'));
  const folder = positionals[0] === undefined ? own : resolve(positionals[0]);
  const names = (positionals[0] === undefined ? Object.keys(HOSTILE_FILES) : readdirSync(folder)).filter(
    (name) => values.only === undefined || name.includes(values.only),
  );
  let bad = 0;
  try {
    for (const name of names) {
      const path = join(folder, name);
      if (folder === own) writeFileSync(path, HOSTILE_FILES[name]?.() ?? new Uint8Array());
      const child = spawnSync(
        process.execPath,
        ['--import', 'tsx', join(import.meta.dirname, 'hostile', 'one.ts'), path],
        { encoding: 'utf8', cwd: join(import.meta.dirname, '..'), timeout: 60_000 },
      );
      if (folder === own) rmSync(path);
      const result: HostileRun = child.status === 0 ? JSON.parse(child.stdout) : undefined;
      const fine =
        result !== undefined && result.seconds <= MOST_SECONDS && result.megabytes <= MOST_MEGABYTES && result.expected;
      if (!fine) bad += 1;
      const figures = result
        ? `${result.seconds.toFixed(2).padStart(6)} s ${result.megabytes.toFixed(0).padStart(5)} MB  ${result.outcome}`
        : `ended with ${child.status ?? child.signal}: ${child.stderr.slice(0, 300)}`;
      console.log(`${fine ? 'ok  ' : 'BAD '} ${name.padEnd(38)} ${figures}`);
    }
  } finally {
    rmSync(own, { recursive: true });
  }
  console.log(
    `${names.length - bad} of ${names.length} within ${MOST_SECONDS} s and ${MOST_MEGABYTES} MB, with articles or a rejection`,
  );
  return bad > 0 ? 1 : 0;
}
