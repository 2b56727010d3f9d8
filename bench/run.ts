/**
 * `npm run bench -- NAME ARGS…`: runs one benchmark, which is a file of this folder. It either does its work as it is
 * loaded, with its own arguments in `process.argv`, or exports `run(args)`, which returns the exit status.
 */
import { readdirSync } from 'node:fs';
import { basename } from 'node:path';

const OWN_NAME = 'run';

const names = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith('.ts'))
  .map((file) => basename(file, '.ts'))
  .filter((name) => name !== OWN_NAME)
  .sort();

const [name = '', ...args] = process.argv.slice(2);
if (names.includes(name)) {
  process.argv.splice(2, 1);
  const benchmark: { run?(args: string[]): number | Promise<number> } = await import(`./${name}.ts`);
  const status = await benchmark.run?.(args);
  if (status !== undefined) process.exitCode = status;
} else {
  console.error(name === '' ? 'Which benchmark?' : `There is no benchmark ${JSON.stringify(name)}.`);
  console.error(`npm run bench -- NAME ARGS…, where NAME is one of: ${names.join(', ')}.`);
  process.exitCode = 2;
}
