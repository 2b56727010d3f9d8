/**
 * `npm run eval -- GOLD_DIR [--scorer PATH] [--worst 10]`: briefs every annotated article of a folder (`*.json`) and prints
 * the score by list, by topic and by certainty, with the worst articles. The scorer is a module that exports `scoreCorpus`;
 * without `--scorer` it is `score.mjs` beside the folder.
 *
 * `npm run eval -- GOLD_DIR --faithful [--sample 20]`: how many of the written sentences the evidence gate finds supported
 * by their quotes, those that fail, and a sample of the others to be read. It needs no scorer.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { describe } from '../bin/precis/terminal.ts';
import { GoldError, readGold } from './gold/articles.ts';
import { briefGold } from './gold/briefs.ts';
import { faithfulReport } from './gold/faithful.ts';
import { scoreReport } from './gold/report.ts';
import { openScorer } from './gold/scorer.ts';

const USAGE = 'npm run eval -- GOLD_DIR [--scorer PATH] [--worst 10] [--faithful] [--sample 20]';

function countIn(name: string, text: string): number {
  const count = Number(text);
  if (Number.isSafeInteger(count) && count >= 0) return count;
  throw new GoldError(`--${name} takes a whole number.`);
}

async function evaluate(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      scorer: { type: 'string' },
      worst: { type: 'string', default: '10' },
      faithful: { type: 'boolean', default: false },
      sample: { type: 'string', default: '20' },
    },
  });
  const [folder, ...others] = positionals;
  if (folder === undefined || others.length > 0) throw new GoldError('Name the one folder of annotated articles.');
  const worst = countIn('worst', values.worst);
  const sample = countIn('sample', values.sample);
  const articles = readGold(folder);
  const score = values.faithful ? undefined : await openScorer(values.scorer ?? join(folder, '..', 'score.mjs'));
  const briefed = await briefGold(articles, { explain: values.faithful });
  if (score === undefined) {
    console.log(faithfulReport(briefed, sample));
  } else {
    const briefs = new Map([...briefed].map(([id, { brief }]) => [id, brief]));
    console.log(scoreReport(articles, briefs, score, worst));
  }
  return briefed.size === articles.length ? 0 : 1;
}

/** @returns the exit status: 0, 1 if an article could not be briefed, 2 for wrong usage or what is not there. */
export async function run(args: string[]): Promise<number> {
  try {
    return await evaluate(args);
  } catch (error) {
    const isUsage = error instanceof Error && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS');
    if (!(error instanceof GoldError) && !isUsage) throw error;
    console.error(describe(error));
    console.error(USAGE);
    return 2;
  }
}
