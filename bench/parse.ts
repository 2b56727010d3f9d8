/**
 * Scores `parse` against a benchmark of public pages: `npm run bench -- parse BENCHMARK [--sets a,b] [--out dir]`.
 * The benchmark's folder holds `harness/{data,score}.mjs` and the pages; it is not part of this repository.
 */

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { RejectedError } from '../functions/core/errors.ts';
import { DEFAULT_LIMITS, parseFile } from '../functions/parse/parse.ts';
import { quantile } from './figures/median.ts';

interface Pages {
  SETS: string[];
  readPages(root: string, split: string, set: string): Iterable<[string, Uint8Array]>;
}

interface Prediction {
  articleBody: string;
  title?: string | null;
  byline?: string[];
  publishedTime?: string | null;
  siteName?: string | null;
  lang?: string;
  error?: string;
}

async function predict(bytes: Uint8Array): Promise<Prediction> {
  try {
    const {
      articles: [article],
    } = await parseFile(bytes, { name: 'page.html' }, DEFAULT_LIMITS);
    if (!article) return { articleBody: '' };
    const { text, title, authors, publishedAt, source, language } = article;
    return { articleBody: text, title, byline: authors, publishedTime: publishedAt, siteName: source, lang: language };
  } catch (error) {
    if (error instanceof RejectedError) return { articleBody: '', error: `${error.code}: ${error.message}` };
    throw error;
  }
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { sets: { type: 'string' }, out: { type: 'string' }, split: { type: 'string', default: 'dev' } },
});
const root = resolve(positionals[0] ?? 'bench/parse-benchmark');
const data = join(root, 'harness', 'data.mjs');
if (!existsSync(data)) {
  console.error(`There is no parse benchmark at ${root}. Usage: npm run bench -- parse BENCHMARK [--sets aeb,traf]`);
  process.exit(2);
}
const pages: Pages = await import(pathToFileURL(data).href);
const out = values.out === undefined ? mkdtempSync(join(tmpdir(), 'precis-parse-')) : resolve(values.out);
mkdirSync(out, { recursive: true });
const sets = values.sets?.split(',') ?? pages.SETS;
for (const set of sets) {
  const predictions: Record<string, Prediction> = {};
  const times: number[] = [];
  for (const [id, bytes] of pages.readPages(root, values.split, set)) {
    const start = performance.now();
    predictions[id] = await predict(bytes);
    times.push(performance.now() - start);
  }
  writeFileSync(join(out, `${set}.json`), JSON.stringify(predictions));
  const total = times.reduce((sum, time) => sum + time, 0);
  const at = (share: number) => quantile(times, share).toFixed(0);
  console.log(
    `${set}: ${times.length} pages, ${((times.length / total) * 1000).toFixed(1)} pages/s, ms p50 ${at(0.5)}, p95 ${at(0.95)}, max ${at(1)}`,
  );
}
console.log(`predictions: ${out}`);
const score = [join(root, 'harness', 'score.mjs'), '--pred', out, '--split', values.split, '--sets', sets.join(',')];
const scored = spawnSync(process.execPath, [...score, '--per-doc', join(out, 'per-doc.json')], { stdio: 'inherit' });
process.exitCode = scored.status ?? 1;
