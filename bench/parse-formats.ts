/**
 * Scores `parse` on one small file of every format: `npm run bench -- parse-formats BENCHMARK [--split dev]
 * [--out file]`. The benchmark's folder holds `harness/score-formats.mjs` and `formats/<split>`; it is not part of this
 * repository.
 */

import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { RejectedError } from '../functions/core/errors.ts';
import { DEFAULT_LIMITS, parseFile } from '../functions/parse/parse.ts';

interface Prediction {
  articleBody: string;
  title?: string | null;
  byline?: string[];
  publishedTime?: string | null;
  siteName?: string | null;
  lang?: string;
  /** Articles in the file; the fields above are those of the first. */
  items?: number;
  error?: string;
}

async function predict(bytes: Uint8Array, name: string): Promise<Prediction> {
  try {
    const { articles } = await parseFile(bytes, { name }, DEFAULT_LIMITS);
    const [article] = articles;
    if (!article) return { articleBody: '', items: 0 };
    return {
      articleBody: article.text,
      title: article.title,
      byline: article.authors,
      publishedTime: article.publishedAt,
      siteName: article.source,
      lang: article.language,
      items: articles.length,
    };
  } catch (error) {
    if (error instanceof RejectedError) return { articleBody: '', error: `${error.code}: ${error.message}` };
    throw error;
  }
}

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { split: { type: 'string', default: 'dev' }, out: { type: 'string' } },
});
const root = resolve(positionals[0] ?? 'bench/parse-benchmark');
const folder = join(root, 'formats', values.split, 'files');
if (!existsSync(folder)) {
  console.error(`There are no files of formats at ${folder}. Usage: npm run bench -- parse-formats BENCHMARK`);
  process.exit(2);
}
const out = resolve(values.out ?? join(mkdtempSync(join(tmpdir(), 'precis-formats-')), 'predictions.json'));
const predictions: Record<string, Prediction> = {};
for (const name of readdirSync(folder).sort()) {
  predictions[name] = await predict(readFileSync(join(folder, name)), name);
}
writeFileSync(out, JSON.stringify(predictions, null, 1));
console.log(`predictions: ${out}`);
const score = [join(root, 'harness', 'score-formats.mjs'), '--pred', out, '--split', values.split];
process.exitCode = spawnSync(process.execPath, score, { stdio: 'inherit' }).status ?? 1;
