/**
 * `npm run bench -- cost [--articles 100] [--corpus DIR] [--json FILE]`: what a million articles and a million calls of the API
 * cost in AWS, by service, and what costs by the month. Requests, units and bytes are counted as the pipeline runs here, with
 * the settings of the stage `prod`: over single files that come one at a time and at once, and bundles of 100. The articles are
 * copies of the example story's and, with `--corpus`, of the articles of a gold corpus (`DIR/*.json`). How it is counted, and
 * what is assumed: docs/cost.md.
 */
import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { costTable } from './cost/cost-table.ts';
import { measureCost } from './cost/measure-cost.ts';
import { wholeNumber } from './figures/whole-numbers.ts';

/** @returns the exit status: 0. @throws GoldError for a corpus that is not there. */
export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { articles: { type: 'string', default: '100' }, corpus: { type: 'string' }, json: { type: 'string' } },
  });
  const figures = await measureCost({
    articles: wholeNumber('--articles', values.articles),
    ...(values.corpus === undefined ? {} : { corpus: values.corpus }),
    log: (line) => console.error(line),
  });
  if (values.json !== undefined) writeFileSync(values.json, `${JSON.stringify(figures, null, 2)}\n`);
  console.log(costTable(figures));
  return 0;
}
