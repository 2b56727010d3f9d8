import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ReceiveMessageCommand, SQSClient, StartMessageMoveTaskCommand } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { UploadReport } from '../../functions/api/responses.ts';
import { readObjectEvents } from '../../functions/runtime/s3-events.ts';
import { Chaos } from '../../local/chaos/chaos.ts';
import type { ChaosRule } from '../../local/chaos/rules.ts';
import { PROJECT } from '../project.ts';
import { Desk, until } from './desk.ts';

const SEED = 'plata';
/** What a seed decides depends on which messages come in one batch: these ends of invocations come in any case. */
const ENDS: ChaosRule[] = [
  { at: 'invoke', about: 'Parse', nth: 1, do: 'out-of-memory', request: 3, side: 'after' },
  { at: 'invoke', about: 'Brief', nth: 1, do: 'kill', request: 4, side: 'after' },
  { at: 'invoke', about: 'Brief', nth: 3, do: 'time-out', request: 7, side: 'before' },
  { at: 'invoke', about: 'Brief', nth: 5, do: 'lose-answer' },
];
const POISON = 'poison';
/** A visibility time-out of 360 s passes in one. */
const TIME_SCALE = 360;

const STORIES = 18;
/** The mail is an article of the feed once more: one of the two is left out of lists. */
const COPIES = 1;
const story = (number: number) =>
  `Norway has withdrawn ${number + 2} patrol boats from the strait, the foreign ministry said on Monday.\n\nIceland warned that the fishing season could fail unless a quota is agreed for port ${number}.`;
const fixture = (path: string) => readFile(join(PROJECT, 'tests/fixtures/formats', path));

describe('The pipeline, while everything goes wrong on purpose', () => {
  const chaos = new Chaos({ seed: SEED, rules: ENDS, poison: [{ text: POISON, how: 'fails' }] });
  const faults: string[] = [];
  chaos.onFault(({ by, where, what }) => faults.push(`${by} ${where} ${what}`));
  let desk: Desk;
  let sqs: SQSClient;
  beforeAll(async () => {
    desk = await Desk.open({ assemblyDir: inject('assemblyDir'), timeScale: TIME_SCALE, chaos });
    const { sqsUrl: endpoint, region, ownerCredentials: credentials } = desk.runtime;
    sqs = new SQSClient({ endpoint, region, credentials });
  });
  afterAll(async () => {
    sqs?.destroy();
    await desk?.close();
  });

  /** Waits until no message waits any more but dead letters. @returns the keys that those are of. */
  async function drained(): Promise<string[]> {
    const counts = await until(async () => {
      const { ParseDeadLetterQueueUrl = 0, BriefDeadLetterQueueUrl = 0, ...open } = await desk.messages();
      const isOpen = Object.values(open).some((count) => count > 0);
      return isOpen ? undefined : { ParseDeadLetterQueueUrl, BriefDeadLetterQueueUrl };
    });
    expect(counts.BriefDeadLetterQueueUrl).toBe(0);
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({
        QueueUrl: desk.runtime.outputs['ParseDeadLetterQueueUrl'],
        MaxNumberOfMessages: 10,
        VisibilityTimeout: 0,
      }),
    );
    expect(Messages).toHaveLength(counts.ParseDeadLetterQueueUrl);
    return Messages.flatMap(({ Body = '' }) => readObjectEvents(Body).map(({ key }) => key));
  }

  it('ends every file as it should, once, and gives up the poisoned one alone, until the fault is lifted', async () => {
    // Prepare
    const files: [name: string, content: string | Uint8Array, status: UploadReport['status'], briefs: number][] = [
      ...Array.from({ length: STORIES }, (_, number): [string, string, UploadReport['status'], number] => [
        `${number}.txt`,
        story(number),
        'briefed',
        1,
      ]),
      ['accord.docx', await fixture('docx/accord.docx'), 'briefed', 1],
      ['courier.md', await readFile(join(PROJECT, 'examples/2-tuesday-meridian-courier.md')), 'briefed', 1],
      ['strike.eml', await fixture('mail/strike.eml'), 'briefed', 1],
      ['courier.rss', await fixture('feed/courier.rss'), 'briefed', 2],
      ['photo.txt', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'rejected', 0],
      ['empty.txt', Buffer.alloc(0), 'rejected', 0],
      ['rewritten.txt', story(102), 'briefed', 1],
      ['withdrawn.txt', story(103), 'removed', 0],
    ];

    // Act
    const versions = new Map<string, string>();
    await desk.put('rewritten.txt', story(101));
    await desk.put(`${POISON}.txt`, story(104));
    await Promise.all(files.map(async ([name, content]) => versions.set(name, await desk.put(name, content))));
    await desk.remove('withdrawn.txt');
    const dead = await drained();

    // Assess
    const reports = await Promise.all(
      files.map(async ([name, , status]) => {
        const report = await desk.settled(name, status === 'removed' ? undefined : versions.get(name));
        return [name, report.status, report.parts.filter(({ state }) => state === 'live').length];
      }),
    );
    expect(reports).toEqual(files.map(([name, , status, briefs]) => [name, status, briefs]));
    const briefs = files.reduce((sum, [, , , count]) => sum + count, 0);
    const listed = (await desk.list('', 7)).map(({ briefId }) => briefId);
    expect([listed.length, new Set(listed).size]).toEqual([briefs - COPIES, briefs - COPIES]);
    expect(new Set(dead)).toEqual(new Set([`in/${POISON}.txt`]));
    expect(faults.filter((fault) => fault.startsWith('rule invoke '))).toHaveLength(ENDS.length);
    expect(faults.filter((fault) => fault.startsWith('seed ')).length).toBeGreaterThan(20);

    // The fault is lifted.
    chaos.end();
    const SourceArn = `arn:aws:sqs:${desk.runtime.region}:000000000000:${desk.runtime.outputs['ParseDeadLetterQueueUrl']?.split('/').at(-1)}`;
    await sqs.send(new StartMessageMoveTaskCommand({ SourceArn }));
    expect(await drained()).toEqual([]);
    expect(await desk.settled(`${POISON}.txt`)).toMatchObject({ status: 'briefed' });
    expect(await desk.list()).toHaveLength(briefs - COPIES + 1);
  }, 120_000);
});
