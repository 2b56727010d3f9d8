/**
 * `npm run bench -- throughput [--articles 200] [--rounds 3]`: articles a second through the local runtime, from the put of
 * a file to the end of its last message, as single files and as NDJSON bundles of 100; beside the same template with
 * handlers that do nothing but read an object and put one, or an item. Both take turns in the same run.
 *
 * The ratio tells what parsing, analysis and the store cost beside the wiring. The rate is this machine's: the services,
 * the functions and the table share its processors and disk, where AWS gives each batch a machine of its own.
 */
import { parseArgs } from 'node:util';
import { wholeNumber } from './figures/whole-numbers.ts';
import { measureThroughput } from './throughput/throughput.ts';
import { throughputTable } from './throughput/throughput-table.ts';

/** @returns the exit status: 0. */
export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { articles: { type: 'string', default: '200' }, rounds: { type: 'string', default: '3' } },
  });
  const figures = await measureThroughput({
    articles: wholeNumber('--articles', values.articles),
    rounds: wholeNumber('--rounds', values.rounds),
    log: (line) => console.error(line),
  });
  console.log(throughputTable(figures));
  return 0;
}
