/**
 * `npm run bench -- brief-speed [--rounds 50] [FILE…]`: how long parsing, analysis and the gate take for each article, by
 * the code of `precis brief` in its isolated worker. Without files, those in `examples/`.
 *
 * It does not show: cold starts, reading and writing over the network, several articles at the same time.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { fileId, openArticleWorker, readArticleFile } from '../bin/precis/article-files.ts';
import { EXAMPLES, exampleNames } from './examples/example-files.ts';
import { median, quantile } from './figures/median.ts';
import { wholeNumber } from './figures/whole-numbers.ts';

/** Rounds before the clock counts, so that the compiler has seen the code. */
const WARM_UP_ROUNDS = 5;

function row(name: string, kilobytes: number, milliseconds: number[]): string {
  const middle = median(milliseconds);
  const cells = [
    kilobytes.toFixed(1),
    middle.toFixed(2),
    quantile(milliseconds, 0.95).toFixed(2),
    (middle / kilobytes).toFixed(2),
  ];
  return `${name.slice(0, 40).padEnd(42)}${cells.map((cell) => cell.padStart(10)).join('')}`;
}

/** @returns the exit status: 0. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { rounds: { type: 'string', default: '50' } },
  });
  const rounds = wholeNumber('--rounds', values.rounds);
  const files = positionals.length > 0 ? positionals : exampleNames().map((name) => join(EXAMPLES, name));
  const worker = openArticleWorker();
  try {
    console.log(
      `${'article'.padEnd(42)}${['kB text', 'median ms', 'p95 ms', 'ms/kB'].map((h) => h.padStart(10)).join('')}`,
    );
    const all: number[] = [];
    let allKilobytes = 0;
    for (const file of files) {
      const bytes = await readArticleFile(file);
      const task = { kind: 'file' as const, bytes, name: fileId(file) };
      let kilobytes = 0;
      const milliseconds: number[] = [];
      for (let round = -WARM_UP_ROUNDS; round < rounds; round += 1) {
        const answer = await worker.run(task);
        kilobytes = answer.results.reduce((sum, { article }) => sum + Buffer.byteLength(article.text), 0) / 1000;
        if (round >= 0) milliseconds.push(answer.milliseconds);
      }
      console.log(row(fileId(file), kilobytes, milliseconds));
      all.push(...milliseconds);
      allKilobytes += kilobytes;
    }
    if (files.length > 1) console.log(row('all', allKilobytes / files.length, all));
    console.log(`Node ${process.version}, ${rounds} rounds after ${WARM_UP_ROUNDS} to warm up; kB of parsed text.`);
    return 0;
  } finally {
    await worker.close();
  }
}
