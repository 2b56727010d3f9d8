/**
 * `npm run bench -- corpus PATH [--by-doc] [--misses]`: briefs every article of a gold corpus (`PATH/dev/*.json`) and runs
 * the corpus's own `PATH/score.mjs` as a program, with the options given. `npm run eval` prints more.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe } from '../bin/precis/terminal.ts';
import { GoldError, readGold } from './gold/articles.ts';
import { briefGold } from './gold/briefs.ts';

/** @returns the exit status. */
export async function run([corpus, ...scoreOptions]: string[]): Promise<number> {
  if (!corpus || !existsSync(join(corpus, 'score.mjs')) || !existsSync(join(corpus, 'dev'))) {
    console.error('The gold corpus is not there: npm run bench -- corpus PATH [--by-doc] [--misses], where PATH holds');
    console.error('score.mjs and dev/*.json. It is not part of this repository.');
    return 2;
  }
  const gold = join(corpus, 'dev');
  const folder = mkdtempSync(join(tmpdir(), 'precis-corpus-'));
  try {
    const articles = readGold(gold);
    const briefed = await briefGold(articles);
    const briefs = join(folder, 'briefs.ndjson');
    const lines = [...briefed].map(([id, { brief }]) => `${JSON.stringify({ id, brief })}\n`);
    writeFileSync(briefs, lines.join(''));
    const scored = spawnSync(process.execPath, [join(corpus, 'score.mjs'), gold, briefs, ...scoreOptions], {
      stdio: 'inherit',
    });
    return briefed.size === articles.length ? (scored.status ?? 1) : 1;
  } catch (error) {
    if (!(error instanceof GoldError)) throw error;
    console.error(describe(error));
    return 2;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
