import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ListObjectVersionsCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { ReceiveMessageCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { main } from '../../bin/precis/main.ts';
import { SmokeTestError, smokeTest } from '../../bin/precis/smoke-test.ts';
import { onStack } from '../../bin/precis/stack-option.ts';
import { PrecisClient } from '../../client/client.ts';
import { ANALYZER_GENERATION, PARSER_GENERATION } from '../../functions/core/generations.ts';
import { articleIdOf, uploadIdOf } from '../../functions/core/identity.ts';
import { briefKey, headKey, positionKey, postingPartition } from '../../functions/core/store/keys.ts';
import { writeStageRequest } from '../../functions/runtime/s3-events.ts';
import { fileStatus } from '../../operations/file-status.ts';
import { inboxTotals } from '../../operations/inbox-totals.ts';
import { precis } from '../precis.ts';
import { PROJECT } from '../project.ts';
import { Desk, until } from './desk.ts';

const HOUR_MS = 3_600_000;
/** A visibility time-out of 360 s passes in half of one. */
const TIME_SCALE = 720;
const REVISION = '0'.repeat(63).concat('7');

let desk: Desk;
let storyVersion: string;
let sqs: SQSClient;

/** Runs a command as the command line does, on the desk's deployment. */
async function run(...args: string[]) {
  const [out, progress]: string[][] = [[], []];
  const terminal = {
    out: (text: string) => void out?.push(text),
    progress: (text: string) => void progress?.push(text),
  };
  const status = await main([...args, '--state', desk.stateDir], terminal);
  return { status, out: out?.join('') ?? '', progress: progress?.join('\n') ?? '' };
}

async function lines(...args: string[]): Promise<Record<string, unknown>[]> {
  const { out } = await run(...args);
  return out
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line));
}

const url = (output: string) => desk.runtime.outputs[output] ?? '';

const send = (output: string, body: string) =>
  sqs.send(new SendMessageCommand({ QueueUrl: url(output), MessageBody: body }));

/** A stage request for what lies in a bucket. */
const requestFor = (bucket: string, key: string, versionId: string) =>
  writeStageRequest({
    kind: 'created',
    bucket,
    key,
    versionId,
    revision: REVISION,
    time: '2026-03-02T06:00:00.000Z',
  });

