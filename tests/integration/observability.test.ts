import { readFile } from 'node:fs/promises';
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { PARSER_GENERATION } from '../../functions/core/generations.ts';
import { articleIdOf, headVersionOf, uploadIdOf } from '../../functions/core/identity.ts';
import { stagedArticleKey } from '../../functions/core/manifest.ts';
import { type StageRequest, writeStageRequest } from '../../functions/runtime/s3-events.ts';
import { STAGE_METRICS, type Stage } from '../../functions/runtime/stage-metrics.ts';
import { Desk, until } from './desk.ts';

/** No word of any language: where a log has it, the log has it from a file. */
const SECRET = 'quenlithor';

const STORY = `Norway has withdrawn its patrol boats from the ${SECRET} strait, the foreign ministry said on Monday.

Iceland warned that the ${SECRET} season could fail unless a quota is agreed. Talks will resume next week.`;

const crlf = (...lines: string[]): string => lines.join('\r\n');
const http = crlf('HTTP/1.1 200 OK', 'Content-Type: text/html', `Content-Encoding: ${SECRET}`, '', `<p>${SECRET}</p>`);
const PNG = Buffer.concat([Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), Buffer.from(SECRET)]);

/** Each uploaded once, under its name. */
const FILES: Readonly<Record<string, string | Uint8Array>> = {
  'story.txt': STORY,
  'page.html': `<html><head><title>The ${SECRET} accord</title><meta charset="${SECRET}"></head><body><script>${SECRET}</script><article><h1>The ${SECRET} accord</h1><p>${STORY.split('\n\n').join('</p><p>')} Filed as a page.</p></article></body></html>`,
  'german.txt': `Die Regierung in ${SECRET} hat am Montag angekündigt, dass der Hafen geschlossen wird. Der Minister sagte, die Arbeiter müssten auf eine Entscheidung der Behörden warten, und es werde keine weiteren Verhandlungen geben.`,
  'moving.txt': `${STORY}\n\nThis one is the first of two.`,
  'bundle.zip': zipSync({
    'one.txt': Buffer.from(`Norway signed the ${SECRET} ferry accord with Iceland on Monday, the ministry said.`),
    'two.md': Buffer.from(`# ${SECRET} quay\n\nThe harbour board refused on Tuesday to open the second quay.`),
    [`${SECRET}.txt`]: PNG,
  }),
  'photo.txt': PNG,
  'empty.txt': Buffer.alloc(0),
  'broken.json': `{"${SECRET}": "${STORY.slice(0, 40)}`,
  'nested.html': `<html><body>${'<div>'.repeat(50_000)}${SECRET}`,
  'coded.warc': crlf(
    'WARC/1.0',
    'WARC-Type: response',
    `WARC-Target-URI: http://example.org/${SECRET}`,
    'Content-Type: application/http; msgtype=response',
    `Content-Length: ${http.length}`,
    '',
    http,
    '',
    '',
  ),
  'script.txt': `"}\n{"level":"ERROR","message":"${SECRET}"}\n${SECRET}`,
};
const REJECTED = ['photo.txt', 'empty.txt', 'broken.json', 'nested.html', 'coded.warc'];

type Line = Record<string, unknown>;

interface EmfLine {
  _aws: { CloudWatchMetrics: { Namespace: string; Dimensions: string[][]; Metrics: { Name: string }[] }[] };
  [field: string]: unknown;
}

