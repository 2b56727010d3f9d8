import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetQueueAttributesCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PrecisError } from '../../functions/core/errors.ts';
import { Chaos } from '../../local/chaos/chaos.ts';
import type { FaultSource } from '../../local/chaos/faults.ts';
import { type Runtime, type RuntimeOptions, startRuntime } from '../../local/runtime.ts';
import { writeSmallApp } from '../fixtures/local/small-app.ts';

let folder: string;
let logged: string[];
let runtime: Runtime | undefined;
let s3: S3Client;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'precis-runtime-'));
  logged = [];
});

afterEach(async () => {
  await stop();
  await rm(folder, { recursive: true, force: true });
});

async function start(changes: Partial<RuntimeOptions> = {}): Promise<Runtime> {
  const started = await startRuntime({
    projectDir: folder,
    stateDir: join(folder, 'state'),
    inboxDir: null,
    ports: 'free',
    sandboxes: 1,
    log: (line) => logged.push(line),
    assemblyDir: changes.assemblyDir ?? (await writeSmallApp(join(folder, 'assembly'))),
    ...changes,
  });
  runtime = started;
  const { s3Url: endpoint, region, ownerCredentials: credentials } = started;
  s3 = new S3Client({ endpoint, region, credentials });
  return started;
}

async function stop(): Promise<void> {
  s3?.destroy();
  await runtime?.close();
  runtime = undefined;
}

const put = (started: Runtime, name: string, text: string) =>
  s3.send(new PutObjectCommand({ Bucket: started.inboxBucket, Key: `in/${name}`, Body: text }));

interface Kept {
  text: string;
  event: string;
}

/** What the API says of a text, once it is there. */
async function textOf(started: Runtime, name: string): Promise<Kept> {
  return vi.waitUntil(
    async () => {
      const response = await fetch(`${started.apiUrl}/texts/${name}`);
      return response.ok ? ((await response.json()) as Kept) : undefined;
    },
    { timeout: 20_000 },
  );
}

describe('Runtime: an app from its template', () => {
  it('takes an object from the inbox through queue, function and table to the API', async () => {
    const started = await start();

    await put(started, 'a b/ü.txt', 'Fishing resumes.');

    expect(await textOf(started, 'a%20b/%C3%BC.txt')).toEqual({ text: 'Fishing resumes.', event: 'ObjectCreated:Put' });
    await s3.send(new DeleteObjectCommand({ Bucket: started.inboxBucket, Key: 'in/a b/ü.txt' }));
    await vi.waitUntil(async () => (await textOf(started, 'a%20b/%C3%BC.txt')).text === '', { timeout: 10_000 });
    expect((await textOf(started, 'a%20b/%C3%BC.txt')).event).toBe('ObjectRemoved:DeleteMarkerCreated');
  });

  it('says where everything is, to its caller and in endpoint.json, while it runs', async () => {
    const started = await start();
    const file = join(folder, 'state', 'endpoint.json');

    const endpoint = JSON.parse(await readFile(file, 'utf8'));

    expect(endpoint).toEqual({
      apiUrl: started.apiUrl,
      s3Url: started.s3Url,
      sqsUrl: started.sqsUrl,
      dynamodbUrl: started.dynamodbUrl,
      ssmUrl: started.ssmUrl,
      cloudformationUrl: started.cloudformationUrl,
      logsUrl: started.logsUrl,
      eventbridgeUrl: started.eventbridgeUrl,
      stacks: ['Small'],
      inboxBucket: 'small-inbox',
      region: 'eu-central-1',
      outputs: started.outputs,
      signed: false,
      policyCredentials: {},
      credentials: {
        accessKeyId: started.ownerCredentials.accessKeyId,
        secretAccessKey: started.ownerCredentials.secretAccessKey,
      },
      pid: process.pid,
    });
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(started.outputs).toEqual({
      ApiUrl: started.apiUrl,
      InboxBucketName: 'small-inbox',
      QueueUrl: `${started.sqsUrl}/000000000000/Small-Queue`,
      DeadLettersUrl: `${started.sqsUrl}/000000000000/Small-DeadLetters`,
      TableName: 'Small-Table',
    });
    expect(started.passive).toEqual([{ type: 'AWS::CloudWatch::Alarm', reason: 'there are no metrics to watch' }]);
    await stop();
    await expect(stat(file)).rejects.toThrow('ENOENT');
    await expect(fetch(`${started.apiUrl}/texts/x`)).rejects.toThrow('fetch failed');
  });

  it('keeps objects, table, queues, ports and key between starts', async () => {
    const first = await start();
    await put(first, 'kept.txt', 'Still here.');
    await textOf(first, 'kept.txt');
    await stop();

    const second = await start();

    expect(await textOf(second, 'kept.txt')).toMatchObject({ text: 'Still here.' });
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: second.inboxBucket, Key: 'in/kept.txt' }));
    expect(await Body?.transformToString()).toBe('Still here.');
    expect([second.apiUrl, second.s3Url, second.sqsUrl, second.dynamodbUrl]).toEqual([
      first.apiUrl,
      first.s3Url,
      first.sqsUrl,
      first.dynamodbUrl,
    ]);
    expect(second.ownerCredentials).toEqual(first.ownerCredentials);
  });

  it("tells each line of the functions' logs, and keeps them in files", async () => {
    const lines: [string, string][] = [];
    const started = await start({ onFunctionLog: (name, line) => lines.push([name, line]) });

    await put(started, 'logged.txt', 'x');
    await textOf(started, 'logged.txt');

    const reports = lines.filter(([name, line]) => name === 'Small-Keep' && line.startsWith('REPORT '));
    expect(reports.length).toBeGreaterThan(0);
    await stop();
    expect(await readFile(join(folder, 'state', 'logs', 'Small-Keep.log'), 'utf8')).toContain(reports[0]?.[1]);
  });
});