beforeAll(async () => {
  desk = await Desk.open({ assemblyDir: inject('assemblyDir'), timeScale: TIME_SCALE });
  const { sqsUrl, region, ownerCredentials } = desk.runtime;
  sqs = new SQSClient({ endpoint: sqsUrl, region, credentials: ownerCredentials });
  const story = await readFile(join(PROJECT, 'examples', '1-monday-plata-wire.txt'));
  const other = await readFile(join(PROJECT, 'examples', '2-tuesday-meridian-courier.md'));
  storyVersion = await desk.put('story.txt', story);
  expect((await desk.settled('story.txt')).status).toBe('briefed');
  await desk.put('copy\u001b[31m.txt', story);
  await desk.put('photo.txt', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'));
  await desk.put('gone.md', other);
  const entries = [
    { title: 'Norway signs', text: 'Norway signed the treaty with Iceland on Monday.' },
    { title: 'Empty' },
  ];
  await desk.put('two.ndjson', entries.map((entry) => JSON.stringify(entry)).join('\n'));
  for (const name of ['copy\u001b[31m.txt', 'photo.txt', 'gone.md', 'two.ndjson']) await desk.settled(name);
  await desk.remove('gone.md');
  await until(async () => ((await desk.settled('gone.md')).status === 'removed' ? true : undefined));
});
afterAll(async () => {
  sqs?.destroy();
  await desk?.close();
});

describe('precis status', () => {
  it('tells of a file what became of it and of its articles', async () => {
    const { status, out } = await run('status', 'in/story.txt');

    const uploadId = uploadIdOf(desk.runtime.inboxBucket, 'in/story.txt');
    const articleId = articleIdOf(desk.runtime.inboxBucket, 'in/story.txt', '');
    expect(status).toBe(0);
    expect(out.split('\n')).toEqual([
      'in/story.txt',
      '  status     briefed',
      expect.stringMatching(/^ {2}received {3}20\d\d-\d\d-\d\dT[\d:.]+Z$/),
      expect.stringMatching(/^ {2}version {4}\S+$/),
      expect.stringMatching(new RegExp(`^ {2}trace {6}${uploadId}\\.[0-9A-F]{64}$`)),
      `  article    ${articleId}  live  Uruguay announces pullback of patrol boats from Serena lock`,
      '',
    ]);
  });

  it('names the article that one is a copy of, and lets no name move the cursor', async () => {
    const { out } = await run('status', 'copy\u001b[31m.txt');

    expect(out).toMatch(/^in\/copy\ufffd\[31m\.txt\n/);
    const original = articleIdOf(desk.runtime.inboxBucket, 'in/story.txt', '');
    expect(out).toContain(
      `  live  Uruguay announces pullback of patrol boats from Serena lock  (a copy of ${original})\n`,
    );
  });

  it('says why a file, or an entry of it, was refused', async () => {
    const photo = await run('status', 'photo.txt');
    const two = await run('status', 'two.ndjson');

    expect(photo.out).toMatch(/ {2}status {5}rejected\n[\s\S]* {2}refused {4}unsupported-format: .*PNG/);
    expect(two.out).toMatch(/ {2}status {5}briefed\n[\s\S]* {2}article {4}[0-9a-f]{32} {2}live {2}Norway signs\n/);
    expect(two.out).toMatch(/ {2}refused {4}\S+ {2}[a-z-]+: /);
  });

  it('tells as JSON what it tells in lines', async () => {
    const [gone] = await lines('status', 'gone.md', '--json');

    expect(gone).toMatchObject({
      key: 'in/gone.md',
      status: 'removed',
      isInInbox: false,
      articles: [],
      deadLetters: [],
    });
  });

  it('fails for a file that nobody knows', async () => {
    expect(await run('status', 'none.txt')).toEqual({
      status: 1,
      out: '',
      progress:
        'precis: in/none.txt: Neither the inbox nor the table knows this file. Its name is the key in the inbox, with its folders.',
    });
  });

  it('counts what became of all files, and of those of a time', async () => {
    const [all] = await lines('status', '--json');
    const [lately] = await lines('status', '--json', '--since', '1d');
    const { status, out } = await run('status');

    expect(all).toEqual({
      files: { received: 0, parsed: 0, briefed: 3, rejected: 1, removed: 1, expired: 0 },
      overdue: 0,
      removalsDue: 0,
      articles: 3,
      waiting: { parse: 0, brief: 0 },
      dead: { parse: 0, brief: 0 },
    });
    expect(lately).toEqual(all);
    expect({ status, out }).toEqual({
      status: 0,
      out: `received          0  not yet parsed
parsed            0  not all articles briefed yet
briefed           3  3 articles are shown
rejected          1
removed           1
overdue           0  of the received and parsed: no result after 30 min
waiting           0  parse 0, brief 0
dead              0  parse 0, brief 0
`,
    });
    expect((await run('status', '--since', 'soon')).status).toBe(2);
    expect((await run('status', 'story.txt', '--since', '1d')).status).toBe(2);
  });

  it('tells what waits from what is overdue, and what is past its retention', async () => {
    const { inboxBucket } = desk.runtime;
    const key = headKey(uploadIdOf(inboxBucket, 'in/photo.txt'));
    const totals = await onStack({ state: desk.stateDir }, async (access) => {
      await access.table.writeBatch({ deletes: [key] });
      const { receivedAt } = (await fileStatus(access, 'in/photo.txt', Date.now())) ?? {};
      // By the time of the runtime, which runs ahead.
      const received = Date.parse(String(receivedAt));
      const later = [0, HOUR_MS, 31 * 24 * HOUR_MS].map((ms) => inboxTotals(access, {}, received + ms));
      return Promise.all([...later, inboxTotals(access, { since: received + 24 * HOUR_MS }, received)]);
    });

    expect(totals.map(({ files, overdue }) => [files.received, overdue, files.briefed, files.expired])).toEqual([
      [1, 0, 3, 0],
      [1, 1, 3, 0],
      [0, 0, 0, 4],
      [0, 0, 0, 0],
    ]);
  });

  it('tells what is deleted in the inbox, and still shown because nobody was told', async () => {
    const { inboxBucket } = desk.runtime;
    const [file] = await lines('status', 'two.ndjson', '--json');
    const articles = file?.['articles'] as { articleId: string }[];
    const briefs = articles.map(({ articleId }) => briefKey(articleId));
    const keys = [headKey(uploadIdOf(inboxBucket, 'in/two.ndjson')), ...briefs];
    await onStack({ state: desk.stateDir }, async ({ table }) => {
      const before = await table.batchGet(keys);
      await desk.remove('two.ndjson');
      await until(async () => ((await desk.settled('two.ndjson')).status === 'removed' ? true : undefined));
      await until(async () => ((await desk.messages())['BriefQueueUrl'] === 0 ? true : undefined));
      await table.writeBatch({ puts: before });
    });

    const [totals] = await lines('status', '--json');

    expect(totals).toMatchObject({ files: { briefed: 3, removed: 1 }, removalsDue: 1 });
    expect((await run('status', 'two.ndjson')).out).toContain('  status     briefed, deleted, but still shown\n');
  });
});

describe('A deployed stage', () => {
  /** What makes this runtime the AWS of a process: the addresses of its services, a region and credentials. */
  const environment = () => {
    const { s3Url, sqsUrl, dynamodbUrl, cloudformationUrl, logsUrl, region, ownerCredentials } = desk.runtime;
    return {
      AWS_ENDPOINT_URL_S3: s3Url,
      AWS_ENDPOINT_URL_SQS: sqsUrl,
      AWS_ENDPOINT_URL_DYNAMODB: dynamodbUrl,
      AWS_ENDPOINT_URL_CLOUDFORMATION: cloudformationUrl,
      AWS_ENDPOINT_URL_CLOUDWATCH_LOGS: logsUrl,
      AWS_REGION: region,
      AWS_ACCESS_KEY_ID: ownerCredentials.accessKeyId,
      AWS_SECRET_ACCESS_KEY: ownerCredentials.secretAccessKey,
    };
  };

  it('is found by its name, with the credentials of the environment', async () => {
    const [status, list, none] = await Promise.all([
      precis(['status', '--deployment', 'dev', 'story.txt'], '', environment()),
      precis(['list', '--deployment', 'dev', '--limit', '1'], '', environment()),
      precis(['status', '--deployment', 'none'], '', environment()),
    ]);

    expect(status).toMatchObject({ status: 0, out: expect.stringContaining('  status     briefed\n'), progress: '' });
    expect(list).toMatchObject({ status: 0, out: expect.stringMatching(/^[0-9a-f]{32} {2}/) });
    expect(none).toMatchObject({
      status: 1,
      progress: expect.stringMatching(/^precis: There is no stack Precis-none-\w+ in eu-central-1\. Check the stage, /),
    });
    const both = await run('list', '--deployment', 'dev', '--api', 'https://api.example');
    expect(both).toMatchObject({ status: 2, progress: expect.stringContaining('give no --api and no --bucket') });
  });
});

describe('precis doctor', () => {
  it('says of the local runtime that all is well, and what it does not have', async () => {
    const { status, out, progress } = await run('doctor');
    const findings = await lines('doctor', '--json');

    expect({ status, progress }).toEqual({ status: 0, progress: '' });
    const checks = findings.map(({ check, verdict }) => `${verdict} ${check}`);
    expect(checks).toEqual([
      'ok credentials',
      'ok stack Precis-dev-Data',
      'ok stack Precis-dev-App',
      'ok outputs',
      'ok version',
      ...['parse', 'brief'].flatMap((stage) => [
        `ok ${stage} queue`,
        `skipped oldest in the ${stage} queue`,
        `ok dead letters of ${stage}`,
        `skipped event source of ${stage}`,
      ]),
      'skipped alarms',
      "skipped alarms' subscribers",
      'ok API',
      'ok generations of briefs',
    ]);
    expect(out.split('\n')).toHaveLength(checks.length + 1);
    expect(out).toMatch(/^ok {7}generations of briefs {2,}of all \d there are, none is of an older generation$/m);
  });

  it('finds briefs that an older analyzer made, and says how to replace them', async () => {
    const version = `${REVISION}.${String(PARSER_GENERATION).padStart(6, '0')}.000001`;
    const sk = positionKey({ time: '2026-03-02T06:00:00.000Z', briefId: 'b'.repeat(32), version });
    const posting = { pk: postingPartition('received', '', 0), sk };
    const findings = await onStack({ state: desk.stateDir }, async ({ table }) => {
      await table.put(posting);
      const found = await lines('doctor', '--json');
      await table.writeBatch({ deletes: [posting] });
      return found;
    });

    expect(findings.at(-1)).toMatchObject({
      verdict: 'warning',
      found: expect.stringMatching(/, 1 are of an older analyzer$/),
      remedy: `precis replay --stage brief --older-than ${ANALYZER_GENERATION}`,
    });
  });

  it('needs a runtime, or a stage and credentials for it', async () => {
    const none = await main(['doctor', '--state', join(desk.stateDir, 'none')], { out: () => {}, progress: () => {} });
    const away = await precis(['doctor', '--deployment', 'dev'], '', {
      AWS_REGION: '',
      AWS_EC2_METADATA_DISABLED: 'true',
    });

    expect(none).toBe(2);
    expect(away).toMatchObject({
      status: 1,
      out: expect.stringMatching(/^wrong {4}credentials {2}The region .*\n.*AWS_REGION/),
    });
  });
});

describe('precis smoke', () => {
  /** The API, but for one character that it puts before each article. */
  const faulty = new PrecisClient(async ({ method, path, headers }) => {
    const response = await fetch(new URL(path, desk.runtime.apiUrl), { method, headers });
    if (!path.endsWith('/article')) return response;
    const article = (await response.json()) as { text: string };
    return Response.json({ ...article, text: `x${article.text}` });
  });

  it('sends an article and a picture, reads the brief, and takes both away, also where something is wrong', async () => {
    const steps: string[] = [];
    const [well, failures] = await Promise.all([
      run('smoke'),
      onStack({ state: desk.stateDir }, (access) =>
        smokeTest(access, faulty, {
          run: 'FAULTY',
          timeoutMs: 60_000,
          stopped: new Promise(() => {}),
          onStep: ({ done }) => void steps.push(done),
        }),
      ),
    ]);

    expect(well).toMatchObject({ status: 0, progress: '' });
    const lasting = /^ok {2,}[\d.]+ s {2}/;
    expect(
      well.out
        .trimEnd()
        .split('\n')
        .map((line) => line.replace(lasting, '')),
    ).toEqual([
      expect.stringMatching(/^an article became the brief [0-9a-f]{32}$/),
      expect.stringMatching(/^it is listed under Precis smoke test [0-9A-Z]{26}$/),
      expect.stringMatching(/^[1-9]\d* quotes stand in the article's text$/),
      'a picture was refused as unsupported-format',
      'both files are purged',
      'nothing is left of them',
    ]);
    expect(failures).toEqual([expect.any(SmokeTestError)]);
    expect(String(failures[0])).toContain('A quote does not stand at');
    expect(steps.map((step) => step.slice(0, 10))).toEqual(['an article', 'it is list', 'both files', 'nothing is']);
    const inbox = await desk.s3.send(
      new ListObjectVersionsCommand({ Bucket: desk.runtime.inboxBucket, Prefix: 'in/precis-smoke/' }),
    );
    expect([inbox.Versions ?? [], inbox.DeleteMarkers ?? []]).toEqual([[], []]);
  });
});

describe('precis dead and precis redrive', () => {
  /** A staged object that is none. */
  const stagedKey = `articles/${'a'.repeat(32)}/${REVISION}.000001.json`;
  const dead = async () => {
    const { ParseDeadLetterQueueUrl: parse, BriefDeadLetterQueueUrl: brief } = await desk.messages();
    return { parse, brief };
  };
  /** Waits until so many dead letters are there. */
  const died = (counts: Awaited<ReturnType<typeof dead>>) =>
    until(async () => {
      const { parse, brief } = await dead();
      return parse === counts.parse && brief === counts.brief ? true : undefined;
    });

  beforeAll(async () => {
    const { StagedBucketName: stagedBucket = '' } = desk.runtime.outputs;
    await send('ParseQueueUrl', 'hello');
    await desk.s3.send(new PutObjectCommand({ Bucket: stagedBucket, Key: stagedKey, Body: 'no JSON' }));
    await died({ parse: 1, brief: 1 });
    // Of these no function has ever heard.
    const { inboxBucket } = desk.runtime;
    await send('ParseDeadLetterQueueUrl', requestFor(inboxBucket, 'in/story.txt', storyVersion));
  });

  it('tell of each letter its cause, what it is about and when, and leave it where it is', async () => {
    const letters = await lines('dead', '--json');

    const uploadId = uploadIdOf(desk.runtime.inboxBucket, 'in/story.txt');
    expect(letters).toMatchObject([
      {
        stage: 'parse',
        file: null,
        traceId: null,
        cause: { name: 'CorruptDataError', message: 'The message is not JSON.' },
      },
      { stage: 'parse', file: 'in/story.txt', uploadId, traceId: `${uploadId}.${REVISION}`, cause: null },
      {
        stage: 'brief',
        file: null,
        key: stagedKey,
        articleId: 'a'.repeat(32),
        traceId: `${'a'.repeat(32)}.${REVISION}`,
        cause: { name: 'CorruptDataError', message: 'A staged object does not have the shape of one.' },
      },
    ]);
    expect(letters[0]?.['lastReceivedAt']).toMatch(/Z$/);
    expect(await dead()).toEqual({ parse: 2, brief: 1 });
    // Given back at once: whoever looks next sees them all again.
    const QueueUrl = url('ParseDeadLetterQueueUrl');
    const { Messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10, VisibilityTimeout: 0 }),
    );
    expect(Messages).toHaveLength(2);
  });

  it('are named by precis doctor, which then fails', async () => {
    const { status, out } = await run('doctor');

    expect(status).toBe(1);
    expect(out).toMatch(/^wrong {4}dead letters of parse {2,}about 2\n {30,}`precis dead` tells why/m);
  });

  it('tell it in lines to read, and that SQS shows a sample', async () => {
    const { status, out, progress } = await run('dead', '--stage', 'parse');
    const one = await run('dead', '--limit', '1', '--stage', 'parse');

    expect(status).toBe(0);
    expect(out).toContain('parse  no file\n  cause    CorruptDataError: The message is not JSON.\n  times    sent 2');
    expect(out).toContain('parse  in/story.txt\n  cause    The log of parse tells of no error: ');
    expect(progress).toBe('parse: 2 of about 2 dead letters: SQS shows a sample');
    expect(one.progress).toBe('parse: 1 of about 2 dead letters: SQS shows a sample');
    expect((await run('status', 'story.txt')).out).toContain('  dead       a dead letter of parse, message ');
  });

  it('say how many would be returned, and return those of one stage', async () => {
    const dry = await run('redrive', '--dry-run');
    const brief = await run('redrive', '--stage', 'brief');

    expect(dry).toMatchObject({ status: 0, out: 'parse: about 2 to return\nbrief: about 1 to return\n' });
    expect(brief).toEqual({ status: 0, out: 'brief: 1 returned\n', progress: '' });
    expect((await dead()).parse).toBe(2);
  });

  it('return all of both, of which the poison alone comes back', async () => {
    await died({ parse: 2, brief: 1 });

    const first = await run('redrive');
    await died({ parse: 1, brief: 1 });
    const { cause } = (await lines('dead', '--json', '--stage', 'parse'))[0] ?? {};

    expect(first).toEqual({ status: 0, out: 'parse: 2 returned\nbrief: 1 returned\n', progress: '' });
    expect(cause).toMatchObject({ message: 'The message is not JSON.' });
    expect((await run('status', 'story.txt')).out).toContain('  status     briefed\n');
  });
});
