import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { PutObjectCommand, paginateListObjectsV2, S3Client } from '@aws-sdk/client-s3';
import { DynamoDBDocumentClient, paginateScan } from '@aws-sdk/lib-dynamodb';
import { BriefPage } from '../../functions/api/responses.ts';
import { itemSize } from '../../functions/core/store/counting-table.ts';
import type { Item } from '../../functions/core/store/table.ts';
import { readAssembly } from '../../local/assembly/read-assembly.ts';
import { synthesize } from '../../local/assembly/synthesize.ts';
import { type Runtime, startRuntime } from '../../local/runtime.ts';
import { type ArticleText, bundleFile, distinctArticles, textFile } from './articles.ts';
import { type Counts, Meter } from './meter.ts';
import { type StandingResources, standingResources } from './standing.ts';

/** What lies in the buckets and the table at the end, in bytes. */
export interface Stored {
  readonly inbox: number;
  readonly staged: number;
  readonly table: number;
}

export interface Measured {
  readonly name: string;
  /** Articles, or calls of the API. */
  readonly count: number;
  readonly counts: Counts;
  /** Bytes that were answered to whoever called; none in the pipeline. */
  readonly sentBytes: number;
}

export interface Measurement {
  readonly pipeline: readonly Measured[];
  readonly reads: readonly Measured[];
  /** For all articles that were put. */
  readonly stored: Stored & { readonly articles: number };
  /** Custom metrics that the run wrote. */
  readonly metrics: number;
  readonly standing: StandingResources;
}

export interface MeasureOptions {
  readonly projectDir: string;
  readonly articles: readonly ArticleText[];
  /** Articles of each way to put them. */
  readonly count: number;
  /** Calls of each kind. */
  readonly calls: number;
  log(line: string): void;
}

/** The stage whose settings a desk relies on. */
const STAGE = 'prod';
/** DynamoDB bills so many bytes beside each item (Developer Guide, "DynamoDB item sizes and formats"). */
const BYTES_BESIDE_ITEM = 100;
const POLL_MS = 20;
/** The queues, each of which S3 sends a test event when its notifications are set up. */
const QUEUES = 2;
/** The ways in which articles come. */
export const WAYS = {
  alone: 'single files, one at a time',
  atOnce: 'single files, at once',
  bundles: 'NDJSON bundles of 100',
} as const;
const BUNDLE = 100;
/** The calls of the API. */
export const CALLS = {
  list: 'list, a page of 20',
  brief: 'brief',
  article: 'article',
  notModified: 'brief, 304',
} as const;
/** Files that are put at the same time. */
const PUTS_AT_ONCE = 10;

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, POLL_MS));
}

/**
 * Resolves once all is done: each put has sent its message, and each message is deleted. One to parse is deleted after all that
 * it puts.
 */
function settled(meter: Meter): Promise<void> {
  return until(() => meter.messages.sent === meter.puts && meter.messages.deleted === meter.messages.sent);
}

class Bench {
  readonly #runtime: Runtime;
  readonly #meter: Meter;
  readonly #s3: S3Client;
  readonly #table: DynamoDBClient;

  constructor(runtime: Runtime, meter: Meter) {
    const { region, s3Url, dynamodbUrl, ownerCredentials } = runtime;
    this.#runtime = runtime;
    this.#meter = meter;
    this.#s3 = new S3Client({ region, endpoint: s3Url, credentials: { ...ownerCredentials } });
    this.#table = new DynamoDBClient({ region, endpoint: dynamodbUrl, credentials: { ...ownerCredentials } });
  }

  close(): void {
    this.#s3.destroy();
    this.#table.destroy();
  }

