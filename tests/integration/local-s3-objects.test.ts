import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { Readable } from 'node:stream';
import {
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetBucketLocationCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  ListBucketsCommand,
  ListObjectVersionsCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { bucketSpec, NOON, presigned, startBuckets } from './local-s3-service.ts';

async function textOf(client: S3Client, Key: string, VersionId?: string): Promise<string | undefined> {
  const { Body } = await client.send(new GetObjectCommand({ Bucket: 'inbox', Key, VersionId }));
  return Body?.transformToString();
}

/** Keys that a file name, a URL or an encoder could get wrong. */
const ODD_KEYS = [
  'plain.txt',
  'with space + plus.txt',
  'dir//double/./dot/../up',
  '../../outside',
  '/leading',
  'trailing/',
  'per%cent%20%2F&amp;=?#[]@!$\'()*,;:"<>|\\^`{}~',
  'Zürich/新聞/🗞️.html',
  'line\nbreak\ttab\rreturn',
  'nul\u0000byte',
  '.',
  '..',
  `${'a'.repeat(1024)}`,
];

describe('Local S3: objects', () => {
  it('gives back what was put, and says what it is', async () => {
    const { client } = await startBuckets([bucketSpec('inbox')]);

    const put = await client.send(
      new PutObjectCommand({
        Bucket: 'inbox',
        Key: 'in/a.txt',
        Body: 'hello',
        ContentType: 'text/plain; charset=utf-8',
        CacheControl: 'no-cache',
        ContentDisposition: 'attachment; filename="a.txt"',
        ContentEncoding: 'identity',
        ContentLanguage: 'en',
        Metadata: { source: 'desk' },
      }),
    );
    const got = await client.send(new GetObjectCommand({ Bucket: 'inbox', Key: 'in/a.txt', ChecksumMode: 'ENABLED' }));

    expect(put.ETag).toBe('"5d41402abc4b2a76b9719d911017c592"');
    expect(await got.Body?.transformToString()).toBe('hello');
    expect(got).toMatchObject({
      ETag: put.ETag,
      ContentLength: 5,
      ContentType: 'text/plain; charset=utf-8',
      CacheControl: 'no-cache',
      ContentDisposition: 'attachment; filename="a.txt"',
      ContentEncoding: 'identity',
      ContentLanguage: 'en',
      Metadata: { source: 'desk' },
      LastModified: new Date(NOON),
      ChecksumCRC32: put.ChecksumCRC32,
      ChecksumType: 'FULL_OBJECT',
    });
    expect(got.VersionId).toBeUndefined();
  });

  it.each(ODD_KEYS)('keeps the key %j as it is', async (Key) => {
    const { client, dir } = await startBuckets([bucketSpec('inbox', { versioned: true })]);

    const put = await client.send(new PutObjectCommand({ Bucket: 'inbox', Key, Body: Key }));

    expect(await textOf(client, Key)).toBe(Key);
    const { Versions } = await client.send(new ListObjectVersionsCommand({ Bucket: 'inbox', EncodingType: 'url' }));
    expect(Versions?.map((version) => decodeURIComponent(version.Key?.replaceAll('+', ' ') ?? ''))).toEqual([Key]);
    const deleted = await client.send(
      new DeleteObjectsCommand({ Bucket: 'inbox', Delete: { Objects: [{ Key, VersionId: put.VersionId }] } }),
    );
    expect(deleted.Errors).toBeUndefined();
    expect(await client.send(new ListObjectVersionsCommand({ Bucket: 'inbox' }))).not.toHaveProperty('Versions');
    expect((await readdir(dir)).sort()).toEqual(['buckets', 'incoming', 'outbox', 'sequencer']);
  });

  it('refuses a key over 1,024 bytes, and a path that is not UTF-8', async () => {
    const { client, s3 } = await startBuckets([bucketSpec('inbox')]);

    const tooLong = client.send(
      new PutObjectCommand({ Bucket: 'inbox', Key: 'ü'.repeat(513), Body: new Uint8Array() }),
    );
    await expect(tooLong).rejects.toMatchObject({ name: 'KeyTooLongError' });
    const malformed = await fetch(`${s3.url}/inbox/%FF`);
    expect([malformed.status, await malformed.text()]).toEqual([
      400,
      expect.stringContaining('<Code>InvalidURI</Code>'),
    ]);
  });

  it('streams a large body of known length without loss', async () => {
    const { client } = await startBuckets([bucketSpec('inbox')]);
    const piece = Buffer.alloc(100_003, 'streamed in pieces of an odd length; ');
    const Body = Readable.from(Array.from({ length: 50 }, () => piece));

    const put = await client.send(
      new PutObjectCommand({ Bucket: 'inbox', Key: 'large', Body, ContentLength: 50 * piece.length }),
    );
    const got = await client.send(new GetObjectCommand({ Bucket: 'inbox', Key: 'large', ChecksumMode: 'ENABLED' }));
    const bytes = (await got.Body?.transformToByteArray()) ?? new Uint8Array();

    const expected = Buffer.concat(Array.from({ length: 50 }, () => piece));
    expect(Buffer.compare(bytes, expected)).toBe(0);
    expect(put.ETag).toBe(`"${createHash('md5').update(expected).digest('hex')}"`);
    expect(got.ContentEncoding).toBeUndefined();
    expect(got.ChecksumCRC32).toBe(put.ChecksumCRC32);
  });

  it('holds an empty object', async () => {
    const { client } = await startBuckets([bucketSpec('inbox')]);
    await client.send(new PutObjectCommand({ Bucket: 'inbox', Key: 'empty', Body: new Uint8Array() }));

    expect(await textOf(client, 'empty')).toBe('');
    const range = client.send(new GetObjectCommand({ Bucket: 'inbox', Key: 'empty', Range: 'bytes=0-' }));
    await expect(range).rejects.toMatchObject({ name: 'InvalidRange', $metadata: { httpStatusCode: 416 } });
  });

  it.each([
    ['bytes=1-3', 'ell', 'bytes 1-3/5'],
    ['bytes=3-', 'lo', 'bytes 3-4/5'],
    ['bytes=-2', 'lo', 'bytes 3-4/5'],
    ['bytes=-99', 'hello', 'bytes 0-4/5'],
    ['bytes=4-99', 'o', 'bytes 4-4/5'],
    ['bytes=3-1', 'hello', undefined],
    ['bytes=0-1,3-4', 'hello', undefined],
    ['lines=1-2', 'hello', undefined],
  ])('gives the range %s', async (Range, expected, contentRange) => {
    const { client } = await startBuckets([bucketSpec('inbox')]);
    await client.send(new PutObjectCommand({ Bucket: 'inbox', Key: 'a', Body: 'hello' }));

    const got = await client.send(new GetObjectCommand({ Bucket: 'inbox', Key: 'a', Range }));

    expect([await got.Body?.transformToString(), got.ContentRange, got.$metadata.httpStatusCode]).toEqual([
      expected,
      contentRange,
      contentRange ? 206 : 200,
    ]);
  });

  it.each(['bytes=5-', 'bytes=9-12', 'bytes=-0'])('refuses the range %s of five bytes', async (Range) => {
    const { client } = await startBuckets([bucketSpec('inbox')]);
    await client.send(new PutObjectCommand({ Bucket: 'inbox', Key: 'a', Body: 'hello' }));

    const got = client.send(new GetObjectCommand({ Bucket: 'inbox', Key: 'a', Range }));

    await expect(got).rejects.toMatchObject({ name: 'InvalidRange' });
  });

  it('reads by conditions', async () => {
    const { client } = await startBuckets([bucketSpec('inbox')]);
    const { ETag } = await client.send(new PutObjectCommand({ Bucket: 'inbox', Key: 'a', Body: 'hello' }));
    const status = (condition: object) =>
      client.send(new HeadObjectCommand({ Bucket: 'inbox', Key: 'a', ...condition })).then(
        ({ $metadata }) => $metadata.httpStatusCode,
        (error) => error.$metadata.httpStatusCode,
      );

    expect(await status({ IfMatch: ETag })).toBe(200);
    expect(await status({ IfMatch: '"other"' })).toBe(412);
    expect(await status({ IfNoneMatch: ETag })).toBe(304);
    expect(await status({ IfNoneMatch: '"other"' })).toBe(200);
    expect(await status({ IfModifiedSince: new Date(NOON) })).toBe(304);
    expect(await status({ IfModifiedSince: new Date(NOON - 1000) })).toBe(200);
    expect(await status({ IfUnmodifiedSince: new Date(NOON) })).toBe(200);
    expect(await status({ IfUnmodifiedSince: new Date(NOON - 1000) })).toBe(412);
    expect(await status({ IfMatch: ETag, IfUnmodifiedSince: new Date(NOON - 1000) })).toBe(200);
    expect(await status({ IfNoneMatch: '"other"', IfModifiedSince: new Date(NOON) })).toBe(200);
  });

  it('writes by conditions', async () => {
    const { client } = await startBuckets([bucketSpec('inbox')]);
    const put = (Body: string, condition: object) =>
      client.send(new PutObjectCommand({ Bucket: 'inbox', Key: 'a', Body, ...condition }));

    await expect(put('x', { IfMatch: '"any"' })).rejects.toMatchObject({ name: 'NoSuchKey' });
    const { ETag } = await put('first', { IfNoneMatch: '*' });
    await expect(put('x', { IfNoneMatch: '*' })).rejects.toMatchObject({
      name: 'PreconditionFailed',
      $metadata: { httpStatusCode: 412 },
    });
    await expect(put('x', { IfMatch: '"any"' })).rejects.toMatchObject({ name: 'PreconditionFailed' });
    await put('second', { IfMatch: ETag });
    await expect(put('x', { IfNoneMatch: '"tag"' })).rejects.toMatchObject({ name: 'NotImplemented' });
    expect(await textOf(client, 'a')).toBe('second');
  });

  it('lets exactly one of many conditional writers win', async () => {
    const { client } = await startBuckets([bucketSpec('inbox')]);

    const results = await Promise.allSettled(
      Array.from({ length: 50 }, (_, index) =>
        client.send(new PutObjectCommand({ Bucket: 'inbox', Key: 'one', Body: `${index}`, IfNoneMatch: '*' })),
      ),
    );

    const winners = results.flatMap((result, index) => (result.status === 'fulfilled' ? [`${index}`] : []));
    expect(winners).toEqual([await textOf(client, 'one')]);
  });

  it('takes many different objects at once', async () => {
    const { client } = await startBuckets([bucketSpec('inbox')]);
    const keys = Array.from({ length: 50 }, (_, index) => `many/${index}`);

    await Promise.all(keys.map((Key) => client.send(new PutObjectCommand({ Bucket: 'inbox', Key, Body: Key }))));

    expect(await Promise.all(keys.map((Key) => textOf(client, Key)))).toEqual(keys);
  });

  it('names what is missing', async () => {
    const { client } = await startBuckets([bucketSpec('inbox')]);
    const get = (Bucket: string) => client.send(new GetObjectCommand({ Bucket, Key: 'nothing' }));

    await expect(get('inbox')).rejects.toMatchObject({ name: 'NoSuchKey', $metadata: { httpStatusCode: 404 } });
    await expect(get('nowhere')).rejects.toMatchObject({ name: 'NoSuchBucket', $metadata: { httpStatusCode: 404 } });
    await expect(client.send(new HeadObjectCommand({ Bucket: 'inbox', Key: 'nothing' }))).rejects.toMatchObject({
      name: 'NotFound',
    });
    await expect(client.send(new HeadBucketCommand({ Bucket: 'nowhere' }))).rejects.toMatchObject({ name: 'NotFound' });
    await client.send(new DeleteObjectCommand({ Bucket: 'inbox', Key: 'nothing' }));
  });

  it('tells of its buckets', async () => {
    const { client } = await startBuckets([bucketSpec('staged', { versioned: true }), bucketSpec('inbox')]);

    const { Buckets } = await client.send(new ListBucketsCommand({}));
    const location = await client.send(new GetBucketLocationCommand({ Bucket: 'inbox' }));
    const head = await client.send(new HeadBucketCommand({ Bucket: 'inbox' }));
    const statuses = await Promise.all(
      ['inbox', 'staged'].map((Bucket) => client.send(new GetBucketVersioningCommand({ Bucket }))),
    );

    expect(Buckets?.map(({ Name, CreationDate }) => [Name, CreationDate])).toEqual([
      ['inbox', new Date(NOON)],
      ['staged', new Date(NOON)],
    ]);
    expect(location.LocationConstraint).toBe('eu-central-1');
    expect(head.BucketRegion).toBe('eu-central-1');
    expect(statuses.map(({ Status }) => Status)).toEqual([undefined, 'Enabled']);
  });

  it('keeps text beyond ASCII in metadata, and refuses more than 2 KB of it', async () => {
    const { client, s3 } = await startBuckets([bucketSpec('inbox')]);
    const url = await presigned(s3, 'PUT', '/inbox/a', { query: { 'x-amz-meta-title': 'Grüße' } });
    expect((await fetch(url, { method: 'PUT', body: 'a' })).status).toBe(200);

    const { Metadata } = await client.send(new HeadObjectCommand({ Bucket: 'inbox', Key: 'a' }));
    expect(Metadata).toEqual({ title: `=?UTF-8?B?${Buffer.from('Grüße').toString('base64')}?=` });
    const tooMuch = client.send(
      new PutObjectCommand({ Bucket: 'inbox', Key: 'b', Body: new Uint8Array(), Metadata: { note: 'x'.repeat(2045) } }),
    );
    await expect(tooMuch).rejects.toMatchObject({ name: 'MetadataTooLarge' });
    const odd = await presigned(s3, 'GET', '/inbox/a', { query: { 'response-content-type': 'text/html\r\nx: y' } });
    expect((await fetch(odd)).status).toBe(400);
  });
});

describe('Local S3: versions', () => {
  it('keeps each version, and hides all behind a delete marker', async () => {
    const { client, clock } = await startBuckets([bucketSpec('inbox', { versioned: true })]);
    const put = (Body: string) => client.send(new PutObjectCommand({ Bucket: 'inbox', Key: 'a', Body }));
    const first = await put('one');
    clock.advance(1000);
    const second = await put('two');
    clock.advance(1000);
    const marker = await client.send(new DeleteObjectCommand({ Bucket: 'inbox', Key: 'a' }));

    expect(marker.DeleteMarker).toBe(true);
    await expect(textOf(client, 'a')).rejects.toMatchObject({ name: 'NoSuchKey' });
    expect(await textOf(client, 'a', first.VersionId)).toBe('one');
    expect(await textOf(client, 'a', second.VersionId)).toBe('two');
    await expect(textOf(client, 'a', marker.VersionId)).rejects.toMatchObject({
      name: 'MethodNotAllowed',
      $metadata: { httpStatusCode: 405 },
    });
    const { Versions, DeleteMarkers } = await client.send(new ListObjectVersionsCommand({ Bucket: 'inbox' }));
    expect(Versions?.map(({ VersionId, IsLatest, Size }) => [VersionId, IsLatest, Size])).toEqual([
      [second.VersionId, false, 3],
      [first.VersionId, false, 3],
    ]);
    expect(DeleteMarkers).toMatchObject([
      { Key: 'a', VersionId: marker.VersionId, IsLatest: true, LastModified: new Date(NOON + 2000) },
    ]);
  });

  it('brings back what was there when a version or a delete marker is deleted', async () => {
    const { client } = await startBuckets([bucketSpec('inbox', { versioned: true })]);
    const remove = (VersionId?: string) =>
      client.send(new DeleteObjectCommand({ Bucket: 'inbox', Key: 'a', VersionId }));
    await client.send(new PutObjectCommand({ Bucket: 'inbox', Key: 'a', Body: 'one' }));
    const second = await client.send(new PutObjectCommand({ Bucket: 'inbox', Key: 'a', Body: 'two' }));
    const marker = await remove();

    const unmarked = await remove(marker.VersionId);
    expect(await textOf(client, 'a')).toBe('two');
    const removed = await remove(second.VersionId);
    expect(await textOf(client, 'a')).toBe('one');

    expect([unmarked.DeleteMarker, unmarked.VersionId]).toEqual([true, marker.VersionId]);
    expect([removed.DeleteMarker, removed.VersionId]).toEqual([undefined, second.VersionId]);
    await expect(textOf(client, 'a', second.VersionId)).rejects.toMatchObject({ name: 'NoSuchVersion' });
    await remove('no-such-version');
  });

  it('goes on with null versions when the template no longer asks for versions', async () => {
    const before = await startBuckets([bucketSpec('inbox', { versioned: true })]);
    await before.client.send(new PutObjectCommand({ Bucket: 'inbox', Key: 'a', Body: 'versioned' }));
    await before.s3.close();

    const { client } = await startBuckets([bucketSpec('inbox')], { dir: before.dir });
    for (const Body of ['one', 'two']) await client.send(new PutObjectCommand({ Bucket: 'inbox', Key: 'a', Body }));

    const { Versions } = await client.send(new ListObjectVersionsCommand({ Bucket: 'inbox' }));
    expect(Versions?.map(({ VersionId }) => VersionId)).toEqual(['null', expect.stringMatching(/^[\w-]{32}$/)]);
    expect(await textOf(client, 'a', 'null')).toBe('two');
    const { Status } = await client.send(new GetBucketVersioningCommand({ Bucket: 'inbox' }));
    expect(Status).toBe('Suspended');
  });

  it('deletes a thousand at once, and not one more', async () => {
    const { client } = await startBuckets([bucketSpec('inbox')]);
    const keys = Array.from({ length: 100 }, (_, index) => `k${index}`);
    await Promise.all(keys.map((Key) => client.send(new PutObjectCommand({ Bucket: 'inbox', Key, Body: Key }))));
    const remove = (count: number) =>
      client.send(
        new DeleteObjectsCommand({
          Bucket: 'inbox',
          Delete: { Objects: Array.from({ length: count }, (_, index) => ({ Key: `k${index}` })) },
        }),
      );

    const { Deleted } = await remove(1000);

    expect(Deleted?.map(({ Key }) => Key)).toEqual(Array.from({ length: 1000 }, (_, index) => `k${index}`));
    await expect(textOf(client, 'k0')).rejects.toMatchObject({ name: 'NoSuchKey' });
    await expect(remove(1001)).rejects.toMatchObject({ name: 'MalformedXML' });
  });

  it('deletes many at once, and tells of each', async () => {
    const { client } = await startBuckets([bucketSpec('inbox', { versioned: true })]);
    const keys = ['a', 'b <&> "c"', 'missing'];
    const versions = await Promise.all(
      keys.slice(0, 2).map((Key) => client.send(new PutObjectCommand({ Bucket: 'inbox', Key, Body: Key }))),
    );

    const { Deleted } = await client.send(
      new DeleteObjectsCommand({
        Bucket: 'inbox',
        Delete: { Objects: keys.map((Key, index) => ({ Key, VersionId: versions[index]?.VersionId })) },
      }),
    );
    const quiet = await client.send(
      new DeleteObjectsCommand({ Bucket: 'inbox', Delete: { Objects: [{ Key: 'x' }], Quiet: true } }),
    );

    expect(Deleted?.map(({ Key, VersionId, DeleteMarker }) => [Key, VersionId, DeleteMarker])).toEqual([
      ['a', versions[0]?.VersionId, undefined],
      ['b <&> "c"', versions[1]?.VersionId, undefined],
      ['missing', undefined, true],
    ]);
    expect(quiet.Deleted).toBeUndefined();
  });
});
