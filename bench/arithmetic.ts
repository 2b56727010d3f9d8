/**
 * `npm run bench -- arithmetic [--articles 100]`: what 3,000, 100,000 and 10 million articles a day need of an account, and
 * the settings to use; reckoned from what an article takes in the local runtime, of so many, and from AWS's quotas and
 * prices. What is assumed is in `bench/arithmetic/load-plan.ts`.
 */
import { parseArgs } from 'node:util';
import { demandOf } from './arithmetic/demand.ts';
import { loadTable } from './arithmetic/load-table.ts';
import { measureCost } from './cost/measure-cost.ts';
import { wholeNumber } from './figures/whole-numbers.ts';

/** @returns the exit status: 0. */
export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: { articles: { type: 'string', default: '100' } } });
  const articles = wholeNumber('--articles', values.articles);
  console.log(loadTable(demandOf(await measureCost({ articles, log: (line) => console.error(line) }))));
  return 0;
}
