import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { DynamoDBDocumentClient, paginateQuery } from '@aws-sdk/lib-dynamodb';
import pMap from 'p-map';
import { PARTITION_KEY } from '../../functions/core/store/table.ts';
import { type Runtime, startRuntime } from '../../local/runtime.ts';
import { messagesIn, queueDepth } from '../../operations/queue-depth.ts';
import type { NewsFile } from './news.ts';

const PROJECT = join(import.meta.dirname, '..', '..');
/** Files that are put at the same time. */
const PUTS = { concurrency: 16 };
/** How often the queues are looked at; a round takes a hundred times as long. */
const LOOK_MS = 20;
/** So long no batch takes; a message that failed stays hidden for longer. */
const STALL_MS = 120_000;

/** A local runtime whose pipeline is timed. */
export class TimedPipeline {
  readonly #runtime: Runtime;
  /** The partition that gets an item with every article. */
  readonly #partition: string;
  readonly #s3: S3Client;
  readonly #sqs: SQSClient;
  readonly #table: DynamoDBDocumentClient;

  private constructor(runtime: Runtime, partition: string) {
    this.#runtime = runtime;
    this.#partition = partition;
    const { region, ownerCredentials, s3Url, sqsUrl, dynamodbUrl } = runtime;
    const credentials = () => Promise.resolve({ ...ownerCredentials });
    this.#s3 = new S3Client({ region, credentials, endpoint: s3Url });
    this.#sqs = new SQSClient({ region, credentials, endpoint: sqsUrl });
    this.#table = DynamoDBDocumentClient.from(new DynamoDBClient({ region, credentials, endpoint: dynamodbUrl }));
  }

  /** Starts the app of an assembly, and waits until all of its functions are warm. */
  static async start(assemblyDir: string, stateDir: string, partition: string): Promise<TimedPipeline> {
    const log = (line: string) => console.error(line);
    const runtime = await startRuntime({
      projectDir: PROJECT,
      assemblyDir,
      stateDir,
      inboxDir: null,
      ports: 'free',
      log,
    });
    const pipeline = new TimedPipeline(runtime, partition);
    try {
      await runtime.ready;
      // S3 has sent a test event.
      await pipeline.#untilEmpty();
    } catch (error) {
      await pipeline.close();
      throw error;
    }
    return pipeline;
  }

  /**
   * Puts files into the inbox and waits until the pipeline is done with them.
   * @param articles that they hold in all.
   * @returns seconds from the first put until no queue holds a message.
   * @throws Error if an article has not come through.
   */
  async secondsFor(files: readonly NewsFile[], articles: number): Promise<number> {
    const before = await this.#count();
    const start = performance.now();
    await pMap(
      files,
      ({ key, body }) =>
        this.#s3.send(new PutObjectCommand({ Bucket: this.#runtime.inboxBucket, Key: key, Body: body })),
      PUTS,
    );
    await this.#untilEmpty();
    const seconds = (performance.now() - start) / 1000;
    const done = (await this.#count()) - before;
    if (done !== articles) throw new Error(`${done} of ${articles} articles came through.`);
    return seconds;
  }

  async close(): Promise<void> {
    for (const client of [this.#s3, this.#sqs, this.#table]) client.destroy();
    await this.#runtime.close();
  }

  /** @throws Error where nothing moves any more: a function has failed. */
  async #untilEmpty(): Promise<void> {
    let last = '';
    let movedAt = performance.now();
    for (;;) {
      // A staged object is in the second queue before its file's message leaves the first.
      const parse = await this.#messages('ParseQueueUrl');
      const brief = await this.#messages('BriefQueueUrl');
      if (parse + brief === 0) return;
      const seen = `${parse} before parse, ${brief} before brief`;
      if (seen !== last) movedAt = performance.now();
      if (performance.now() - movedAt > STALL_MS) throw new Error(`The messages do not move: ${seen}.`);
      last = seen;
      await pause(LOOK_MS);
    }
  }

  async #messages(output: string): Promise<number> {
    return messagesIn(await queueDepth(this.#sqs, this.#runtime.outputs[output] ?? ''));
  }

  async #count(): Promise<number> {
    let count = 0;
    const query = {
      TableName: this.#runtime.outputs['TableName'],
      KeyConditionExpression: '#pk = :pk',
      ExpressionAttributeNames: { '#pk': PARTITION_KEY },
      ExpressionAttributeValues: { ':pk': this.#partition },
      Select: 'COUNT',
      ConsistentRead: true,
    } as const;
    for await (const page of paginateQuery({ client: this.#table }, query)) count += page.Count ?? 0;
    return count;
  }
}
