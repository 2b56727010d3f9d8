import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Usage } from '../../local/usage.ts';
import { PROJECT } from '../project.ts';
import { Desk, until } from './desk.ts';

/** What S3 sends each queue when its notifications are set up. */
const TEST_EVENTS = 2;
const BUNDLED = 5;

/** What was done in the runtime since the last call, by service and operation; pollers ask by the clock, and do not count. */
class Counter {
  #requests: Record<string, number> = {};
  deleted = 0;
  units = { read: 0, write: 0 };

  readonly onUsage = (usage: Usage): void => {
    if (usage.service === 'lambda' || (usage.service === 'sqs' && usage.operation === 'ReceiveMessage')) return;
    if (usage.service === 'sqs' && usage.operation === 'DeleteMessageBatch') {
      this.deleted += usage.messages;
      return;
    }
    const name = `${usage.service} ${usage.operation}`;
    this.#requests[name] = (this.#requests[name] ?? 0) + 1;
    if (usage.service !== 'dynamodb') return;
    this.units.read += usage.readUnits;
    this.units.write += usage.writeUnits;
  };

  start(): void {
    this.#requests = {};
    this.deleted = 0;
    this.units = { read: 0, write: 0 };
  }

  /** Waits without asking the API, whose reads would be counted as well: the message to brief is deleted last of all. */
  async after(messages: number): Promise<Record<string, number>> {
    await until(async () => (this.deleted === messages ? true : undefined));
    return this.#requests;
  }
}

describe('What an article costs', () => {
  const counter = new Counter();
  let desk: Desk;
  beforeAll(async () => {
    desk = await Desk.open({ assemblyDir: inject('assemblyDir'), onUsage: counter.onUsage });
    await desk.put('first.txt', 'The first article warms the functions, the ministry said on Monday.');
    // A message is deleted after its brief can be read: nothing of the first article may be counted with the second.
    await counter.after(TEST_EVENTS + 2);
  });
  afterAll(() => desk?.close());

  it('is two puts and two gets, two messages, seven requests of the table and fifteen units, as the only one of a file', async () => {
    const article = await readFile(join(PROJECT, 'examples', '1-monday-plata-wire.txt'));
    counter.start();
    const version = await desk.put('counted.txt', article);
    expect(await counter.after(2)).toEqual({
      's3 PutObject': 2,
      's3 GetObject': 2,
      'sqs SendMessage': 2,
      'dynamodb BatchGetItem': 1,
      'dynamodb BatchWriteItem': 1,
      // Which lexicon is in force: once a batch.
      'dynamodb GetItem': 1,
      'dynamodb PutItem': 2,
      'dynamodb UpdateItem': 1,
      'dynamodb Query': 1,
    });
    expect(counter.units.read).toBe(5);
    // Two of them are postings that most articles lack: it is dated long before it is received, and dates a step ahead.
    expect(counter.units.write).toBeLessThanOrEqual(15);
    expect((await desk.settled('counted.txt', version)).status).toBe('briefed');
  });

  it('is one put and get, one message and five requests of the table in a bundle, a sixth for each batch, and once the same for the bundle', async () => {
    const lines = Array.from({ length: BUNDLED }, (_, id) =>
      JSON.stringify({ id, title: `Quay ${id}`, text: `Norway opened quay ${id} on Monday, the harbour office said.` }),
    );
    counter.start();
    await desk.put('bundle.ndjson', lines.join('\n'));
    const { 'dynamodb GetItem': reads = 0, ...requests } = await counter.after(1 + BUNDLED + 1);
    expect(requests).toEqual({
      's3 PutObject': 1 + BUNDLED + 1,
      's3 GetObject': 1 + BUNDLED + 1,
      'sqs SendMessage': 1 + BUNDLED + 1,
      'dynamodb BatchGetItem': BUNDLED,
      'dynamodb BatchWriteItem': BUNDLED,
      'dynamodb PutItem': BUNDLED * 2,
      'dynamodb UpdateItem': 1,
      'dynamodb Query': 1,
    });
    // The head, for each article; which lexicon is in force, once a batch.
    expect(reads).toBeGreaterThan(BUNDLED);
    expect(reads).toBeLessThanOrEqual(2 * BUNDLED);
    expect((await desk.settled('bundle.ndjson')).parts).toHaveLength(BUNDLED);
  });
});
