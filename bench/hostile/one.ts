/** Parses one hostile file between two good ones in the isolated worker, and prints what that took as JSON. */
import { basename } from 'node:path';
import { openArticleWorker, readArticleFile } from '../../bin/precis/article-files.ts';
import { describe } from '../../bin/precis/terminal.ts';
import { RejectedError } from '../../functions/core/errors.ts';
import { peakMegabytes } from '../memory/peak.ts';

export interface HostileRun {
  seconds: number;
  megabytes: number;
  outcome: string;
  /** Whether it ended with articles or a rejection, and both good files with their article. */
  expected: boolean;
}

const GOOD = Buffer.from('The harbour board said on Friday that the second quay will close.');
const path = process.argv[2] ?? '';
const worker = openArticleWorker('parse');
const good = async () => {
  const { results } = await worker.run({ kind: 'file', bytes: GOOD, name: 'good.txt' });
  return results.length === 1;
};

const before = await good();
const start = performance.now();
let outcome: string;
let isVerdict = true;
try {
  const bytes = await readArticleFile(path);
  const { results, refused } = await worker.run({ kind: 'file', bytes, name: basename(path) });
  const characters = results.reduce((sum, { article }) => sum + article.text.length, 0);
  outcome = `${results.length} articles of ${characters} characters, ${refused.length} entries refused`;
} catch (error) {
  isVerdict = error instanceof RejectedError;
  outcome = `${error instanceof RejectedError ? error.code : error instanceof Error ? error.name : 'error'}: ${describe(error)}`;
}
const seconds = (performance.now() - start) / 1000;
const after = await good();
await worker.close();
const result: HostileRun = {
  seconds,
  megabytes: peakMegabytes(),
  outcome: outcome.slice(0, 160),
  expected: isVerdict && before && after,
};
console.log(JSON.stringify(result));
