import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectVersionsCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { testClock } from '../../local/clock.ts';
import type { BucketNotificationSpec } from '../../local/s3/specs.ts';
import { ACCOUNT, OWNER, temporaryDirectory } from './local-principals.ts';
import { bucketSpec, clientOf, NOON, type StartedS3, startBuckets } from './local-s3-service.ts';

const QUEUE = 'arn:aws:sqs:eu-central-1:000000000000:parse';
const ALL: BucketNotificationSpec[] = ['s3:ObjectCreated:*', 's3:ObjectRemoved:*'].map((event) => ({
  queueArn: QUEUE,
  event,
}));

function put(client: S3Client, Key: string, Body = 'x') {
  return client.send(new PutObjectCommand({ Bucket: 'inbox', Key, Body }));
}

/** The records of the events delivered so far, without the test message. */
function records(delivered: StartedS3['delivered']) {
  return delivered.flatMap(({ body }) => JSON.parse(body).Records ?? []);
}

describe('Local S3: events', () => {
  it('tells of a put as Amazon S3 does', async () => {
    const { client, s3, delivered } = await startBuckets([
      bucketSpec('inbox', { versioned: true, notifications: ALL }),
    ]);

    const { VersionId, ETag = '' } = await put(client, 'in/red flower+ü&(1).txt', 'hello');
    await s3.settled();

    expect(records(delivered)).toEqual([
      {
        eventVersion: '2.1',
        eventSource: 'aws:s3',
        awsRegion: 'eu-central-1',
        eventTime: '2026-05-04T12:00:00.000Z',
        eventName: 'ObjectCreated:Put',
        userIdentity: { principalId: `AWS:${OWNER.accessKeyId}` },
        requestParameters: { sourceIPAddress: '127.0.0.1' },
        responseElements: { 'x-amz-request-id': expect.stringMatching(/^[0-9A-F]{16}$/), 'x-amz-id-2': 'local' },
        s3: {
          s3SchemaVersion: '1.0',
          configurationId: expect.stringMatching(/^[\w-]{32}$/),
          bucket: {
            name: 'inbox',
            ownerIdentity: { principalId: ACCOUNT.accountId },
            arn: 'arn:aws:s3:::inbox',
          },
          object: {
            key: 'in/red+flower%2B%C3%BC%26%281%29.txt',
            size: 5,
            eTag: ETag.replaceAll('"', ''),
            versionId: VersionId,
            sequencer: expect.stringMatching(/^[0-9A-F]{18}$/),
          },
        },
      },
    ]);
  });

  it('tells of delete markers and of what is deleted for good, in rising sequence', async () => {
    const { client, s3, delivered } = await startBuckets([
      bucketSpec('inbox', { versioned: true, notifications: ALL }),
    ]);
    const first = await put(client, 'a');
    const marker = await client.send(new DeleteObjectCommand({ Bucket: 'inbox', Key: 'a' }));
    await client.send(new DeleteObjectCommand({ Bucket: 'inbox', Key: 'a', VersionId: first.VersionId }));
    await client.send(new DeleteObjectCommand({ Bucket: 'inbox', Key: 'a', VersionId: 'unknown' }));
    await s3.settled();

    const told = records(delivered);
    expect(told.map((record) => [record.eventName, record.s3.object.versionId])).toEqual([
      ['ObjectCreated:Put', first.VersionId],
      ['ObjectRemoved:DeleteMarkerCreated', marker.VersionId],
      ['ObjectRemoved:Delete', first.VersionId],
    ]);
    expect(Object.keys(told[2].s3.object)).toEqual(['key', 'versionId', 'sequencer']);
    const sequence = told.map((record) => record.s3.object.sequencer);
    expect([...sequence].sort()).toEqual(sequence);
    expect(new Set(sequence).size).toBe(3);
  });

  it('tells only what was asked for, by event, prefix and suffix', async () => {
    const { client, s3, delivered } = await startBuckets([
      bucketSpec('inbox', {
        notifications: [
          { queueArn: 'arn:one', event: 's3:ObjectCreated:Put', prefix: 'in/', suffix: '.txt' },
          { queueArn: 'arn:two', event: 's3:ObjectRemoved:*', prefix: 'in/' },
        ],
      }),
    ]);
    for (const key of ['in/a.txt', 'in/a.pdf', 'out/a.txt']) await put(client, key);
    for (const Key of ['in/a.pdf', 'out/a.txt', 'in/never.txt']) {
      await client.send(new DeleteObjectCommand({ Bucket: 'inbox', Key }));
    }
    await s3.settled();

    const told = delivered.map(({ queueArn, body }) => {
      const { Records: [record] = [], Event } = JSON.parse(body);
      return [queueArn, record?.eventName ?? Event, record?.s3.object.key];
    });
    expect(told).toEqual([
      ['arn:one', 's3:TestEvent', undefined],
      ['arn:two', 's3:TestEvent', undefined],
      ['arn:one', 'ObjectCreated:Put', 'in/a.txt'],
      ['arn:two', 'ObjectRemoved:Delete', 'in/a.pdf'],
    ]);
  });

  it('does not start with events that never arise here', async () => {
    const notifications = [{ queueArn: QUEUE, event: 's3:LifecycleExpiration:*' }];

    await expect(startBuckets([bucketSpec('inbox', { notifications })])).rejects.toMatchObject({
      name: 'ConfigurationError',
      message: 'The bucket inbox notifies of s3:LifecycleExpiration:*, which has no local model.',
    });
  });

  it('says so where the last sequencer cannot be read', async () => {
    const { s3, dir } = await startBuckets([bucketSpec('inbox')]);
    await s3.close();
    await writeFile(join(dir, 'sequencer'), 'garbage');

    await expect(startBuckets([bucketSpec('inbox')], { dir })).rejects.toMatchObject({
      name: 'CorruptDataError',
      file: join(dir, 'sequencer'),
    });
  });

  it('gives rising sequencers to concurrent writers and over restarts', async () => {
    const spec = [bucketSpec('inbox', { versioned: true, notifications: ALL })];
    const first = await startBuckets(spec);
    await Promise.all(Array.from({ length: 50 }, () => put(first.client, 'a')));
    await first.s3.close();
    // Earlier than before: a machine's clock may be set back.
    const second = await startBuckets(spec, { dir: first.dir, clock: testClock(NOON - 3_600_000) });
    await put(second.client, 'a');
    await second.s3.settled();

    const before = records(first.delivered).map((record) => record.s3.object.sequencer);
    const after = records(second.delivered).map((record) => record.s3.object.sequencer);
    expect(new Set(before).size).toBe(50);
    expect([...before, ...after].sort().at(-1)).toBe(after[0]);
    const { Versions } = await second.client.send(new ListObjectVersionsCommand({ Bucket: 'inbox' }));
    const told = [...records(first.delivered), ...records(second.delivered)].sort((a, b) =>
      a.s3.object.sequencer < b.s3.object.sequencer ? 1 : -1,
    );
    expect(Versions?.map(({ VersionId }) => VersionId)).toEqual(told.map((record) => record.s3.object.versionId));
  });
});

