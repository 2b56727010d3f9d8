import { createHmac } from 'node:crypto';
import {
  CopyObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  GetObjectTaggingCommand,
  HeadObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { Chaos } from '../../local/chaos/chaos.ts';
import type { LocalS3 } from '../../local/s3/specs.ts';
import { ACCOUNT, OWNER, ROLE } from './local-principals.ts';
import { bucketSpec, presigned, startBuckets } from './local-s3-service.ts';

type Condition = Record<string, string> | (string | number)[];

/** The fields of a form whose policy the owner or the role signed. */
function formFields(
  conditions: Condition[],
  fields: Record<string, string>,
  options: { signer?: typeof OWNER; expires?: number; secret?: string } = {},
): Record<string, string> {
  const { signer = OWNER, expires = Date.now() + 60_000 } = options;
  const secret = options.secret ?? signer.secretAccessKey;
  const date = new Date().toISOString().replace(/[-:]|\.\d+/g, '');
  const scope = [date.slice(0, 8), ACCOUNT.region, 's3', 'aws4_request'];
  const signed = {
    'x-amz-algorithm': 'AWS4-HMAC-SHA256',
    'x-amz-credential': [signer.accessKeyId, ...scope].join('/'),
    'x-amz-date': date,
  };
  const Policy = Buffer.from(
    JSON.stringify({ expiration: new Date(expires).toISOString(), conditions: [...conditions, signed] }),
  ).toString('base64');
  const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
  const key = scope.reduce<string | Buffer>(hmac, `AWS4${secret}`);
  return { ...fields, ...signed, Policy, 'X-Amz-Signature': hmac(key, Policy).toString('hex') };
}

async function post(s3: LocalS3, fields: Record<string, string>, file: string, name = 'news.txt') {
  const form = new FormData();
  for (const [field, value] of Object.entries(fields)) form.append(field, value);
  form.append('file', new Blob([file], { type: 'text/plain' }), name);
  form.append('after', 'is ignored');
  const response = await fetch(`${s3.url}/inbox`, { method: 'POST', body: form, redirect: 'manual' });
  const text = await response.text();
  return { status: response.status, code: /<Code>([^<]+)<\/Code>/.exec(text)?.[1], text, headers: response.headers };
}

const EXACT: Condition[] = [{ bucket: 'inbox' }, ['eq', '$key', 'in/a'], ['content-length-range', 2, 10]];

describe('Local S3: permissions', () => {
  it('lets a role do what its policies allow, and names what they do not', async () => {
    const { role, client } = await startBuckets([bucketSpec('inbox', { versioned: true })], {
      statements: [
        { Effect: 'Allow', Action: ['s3:GetObject', 's3:PutObject'], Resource: 'arn:aws:s3:::inbox/in/*' },
        { Effect: 'Deny', Action: 's3:PutObject', Resource: '*/secret' },
      ],
    });
    const put = (Key: string) => role.send(new PutObjectCommand({ Bucket: 'inbox', Key, Body: 'x' }));
    const { VersionId } = await put('in/a');

    await expect(put('out/a')).rejects.toMatchObject({
      name: 'AccessDenied',
      $metadata: { httpStatusCode: 403 },
      message: `User: ${ROLE.arn} is not authorized to perform: s3:PutObject on resource: "arn:aws:s3:::inbox/out/a" because no identity-based policy allows the s3:PutObject action`,
    });
    await expect(put('in/secret')).rejects.toMatchObject({ name: 'AccessDenied' });
    await expect(role.send(new GetObjectCommand({ Bucket: 'inbox', Key: 'in/a', VersionId }))).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining('s3:GetObjectVersion'),
    });
    await expect(role.send(new ListObjectsV2Command({ Bucket: 'inbox' }))).rejects.toMatchObject({
      message: expect.stringContaining('s3:ListBucket on resource: "arn:aws:s3:::inbox"'),
    });
    const { Errors } = await role.send(
      new DeleteObjectsCommand({ Bucket: 'inbox', Delete: { Objects: [{ Key: 'in/a' }] } }),
    );
    expect(Errors).toMatchObject([{ Key: 'in/a', Code: 'AccessDenied' }]);
    await client.send(new HeadObjectCommand({ Bucket: 'inbox', Key: 'in/a' }));
  });

  it('does not tell who may not list a bucket what is missing in it', async () => {
    const allowGet = { Effect: 'Allow', Action: 's3:GetObject', Resource: 'arn:aws:s3:::inbox/*' } as const;
    const blind = await startBuckets([bucketSpec('inbox')], { statements: [allowGet] });
    const seeing = await startBuckets([bucketSpec('inbox')], {
      statements: [allowGet, { Effect: 'Allow', Action: 's3:ListBucket', Resource: 'arn:aws:s3:::inbox' }],
    });
    const get = ({ role }: typeof blind) => role.send(new GetObjectCommand({ Bucket: 'inbox', Key: 'nothing' }));

    await expect(get(blind)).rejects.toMatchObject({
      name: 'AccessDenied',
      message: expect.stringContaining('s3:ListBucket'),
    });
    await expect(get(seeing)).rejects.toMatchObject({ name: 'NoSuchKey' });
  });

  it('refuses what it has no model of, rather than ignoring it', async () => {
    const { client, s3 } = await startBuckets([bucketSpec('inbox')]);
    await client.send(new PutObjectCommand({ Bucket: 'inbox', Key: 'a', Body: 'x' }));
    const refusal = { name: 'NotImplemented', $metadata: { httpStatusCode: 501 } };

    await expect(
      client.send(new CopyObjectCommand({ Bucket: 'inbox', Key: 'b', CopySource: 'inbox/a' })),
    ).rejects.toMatchObject({ ...refusal, message: 'The header x-amz-copy-source has no local model.' });
    await expect(
      client.send(new PutObjectCommand({ Bucket: 'inbox', Key: 'b', Body: 'x', Tagging: 'k=v' })),
    ).rejects.toMatchObject({ ...refusal, message: 'The header x-amz-tagging has no local model.' });
    await expect(
      client.send(new PutObjectCommand({ Bucket: 'inbox', Key: 'b', Body: 'x', StorageClass: 'GLACIER' })),
    ).rejects.toMatchObject(refusal);
    await expect(client.send(new GetObjectTaggingCommand({ Bucket: 'inbox', Key: 'a' }))).rejects.toMatchObject({
      ...refusal,
      message: 'GET on the level of object with tagging has no local model.',
    });
    expect((await fetch(await presigned(s3, 'PATCH', '/inbox/a'), { method: 'PATCH' })).status).toBe(501);
  });

  it('checks the owner that a caller expects', async () => {
    const { client } = await startBuckets([bucketSpec('inbox')]);
    const list = (ExpectedBucketOwner: string) =>
      client.send(new ListObjectsV2Command({ Bucket: 'inbox', ExpectedBucketOwner }));

    await list(ACCOUNT.accountId);
    await expect(list('111111111111')).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  it('fails on demand', async () => {
    const { client } = await startBuckets([bucketSpec('inbox')], {
      chaos: new Chaos({ rules: [{ at: 's3:PutObject', about: '/slow', do: 'SlowDown' }] }),
    });

    await client.send(new PutObjectCommand({ Bucket: 'inbox', Key: 'fast', Body: 'x' }));
    await expect(client.send(new PutObjectCommand({ Bucket: 'inbox', Key: 'slow', Body: 'x' }))).rejects.toMatchObject({
      name: 'SlowDown',
      $metadata: { httpStatusCode: 503 },
    });
  });
});

describe('Local S3: forms', () => {
  it('stores a file within its policy', async () => {
    const { s3, client, delivered } = await startBuckets([
      bucketSpec('inbox', { notifications: [{ queueArn: 'arn:q', event: 's3:ObjectCreated:Post' }] }),
    ]);
    const conditions: Condition[] = [
      ...EXACT,
      ['starts-with', '$Content-Type', 'text/'],
      { 'x-amz-meta-from': 'desk' },
    ];

    const answer = await post(
      s3,
      formFields(conditions, { key: 'in/a', 'Content-Type': 'text/plain', 'x-amz-meta-from': 'desk' }),
      'posted',
    );
    await s3.settled();

    expect(answer.status).toBe(204);
    expect(answer.headers.get('location')).toBe(`${s3.url}/inbox/in/a`);
    const got = await client.send(new GetObjectCommand({ Bucket: 'inbox', Key: 'in/a' }));
    expect(await got.Body?.transformToString()).toBe('posted');
    expect(got).toMatchObject({
      ContentType: 'text/plain',
      Metadata: { from: 'desk' },
      ETag: answer.headers.get('etag'),
    });
    expect(JSON.parse(delivered[1]?.body ?? '').Records[0].eventName).toBe('ObjectCreated:Post');
  });

  it('answers as it was asked to', async () => {
    const { s3 } = await startBuckets([bucketSpec('inbox')]);
    const conditions: Condition[] = [
      { bucket: 'inbox' },
      ['starts-with', '$key', 'in/'],
      ['starts-with', '$success_action_status', ''],
      ['starts-with', '$success_action_redirect', ''],
    ];
    const key = 'in/$' + '{filename}';

    const created = await post(
      s3,
      formFields(conditions, { key, success_action_status: '201', success_action_redirect: '' }),
      'x',
      'Grüße & "more" $&.txt',
    );
    const redirected = await post(
      s3,
      formFields(conditions, {
        key: 'in/b',
        success_action_status: '',
        success_action_redirect: 'http://127.0.0.1/done',
      }),
      'x',
    );

    expect([created.status, created.text]).toEqual([
      201,
      expect.stringContaining('<Key>in/Grüße &amp; &quot;more&quot; $&amp;.txt</Key>'),
    ]);
    expect(redirected.status).toBe(303);
    expect(redirected.headers.get('location')).toMatch(/^http:\/\/127\.0\.0\.1\/done\?bucket=inbox&key=in%2Fb&etag=/);
  });

  it.each([
    ['too large a file', EXACT, 'x'.repeat(11), 400, 'EntityTooLarge'],
    ['too small a file', EXACT, 'x', 400, 'EntityTooSmall'],
    ['another key', [{ bucket: 'inbox' }, { key: 'in/b' }], 'posted', 403, 'AccessDenied'],
    ['another bucket', [{ bucket: 'other' }, { key: 'in/a' }], 'posted', 403, 'AccessDenied'],
    ['a policy for any bucket', [{ key: 'in/a' }], 'posted', 403, 'AccessDenied'],
    ['a field that no condition covers', [{ bucket: 'inbox' }], 'posted', 403, 'AccessDenied'],
    ['an operator that does not exist', [['matches', '$key', 'in/a']], 'posted', 400, 'InvalidPolicyDocument'],
  ])('refuses %s', async (_, conditions, file, status, code) => {
    const { s3, client } = await startBuckets([bucketSpec('inbox')]);

    const answer = await post(s3, formFields(conditions as Condition[], { key: 'in/a' }), file as string);

    expect([answer.status, answer.code]).toEqual([status, code]);
    const { KeyCount } = await client.send(new ListObjectsV2Command({ Bucket: 'inbox' }));
    expect(KeyCount).toBe(0);
  });

  it('refuses policies that are expired, forged, absent or above what their signer may do', async () => {
    const { s3 } = await startBuckets([bucketSpec('inbox')], {
      statements: [{ Effect: 'Allow', Action: 's3:PutObject', Resource: 'arn:aws:s3:::inbox/other/*' }],
    });
    const fields = { key: 'in/a' };
    const codes = [
      formFields(EXACT, fields, { expires: Date.now() - 1 }),
      formFields(EXACT, fields, { secret: 'wrong' }),
      formFields(EXACT, fields, { signer: { ...OWNER, accessKeyId: 'AKIDNOBODY' } }),
      fields,
      formFields(EXACT, fields, { signer: ROLE }),
      formFields(EXACT, {}),
    ].map(async (form) => (await post(s3, form as Record<string, string>, 'posted')).code);

    expect(await Promise.all(codes)).toEqual([
      'AccessDenied',
      'SignatureDoesNotMatch',
      'InvalidAccessKeyId',
      'AccessDenied',
      'AccessDenied',
      'InvalidArgument',
    ]);
  });

  it('takes a file of many pieces, whatever bytes it has', async () => {
    const { s3, client } = await startBuckets([bucketSpec('inbox')]);
    const file = '\r\n--not the boundary\r\n\r\n-'.repeat(40_000);

    const answer = await post(s3, formFields([{ bucket: 'inbox' }, { key: 'in/a' }], { key: 'in/a' }), file);

    expect(answer.status).toBe(204);
    const { Body } = await client.send(new GetObjectCommand({ Bucket: 'inbox', Key: 'in/a' }));
    expect(await Body?.transformToString()).toBe(file);
  });
});

describe('Local S3: pages of other origins', () => {
  const cors = [
    {
      origins: ['http://127.0.0.1:*'],
      methods: ['POST', 'GET'],
      headers: ['content-*'],
      exposedHeaders: ['ETag'],
      maxAgeSeconds: 600,
    },
  ];

  it('answers a preflight by the rules of the bucket', async () => {
    const { s3 } = await startBuckets([bucketSpec('inbox', { cors }), bucketSpec('staged')]);
    const ask = (bucket: string, origin: string, method: string, headers: string) =>
      fetch(`${s3.url}/${bucket}`, {
        method: 'OPTIONS',
        headers: { origin, 'access-control-request-method': method, 'access-control-request-headers': headers },
      });

    const allowed = await ask('inbox', 'http://127.0.0.1:3000', 'POST', 'Content-Type');
    const refused = await Promise.all([
      ask('inbox', 'http://elsewhere.example', 'POST', 'content-type'),
      ask('inbox', 'http://127.0.0.1:3000', 'DELETE', 'content-type'),
      ask('inbox', 'http://127.0.0.1:3000', 'POST', 'x-other'),
      ask('staged', 'http://127.0.0.1:3000', 'POST', 'content-type'),
    ]);

    expect(allowed.status).toBe(200);
    expect(Object.fromEntries(allowed.headers)).toMatchObject({
      'access-control-allow-origin': 'http://127.0.0.1:3000',
      'access-control-allow-methods': 'POST, GET',
      'access-control-allow-headers': 'content-type',
      'access-control-max-age': '600',
      'access-control-expose-headers': 'ETag',
    });
    expect(refused.map(({ status }) => status)).toEqual([403, 403, 403, 403]);
  });

  it('lets a page of an allowed origin read answers, errors too', async () => {
    const { s3 } = await startBuckets([bucketSpec('inbox', { cors })]);
    const get = async (origin: string) => fetch(await presigned(s3, 'GET', '/inbox/nothing'), { headers: { origin } });

    const allowed = await get('http://127.0.0.1:3000');
    const other = await get('http://elsewhere.example');

    expect([allowed.status, allowed.headers.get('access-control-allow-origin')]).toEqual([
      404,
      'http://127.0.0.1:3000',
    ]);
    expect(other.headers.get('access-control-allow-origin')).toBeNull();
  });
});
