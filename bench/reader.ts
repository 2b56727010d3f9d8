/**
 * `npm run bench -- reader [BRIEFS]`: the weight of the web page, and the time until it shows the first briefs, in the
 * local runtime with that many of them (10,000) against one of them in the same run. Local figures: no network lies
 * between, and the machine runs browser and server at once.
 */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { BriefStore } from '../functions/core/store/brief-store.ts';
import { DynamoDbTable } from '../functions/core/store/dynamodb-table.ts';
import { buildReader } from '../lib/reader-bundle.ts';
import { synthesize } from '../local/assembly/synthesize.ts';
import { ReadingDesk } from '../tests/browser/reading-desk.ts';
import { PROJECT } from '../tests/project.ts';
import { anArticle, aSingle } from '../tests/store/records.ts';

const STATE = join(PROJECT, 'node_modules', '.cache', 'precis-tests');
const VISITS = 9;
/** How many briefs are written at a time. */
const AT_A_TIME = 32;

function printWeight(): void {
  const files = buildReader('/');
  const sizes = files.map(
    ({ path, contents }) => [path, contents.length, brotliCompressSync(contents).length] as const,
  );
  for (const [path, bytes, compressed] of sizes)
    console.log(`${path.slice(1).padEnd(24)} ${bytes} B, ${compressed} B br`);
  console.log(`${'all'.padEnd(24)} ${sizes.reduce((sum, [, , compressed]) => sum + compressed, 0)} B br`);
}

/** Writes briefs straight into the table, as the brief function does. */
async function seed(desk: ReadingDesk, from: number, to: number): Promise<void> {
  const { dynamodbUrl, region, ownerCredentials, outputs } = desk.desk.runtime;
  const client = new DynamoDBClient({ endpoint: dynamodbUrl, region, credentials: ownerCredentials });
  const tableName = outputs['TableName'] ?? '';
  const table = new DynamoDbTable({ client: DynamoDBDocumentClient.from(client), tableName });
  const store = new BriefStore({ table });
  let next = from;
  const work = async (): Promise<void> => {
    while (next < to) {
      const number = next++;
      const receivedAt = new Date(Date.UTC(2026, 0, 1) + number * 60_000).toISOString();
      const article = anArticle({ key: `in/${number}.txt`, publishedAt: receivedAt, receivedAt });
      await store.storeBrief(aSingle(article), Date.now());
    }
  };
  await Promise.all(Array.from({ length: AT_A_TIME }, work));
  client.destroy();
}

/** Milliseconds from the start of a first visit until the first brief stands on the page. */
async function firstView(desk: ReadingDesk): Promise<number> {
  const { page, context } = await desk.page();
  await page.addInitScript(`
    new MutationObserver((_, observer) => {
      if (document.querySelector('.card') === null) return;
      observer.disconnect();
      requestAnimationFrame(() => { window.firstView = performance.now(); });
    }).observe(document, { childList: true, subtree: true });`);
  await page.goto('/');
  const milliseconds = Number(
    await page.evaluate(`new Promise((resolve) => {
      const look = () => (window.firstView ? resolve(window.firstView) : requestAnimationFrame(look));
      look();
    })`),
  );
  await context.close();
  return milliseconds;
}

async function median(desk: ReadingDesk): Promise<number> {
  const times: number[] = [];
  for (let visit = 0; visit < VISITS; visit++) times.push(await firstView(desk));
  return times.sort((a, b) => a - b)[Math.floor(VISITS / 2)] ?? Number.NaN;
}

export async function run([briefs = '10000']: string[]): Promise<number> {
  printWeight();
  mkdirSync(STATE, { recursive: true });
  const desk = await ReadingDesk.open(await synthesize({ projectDir: PROJECT, stateDir: STATE, onStart: () => {} }));
  try {
    const most = Number(briefs);
    await seed(desk, 0, 20);
    // The first visit meets a cold function.
    await firstView(desk);
    const few = await median(desk);
    await seed(desk, 20, most);
    const many = await median(desk);
    console.log(
      `first view, median of ${VISITS}, local: ${few.toFixed(0)} ms with 20 briefs, ${many.toFixed(0)} ms with ${most}`,
    );
    console.log(`ratio ${(many / few).toFixed(2)}`);
    return 0;
  } finally {
    await desk.close();
  }
}