describe('Local S3: events that a queue does not take', () => {
  it('delivers them later', async () => {
    const clock = testClock(NOON);
    const taken: string[] = [];
    let isDown = true;
    const { client, s3 } = await startBuckets([bucketSpec('inbox', { notifications: ALL })], {
      clock,
      deliver: async (_, body) => {
        if (isDown) throw new Error('The queue is down.');
        taken.push(body);
      },
    });
    await put(client, 'a');
    await s3.settled();
    expect(taken).toEqual([]);

    isDown = false;
    clock.advance(1000);
    await s3.settled();

    expect(taken.map((body) => JSON.parse(body).Event ?? JSON.parse(body).Records[0].eventName)).toEqual([
      's3:TestEvent',
      'ObjectCreated:Put',
    ]);
  });

  it('delivers them after a restart, also those of objects that are gone by then', async () => {
    const spec = [bucketSpec('inbox', { notifications: ALL })];
    const before = await startBuckets(spec, {
      deliver: async () => {
        throw new Error('The queue is down.');
      },
    });
    await put(before.client, 'a', 'one');
    await put(before.client, 'a', 'two');
    await put(before.client, 'b');
    await before.client.send(new DeleteObjectCommand({ Bucket: 'inbox', Key: 'b' }));
    await before.s3.close();

    const { s3, delivered, dir, client } = await startBuckets(spec, { dir: before.dir });
    await s3.settled();

    expect(records(delivered).map((record) => [record.eventName, record.s3.object.key])).toEqual([
      ['ObjectCreated:Put', 'a'],
      ['ObjectCreated:Put', 'a'],
      ['ObjectCreated:Put', 'b'],
      ['ObjectRemoved:Delete', 'b'],
    ]);
    expect(await readdir(join(dir, 'outbox'))).toEqual([]);
    const { Body } = await client.send(new GetObjectCommand({ Bucket: 'inbox', Key: 'a' }));
    expect(await Body?.transformToString()).toBe('two');
  });
});

