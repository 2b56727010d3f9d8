/**
 * `npm run bench -- parser [BENCHMARK] [--rounds 3]`: how fast the parser reads pages and what memory it takes, beside
 * parse5 → linkedom → Readability alone on the same pages in the same run; and what the bundle of the parse function takes
 * to load, beside an empty handler with the same SDK client.
 *
 * BENCHMARK holds `harness/data.mjs` and the pages (the set `aeb`); without it, the web page of `examples/` is read 200
 * times. Each parser runs in a process of its own, on one core where the system can pin it, the two in turn.
 */
import { spawnSync } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { buildSync } from 'esbuild';
import { BUNDLE_OPTIONS, bundleFunctions } from '../lib/bundling.ts';

/** The set of the benchmark whose pages are read. */
const SET = 'aeb';
const COPIES_OF_EXAMPLE = 200;
const COLD_STARTS = 15;

const ROOT = join(import.meta.dirname, '..');

/** What a run of one parser over the pages tells. */
export interface PagesRun {
  pages: number;
  seconds: number;
  medianMs: number;
  p95Ms: number;
  slowestMs: number;
  /** The process's largest resident set. */
  peakMegabytes: number;
}

async function unpack(benchmark: string | undefined, folder: string): Promise<void> {
  if (benchmark === undefined) {
    const example = readdirSync(join(ROOT, 'examples')).find((name) => name.endsWith('.html')) ?? '';
    for (let copy = 0; copy < COPIES_OF_EXAMPLE; copy += 1) {
      copyFileSync(join(ROOT, 'examples', example), join(folder, `${copy}.html`));
    }
    return;
  }
  const { readPages } = await import(pathToFileURL(join(resolve(benchmark), 'harness', 'data.mjs')).href);
  for (const [index, [, bytes]] of [...readPages(resolve(benchmark), 'dev', SET)].entries()) {
    writeFileSync(join(folder, `${index}.html`), bytes);
  }
}

function runOf(parser: string, pages: string): PagesRun {
  const pinned = spawnSync('taskset', ['--version']).status === 0 ? ['taskset', '-c', '0'] : [];
  const command = [
    ...pinned,
    process.execPath,
    '--import',
    'tsx',
    join(ROOT, 'bench', 'parser', `${parser}.ts`),
    pages,
  ];
  const child = spawnSync(command[0] ?? '', command.slice(1), { encoding: 'utf8', cwd: ROOT });
  if (child.status !== 0) throw new Error(`${parser} ended with ${child.status}: ${child.stderr}`);
  return JSON.parse(child.stdout);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[values.length >> 1] ?? Number.NaN;
}

/** Milliseconds until a module is loaded, in a fresh process each time; modules in turn. */
function coldImports(modules: Readonly<Record<string, string>>): Record<string, number> {
  const times: Record<string, number[]> = {};
  const environment = {
    ...process.env,
    AWS_REGION: 'eu-central-1',
    INBOX_BUCKET: 'x',
    STAGED_BUCKET: 'x',
    PRECIS_LIMITS: '{"heapMegabytes":64,"deadlineMs":1000}',
  };
  for (let round = 0; round < COLD_STARTS; round += 1) {
    for (const [name, path] of Object.entries(modules)) {
      const script = `const t=performance.now();await import(${JSON.stringify(pathToFileURL(path).href)});console.log(performance.now()-t)`;
      const child = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
        encoding: 'utf8',
        env: environment,
      });
      if (child.status !== 0) throw new Error(`${name} does not load: ${child.stderr}`);
      times[name] = [...(times[name] ?? []), Number(child.stdout.trim().split('\n').at(-1))];
    }
  }
  return Object.fromEntries(Object.entries(times).map(([name, values]) => [name, median(values)]));
}

function bytesUnder(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.mjs'))
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}

function reportBundle(folder: string): void {
  const { parse } = bundleFunctions(join(folder, 'functions'));
  const empty = join(folder, 'empty.mjs');
  buildSync({
    ...BUNDLE_OPTIONS,
    stdin: {
      contents:
        "import { S3Client } from '@aws-sdk/client-s3'; new S3Client({}); export const handler = async () => {};",
      resolveDir: ROOT,
    },
    outfile: empty,
  });
  const { handler = Number.NaN, 'empty handler': base = Number.NaN } = coldImports({
    'empty handler': empty,
    handler: join(parse, 'index.mjs'),
  });
  const kilobytes = (bytes: number) => `${Math.round(bytes / 1000)} kB`;
  console.log(
    `bundle: ${kilobytes(bytesUnder(parse))}; handler ${kilobytes(statSync(join(parse, 'index.mjs')).size)}, worker ${kilobytes(statSync(join(parse, 'worker.mjs')).size)}, the rest is loaded when its format is met`,
  );
  console.log(
    `cold import of the handler: ${handler.toFixed(0)} ms; empty handler with the same SDK client: ${base.toFixed(0)} ms; ratio ${(handler / base).toFixed(2)}`,
  );
}

/** @returns the exit status. */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { rounds: { type: 'string', default: '3' } },
  });
  const [benchmark] = positionals;
  if (benchmark !== undefined && !existsSync(join(benchmark, 'harness', 'data.mjs'))) {
    console.error(`There is no parse benchmark at ${benchmark}: it holds harness/data.mjs and the pages.`);
    return 2;
  }
  const folder = mkdtempSync(join(tmpdir(), 'precis-parser-'));
  try {
    const pages = join(folder, 'pages');
    mkdirSync(pages);
    await unpack(benchmark, pages);
    const runs: Record<string, PagesRun[]> = { precis: [], readability: [] };
    for (let round = 0; round < Number(values.rounds); round += 1) {
      for (const parser of Object.keys(runs)) runs[parser]?.push(runOf(parser, pages));
    }
    const speeds: Record<string, number> = {};
    console.log('parser        pages/s   median ms   p95 ms   slowest ms   peak MB');
    for (const [parser, all] of Object.entries(runs)) {
      const of = (pick: (run: PagesRun) => number) => median(all.map(pick));
      speeds[parser] = of(({ pages: count, seconds }) => count / seconds);
      const cells = [of((r) => r.medianMs), of((r) => r.p95Ms), of((r) => r.slowestMs), of((r) => r.peakMegabytes)];
      console.log(
        `${parser.padEnd(12)} ${speeds[parser]?.toFixed(1).padStart(8)}   ${cells.map((cell) => cell.toFixed(0).padStart(8)).join('  ')}`,
      );
    }
    console.log(`precis / readability: ${((speeds['precis'] ?? 0) / (speeds['readability'] ?? 1)).toFixed(2)}`);
    reportBundle(folder);
    return 0;
  } finally {
    rmSync(folder, { recursive: true });
  }
}
