import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DeleteObjectCommand, ListObjectVersionsCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { CloudFormationCustomResourceEvent, Context } from 'aws-lambda';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { emptyBucket } from '../../functions/emptier/empty-bucket.ts';
import { systemClock } from '../../local/clock.ts';
import type { LocalService } from '../../local/contracts.ts';
import { ownerPrincipal, principalsOf, rolePrincipal } from '../../local/iam/principals.ts';
import { serveLoopback } from '../../local/loopback-server.ts';
import type { LocalS3 } from '../../local/s3/specs.ts';
import { startS3 } from '../../local/s3/start-s3.ts';
import { ACCOUNT, OWNER, ROLE } from './local-principals.ts';
import { bucketSpec } from './local-s3-service.ts';

const BUCKETS = ['inbox', 'staged', 'logs'];
const STACK = 'arn:aws:cloudformation:eu-central-1:000000000000:stack/Precis-dev-Data/1';
const on = (suffix: string) => BUCKETS.map((name) => `arn:aws:s3:::${name}${suffix}`);

let directory: string;
let s3: LocalS3;
let owner: S3Client;
let cloudformation: LocalService;
/** What CloudFormation says of the stack. */
let stackStatus: string;
/** The answers that it got, and how many of them it refuses first. */
let answers: Record<string, string>[];
let refusals: number;
let handler: (event: CloudFormationCustomResourceEvent, context: Context) => Promise<void>;

beforeAll(async () => {
  const statements = [
    { Effect: 'Allow' as const, Action: 's3:ListBucketVersions', Resource: on('') },
    { Effect: 'Allow' as const, Action: ['s3:DeleteObject', 's3:DeleteObjectVersion'], Resource: on('/*') },
  ];
  directory = await mkdtemp(join(tmpdir(), 'precis-'));
  s3 = await startS3({
    dir: directory,
    principals: principalsOf([ownerPrincipal(OWNER), rolePrincipal(ROLE, statements, ACCOUNT)]),
    account: ACCOUNT,
    clock: systemClock(),
    buckets: [bucketSpec('inbox', { versioned: true }), bucketSpec('staged'), bucketSpec('logs')],
    deliver: async () => {},
  });
  owner = new S3Client({ endpoint: s3.url, region: ACCOUNT.region, credentials: OWNER });
  // Both DescribeStacks and the address to answer at.
  cloudformation = await serveLoopback(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    if (request.method === 'POST' && stackStatus === 'AccessDenied') {
      const error = '<Error><Type>Sender</Type><Code>AccessDenied</Code><Message>not allowed</Message></Error>';
      response.writeHead(403).end(`<ErrorResponse>${error}</ErrorResponse>`);
      return;
    }
    if (request.method === 'POST') {
      const member = `<member><StackName>Precis-dev-Data</StackName><CreationTime>2026-03-01T00:00:00Z</CreationTime><StackStatus>${stackStatus}</StackStatus></member>`;
      response.end(
        `<DescribeStacksResponse><DescribeStacksResult><Stacks>${member}</Stacks></DescribeStacksResult></DescribeStacksResponse>`,
      );
      return;
    }
    const isRefused = refusals > 0;
    if (isRefused) refusals -= 1;
    else answers.push({ ...JSON.parse(body), type: request.headers['content-type'] });
    response.writeHead(isRefused ? 503 : 200).end();
  });
  const environment = {
    AWS_REGION: ACCOUNT.region,
    AWS_ACCESS_KEY_ID: ROLE.accessKeyId,
    AWS_SECRET_ACCESS_KEY: ROLE.secretAccessKey,
    AWS_ENDPOINT_URL_S3: s3.url,
    AWS_ENDPOINT_URL_CLOUDFORMATION: cloudformation.url,
    EMPTIED_BUCKETS: BUCKETS.join(','),
    POWERTOOLS_DEV: 'true',
  };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  ({ handler } = await import('../../functions/emptier/handler.ts'));
});
afterAll(async () => {
  vi.unstubAllEnvs();
  owner.destroy();
  await cloudformation.close();
  await s3.close();
  await rm(directory, { recursive: true });
});

