/**
 * `npm run bench -- corpus PATH`: briefs every article of a gold corpus (`PATH/dev/*.json`) through the command line and
 * scores the briefs with the corpus's own `PATH/score.mjs`.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** @returns the exit status. */
export function run([corpus, ...scoreOptions]: string[]): number {
  if (!corpus || !existsSync(join(corpus, 'score.mjs')) || !existsSync(join(corpus, 'dev'))) {
    console.error('The gold corpus is not there: npm run bench -- corpus PATH [--by-doc] [--misses], where PATH holds');
    console.error('score.mjs and dev/*.json. It is not part of this repository.');
    return 2;
  }
  const gold = join(corpus, 'dev');
  const articles = readdirSync(gold)
    .filter((name) => name.endsWith('.json'))
    .sort()
    .map((name): { id: string; title: string | null; text: string } =>
      JSON.parse(readFileSync(join(gold, name), 'utf8')),
    );
  const input = articles.map(({ id, title, text }) => `${JSON.stringify({ id, title, text })}\n`).join('');

  const briefed = spawnSync(process.execPath, ['bin/precis.mjs', 'brief', '--ndjson'], {
    input,
    encoding: 'utf8',
    maxBuffer: 2 ** 30,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const folder = mkdtempSync(join(tmpdir(), 'precis-corpus-'));
  try {
    const briefs = join(folder, 'briefs.ndjson');
    writeFileSync(briefs, briefed.stdout);
    const scored = spawnSync(process.execPath, [join(corpus, 'score.mjs'), gold, briefs, ...scoreOptions], {
      stdio: 'inherit',
    });
    return briefed.status === 0 ? (scored.status ?? 1) : 1;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