describe('Runtime: its start', () => {
  it('is ready once each function has a sandbox that initialized, and when it is closed before', async () => {
    const first = await start();
    await expect(first.ready).resolves.toBeUndefined();
    await stop();

    const second = await start();
    await stop();
    await expect(second.ready).resolves.toBeUndefined();
  });

  it('makes a state folder that no other account of the machine can look into', async () => {
    await start();

    expect((await stat(join(folder, 'state'))).mode & 0o777).toBe(0o700);
  });

  it('tells keys and nothing that the SDK noted on them', async () => {
    const started = await start({ inboxDir: join(folder, 'inbox') });
    await writeFile(join(folder, 'inbox', 'a.txt'), 'a');
    await textOf(started, 'a.txt');
    const { credentials } = JSON.parse(await readFile(join(folder, 'state', 'endpoint.json'), 'utf8'));

    expect(Object.keys(credentials).sort()).toEqual(['accessKeyId', 'secretAccessKey']);
    await stop();
    const again = await start({ inboxDir: join(folder, 'inbox'), assemblyDir: join(folder, 'assembly') });
    expect(again.ownerCredentials).toEqual(credentials);
  });
});

describe('Runtime: what may not be done', () => {
  it('by a role without the grant', async () => {
    const started = await start();

    const response = await fetch(`${started.apiUrl}/texts/x`, { method: 'PUT' });

    expect(response.status).toBe(500);
    expect(await response.json()).toMatchObject({
      name: 'AccessDeniedException',
      message: expect.stringContaining(
        'User: arn:aws:iam::000000000000:role/Small-ServeRole is not authorized to perform: dynamodb:PutItem',
      ),
    });
  });

  it('without a key of this runtime', async () => {
    const started = await start();
    const stranger = new S3Client({
      endpoint: started.s3Url,
      region: started.region,
      credentials: { accessKeyId: 'AKIASTRANGER', secretAccessKey: 'secret' },
    });

    const read = stranger.send(new GetObjectCommand({ Bucket: started.inboxBucket, Key: 'in/x' }));

    await expect(read).rejects.toMatchObject({ name: 'InvalidAccessKeyId' });
    stranger.destroy();
  });

  it('by a second runtime with the same state', async () => {
    const started = await start();

    await expect(
      startRuntime({
        projectDir: folder,
        stateDir: join(folder, 'state'),
        inboxDir: null,
        ports: 'free',
        log: () => undefined,
        assemblyDir: join(folder, 'assembly'),
      }),
    ).rejects.toThrow(`Precis runs with this state already (process ${process.pid}).`);
    expect((await fetch(`${started.apiUrl}/texts/none`)).status).toBe(404);
  });
});

