import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { peakMegabytes } from '../memory/peak.ts';
import type { PagesRun } from '../parser.ts';

/** Reads every page of the folder that the command line names, and prints what that took as JSON. */
export async function measure(parse: (bytes: Uint8Array) => unknown): Promise<void> {
  const folder = process.argv[2] ?? '';
  const times: number[] = [];
  for (const name of readdirSync(folder)) {
    const bytes = readFileSync(join(folder, name));
    const start = performance.now();
    await parse(bytes);
    times.push(performance.now() - start);
  }
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  const result: PagesRun = {
    pages: times.length,
    seconds: times.reduce((sum, time) => sum + time, 0) / 1000,
    medianMs: at(0.5),
    p95Ms: at(0.95),
    slowestMs: at(1),
    peakMegabytes: peakMegabytes(),
  };
  console.log(JSON.stringify(result));
}