beforeEach(() => {
  answers = [];
  refusals = 0;
  stackStatus = 'DELETE_IN_PROGRESS';
  vi.spyOn(console, 'error').mockImplementation(() => {});
  vi.spyOn(console, 'info').mockImplementation(() => {});
});
afterEach(() => {
  vi.restoreAllMocks();
});

function ask(RequestType: 'Create' | 'Update' | 'Delete', remainingMs = 900_000): Promise<void> {
  const event = {
    RequestType,
    StackId: STACK,
    RequestId: 'request-1',
    LogicalResourceId: 'EmptiedBuckets',
    ResponseURL: `${cloudformation.url}/answer?signature=1`,
    ...(RequestType === 'Create' ? {} : { PhysicalResourceId: 'EmptiedBuckets' }),
  } as CloudFormationCustomResourceEvent;
  return handler(event, { awsRequestId: 'r1', getRemainingTimeInMillis: () => remainingMs } as Context);
}

const put = (Bucket: string, Key: string) => owner.send(new PutObjectCommand({ Bucket, Key, Body: Key }));

/** Versions and delete markers that buckets hold. */
async function held(buckets = BUCKETS): Promise<number> {
  const lists = buckets.map(async (Bucket) => {
    const { Versions = [], DeleteMarkers = [] } = await owner.send(
      new ListObjectVersionsCommand({ Bucket, EncodingType: 'url' }),
    );
    return Versions.length + DeleteMarkers.length;
  });
  return (await Promise.all(lists)).reduce((sum, count) => sum + count, 0);
}

const ANSWER = {
  Status: 'SUCCESS',
  PhysicalResourceId: 'EmptiedBuckets',
  LogicalResourceId: 'EmptiedBuckets',
  RequestId: 'request-1',
  StackId: STACK,
};

