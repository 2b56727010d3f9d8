import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { Chaos } from '../../local/chaos/chaos.ts';
import type { FaultSource } from '../../local/chaos/faults.ts';
import { PROJECT } from '../project.ts';
import { Desk, until } from './desk.ts';

/** Reading from an empty queue: what a poller does between articles, by the clock and not by the article. */
const POLLING = 'sqs:ReceiveMessage';
/** What the test itself does: the upload, and asking what became of it. */
const BY_THE_DESK = 1;
/** What an article sends: one message to parse, one to brief. */
const MESSAGES = 2;
/** What S3 sends each queue when its notifications are set up. */
const TEST_EVENTS = 2;

describe('What an article costs in requests', () => {
  let desk: Desk;
  let counts: Record<string, number> = {};
  /** Lets all requests pass, and counts them. */
  const counter: FaultSource = {
    name: 'counter',
    request({ action }) {
      counts[action] = (counts[action] ?? 0) + 1;
      return undefined;
    },
  };
  beforeAll(async () => {
    desk = await Desk.open({ assemblyDir: inject('assemblyDir'), chaos: new Chaos({ sources: [counter] }) });
    await desk.put('first.txt', 'The first article warms the functions, the ministry said on Monday.');
    await desk.settled('first.txt');
    // A message is deleted after its brief can be read: nothing of the first article may be counted with the second.
    await until(async () => (counts['sqs:DeleteMessage'] === TEST_EVENTS + MESSAGES ? true : undefined));
  });
  afterAll(() => desk?.close());

  it('is three puts and gets of S3, two messages, and six requests of the table besides the desk’s own', async () => {
    const article = await readFile(join(PROJECT, 'examples', '1-monday-plata-wire.txt'));
    counts = {};
    const version = await desk.put('counted.txt', article);
    // Waits without asking the API, whose reads would be counted as well: the message to brief is deleted last of all.
    await until(async () => (counts['sqs:DeleteMessage'] === MESSAGES ? true : undefined));
    const { [POLLING]: _, ...counted } = counts;
    expect(counted).toEqual({
      's3:PutObject': BY_THE_DESK + 1,
      's3:GetObject': 1,
      's3:GetObjectVersion': 1,
      'sqs:DeleteMessage': MESSAGES,
      'dynamodb:BatchGetItem': 1,
      'dynamodb:BatchWriteItem': 1,
      'dynamodb:PutItem': 2,
      'dynamodb:UpdateItem': 1,
      'dynamodb:Query': 1,
    });
    expect((await desk.settled('counted.txt', version)).status).toBe('briefed');
  });
});
