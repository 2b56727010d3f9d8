/**
 * `npm run bench -- api [--sizes 1000,100000] [--calls 200]`: what a call of each reading route costs in requests and read
 * units with few and with many briefs in the table, and how long it takes in this process, with the ratio of the two.
 *
 * Requests and units are counted at the store's table port by the rules of Amazon DynamoDB ("Read and write operations"),
 * and are the same deployed. The times are local: the function's code over a table in memory, with no network; they show
 * that a call does not grow with the table, and not how long it takes in AWS.
 */
import { parseArgs } from 'node:util';
import type { ApiContext } from '../functions/api/context.ts';
import { dispatch } from '../functions/api/dispatch.ts';
import type { RouteKey } from '../functions/api/route-table.ts';
import { ROUTES } from '../functions/api/routes.ts';
import { BriefStore } from '../functions/core/store/brief-store.ts';
import { CountingTable } from '../functions/core/store/counting-table.ts';
import { MemoryTable } from '../functions/core/store/memory-table.ts';
import { fillArchive, NEWEST } from './api/archive.ts';

const WARM_UP_CALLS = 20;

interface Call {
  readonly name: string;
  readonly route: RouteKey;
  readonly id?: string;
  readonly query?: string;
}

interface Measured {
  readonly requests: number;
  readonly readUnits: number;
  readonly p50: number;
  readonly p99: number;
}

function callsOf(newest: string): Call[] {
  return [
    { name: 'list', route: 'GET /v1/briefs' },
    { name: 'list by party', route: 'GET /v1/briefs', query: 'party=uruguay' },
    { name: 'list by party and measure', route: 'GET /v1/briefs', query: 'party=uruguay&measure=withdrawal' },
    { name: 'brief', route: 'GET /v1/briefs/{id}', id: newest },
    { name: 'dossier', route: 'GET /v1/parties/{id}', id: 'uruguay' },
    { name: 'search, frequent words', route: 'GET /v1/briefs', query: 'q=canal' },
    { name: 'search, words in no brief', route: 'GET /v1/briefs', query: 'q=xylophone' },
    { name: 'parties', route: 'GET /v1/parties' },
    { name: 'issues', route: 'GET /v1/issues' },
    { name: 'feed', route: 'GET /v1/feed' },
  ];
}

async function ask(call: Call, store: BriefStore): Promise<void> {
  const refuse = async (): Promise<never> => {
    throw new Error(`${call.name} asks for more than the table.`);
  };
  const context: ApiContext = {
    store,
    readArticle: refuse,
    currentVersion: refuse,
    presignUpload: refuse,
    inboxBucket: 'inbox',
    openApi: refuse,
    reader: { config: { mode: 'public' }, connectOrigins: async () => [], files: async () => new Map() },
    maxUploadBytes: 1,
    newUlid: () => '',
    overdueAfterMs: 60_000,
    now: () => NEWEST,
  };
  const route = ROUTES[call.route];
  const [method = '', path = ''] = call.route.split(' ');
  const parameters: Record<string, string> = call.id === undefined ? {} : { id: call.id };
  const query = new URLSearchParams(call.query);
  const request = { method, origin: 'https://desk.example', path, parameters, query, headers: {} };
  const answer = await dispatch(route, request, context, (error) => {
    throw error;
  });
  if (answer.status !== 200) throw new Error(`${call.name} answers ${answer.status}: ${answer.body}`);
}

function percentile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}

async function measure(call: Call, table: MemoryTable, calls: number): Promise<Measured> {
  const counting = new CountingTable(table);
  await ask(call, new BriefStore({ table: counting }));
  const { requests, readUnits } = counting.total();
  const store = new BriefStore({ table });
  const times: number[] = [];
  for (let round = 0; round < WARM_UP_CALLS + calls; round += 1) {
    const start = performance.now();
    await ask(call, store);
    if (round >= WARM_UP_CALLS) times.push(performance.now() - start);
  }
  times.sort((a, b) => a - b);
  return { requests, readUnits, p50: percentile(times, 0.5), p99: percentile(times, 0.99) };
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function ratio(many: number, few: number): string {
  return `${(many / few).toFixed(2)} ×`;
}

/** @returns the exit status: 0. */
export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { sizes: { type: 'string', default: '1000,100000' }, calls: { type: 'string', default: '200' } },
  });
  const [few = 0, many = 0] = values.sizes.split(',').map(Number);
  const measured = new Map<string, Measured[]>();
  for (const size of [few, many]) {
    const table = new MemoryTable();
    const start = performance.now();
    const newest = await fillArchive(table, size);
    console.log(`${size} briefs are in the table after ${((performance.now() - start) / 1000).toFixed(1)} s.`);
    for (const call of callsOf(newest)) {
      const list = measured.get(call.name) ?? [];
      measured.set(call.name, [...list, await measure(call, table, Number(values.calls))]);
    }
  }
  console.log(
    `\nOne call, with ${few} and with ${many} briefs in the table; times in this process, over a table in memory.\n`,
  );
  console.log(
    row(['call', 'requests', 'ratio', 'read units', 'ratio', 'local p50 (ms)', 'ratio', 'local p99 (ms)', 'ratio']),
  );
  console.log(row(Array.from({ length: 9 }, () => '---')));
  for (const [name, [a, b]] of measured) {
    if (a === undefined || b === undefined) continue;
    console.log(
      row([
        name,
        `${a.requests} → ${b.requests}`,
        ratio(b.requests, a.requests),
        `${a.readUnits} → ${b.readUnits}`,
        ratio(b.readUnits, a.readUnits),
        `${a.p50.toFixed(1)} → ${b.p50.toFixed(1)}`,
        ratio(b.p50, a.p50),
        `${a.p99.toFixed(1)} → ${b.p99.toFixed(1)}`,
        ratio(b.p99, a.p99),
      ]),
    );
  }
  return 0;
}
