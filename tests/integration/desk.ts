import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeleteObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { BriefPage, UploadReport } from '../../functions/api/responses.ts';
import type { Card } from '../../functions/core/store/card.ts';
import { type Runtime, type RuntimeOptions, startRuntime } from '../../local/runtime.ts';
import { expectDescribed } from '../api/described.ts';
import { PROJECT } from '../project.ts';

/** Waits until `ask` gives something, asking again and again; the test's own time-out is the limit. */
export async function until<T>(ask: () => Promise<T | undefined>): Promise<T> {
  for (;;) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** A news desk at work: the local runtime with a state of its own, and what the desk does with it. */
export class Desk {
  readonly runtime: Runtime;
  readonly s3: S3Client;
  /** Where the runtime keeps its state. */
  readonly stateDir: string;
  readonly #folder: string;

  private constructor(runtime: Runtime, folder: string) {
    this.runtime = runtime;
    this.#folder = folder;
    this.stateDir = join(folder, 'state');
    const { s3Url, region, ownerCredentials } = runtime;
    this.s3 = new S3Client({ endpoint: s3Url, region, credentials: ownerCredentials });
  }

  /**
   * @param options of the runtime. Without a number of sandboxes it has one of each function: to start another takes a
   * test longer than it gains.
   */
  static async open(options: Partial<RuntimeOptions> & { assemblyDir: string }): Promise<Desk> {
    const folder = await mkdtemp(join(tmpdir(), 'precis-desk-'));
    const runtime = await startRuntime({
      projectDir: PROJECT,
      stateDir: join(folder, 'state'),
      inboxDir: null,
      ports: 'free',
      sandboxes: 1,
      log: () => {},
      ...options,
    });
    return new Desk(runtime, folder);
  }

  async close(): Promise<void> {
    this.s3.destroy();
    await this.runtime.close();
    await rm(this.#folder, { recursive: true, force: true });
  }

  /** @returns the version that was put. */
  async put(name: string, content: string | Uint8Array): Promise<string> {
    const put = await this.s3.send(
      new PutObjectCommand({ Bucket: this.runtime.inboxBucket, Key: `in/${name}`, Body: content }),
    );
    return put.VersionId ?? '';
  }

  async remove(name: string, versionId?: string): Promise<void> {
    const version = versionId === undefined ? {} : { VersionId: versionId };
    await this.s3.send(new DeleteObjectCommand({ Bucket: this.runtime.inboxBucket, Key: `in/${name}`, ...version }));
  }

  /** Asks the API, and holds its answer against the OpenAPI document. */
  async get(path: string, accept = 'application/json'): Promise<Response> {
    return this.described('GET', path, await fetch(`${this.runtime.apiUrl}${path}`, { headers: { accept } }));
  }

  /** An answer of the API as it came, once it is held against the OpenAPI document. */
  async described(method: string, path: string, response: Response): Promise<Response> {
    const { pathname } = new URL(path, this.runtime.apiUrl);
    const contentType = response.headers.get('content-type') ?? '';
    const body = await response.clone().text();
    expectDescribed({ method, path: pathname, status: response.status, contentType, body });
    return response;
  }

  /** All cards that the filters match, over pages of `limit`. */
  async list(query = '', limit = 50): Promise<Card[]> {
    const cards: Card[] = [];
    let cursor = '';
    do {
      const response = await this.get(
        `/v1/briefs?limit=${limit}${query && `&${query}`}${cursor && `&cursor=${cursor}`}`,
      );
      const page = BriefPage.parse(await response.json());
      cards.push(...page.items);
      cursor = page.next ?? '';
    } while (cursor !== '');
    return cards;
  }

  /** How many messages each queue holds, waiting, late or in work, by the name of its output. */
  async messages(): Promise<Record<string, number>> {
    const { sqsUrl, region, ownerCredentials, outputs } = this.runtime;
    const sqs = new SQSClient({ endpoint: sqsUrl, region, credentials: ownerCredentials });
    const queues = Object.entries(outputs).filter(([name]) => name.endsWith('QueueUrl'));
    const counts = queues.map(async ([name, QueueUrl]): Promise<[string, number]> => {
      const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ['All'] }));
      const counts = (['', 'NotVisible', 'Delayed'] as const).map((kind) =>
        Number(Attributes?.[`ApproximateNumberOfMessages${kind}`] ?? Number.NaN),
      );
      return [name, counts.reduce((sum, count) => sum + count, 0)];
    });
    try {
      return Object.fromEntries(await Promise.all(counts));
    } finally {
      sqs.destroy();
    }
  }

  /** Waits until every message is done, and none is dead. */
  async drained(): Promise<void> {
    await until(async () => Object.values(await this.messages()).every((count) => count === 0) || undefined);
  }

  /** What became of a file's version, once it is settled. */
  async settled(name: string, versionId?: string): Promise<UploadReport> {
    const query = new URLSearchParams({ key: `in/${name}`, ...(versionId ? { versionId } : {}) });
    return until(async () => {
      const response = await this.get(`/v1/uploads?${query}`);
      if (!response.ok) return undefined;
      const report = UploadReport.parse(await response.json());
      return report.status === 'received' || report.status === 'parsed' ? undefined : report;
    });
  }
}
