/**
 * `npm run bench -- NAME ARGS…`: runs one benchmark, which is a file of this folder. It either does its work as it is
 * loaded, with its own arguments in `process.argv`, or exports `run(args)`, which returns the exit status. Without a name
 * it is the report.
 */
import { readdirSync } from 'node:fs';
import { basename } from 'node:path';
import { describe } from '../bin/precis/terminal.ts';
import { PrecisError } from '../functions/core/errors.ts';

/** Whether an error is about the arguments, and the person who gave them is told no more than that. */
function isUsage(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return error instanceof PrecisError || code.startsWith('ERR_PARSE_ARGS');
}

const OWN_NAME = 'run';
const WITHOUT_NAME = 'report';

const names = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.ts'))
  .map((file) => basename(file, '.ts'))
  .filter((name) => name !== OWN_NAME)
  .sort();

const given = process.argv.slice(2);
const isNamed = given[0] !== undefined && !given[0].startsWith('-');
const [name = '', ...args] = isNamed ? given : [WITHOUT_NAME, ...given];
if (names.includes(name)) {
  if (isNamed) process.argv.splice(2, 1);
  const benchmark: { run?(args: string[]): number | Promise<number> } = await import(`./${name}.ts`);
  try {
    const status = await benchmark.run?.(args);
    if (status !== undefined) process.exitCode = status;
  } catch (error) {
    if (!isUsage(error)) throw error;
    console.error(describe(error));
    process.exitCode = 2;
  }
} else {
  console.error(`There is no benchmark ${JSON.stringify(name)}.`);
  console.error(`npm run bench -- NAME ARGS…, where NAME is one of: ${names.join(', ')}; without NAME, the report.`);
  process.exitCode = 2;
}