  async #put(name: string, body: string): Promise<void> {
    const { inboxBucket } = this.#runtime;
    await this.#s3.send(new PutObjectCommand({ Bucket: inboxBucket, Key: `in/${name}`, Body: body }));
  }

  /** Puts files, one after the other's end or all at once, and counts until the last is done. */
  async putFiles(
    name: string,
    files: readonly { name: string; body: string; articles: number }[],
    { alone }: { alone: boolean },
  ): Promise<Measured> {
    this.#meter.take();
    const atOnce = alone ? 1 : PUTS_AT_ONCE;
    for (let start = 0; start < files.length; start += atOnce) {
      const some = files.slice(start, start + atOnce);
      await Promise.all(some.map((file) => this.#put(file.name, file.body)));
      if (alone) await settled(this.#meter);
    }
    await settled(this.#meter);
    return {
      name,
      count: files.reduce((sum, { articles }) => sum + articles, 0),
      counts: this.#meter.take(),
      sentBytes: 0,
    };
  }

  /** Calls the API so many times, with other paths in turn. */
  async read(
    name: string,
    paths: readonly string[],
    calls: number,
    headers: (path: string) => Record<string, string>,
  ): Promise<Measured> {
    this.#meter.take();
    let sentBytes = 0;
    for (let call = 0; call < calls; call += 1) {
      const path = paths[call % paths.length] ?? '';
      const response = await fetch(`${this.#runtime.apiUrl}${path}`, { headers: headers(path) });
      if (response.status !== 200 && response.status !== 304) throw new Error(`${path} answers ${response.status}.`);
      // As sent: what is compressed is counted so.
      const declared = Number(response.headers.get('content-length') ?? 0);
      const body = (await response.arrayBuffer()).byteLength;
      const head = [...response.headers].reduce((sum, [key, value]) => sum + key.length + value.length + 4, 0);
      sentBytes += (declared || body) + head;
    }
    return { name, count: calls, counts: this.#meter.take(), sentBytes };
  }

  async cards(): Promise<string[]> {
    const response = await fetch(`${this.#runtime.apiUrl}/v1/briefs?limit=20`);
    return BriefPage.parse(await response.json()).items.map(({ briefId }) => briefId);
  }

  async etagOf(path: string): Promise<string> {
    const response = await fetch(`${this.#runtime.apiUrl}${path}`);
    return response.headers.get('etag') ?? '';
  }

  async stored(): Promise<Stored> {
    const { outputs } = this.#runtime;
    const document = DynamoDBDocumentClient.from(this.#table);
    let table = 0;
    for await (const { Items = [] } of paginateScan({ client: document }, { TableName: outputs['TableName'] })) {
      table += Items.reduce((sum, item) => sum + itemSize(item as Item) + BYTES_BESIDE_ITEM, 0);
    }
    return {
      inbox: await this.#bytesIn(outputs['InboxBucketName']),
      staged: await this.#bytesIn(outputs['StagedBucketName']),
      table,
    };
  }

  async #bytesIn(bucket: string | undefined): Promise<number> {
    let bytes = 0;
    for await (const { Contents = [] } of paginateListObjectsV2({ client: this.#s3 }, { Bucket: bucket })) {
      bytes += Contents.reduce((sum, { Size = 0 }) => sum + Size, 0);
    }
    return bytes;
  }
}

function singleFiles(articles: readonly ArticleText[], count: number, mark: string) {
  return distinctArticles(articles, count, mark).map((article, index) => ({
    name: `${mark}/${index}.txt`,
    body: textFile(article),
    articles: 1,
  }));
}

function bundles(articles: readonly ArticleText[], count: number, size: number) {
  const all = distinctArticles(articles, count, 'bundle');
  return Array.from({ length: Math.ceil(count / size) }, (_, index) => {
    const some = all.slice(index * size, (index + 1) * size);
    return { name: `bundle/${index}.ndjson`, body: bundleFile(some), articles: some.length };
  });
}

async function measureWith(
  bench: Bench,
  meter: Meter,
  options: MeasureOptions,
): Promise<Omit<Measurement, 'standing'>> {
  const { articles, count, calls, log } = options;
  await until(() => meter.messages.deleted === QUEUES);
  log('Warming the functions …');
  await bench.putFiles('', singleFiles(articles, 4, 'warm'), { alone: false });
  log(`${count} articles as single files, one after the other …`);
  const alone = await bench.putFiles(WAYS.alone, singleFiles(articles, count, 'alone'), {
    alone: true,
  });
  log(`${count} articles as single files, at once …`);
  const burst = await bench.putFiles(WAYS.atOnce, singleFiles(articles, count, 'burst'), { alone: false });
  log(`${count} articles in bundles of ${BUNDLE} …`);
  const bundled = await bench.putFiles(WAYS.bundles, bundles(articles, count, BUNDLE), {
    alone: false,
  });

  log(`${calls} calls of each kind …`);
  const paths = (await bench.cards()).map((briefId) => `/v1/briefs/${briefId}`);
  const etags = new Map(await Promise.all(paths.map(async (path) => [path, await bench.etagOf(path)] as const)));
  const plain = () => ({ 'accept-encoding': 'gzip' });
  const reads = [
    await bench.read(CALLS.list, ['/v1/briefs?limit=20'], calls, plain),
    await bench.read(CALLS.brief, paths, calls, plain),
    await bench.read(
      CALLS.article,
      paths.map((path) => `${path}/article`),
      calls,
      plain,
    ),
    await bench.read(CALLS.notModified, paths, calls, (path) => ({ 'if-none-match': etags.get(path) ?? '' })),
  ];
  return {
    pipeline: [alone, burst, bundled],
    reads,
    stored: { ...(await bench.stored()), articles: 4 + 3 * count },
    metrics: meter.metrics,
  };
}

/** Runs the pipeline in a local runtime of its own, with the production stage's settings, and counts what it does. */
export async function measure(options: MeasureOptions): Promise<Measurement> {
  const folder = await mkdtemp(join(tmpdir(), 'precis-cost-'));
  const meter = new Meter();
  try {
    const { projectDir, log } = options;
    const onStart = () => log('Synthesizing the app …');
    const assemblyDir = await synthesize({ projectDir, stateDir: folder, stage: STAGE, onStart });
    const standing = standingResources(await readAssembly(assemblyDir));
    const runtime = await startRuntime({
      projectDir,
      assemblyDir,
      stateDir: join(folder, 'state'),
      inboxDir: null,
      ports: 'free',
      log,
      onUsage: meter.onUsage,
      onFunctionLog: meter.onFunctionLog,
    });
    const bench = new Bench(runtime, meter);
    try {
      await runtime.ready;
      return { ...(await measureWith(bench, meter, options)), standing };
    } finally {
      bench.close();
      await runtime.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
