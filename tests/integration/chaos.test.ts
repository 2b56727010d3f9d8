import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ReceiveMessageCommand, SQSClient, StartMessageMoveTaskCommand } from '@aws-sdk/client-sqs';
import { CfnOutput, Stack } from 'aws-cdk-lib';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type * as z from 'zod';
import { Subscriber } from '../../examples/events/subscriber.ts';
import type { UploadReport } from '../../functions/api/responses.ts';
import { DeliveredEvent } from '../../functions/core/event-schema.ts';
import { articleIdOf } from '../../functions/core/identity.ts';
import { readObjectEvents } from '../../functions/runtime/s3-events.ts';
import { Chaos } from '../../local/chaos/chaos.ts';
import type { ChaosRule } from '../../local/chaos/rules.ts';
import { PROJECT } from '../project.ts';
import { Assemblies } from './assemblies.ts';
import { Desk, until } from './desk.ts';

const SEED = 'plata';
/** What a seed decides depends on which messages come in one batch: these ends of invocations come in any case. */
const ENDS: ChaosRule[] = [
  { at: 'invoke', about: 'Parse', nth: 1, do: 'out-of-memory', request: 3, side: 'after' },
  { at: 'invoke', about: 'Brief', nth: 1, do: 'kill', request: 4, side: 'after' },
  { at: 'invoke', about: 'Brief', nth: 3, do: 'time-out', request: 7, side: 'before' },
  { at: 'invoke', about: 'Brief', nth: 5, do: 'lose-answer' },
];
/** The first to announce dies before the bus has it, and another after: what they had in hand is announced again. */
const SILENCED: ChaosRule[] = [
  { at: 'events:PutEvents', nth: 1, do: 'kill-before' },
  { at: 'events:PutEvents', nth: 1, do: 'kill-after' },
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
  const chaos = new Chaos({ seed: SEED, rules: [...ENDS, ...SILENCED], poison: [{ text: POISON, how: 'fails' }] });
  const faults: string[] = [];
  chaos.onFault(({ by, where, what }) => faults.push(`${by} ${where} ${what}`));
  let assemblies: Assemblies;
  let desk: Desk;
  let sqs: SQSClient;
  beforeAll(async () => {
    assemblies = await Assemblies.open(inject('bundles'));
    const assemblyDir = await assemblies.synthesize({ events: 'own' }, (app) => {
      const stack = new Stack(app, 'Newsroom');
      const pattern = { source: ['precis.dev'], detailType: ['BriefRetracted'] };
      const { queue } = new Subscriber(stack, 'Retractions', { busName: 'precis-dev', pattern });
      new CfnOutput(stack, 'RetractionsUrl', { value: queue.queueUrl });
    });
    desk = await Desk.open({ assemblyDir, timeScale: TIME_SCALE, sandboxes: 2, chaos });
    const { sqsUrl: endpoint, region, ownerCredentials: credentials } = desk.runtime;
    sqs = new SQSClient({ endpoint, region, credentials });
  });
  afterAll(async () => {
    sqs?.destroy();
    await desk?.close();
    await assemblies?.close();
  });

  /** All events that were put on the bus, in their order. */
  async function announced(): Promise<z.infer<typeof DeliveredEvent>[]> {
    const log = await readFile(join(desk.stateDir, 'logs', 'events.jsonl'), 'utf8');
    return log
      .split('\n')
      .filter(Boolean)
      .map((line) => DeliveredEvent.parse(JSON.parse(line)));
  }

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

  it('told whoever keeps the highest version of each article what is current', async () => {
    // Act
    const events = await announced();

    // Assess
    const newest = new Map<string, { version: string; isLive: boolean }>();
    for (const { 'detail-type': type, detail } of events) {
      if (!('articleId' in detail) || detail.articleId === undefined || type === 'UploadRejected') continue;
      if ((newest.get(detail.articleId)?.version ?? '') > detail.version) continue;
      newest.set(detail.articleId, { version: detail.version, isLive: type !== 'BriefRetracted' });
    }
    const current = [...newest].filter(([, { isLive }]) => isLive).map(([id]) => id);
    const listed = (await desk.list('duplicates=true')).map(({ briefId }) => briefId);
    expect(current.sort()).toEqual(listed.sort());
    const rejected = events.flatMap(({ detail }) => ('code' in detail ? [`${detail.file.key} ${detail.code}`] : []));
    expect([...new Set(rejected)].sort()).toEqual(['in/empty.txt empty', 'in/photo.txt unsupported-format']);
    const ids = events.map(({ detail }) => detail.id);
    expect(new Set(ids).size).toBeLessThan(ids.length);
    expect(faults.filter((fault) => fault.startsWith('rule events:PutEvents'))).toHaveLength(SILENCED.length);
  });

  it('tells of a file that is overwritten and of one that is deleted, the latter to a rule', async () => {
    // Prepare
    const [overwritten, deleted] = [0, 1].map((number) =>
      articleIdOf(desk.runtime.inboxBucket, `in/${number}.txt`, ''),
    );
    const before = (await announced()).length;

    // Act
    await desk.put('0.txt', story(201));
    await desk.remove('1.txt');
    await drained();

    // Assess
    const told = (await announced()).slice(before).map(({ 'detail-type': type, detail }) => ({ type, ...detail }));
    expect(told.sort((a, b) => (a.type > b.type ? -1 : 1))).toMatchObject([
      { type: 'BriefRevised', articleId: overwritten },
      { type: 'BriefRetracted', articleId: deleted, cause: 'removed' },
    ]);
    const QueueUrl = desk.runtime.outputs['RetractionsUrl'];
    const { Messages = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 }));
    const brought = Messages.map(({ Body = '' }) => DeliveredEvent.parse(JSON.parse(Body)).detail);
    expect(brought.map(({ id }) => id)).toContain(told[1]?.id);
  });
});