describe('Function: emptier', () => {
  it.each([
    ['Create', 'CREATE_IN_PROGRESS'],
    ['Update', 'UPDATE_IN_PROGRESS'],
    // The stage was told to retain its data, and so the resource was taken out of the template.
    ['Delete', 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS'],
    ['Delete', 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS'],
    ['Delete', ''],
  ] as const)('deletes nothing on %s while the stack is in %s', async (type, status) => {
    stackStatus = status;
    await put('inbox', 'in/a.txt');
    const before = await held();

    await ask(type);

    expect(await held()).toBe(before);
    expect(answers).toEqual([ANSWER]);
  });

  it.each(['DELETE_IN_PROGRESS', 'ROLLBACK_IN_PROGRESS'])('deletes every version in %s', async (status) => {
    stackStatus = status;
    for (const key of ['in/a.txt', 'in/a.txt', 'in/b.txt', 'other', 'in/\u0001', 'in/\r\n', 'in/é &<+%41"']) {
      await put('inbox', key);
    }
    await owner.send(new DeleteObjectCommand({ Bucket: 'inbox', Key: 'in/b.txt' }));
    await put('staged', 'articles/1.json');
    await put('logs', 'inbox/2026-03-02');

    await ask('Delete');

    expect(await held()).toBe(0);
    expect(answers).toEqual([ANSWER]);
  });

  it('says so where its time does not suffice, and goes on when asked again', async () => {
    await put('inbox', 'in/a.txt');

    await ask('Delete', 20_000);
    await ask('Delete');

    expect(answers).toEqual([
      {
        ...ANSWER,
        Status: 'FAILED',
        Reason:
          'TransientError: The buckets hold more than can be deleted in this time. Delete the stack again: it goes on with what is left.',
      },
      ANSWER,
    ]);
    expect(await held()).toBe(0);
  });

  it('deletes nothing, and says why, where CloudFormation does not tell the status', async () => {
    stackStatus = 'AccessDenied';
    await put('staged', 'articles/1.json');

    await ask('Delete');

    expect(await held()).toBe(1);
    expect(answers).toEqual([
      { ...ANSWER, Status: 'FAILED', Reason: expect.stringMatching(/^AccessDenied: not allowed .* delete the stack/) },
    ]);
  });

  it('answers again where CloudFormation does not take it, and fails where it never does', async () => {
    refusals = 1;
    await ask('Create');
    refusals = 3;
    const never = ask('Create');

    await expect(never).rejects.toThrow('CloudFormation cannot be answered.');
    expect(answers).toEqual([ANSWER]);
  });
});

describe('A bucket', () => {
  /** A client whose deletions S3 refuses one by one, as often as it is said. */
  function refusing(times: number): S3Client {
    let left = times;
    const client = new S3Client({ endpoint: s3.url, region: ACCOUNT.region, credentials: OWNER });
    client.middlewareStack.add(
      (next, { commandName }) =>
        async (args) => {
          if (commandName !== 'DeleteObjectsCommand' || left === 0) return next(args);
          left -= 1;
          const { Objects } = (args.input as { Delete: { Objects: { Key: string }[] } }).Delete;
          const [refused, ...others] = Objects.map(({ Key }) => ({ Key, Code: 'SlowDown' }));
          if (others.length === 0) return { response: {}, output: { $metadata: {}, Errors: [refused] } } as never;
          const { output, response } = await next({
            ...args,
            input: { ...args.input, Delete: { Objects: Objects.slice(1) } },
          });
          return { response, output: { ...output, Errors: [refused] } };
        },
      { step: 'initialize' },
    );
    onTestFinished(() => client.destroy());
    return client;
  }

  it('is emptied although S3 refuses some deletions of many', async () => {
    for (const key of ['in/1', 'in/2', 'in/3']) await put('inbox', key);

    const deleted = await emptyBucket(refusing(1), 'inbox', AbortSignal.timeout(30_000));

    expect(deleted).toBe(3);
    expect(await held(['inbox'])).toBe(0);
  });

  it('is given up where S3 refuses all that is left of it', async () => {
    for (const key of ['in/1', 'in/2', 'in/3']) await put('inbox', key);

    const emptied = emptyBucket(refusing(Number.POSITIVE_INFINITY), 'inbox', AbortSignal.timeout(30_000));

    await expect(emptied).rejects.toThrow('Objects of inbox were not deleted (SlowDown).');
    expect(await held(['inbox'])).toBe(1);
    await emptyBucket(owner, 'inbox', AbortSignal.timeout(30_000));
  });

  it('is emptied page by page, with what is put meanwhile, and no key is sent that XML cannot hold', async () => {
    const small = new S3Client({ endpoint: s3.url, region: ACCOUNT.region, credentials: OWNER });
    const inXml: string[] = [];
    let late = 3;
    small.middlewareStack.add(
      (next, { commandName }) =>
        async (args) => {
          if (commandName === 'ListObjectVersionsCommand') Object.assign(args.input, { MaxKeys: 2 });
          if (commandName === 'DeleteObjectsCommand') inXml.push(JSON.stringify(args.input));
          if (commandName === 'DeleteObjectsCommand' && late > 0) {
            late -= 1;
            await put('inbox', `in/0-late-${late}`);
          }
          return next(args);
        },
      { step: 'initialize' },
    );
    const before = await held(['inbox']);
    for (const key of ['in/1', 'in/2', 'in/2', 'in/3', 'in/\u0001']) await put('inbox', key);

    const deleted = await emptyBucket(small, 'inbox', AbortSignal.timeout(30_000));
    small.destroy();

    expect(deleted - before).toBe(8);
    expect(inXml.join()).toContain('in/2');
    expect(inXml.join()).not.toContain('\\u0001');
    expect(await held(['inbox'])).toBe(0);
  });
});