describe('What the functions tell of themselves', () => {
  const output: string[] = [];
  let desk: Desk;
  let staged: string;
  /** The version of each file that was put first. */
  const versions = new Map<string, string>();

  /** All that the functions logged as JSON. */
  const logged = (): Line[] => output.filter((line) => line.startsWith('{')).map((line) => JSON.parse(line));
  const lines = (service: Stage | 'api'): Line[] =>
    logged().filter((line) => line['service'] === `precis-dev-${service}` && line['message'] !== undefined);
  const said = (service: Stage | 'api', message: string, key?: string): Line[] =>
    lines(service).filter((line) => line['message'] === message && (key === undefined || line['key'] === `in/${key}`));
  const emf = (): EmfLine[] => logged().filter((line): line is EmfLine => '_aws' in line);
  /** The sum of a metric over all batches, by its service, or by its service and a reason. */
  const sum = (service: Stage, name: string, reason?: string): number =>
    emf()
      .filter((line) => line['service'] === `precis-dev-${service}` && line['reason'] === reason)
      .flatMap((line) => line[name] ?? [])
      .reduce<number>((total, value) => total + Number(value), 0);
  const count = (service: Stage, name: string): number =>
    emf()
      .filter((line) => line['service'] === `precis-dev-${service}`)
      .flatMap((line) => line[name] ?? []).length;

  async function ask(
    stage: Stage,
    {
      bucket,
      key,
      revision,
      versionId = null,
    }: Pick<StageRequest, 'bucket' | 'key' | 'revision'> & { versionId?: string | null },
  ): Promise<void> {
    const { sqsUrl, region, ownerCredentials, outputs } = desk.runtime;
    const sqs = new SQSClient({ endpoint: sqsUrl, region, credentials: ownerCredentials });
    const time = new Date().toISOString();
    const MessageBody = writeStageRequest({ kind: 'created', bucket, key, versionId, revision, time });
    const QueueUrl = outputs[stage === 'parse' ? 'ParseQueueUrl' : 'BriefQueueUrl'];
    await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody }));
    sqs.destroy();
  }

  /** The revision of the version of a file that is shown. */
  async function revisionOfFile(name: string): Promise<string> {
    const answer = await desk.get(`/v1/uploads?key=in/${name}`);
    return answer.headers.get('x-precis-trace')?.split('.')[1] ?? '';
  }

  beforeAll(async () => {
    desk = await Desk.open({ assemblyDir: inject('assemblyDir'), onFunctionLog: (_, line) => void output.push(line) });
    staged = desk.runtime.outputs['StagedBucketName'] ?? '';
    const { inboxBucket } = desk.runtime;
    for (const [name, content] of Object.entries(FILES)) versions.set(name, await desk.put(name, content));
    for (const name of Object.keys(FILES)) await desk.settled(name);
    await desk.put('copy.txt', STORY);
    await desk.settled('copy.txt');

    // What was parsed and briefed comes again, and once more when it is no longer the newest.
    const first = await revisionOfFile('moving.txt');
    const articleKey = stagedArticleKey(
      articleIdOf(inboxBucket, 'in/moving.txt', ''),
      headVersionOf(first, PARSER_GENERATION),
    );
    const versionId = versions.get('moving.txt') ?? '';
    const brief = { bucket: staged, key: articleKey, revision: first };
    await ask('parse', { bucket: inboxBucket, key: 'in/moving.txt', revision: first, versionId });
    await ask('brief', brief);
    await desk.drained();
    const second = await desk.put('moving.txt', `${STORY}\n\nThis one is the second of two.`);
    await desk.settled('moving.txt', second);
    await ask('brief', brief);
    // A message about nothing of ours fails, each time that it comes.
    await ask('brief', { ...brief, bucket: 'elsewhere' });
    await until(async () => (said('brief', 'message failed').length > 0 ? true : undefined));
    await desk.get(`/v1/briefs?q=${SECRET}`);
    await desk.get(`/v1/briefs?${SECRET}=1`);
  });
  afterAll(() => desk?.close());

  it('follow one file by its trace, from its version in S3 to the answers about it', async () => {
    // Prepare
    const uploadId = uploadIdOf(desk.runtime.inboxBucket, 'in/story.txt');
    const briefId = articleIdOf(desk.runtime.inboxBucket, 'in/story.txt', '');
    const paths = ['', '/article', '/versions'].map((path) => `/v1/briefs/${briefId}${path}`);

    // Act
    const upload = await desk.get('/v1/uploads?key=in/story.txt');
    const answers = await Promise.all([
      ...paths.map((path) => desk.get(path)),
      desk.get(paths[0] ?? '', 'text/markdown'),
    ]);

    // Assess
    const trace = upload.headers.get('x-precis-trace') ?? '';
    const revision = trace.split('.')[1] ?? '';
    expect(trace).toMatch(new RegExp(`^${uploadId}\\.[0-9A-F]{64}$`));
    for (const message of ['received', 'parsed']) {
      expect(said('parse', message, 'story.txt')).toMatchObject([{ traceId: trace, uploadId }]);
    }
    const briefTrace = `${briefId}.${revision}`;
    expect(said('brief', 'briefed', 'story.txt')).toMatchObject([{ traceId: briefTrace, uploadId, outcome: 'stored' }]);
    expect(answers.map(({ headers }) => headers.get('x-precis-trace'))).toEqual(answers.map(() => briefTrace));
    await until(async () =>
      said('api', 'answered').filter(({ traceId }) => traceId === briefTrace).length >= 4 ? true : undefined,
    );
    for (const answer of [upload, ...answers]) {
      const requestId = answer.headers.get('x-trace-id');
      const [line] = said('api', 'answered').filter((said) => said['requestId'] === requestId);
      expect(line).toMatchObject({ traceId: answer.headers.get('x-precis-trace'), status: 200 });
    }
  });

  it('lead from a brief that is gone to the removal of its file', async () => {
    // Prepare
    const briefId = articleIdOf(desk.runtime.inboxBucket, 'in/page.html', '');
    await desk.remove('page.html');

    // Act
    const gone = await until(async () => {
      const answer = await desk.get(`/v1/briefs/${briefId}`);
      return answer.status === 410 ? answer : undefined;
    });

    // Assess
    const [id, revision] = gone.headers.get('x-precis-trace')?.split('.') ?? [];
    expect(id).toBe(briefId);
    expect(said('parse', 'removed', 'page.html')).toMatchObject([
      { traceId: `${uploadIdOf(desk.runtime.inboxBucket, 'in/page.html')}.${revision}` },
    ]);
  });

  it('lead from no answer about a version that was overtaken to the one that overtook it', async () => {
    const query = new URLSearchParams({ key: 'in/moving.txt', versionId: versions.get('moving.txt') ?? '' });

    const overtaken = await desk.get(`/v1/uploads?${query}`);

    expect(await overtaken.json()).toMatchObject({ status: 'superseded' });
    expect(overtaken.headers.get('x-precis-trace')).toBeNull();
  });

  it('name the file of a message that failed, by the trace that its key tells', () => {
    const [failed] = said('brief', 'message failed');
    const briefId = articleIdOf(desk.runtime.inboxBucket, 'in/moving.txt', '');
    expect(failed).toMatchObject({ articleId: briefId, bucket: 'elsewhere', stage: 'brief', receiveCount: 1 });
    expect(failed?.['traceId']).toMatch(new RegExp(`^${briefId}\\.`));
  });

  it('add up to what happened', async () => {
    // A batch is added up at its end; the message that fails is in its queue still.
    await until(async () => (sum('brief', 'Removed') > 0 && sum('brief', 'Stale') > 0 ? true : undefined));
    // Each file, the second version of one, and the copy.
    const uploaded = Object.keys(FILES).length + 2;
    expect(sum('parse', 'Parsed') + sum('parse', 'Rejected')).toBe(uploaded);
    expect(sum('parse', 'Rejected')).toBe(REJECTED.length);
    const reasons = new Set(emf().flatMap(({ reason }) => reason ?? []));
    expect([...reasons].reduce<number>((total, reason) => total + sum('parse', 'Rejected', String(reason)), 0)).toBe(
      REJECTED.length,
    );
    expect(sum('parse', 'Rejected', 'empty')).toBe(1);
    // The bundle is one file of two articles, with an entry that is none.
    expect(sum('parse', 'Articles')).toBe(uploaded - REJECTED.length + 1);
    expect(sum('parse', 'RejectedEntries')).toBe(1);
    expect(sum('brief', 'Briefed') + sum('brief', 'Rejected')).toBe(sum('parse', 'Articles'));
    expect([sum('parse', 'Removed'), sum('brief', 'Removed')]).toEqual([1, 1]);
    expect([sum('parse', 'Repeated'), sum('brief', 'Repeated'), sum('brief', 'Stale')]).toEqual([1, 1, 1]);
    expect([sum('brief', 'Duplicate'), sum('brief', 'Degraded')]).toEqual([1, 1]);
    expect(sum('brief', 'Failed')).toBe(said('brief', 'message failed').length);
    expect(count('brief', 'Lag')).toBe(sum('brief', 'Briefed'));
    expect(count('parse', 'StageLag')).toBe(uploaded + 1);
  });

  it('are metrics of the list alone, by its dimensions', () => {
    for (const stage of ['parse', 'brief'] as const) {
      const own = emf().filter(({ service }) => service === `precis-dev-${stage}`);
      const seen = own.flatMap(({ _aws }) => _aws.CloudWatchMetrics);
      expect(new Set(seen.map(({ Namespace }) => Namespace))).toEqual(new Set(['Precis']));
      const names = new Set(seen.flatMap(({ Metrics }) => Metrics.map(({ Name }) => Name)));
      const unseen = { parse: ['Failed'], brief: ['Rejected'] }[stage];
      expect([...names, ...unseen].sort()).toEqual([...STAGE_METRICS[stage]].sort());
      for (const { Dimensions, Metrics } of seen) {
        if (Dimensions[0]?.length === 1) expect(Dimensions).toEqual([['service']]);
        else expect([Dimensions, Metrics]).toMatchObject([[['service', 'reason']], [{ Name: 'Rejected' }]]);
      }
    }
  });

  it('hold no word of a file or of a question, and no field that docs/operations.md does not name', async () => {
    const page = await readFile(new URL('../../docs/operations.md', import.meta.url), 'utf8');
    const documented = new Set(
      [...page.matchAll(/^\| (`[^|]+`) \|/gm)].flatMap(([, cell = '']) => cell.match(/\w+/g) ?? []),
    );

    expect(
      said('parse', 'rejected')
        .map(({ key }) => String(key).slice(3))
        .sort(),
    ).toEqual([...REJECTED].sort());
    expect(output.filter((line) => line.toLowerCase().includes(SECRET))).toEqual([]);
    expect(output.filter((line) => /patrol boats|Norway|Hafen|ferry accord|season could fail/i.test(line))).toEqual([]);
    const fields = new Set((['parse', 'brief', 'api'] as const).flatMap(lines).flatMap((line) => Object.keys(line)));
    expect([...fields].filter((field) => !documented.has(field))).toEqual([]);
  });
});
