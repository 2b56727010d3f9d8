/**
 * `npm run bench -- parser [BENCHMARK] [--rounds 3]`: how fast the parser reads pages and what memory it takes, beside
 * parse5 → linkedom → Readability alone on the same pages in the same run. Times are of the processor.
 *
 * BENCHMARK holds `harness/data.mjs` and the pages (the set `aeb`); without it, the web page of `examples/` is read 200
 * times. Each parser runs in a process of its own, on one core where the system can pin it, the two in turn.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { wholeNumber } from './figures/whole-numbers.ts';
import { measureParsers } from './parser/speed.ts';
import { parserTable } from './parser/speed-table.ts';

/** @returns the exit status. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { rounds: { type: 'string', default: '3' } },
  });
  const [benchmark] = positionals;
  if (benchmark !== undefined && !existsSync(join(benchmark, 'harness', 'data.mjs'))) {
    console.error(`There is no parse benchmark at ${benchmark}: it holds harness/data.mjs and the pages.`);
    return 2;
  }
  console.log(parserTable(await measureParsers({ benchmark, rounds: wholeNumber('--rounds', values.rounds) })));
  return 0;
}
