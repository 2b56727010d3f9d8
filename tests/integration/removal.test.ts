import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DynamoDBClient, paginateScan } from '@aws-sdk/client-dynamodb';
import {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { main } from '../../bin/precis/main.ts';
import { UploadReport, UploadTicket, VersionList } from '../../functions/api/responses.ts';
import { articleIdOf, uploadIdOf } from '../../functions/core/identity.ts';
import { overlayKey } from '../../functions/core/manifest.ts';
import { unpack } from '../../functions/core/store/packing.ts';
import { IS_LONG_RUN } from '../long-run.ts';
import { PROJECT } from '../project.ts';
import { Desk, until } from './desk.ts';
import { RolePermissions } from './role-permissions.ts';

const ACCORD =
  'Norway signed the herring accord with Iceland on Monday, the foreign ministry said. It remains unclear whether Iceland will ratify the accord. The question of herring quotas was left unresolved.';
const STRIKE = 'Chile has closed the copper port of Arica since Tuesday, the mining ministry said.';
const TREATY = 'Peru rejected the nitrate treaty with Bolivia on Friday, the president said.';

const permissions = new RolePermissions();
let desk: Desk;
let sqs: SQSClient;
let table: DynamoDBClient;

beforeAll(async () => {
  desk = await Desk.open({
    assemblyDir: inject('assemblyDir'),
    onPermission: (role, action, resource) => permissions.used(role, action, resource),
  });
  const { sqsUrl, dynamodbUrl, region, ownerCredentials: credentials } = desk.runtime;
  sqs = new SQSClient({ endpoint: sqsUrl, region, credentials });
  table = new DynamoDBClient({ endpoint: dynamodbUrl, region, credentials: { ...credentials } });
});
afterAll(async () => {
  sqs?.destroy();
  table?.destroy();
  await desk?.close();
});

const idOf = (name: string, part = '') => articleIdOf(desk.runtime.inboxBucket, `in/${name}`, part);
const uploadOf = (name: string) => uploadIdOf(desk.runtime.inboxBucket, `in/${name}`);
const status = async (path: string) => (await desk.get(path)).status;

async function report(name: string): Promise<UploadReport> {
  return UploadReport.parse(await (await desk.get(`/v1/uploads?${new URLSearchParams({ key: `in/${name}` })}`)).json());
}

/** Puts a file, and waits for its briefs. @returns the version. */
async function briefed(name: string, content: string | Uint8Array): Promise<string> {
  const versionId = await desk.put(name, content);
  expect((await desk.settled(name, versionId)).status).toBe('briefed');
  return versionId;
}

/** Waits until a file is told to be removed, and its articles are buried. */
async function removed(name: string): Promise<void> {
  await until(async () => ((await report(name)).status === 'removed' ? true : undefined));
  await desk.drained();
}

async function stagedKeys(prefix: string): Promise<string[]> {
  const { outputs } = desk.runtime;
  const { Contents = [] } = await desk.s3.send(
    new ListObjectsV2Command({ Bucket: outputs['StagedBucketName'], Prefix: prefix }),
  );
  return Contents.flatMap(({ Key }) => Key ?? []);
}

async function stagedText(key: string): Promise<string> {
  const Bucket = desk.runtime.outputs['StagedBucketName'];
  const { Body } = await desk.s3.send(new GetObjectCommand({ Bucket, Key: key }));
  return (await Body?.transformToString()) ?? '';
}

async function inboxVersions(name: string): Promise<number> {
  const { Versions = [], DeleteMarkers = [] } = await desk.s3.send(
    new ListObjectVersionsCommand({ Bucket: desk.runtime.inboxBucket, Prefix: `in/${name}` }),
  );
  return Versions.length + DeleteMarkers.length;
}

/** All that the table holds, as text; what is packed is unpacked. A signature holds no words. */
async function tableText(): Promise<string> {
  const items: unknown[] = [];
  const pages = paginateScan({ client: table }, { TableName: desk.runtime.outputs['TableName'] });
  for await (const page of pages) items.push(...(page.Items ?? []));
  return JSON.stringify(items, (name, value) => {
    if (name === 'signature') return undefined;
    return value instanceof Uint8Array ? unpack(value, 1_000_000) : value;
  });
}

/** Has parse told again what S3 told, late, of one version of a file. */
async function tell(name: string, eventName: string, versionId: string, sequencer: string): Promise<void> {
  const object = { key: `in/${name}`, versionId, sequencer };
  const s3 = { bucket: { name: desk.runtime.inboxBucket }, object };
  const MessageBody = JSON.stringify({ Records: [{ eventName, eventTime: new Date().toISOString(), s3 }] });
  await sqs.send(new SendMessageCommand({ QueueUrl: desk.runtime.outputs['ParseQueueUrl'], MessageBody }));
  await desk.drained();
}

/** The revision of the newest of some staged objects: a sequencer, padded. */
const revisionOf = (keys: readonly string[]) => keys.at(-1)?.split('/').at(-1)?.split('.')[0] ?? '';

const entry = (index: number) =>
  JSON.stringify({ id: `e${index}`, title: `Mine ${index}`, text: `Chile will reopen mine ${index} in July.` });
/** A file of these articles, and of one entry that is broken. */
const bundle = (indexes: readonly number[]) => [...indexes.map(entry), '{"id": "broken", "title":'].join('\n');

describe('A file that is deleted', () => {
  const NAME = 'accord.txt';
  const path = () => `/v1/briefs/${idOf(NAME)}`;
  /** Every route that could show a brief of it. */
  const ROUTES = [
    '/v1/briefs',
    '/v1/briefs?duplicates=true',
    '/v1/briefs?party=norway',
    '/v1/briefs?country=NO',
    '/v1/briefs?q=herring',
    '/v1/parties',
    '/v1/issues',
    '/v1/feed',
  ];
  const answers = async () =>
    Promise.all(
      ROUTES.map(async (route) => {
        const accept = route === '/v1/feed' ? 'application/atom+xml' : 'application/json';
        return (await desk.get(route, accept)).text();
      }),
    );
  let versionId = '';
  let revision = '';

  it('is withheld at once, and retracted from every list and route', async () => {
    // Prepare
    versionId = await briefed(NAME, ACCORD);
    revision = revisionOf(await stagedKeys(`articles/${idOf(NAME)}/`));
    const etag = (await desk.get(path())).headers.get('etag') ?? '';
    expect((await answers()).map((answer) => /norway|herring|iceland/i.test(answer))).toEqual(ROUTES.map(() => true));
    expect(await status('/v1/parties/norway')).toBe(200);

    // Act
    await desk.remove(NAME);

    // Assess
    expect(await status(`${path()}/article`)).toBe(410);
    await removed(NAME);
    for (const answer of await answers()) expect(answer).not.toMatch(/norway|herring|iceland/i);
    expect(await status('/v1/parties/norway')).toBe(404);
    for (const accept of ['application/json', 'text/markdown', 'text/html']) {
      const answer = await desk.get(path(), accept);
      expect([answer.status, answer.headers.get('content-type')]).toEqual([410, 'application/problem+json']);
      expect(await answer.text()).not.toContain('herring');
    }
    const known = await fetch(`${desk.runtime.apiUrl}${path()}`, { headers: { 'if-none-match': etag } });
    expect([etag === '', known.status]).toEqual([false, 410]);
  });

  it('has a history without its text', async () => {
    const answer = await (await desk.get(`${path()}/versions`)).text();

    expect(VersionList.parse(JSON.parse(answer)).items.map(({ state }) => state)).toEqual(['removed', 'live']);
    expect(answer).not.toMatch(/herring|Norway/);
  });

  it('stays away when its events come once more, and late', async () => {
    await tell(NAME, 'ObjectCreated:Put', versionId, revision);

    expect(await status(path())).toBe(410);
    expect((await report(NAME)).status).toBe('removed');
  });

  it('comes back when it is uploaded again', async () => {
    versionId = await briefed(NAME, ACCORD);

    expect([await status(path()), await status(`${path()}/article`)]).toEqual([200, 200]);
    expect(await desk.list('party=norway')).toHaveLength(1);
  });

  it('is not what a lifecycle rule expires: that changes nothing', async () => {
    const highest = revisionOf(await stagedKeys(`articles/${idOf(NAME)}/`)).replace(/0$/, '1');
    await tell(NAME, 'LifecycleExpiration:DeleteMarkerCreated', 'marker', highest);
    await tell(NAME, 'LifecycleExpiration:Delete', versionId, highest);

    expect([await status(path()), await status(`${path()}/article`)]).toEqual([200, 200]);
  });

  it('is not one of which an older version is deleted; of which the shown one is, it is', async () => {
    const older = versionId;
    const shown = await briefed(NAME, `${ACCORD} It is final.`);

    await desk.remove(NAME, older);
    await desk.drained();
    expect([await status(path()), (await report(NAME)).status]).toEqual([200, 'briefed']);

    await desk.remove(NAME, shown);
    await removed(NAME);
    expect([await status(path()), await status(`${path()}/article`)]).toEqual([410, 410]);
  });
});

describe('The same text under two names', () => {
  const duplicates = async () => (await desk.list('duplicates=true')).map(({ briefId }) => briefId).sort();
  const listed = async () => (await desk.list('country=CL')).map(({ briefId }) => briefId);
  const copyOf = async (name: string) => (await report(name)).parts.map(({ duplicateOf }) => duplicateOf);

  it('is two uploads, one the copy of the other, which lists leave out unless they are asked', async () => {
    await briefed('first.txt', STRIKE);
    await briefed('second.txt', STRIKE);

    expect([await copyOf('first.txt'), await copyOf('second.txt')]).toEqual([[null], [idOf('first.txt')]]);
    expect(await listed()).toEqual([idOf('first.txt')]);
    expect(await duplicates()).toEqual([idOf('first.txt'), idOf('second.txt')].sort());
    expect(await status(`/v1/briefs/${idOf('second.txt')}`)).toBe(200);
  });

  it('brings the copy to the lists once the original has another text', async () => {
    await briefed('first.txt', TREATY);

    expect(await listed()).toEqual([idOf('second.txt')]);
    expect(await copyOf('second.txt')).toEqual([null]);
  });

  it('brings the copy to the lists once the original is deleted', async () => {
    const ofPeru = async () => (await desk.list('country=PE')).map(({ briefId }) => briefId);
    await briefed('third.txt', TREATY);
    expect([await copyOf('third.txt'), await ofPeru()]).toEqual([[idOf('first.txt')], [idOf('first.txt')]]);

    await desk.remove('first.txt');
    await removed('first.txt');

    expect([await copyOf('third.txt'), await ofPeru()]).toEqual([[null], [idOf('third.txt')]]);
    for (const name of ['second.txt', 'third.txt']) await desk.remove(name);
    for (const name of ['second.txt', 'third.txt']) await removed(name);
  });
});

describe('A file of many articles', () => {
  /** More than any service takes at once, or the API lists on a page. */
  const MANY = Array.from({ length: IS_LONG_RUN ? 300 : 120 }, (_, index) => index);

  it('is a brief each, and a refusal for an entry that is broken', async () => {
    await briefed('mines.ndjson', bundle(MANY));

    const { parts, rejections } = await report('mines.ndjson');
    expect(parts.map(({ state }) => state)).toEqual(MANY.map(() => 'live'));
    expect(rejections).toHaveLength(1);
    expect(rejections[0]).toMatchObject({ articleId: null, reason: expect.stringMatching(/\S/) });
    expect(await desk.list()).toHaveLength(MANY.length);
  });

  it('retracts the articles that it has no more', async () => {
    const { parts: before } = await report('mines.ndjson');
    await briefed('mines.ndjson', bundle([7, 8]));
    await desk.drained();

    const { parts } = await report('mines.ndjson');
    expect((await desk.list()).map(({ briefId }) => briefId).sort()).toEqual(
      parts.map(({ articleId }) => articleId).sort(),
    );
    const gone = before.filter(({ articleId }) => !parts.some((part) => part.articleId === articleId));
    expect(gone).toHaveLength(MANY.length - 2);
    expect(await status(`/v1/briefs/${gone[0]?.articleId}`)).toBe(410);
  });

  const fixture = (file: string) => readFile(join(PROJECT, 'tests/fixtures/formats', file));
  /** Mails one after the other, each after a line that begins so (RFC 4155). */
  const mailbox = (...mails: Buffer[]) =>
    mails.map((mail) => `From desk@example.org Mon Mar  2 06:00:00 2026\n${mail}\n`);

  it.each([
    ['courier.rss', 2, () => fixture('feed/courier.rss')],
    ['kurier.atom', 2, () => fixture('feed/kurier.atom')],
    [
      'digest.mbox',
      2,
      async () => mailbox(await fixture('mail/strike.eml'), await fixture('mail/newsletter.eml')).join('\n'),
    ],
  ])('may be %s: %d briefs', async (name, count, content) => {
    await briefed(name, await content());

    expect((await report(name)).parts.map(({ state }) => state)).toEqual(Array(count).fill('live'));
    await desk.remove(name);
    await removed(name);
  });
});

describe('precis purge', () => {
  const NAME = 'lighthouse-of-Ostend.txt';
  const SECRET = 'Belgium sold the lighthouse of Ostend to Denmark on Sunday, the harbour ministry said.';
  const WORDS = /lighthouse|Ostend|Belgium|belgium|Denmark/;

  /** Runs the command line on the desk's runtime. */
  async function precis(...args: string[]) {
    const told = { out: '', progress: '' };
    const code = await main([...args, '--state', desk.stateDir], {
      out(text) {
        told.out += text;
      },
      progress(text) {
        told.progress += `${text}\n`;
      },
    });
    return { code, ...told };
  }
  let stagedBefore: [string, string][] = [];

  it('only tells what there is to erase, unless it is told to', async () => {
    await briefed(NAME, SECRET);
    await briefed(NAME, `${SECRET} It is final.`);
    const keys = await stagedKeys(`articles/${idOf(NAME)}/`);
    stagedBefore = await Promise.all(keys.map(async (key): Promise<[string, string]> => [key, await stagedText(key)]));

    const { code, out, progress } = await precis('purge', `in/${NAME}`);

    expect([code, out.split('\n')[0]]).toEqual([2, `in/${NAME} would be erased:`]);
    expect(out).toContain('2 versions, 0 delete markers');
    expect(progress).toContain('--yes');
    expect(await status(`/v1/briefs/${idOf(NAME)}`)).toBe(200);
    expect(await tableText()).toMatch(WORDS);
  });

  it('erases every version, what is staged, and what the table has, but for a tombstone without words', async () => {
    const { code, out } = await precis('purge', `in/${NAME}`, '--yes');

    expect([code, out.split('\n')[0]]).toEqual([0, `in/${NAME} is erased:`]);
    expect(out).toMatch(/What remains elsewhere:\n.*35 days/);
    await desk.drained();
    expect(await inboxVersions(NAME)).toBe(0);
    expect(await stagedKeys(`articles/${idOf(NAME)}/`)).toEqual([]);
    const manifests = await stagedKeys(`uploads/${uploadOf(NAME)}/`);
    expect(manifests).toHaveLength(1);
    expect(await stagedText(manifests[0] ?? '')).not.toMatch(WORDS);
    expect(await tableText()).not.toMatch(WORDS);
    expect([await status(`/v1/briefs/${idOf(NAME)}`), await status(`/v1/briefs/${idOf(NAME)}/article`)]).toEqual([
      410, 410,
    ]);
    const byId = UploadReport.parse(await (await desk.get(`/v1/uploads/${uploadOf(NAME)}`)).json());
    expect([byId.status, byId.key, (await report(NAME)).key]).toEqual(['removed', null, `in/${NAME}`]);
  });

  it('erases what a parser that was under way puts later', async () => {
    const [key = '', text = ''] = stagedBefore.at(-1) ?? [];
    expect(text).toMatch(WORDS);

    await desk.s3.send(
      new PutObjectCommand({ Bucket: desk.runtime.outputs['StagedBucketName'], Key: key, Body: text }),
    );
    await desk.drained();

    expect(await stagedKeys(`articles/${idOf(NAME)}/`)).toEqual([]);
    expect(await tableText()).not.toMatch(WORDS);
  });

  it('may be repeated, and is followed by the file anew', async () => {
    expect((await precis('purge', `in/${NAME}`, '--yes')).code).toBe(0);
    await briefed(NAME, SECRET);

    expect([await status(`/v1/briefs/${idOf(NAME)}`), await status(`/v1/briefs/${idOf(NAME)}/article`)]).toEqual([
      200, 200,
    ]);
  });

  it('erases the articles that a file had once, of all its versions', async () => {
    await briefed('quarries.ndjson', bundle([9001, 9002, 9003]));
    const ids = (await report('quarries.ndjson')).parts.map(({ articleId }) => articleId);
    await briefed('quarries.ndjson', bundle([9002]));
    expect(ids).toHaveLength(3);
    expect(await tableText()).toMatch(/mine 9001/);

    const { code } = await precis('purge', 'in/quarries.ndjson', '--yes');

    expect(code).toBe(0);
    await desk.drained();
    expect(await tableText()).not.toMatch(/mine 900/i);
    for (const id of ids) expect(await stagedKeys(`articles/${id}/`)).toEqual([]);
    expect(await stagedKeys(`uploads/${uploadOf('quarries.ndjson')}/`)).toHaveLength(1);
  });

  it('says of a file that nobody knows that nothing is known of it', async () => {
    const { code, progress } = await precis('purge', 'in/never.txt', '--yes');

    expect(code).toBe(1);
    expect(progress).toContain('nothing is known');
    expect(await inboxVersions('never.txt')).toBe(0);
  });

  it('leaves no dead letter', async () => {
    await desk.drained();
    expect(Object.values(await desk.messages())).toEqual([0, 0, 0, 0]);
  });
});

describe('What the roles of the functions allow', () => {
  it('is used by them, or by Lambda in their name', async () => {
    // Prepare: what nothing above came to.
    const NAME = 'quota.txt';
    await briefed(NAME, TREATY.replace('nitrate', 'salmon'));
    for (const Key of await stagedKeys(`articles/${idOf(NAME)}/`)) {
      await desk.s3.send(new DeleteObjectCommand({ Bucket: desk.runtime.outputs['StagedBucketName'], Key }));
    }
    const words = JSON.stringify({ schemaVersion: 1 });
    const Bucket = desk.runtime.outputs['StagedBucketName'];
    await desk.s3.send(new PutObjectCommand({ Bucket, Key: overlayKey(1), Body: words }));
    await tell('vanished.txt', 'ObjectCreated:Put', 'a-version-that-is-gone', '0A');
    const asked = { method: 'POST', body: '{"filename":"form.txt"}', headers: { 'content-type': 'application/json' } };
    const ticket = UploadTicket.parse(await (await fetch(`${desk.runtime.apiUrl}/v1/uploads`, asked)).json());
    const form = new FormData();
    for (const [name, value] of Object.entries(ticket.fields)) form.append(name, value);
    form.append('file', new Blob([STRIKE]), 'form.txt');
    const watch = `${desk.runtime.apiUrl}/v1/watches/quotas`;

    // Act
    const statuses = [
      await status(`/v1/briefs/${idOf(NAME)}/article`),
      (await fetch(ticket.url, { method: 'POST', body: form })).status,
      (await fetch(watch, { ...asked, method: 'PUT', body: '{"name":"Quotas","words":["quota"]}' })).ok,
      (await fetch(watch, { method: 'DELETE' })).ok,
    ];
    await desk.drained();

    // Assess
    expect(statuses).toEqual([404, 201, true, true]);
    const unused = await permissions.unusedOf(inject('assemblyDir'));
    // Of the function that empties buckets, local-emptier.test.ts tells: it runs as its stack goes, and never here.
    expect(unused.filter((each) => !each.startsWith('EmptiedBucketsEmptierRole '))).toEqual([
      'ApiRole logs:CreateLogStream',
      'ApiRole logs:PutLogEvents',
      'BriefRole logs:CreateLogStream',
      'BriefRole logs:PutLogEvents',
      'BriefRole sqs:GetQueueAttributes',
      'ParseRole logs:CreateLogStream',
      'ParseRole logs:PutLogEvents',
      'ParseRole sqs:GetQueueAttributes',
    ]);
  });
});
