/**
 * `npm run bench -- growth [--briefs 1000,10000,100000] [--dynalite 1000,10000]`: what storing briefs and each call that
 * reads takes in requests and units with few and with many briefs in the table, and how long it takes here.
 *
 * Over a table in memory, requests and units are counted at the store's table port by the rules of Amazon DynamoDB ("Read
 * and write operations"); over dynalite they are the requests sent and the units that it tells. Both are the same
 * deployed. The times are local: they show that an operation does not grow with the table, not how long it takes in AWS.
 */
import { parseArgs } from 'node:util';
import { wholeNumbers } from './figures/whole-numbers.ts';
import { measureGrowth } from './growth/growth.ts';
import { growthTable } from './growth/growth-table.ts';

/** @returns the exit status: 0. */
export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      briefs: { type: 'string', default: '1000,10000,100000' },
      dynalite: { type: 'string', default: '1000,10000' },
    },
  });
  const figures = await measureGrowth({
    sizes: wholeNumbers('--briefs', values.briefs),
    dynaliteSizes: values.dynalite === 'none' ? [] : wholeNumbers('--dynalite', values.dynalite),
    log: (line) => console.error(line),
  });
  console.log(growthTable(figures));
  return 0;
}
