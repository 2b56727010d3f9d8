/**
 * `npm run bench -- analyzer [--rounds 20] [GOLD_DIR]`: what analysis and the gate take, beside what two libraries take for
 * less on the same articles in the same run: the bare tagging of wink-nlp (sentences and parts of speech; of a tagger that
 * has met all words before, and of one that has met none, with lemmas, as an analysis that is always the same needs it),
 * and what compromise finds of people, places, organizations and verbs. Then how the time grows with the length of a text.
 * Times are of the processor.
 *
 * Analysis and gate run as Lambda and the command line run them: bundled (`lib/bundling.ts`).
 *
 * GOLD_DIR holds `*.json` files with a `title` and a `text`; without it, the articles of `examples/` are read.
 * It does not show: parsing, cold starts, several articles at the same time.
 */
import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { measureAnalyzer } from './analyzer/speed.ts';
import { analyzerTable } from './analyzer/speed-table.ts';
import { wholeNumber } from './figures/whole-numbers.ts';

/** Lengths at which the growth is measured, in code units. */
const LENGTHS = [1_000, 3_000, 10_000, 30_000, 100_000, 300_000, 1_000_000];

/** @returns the exit status. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { rounds: { type: 'string', default: '20' } },
  });
  const rounds = wholeNumber('--rounds', values.rounds);
  const [folder] = positionals;
  if (folder !== undefined && !existsSync(folder)) {
    console.error('npm run bench -- analyzer [--rounds N] [GOLD_DIR]: GOLD_DIR is a folder');
    return 2;
  }
  console.log(analyzerTable(await measureAnalyzer({ folder, rounds, lengths: LENGTHS })));
  const peak = process.resourceUsage().maxRSS / 1024;
  console.log(`\nNode ${process.version}; peak memory ${peak.toFixed(0)} MB.`);
  return 0;
}