describe('Local S3: a kill', () => {
  it('tells of a change only if it happened', async () => {
    const spec = [bucketSpec('inbox', { notifications: ALL })];
    const before = await startBuckets(spec);
    await put(before.client, 'a');
    await before.s3.settled();
    const stored = records(before.delivered)[0].s3.object.sequencer;
    await before.s3.close();
    // What a kill leaves behind: messages of changes that did or did not come to pass.
    const leave = (sequencer: string, body: string, condition?: object) =>
      writeFile(
        join(before.dir, 'outbox', `${sequencer}.json`),
        JSON.stringify({ sequencer, deliveries: [{ queueArn: QUEUE, body }], condition }),
      );
    await leave('3', '"was stored"', { bucket: 'inbox', object: stored, stored: true });
    await leave('1', '"was never stored"', { bucket: 'inbox', object: '0', stored: true });
    await leave('2', '"was deleted"', { bucket: 'inbox', object: '0', stored: false });
    await leave('4', '"was never deleted"', { bucket: 'inbox', object: stored, stored: false });
    await leave('5', '"is certain"');
    await writeFile(join(before.dir, 'outbox', '6.json.x.unfinished'), '{"seq');

    const { s3, delivered, dir } = await startBuckets(spec, { dir: before.dir });
    await s3.settled();

    expect(delivered.map(({ body }) => body)).toEqual(['"was deleted"', '"was stored"', '"is certain"']);
    expect(await readdir(join(dir, 'outbox'))).toEqual([]);
  });

  it('loses neither an object that was acknowledged nor its event, and tells of nothing that is not there', async () => {
    const dir = await temporaryDirectory();
    const module = (path: string) => JSON.stringify(pathToFileURL(path).href);
    const script = join(dir, 'service.mts');
    // Its queue is a file that each event is appended to.
    await writeFile(
      script,
      `import { appendFileSync } from 'node:fs';
       import { startS3 } from ${module('local/s3/start-s3.ts')};
       import { systemClock } from ${module('local/clock.ts')};
       import { ownerPrincipal, principalsOf } from ${module('local/iam/principals.ts')};
       const s3 = await startS3({ dir: ${JSON.stringify(join(dir, 's3'))}, clock: systemClock(), account: ${JSON.stringify(ACCOUNT)},
         principals: principalsOf([ownerPrincipal(${JSON.stringify(OWNER)})]),
         buckets: [${JSON.stringify(bucketSpec('inbox', { versioned: true, notifications: ALL }))}],
         deliver: async (_, body) => appendFileSync(${JSON.stringify(join(dir, 'queue'))}, body + '\\n') });
       process.stdout.write(s3.url);`,
    );
    const acknowledged = new Set<string>();
    const told = new Set<string>();
    for (let round = 0; round < 3; round += 1) {
      const service = spawn(process.execPath, ['--import', 'tsx', script], { stdio: ['ignore', 'pipe', 'inherit'] });
      onTestFinished(() => void service.kill('SIGKILL'));
      const [url] = await once(service.stdout, 'data');
      const client = clientOf(String(url), OWNER);
      let answers = 0;
      const send = async (index: number): Promise<void> => {
        const { VersionId } = await put(client, `k${index % 10}`, `${round}.${index}`);
        acknowledged.add(VersionId ?? '');
        answers += 1;
        if (answers === 25) service.kill('SIGKILL');
      };
      await Promise.allSettled(Array.from({ length: 80 }, (_, index) => send(index)));
      if (service.exitCode === null && service.signalCode === null) await once(service, 'exit');
    }

    const { client, s3, delivered } = await startBuckets(
      [bucketSpec('inbox', { versioned: true, notifications: ALL })],
      { dir: join(dir, 's3') },
    );
    await s3.settled();
    const lines = (await readFile(join(dir, 'queue'), 'utf8')).split('\n').filter(Boolean);
    for (const body of [...lines, ...delivered.map((each) => each.body)]) {
      for (const record of JSON.parse(body).Records ?? []) told.add(record.s3.object.versionId);
    }
    const { Versions = [] } = await client.send(new ListObjectVersionsCommand({ Bucket: 'inbox' }));
    const stored = new Set(Versions.map(({ VersionId = '' }) => VersionId));

    expect(acknowledged.size).toBeGreaterThanOrEqual(75);
    expect([...acknowledged].filter((version) => !stored.has(version))).toEqual([]);
    expect([...stored].filter((version) => !told.has(version))).toEqual([]);
    expect([...told].filter((version) => !stored.has(version))).toEqual([]);
    for (const { Key, VersionId, Size } of Versions.slice(0, 20)) {
      const { Body } = await client.send(new GetObjectCommand({ Bucket: 'inbox', Key, VersionId }));
      expect((await Body?.transformToString())?.length).toBe(Size);
    }
  });
});
