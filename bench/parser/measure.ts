import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { quantile } from '../figures/median.ts';
import { processorMs } from '../figures/processor-time.ts';
import { peakMegabytes } from '../memory/peak.ts';
import type { PagesRun } from './pages-run.ts';

/** Reads every page of the folder that the command line names, and prints what that took as JSON. */
export async function measure(parse: (bytes: Uint8Array) => unknown): Promise<void> {
  const folder = process.argv[2] ?? '';
  const times: number[] = [];
  for (const name of readdirSync(folder)) {
    const bytes = readFileSync(join(folder, name));
    times.push(await processorMs(() => parse(bytes)));
  }
  const result: PagesRun = {
    pages: times.length,
    seconds: times.reduce((sum, time) => sum + time, 0) / 1000,
    medianMs: quantile(times, 0.5),
    p95Ms: quantile(times, 0.95),
    slowestMs: quantile(times, 1),
    peakMegabytes: peakMegabytes(),
  };
  console.log(JSON.stringify(result));
}