describe('Runtime: what does not start', () => {
  it('an app with a resource that has no local model; the state is free again', async () => {
    const Cache = { Type: 'AWS::ElastiCache::ServerlessCache', Properties: {} };
    const assemblyDir = await writeSmallApp(join(folder, 'other'), { Cache });

    await expect(start({ assemblyDir })).rejects.toThrow(
      'The resource type AWS::ElastiCache::ServerlessCache (Cache) has no local model.',
    );
    await start();
  });

  it('a function that cannot initialize is named, unless nothing calls it, and the others work', async () => {
    const broken = {
      Type: 'AWS::Lambda::Function',
      Properties: {
        Code: { S3Bucket: 'assets', S3Key: 'c0de.zip' },
        Handler: 'index.none',
        Runtime: 'nodejs24.x',
        Role: { 'Fn::GetAtt': ['KeepRole', 'Arn'] },
      },
    };
    const assemblyDir = await writeSmallApp(join(folder, 'other'), {
      Broken: broken,
      NeverCalled: broken,
      BrokenIntegration: {
        Type: 'AWS::ApiGatewayV2::Integration',
        Properties: {
          ApiId: { Ref: 'Api' },
          IntegrationType: 'AWS_PROXY',
          IntegrationUri: { 'Fn::GetAtt': ['Broken', 'Arn'] },
          PayloadFormatVersion: '2.0',
        },
      },
      BrokenRoute: {
        Type: 'AWS::ApiGatewayV2::Route',
        Properties: {
          ApiId: { Ref: 'Api' },
          AuthorizationType: 'AWS_IAM',
          RouteKey: 'GET /broken',
          Target: { 'Fn::Join': ['', ['integrations/', { Ref: 'BrokenIntegration' }]] },
        },
      },
    });
    const started = await start({ assemblyDir });

    const refusal = await started.ready.catch((error: unknown) => error);

    const file = join(folder, 'state', 'logs', 'Small-Broken.log');
    expect(refusal).toBeInstanceOf(PrecisError);
    expect(refusal).toMatchObject({
      message: 'The function Small-Broken cannot initialize.',
      file,
      remedy: `Read why in ${file}.`,
    });
    expect(await readFile(file, 'utf8')).toContain('index.none is undefined or not exported');
    expect((await fetch(`${started.apiUrl}/texts/none`)).status).toBe(404);
  });
});

describe('Runtime: under faults', () => {
  it('delivers what a throttled table refused at first', async () => {
    let left = 4;
    const throttledTable: FaultSource = {
      name: 'test',
      request({ action }) {
        if (action !== 'dynamodb:PutItem' || left === 0) return undefined;
        left -= 1;
        return { kind: 'refused', code: 'ProvisionedThroughputExceededException' };
      },
    };
    const started = await start({
      chaos: new Chaos({ sources: [throttledTable] }),
    });

    await put(started, 'throttled.txt', 'Kept in the end.');

    // Three tries of the SDK fail with the first receive of the message; it is in flight, as in AWS, until a restart
    // or its visibility time-out makes it visible.
    const queue = new SQSClient({
      endpoint: started.sqsUrl,
      region: started.region,
      credentials: started.ownerCredentials,
    });
    await vi.waitUntil(() => left <= 1, { timeout: 20_000 });
    await vi.waitUntil(
      async () => {
        const { Attributes } = await queue.send(
          new GetQueueAttributesCommand({ QueueUrl: started.outputs['QueueUrl'], AttributeNames: ['All'] }),
        );
        return Attributes?.ApproximateNumberOfMessagesNotVisible === '1';
      },
      { timeout: 10_000 },
    );
    queue.destroy();
    await stop();
    const again = await start();
    expect(await textOf(again, 'throttled.txt')).toMatchObject({ text: 'Kept in the end.' });
  });
});
