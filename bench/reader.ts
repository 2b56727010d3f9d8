/**
 * `npm run bench -- reader [--briefs 10000] [--runs 10]`: how long the reader's first page takes to show its first brief,
 * in Debian's chromium against the local runtime with that many briefs in its table, each time in a new profile; and what
 * the page weighs. Local: there is no network between the two.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { chromium } from 'playwright-core';
import { DynamoDbTable } from '../functions/core/store/dynamodb-table.ts';
import { type Runtime, startRuntime } from '../local/runtime.ts';
import { median, quantile } from './figures/median.ts';
import { fillArchive } from './growth/archive.ts';

const PROJECT = join(import.meta.dirname, '..');
const CHROMIUM = '/usr/bin/chromium';
/** The output of the app that names its table. */
const TABLE_OUTPUT = 'TableName';

async function fill(runtime: Runtime, briefs: number): Promise<void> {
  const { dynamodbUrl, region, ownerCredentials, outputs } = runtime;
  const client = new DynamoDBClient({ endpoint: dynamodbUrl, region, credentials: ownerCredentials });
  const documents = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
  await fillArchive(new DynamoDbTable({ client: documents, tableName: outputs[TABLE_OUTPUT] ?? '' }), briefs);
  client.destroy();
}

interface View {
  milliseconds: number;
  /** As sent over the wire. */
  bytes: number;
}

async function firstView(url: string): Promise<View> {
  const browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    const page = await browser.newPage();
    const sizes: Promise<number>[] = [];
    page.on('requestfinished', (request) => {
      if (new URL(request.url()).pathname.startsWith('/v1/')) return;
      sizes.push(request.sizes().then(({ responseBodySize }) => responseBodySize));
    });
    const start = performance.now();
    await page.goto(url, { waitUntil: 'commit' });
    await page.locator('.card a[href^="/b/"]').first().waitFor();
    const milliseconds = performance.now() - start;
    const bytes = (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
    return { milliseconds, bytes };
  } finally {
    await browser.close();
  }
}

/** @returns the exit status: 0. */
export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { briefs: { type: 'string', default: '10000' }, runs: { type: 'string', default: '10' } },
  });
  const folder = await mkdtemp(join(tmpdir(), 'precis-bench-'));
  const runtime = await startRuntime({
    projectDir: PROJECT,
    stateDir: join(folder, 'state'),
    inboxDir: null,
    ports: 'free',
    log: console.log,
  });
  try {
    await runtime.ready;
    const start = performance.now();
    await fill(runtime, Number(values.briefs));
    console.log(`${values.briefs} briefs are in the table after ${((performance.now() - start) / 1000).toFixed(0)} s.`);
    const views: View[] = [];
    for (let index = 0; index < Number(values.runs); index += 1) views.push(await firstView(`${runtime.apiUrl}/`));
    const times = views.map(({ milliseconds }) => milliseconds);
    console.log(`First brief shown after ${median(times).toFixed(0)} ms (median of ${times.length} new profiles), `);
    console.log(
      `at the slowest ${quantile(times, 1).toFixed(0)} ms; page, script and style: ${views[0]?.bytes} bytes.`,
    );
  } finally {
    await runtime.close();
    await rm(folder, { recursive: true, force: true });
  }
  return 0;
}
