/**
 * `npm run soak -- --seed SEED [--articles 2000] [--kills 3] [--poison 5] [--time-scale 60] [--no-faults] [--json FILE]`:
 * the whole local runtime as a process of its own, under faults and killed several times, while an inbox is filled,
 * overwritten and emptied; at the end, everything is compared with what must be true. `bench/soak/README.md` says more.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { printedReport } from './soak/report.ts';
import { runSoak } from './soak/run-soak.ts';

function wholeNumber(name: string, text: string, least: number): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= least) return value;
  throw new Error(`--${name} takes a whole number from ${least}, not ${JSON.stringify(text)}.`);
}

/** @returns the exit status: 0 if all is as it must be, else 1. */
export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      seed: { type: 'string', default: '1' },
      articles: { type: 'string', default: '2000' },
      kills: { type: 'string', default: '3' },
      poison: { type: 'string', default: '5' },
      'time-scale': { type: 'string', default: '60' },
      'no-faults': { type: 'boolean', default: false },
      json: { type: 'string' },
    },
  });
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  const folder = await mkdtemp(join(tmpdir(), 'precis-soak-'));
  console.error(`The state and the logs are in ${folder} while it runs, and stay there if anything misses.`);
  // The runtime is a process group of its own, which ends with this process only where this one exits.
  process.once('SIGINT', () => process.exit(130));
  process.once('SIGTERM', () => process.exit(143));
  const faults = !values['no-faults'];
  const report = await runSoak({
    folder,
    command: ['npm run soak --', ...args].join(' '),
    seed: values.seed,
    articles: wholeNumber('articles', values.articles, 10),
    kills: wholeNumber('kills', values.kills, 0),
    poison: faults ? wholeNumber('poison', values.poison, 0) : 0,
    timeScale: wholeNumber('time-scale', values['time-scale'], 1),
    faults,
    log: (line) => console.error(line),
  });
  console.log(printedReport(report));
  if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(report, null, 2)}\n`);
  const isGood = report.checks.every(({ misses }) => misses.length === 0);
  if (isGood) await rm(folder, { recursive: true, force: true });
  return isGood ? 0 : 1;
}
