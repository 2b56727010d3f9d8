/**
 * `npm run bench -- changes [--briefs 10000]`: what the API's call for what changed takes, for watches of several kinds
 * and for everything, with many briefs in the table: requests and read units by DynamoDB's protocol, and the times of the
 * whole call and of the reading in it. The times are local, with both sides of each request to the table in one process.
 */
import { parseArgs } from 'node:util';
import { measureChanges } from './changes/measure-changes.ts';
import { markdownTable, rounded } from './figures/markdown-table.ts';
import { wholeNumbers } from './figures/whole-numbers.ts';

/** @returns the exit status: 0. */
export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { briefs: { type: 'string', default: '10000' } } });
  const [briefs = 10_000] = wholeNumbers('--briefs', values.briefs);
  const measured = await measureChanges(briefs, (line) => console.error(line));
  const heads = ['changes for', 'requests', 'read units', 'briefs', 'all', 'ms', 'processor ms', 'of it reading'];
  const rows = measured.map((one) => [
    one.name,
    rounded(one.requests),
    rounded(one.readUnits),
    rounded(one.briefs),
    one.complete ? 'yes' : 'no',
    rounded(one.milliseconds),
    rounded(one.processorMs),
    rounded(one.readingProcessorMs),
  ]);
  console.log(markdownTable(heads, rows));
  return 0;
}
