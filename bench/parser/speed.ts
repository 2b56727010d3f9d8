import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { EXAMPLES, exampleNames } from '../examples/example-files.ts';
import { median } from '../figures/median.ts';
import type { PagesRun } from './pages-run.ts';

/** The set of the benchmark whose pages are read. */
const SET = 'aeb';
const COPIES_OF_EXAMPLE = 200;

const ROOT = join(import.meta.dirname, '..', '..');

/** The parser, and its peer. */
const PARSERS = ['precis', 'readability'] as const;

/** What one parser takes, the median of its rounds. */
export interface ParserTime {
  readonly parser: (typeof PARSERS)[number];
  readonly pagesPerSecond: number;
  readonly medianMs: number;
  readonly p95Ms: number;
  readonly slowestMs: number;
  readonly peakMegabytes: number;
}

async function unpack(benchmark: string | undefined, folder: string): Promise<void> {
  if (benchmark === undefined) {
    const example = exampleNames().find((name) => name.endsWith('.html')) ?? '';
    for (let copy = 0; copy < COPIES_OF_EXAMPLE; copy += 1) {
      copyFileSync(join(EXAMPLES, example), join(folder, `${copy}.html`));
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

/**
 * How fast the parser reads pages and what memory it takes, beside parse5 → linkedom → Readability alone on the same pages
 * in the same run. Each runs in a process of its own, on one core where the system can pin it, the two in turn.
 * @param options.benchmark holds `harness/data.mjs` and the pages; without it, the web page of `examples/` is read 200 times.
 */
export async function measureParsers(options: {
  readonly benchmark?: string | undefined;
  readonly rounds: number;
}): Promise<ParserTime[]> {
  const pages = mkdtempSync(join(tmpdir(), 'precis-parser-'));
  try {
    await unpack(options.benchmark, pages);
    const runs = PARSERS.map((): PagesRun[] => []);
    for (let round = 0; round < options.rounds; round += 1) {
      for (const [index, parser] of PARSERS.entries()) runs[index]?.push(runOf(parser, pages));
    }
    return PARSERS.map((parser, index) => {
      const of = (pick: (run: PagesRun) => number) => median((runs[index] ?? []).map(pick));
      return {
        parser,
        pagesPerSecond: of((run) => run.pages / run.seconds),
        medianMs: of((run) => run.medianMs),
        p95Ms: of((run) => run.p95Ms),
        slowestMs: of((run) => run.slowestMs),
        peakMegabytes: of((run) => run.peakMegabytes),
      };
    });
  } finally {
    rmSync(pages, { recursive: true });
  }
}
