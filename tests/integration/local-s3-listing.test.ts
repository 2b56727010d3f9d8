import {
  DeleteObjectCommand,
  ListObjectsCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutObjectCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { bucketSpec, startBuckets } from './local-s3-service.ts';

async function bucketWith(keys: string[]): Promise<S3Client> {
  const { client } = await startBuckets([bucketSpec('inbox', { versioned: true })]);
  for (const Key of keys) await client.send(new PutObjectCommand({ Bucket: 'inbox', Key, Body: Key }));
  return client;
}

/** What each page of a listing holds: keys, then common prefixes. */
async function pages(
  client: S3Client,
  query: { Prefix?: string; Delimiter?: string; MaxKeys?: number; StartAfter?: string },
): Promise<string[][]> {
  const found: string[][] = [];
  let ContinuationToken: string | undefined;
  do {
    const page = await client.send(new ListObjectsV2Command({ Bucket: 'inbox', ...query, ContinuationToken }));
    const { Contents = [], CommonPrefixes = [] } = page;
    found.push([...Contents.map(({ Key = '' }) => Key), ...CommonPrefixes.map(({ Prefix = '' }) => Prefix)]);
    expect(page.KeyCount).toBe(found.at(-1)?.length);
    expect(page.IsTruncated).toBe(page.NextContinuationToken !== undefined);
    ContinuationToken = page.NextContinuationToken;
  } while (ContinuationToken !== undefined);
  return found;
}

describe('Local S3: ListObjectsV2', () => {
  it('lists keys by the bytes of their UTF-8', async () => {
    const client = await bucketWith(['\u{1F5DE}', '\uFF5E', 'é', 'z', 'Z', 'a/b', 'a', 'a!', 'a b']);

    expect(await pages(client, {})).toEqual([['Z', 'a', 'a b', 'a!', 'a/b', 'z', 'é', '\uFF5E', '\u{1F5DE}']]);
  });

  it('begins with the prefix and ends with it', async () => {
    const client = await bucketWith(['a', 'b', 'b/1', 'b/2', 'ba', 'c']);

    expect(await pages(client, { Prefix: 'b' })).toEqual([['b', 'b/1', 'b/2', 'ba']]);
    expect(await pages(client, { Prefix: 'b/' })).toEqual([['b/1', 'b/2']]);
    expect(await pages(client, { Prefix: 'd' })).toEqual([[]]);
  });

  it('rolls keys up into common prefixes, each once over all pages', async () => {
    const client = await bucketWith(['0', 'a/1', 'a/2', 'b', 'b/1', 'b/2/3', 'c/1', 'd']);

    expect(await pages(client, { Delimiter: '/' })).toEqual([['0', 'b', 'd', 'a/', 'b/', 'c/']]);
    expect(await pages(client, { Delimiter: '/', MaxKeys: 1 })).toEqual([['0'], ['a/'], ['b'], ['b/'], ['c/'], ['d']]);
    expect(await pages(client, { Delimiter: '/', MaxKeys: 2 })).toEqual([
      ['0', 'a/'],
      ['b', 'b/'],
      ['d', 'c/'],
    ]);
    expect(await pages(client, { Delimiter: '/', Prefix: 'b/' })).toEqual([['b/1', 'b/2/']]);
    expect(await pages(client, { Delimiter: '/2/', Prefix: 'b' })).toEqual([['b', 'b/1', 'b/2/']]);
  });

  it('begins after a key, and after all under a common prefix', async () => {
    const client = await bucketWith(['a', 'b/1', 'b/2', 'c']);

    expect(await pages(client, { StartAfter: 'a' })).toEqual([['b/1', 'b/2', 'c']]);
    expect(await pages(client, { StartAfter: 'b/1', MaxKeys: 1 })).toEqual([['b/2'], ['c']]);
    expect(await pages(client, { StartAfter: 'b/', Delimiter: '/' })).toEqual([['c']]);
    expect(await pages(client, { StartAfter: 'zz' })).toEqual([[]]);
  });

  it('gives every key once whatever the size of a page', async () => {
    const keys = Array.from({ length: 23 }, (_, index) => `k${String(index * 7).padStart(3, '0')}`);
    const client = await bucketWith(keys);

    for (const MaxKeys of [1, 2, 5, 22, 23, 24]) {
      const found = await pages(client, { MaxKeys });
      expect(found.flat()).toEqual(keys);
      expect(found.length).toBe(Math.ceil(23 / MaxKeys));
    }
    expect(await pages(client, { MaxKeys: 0 })).toEqual([[]]);
  });

  it('does not list what is behind a delete marker, nor a prefix with nothing else', async () => {
    const client = await bucketWith(['a/1', 'b/1', 'b/2']);
    for (const Key of ['a/1', 'b/1']) await client.send(new DeleteObjectCommand({ Bucket: 'inbox', Key }));

    expect(await pages(client, {})).toEqual([['b/2']]);
    expect(await pages(client, { Delimiter: '/' })).toEqual([['b/']]);
  });

  it('encodes keys where it was asked to', async () => {
    const client = await bucketWith(['a b/ü+&', 'a b/x/y']);

    const page = await client.send(
      new ListObjectsV2Command({
        Bucket: 'inbox',
        Prefix: 'a b/',
        Delimiter: '/',
        EncodingType: 'url',
        FetchOwner: true,
      }),
    );

    expect(page.Prefix).toBe('a+b/');
    expect(page.Contents).toMatchObject([{ Key: 'a+b/%C3%BC%2B%26', Size: 8, Owner: { ID: '000000000000' } }]);
    expect(page.CommonPrefixes).toEqual([{ Prefix: 'a+b/x/' }]);
    expect(page.EncodingType).toBe('url');
  });

  it('refuses tokens and sizes that are none', async () => {
    const client = await bucketWith([]);

    for (const ContinuationToken of ['garbage', Buffer.from('["row","a"]').toString('base64url')]) {
      const listing = client.send(new ListObjectsV2Command({ Bucket: 'inbox', ContinuationToken }));
      await expect(listing).rejects.toMatchObject({ name: 'InvalidArgument' });
    }
    const first = await client.send(new ListObjectsV2Command({ Bucket: 'inbox', ContinuationToken: '' }));
    expect([first.ContinuationToken, first.KeyCount]).toEqual(['', 0]);
    const listing = client.send(new ListObjectsV2Command({ Bucket: 'inbox', MaxKeys: -1 }));
    await expect(listing).rejects.toMatchObject({ name: 'InvalidArgument' });
  });
});

describe('Local S3: ListObjects', () => {
  it('goes on after its marker, also one that is a common prefix', async () => {
    const client = await bucketWith(['a', 'b/1', 'b/2', 'c']);

    const first = await client.send(new ListObjectsCommand({ Bucket: 'inbox', Delimiter: '/', MaxKeys: 2 }));
    const second = await client.send(
      new ListObjectsCommand({ Bucket: 'inbox', Delimiter: '/', MaxKeys: 2, Marker: first.NextMarker }),
    );

    expect([first.NextMarker, first.IsTruncated, first.CommonPrefixes]).toEqual(['b/', true, [{ Prefix: 'b/' }]]);
    expect([second.Contents?.map(({ Key }) => Key), second.IsTruncated]).toEqual([['c'], false]);
  });
});

describe('Local S3: ListObjectVersions', () => {
  it('pages through versions, the newest of each key first', async () => {
    const client = await bucketWith(['a', 'b', 'a', 'a']);
    await client.send(new DeleteObjectCommand({ Bucket: 'inbox', Key: 'a' }));
    const whole = await client.send(new ListObjectVersionsCommand({ Bucket: 'inbox' }));

    for (const MaxKeys of [1, 2, 3, 4, 5]) {
      const versions: (string | undefined)[] = [];
      const markers: (string | undefined)[] = [];
      let position: { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined } = {};
      for (let more = true; more; ) {
        const page = await client.send(new ListObjectVersionsCommand({ Bucket: 'inbox', MaxKeys, ...position }));
        versions.push(...(page.Versions ?? []).map(({ VersionId }) => VersionId));
        markers.push(...(page.DeleteMarkers ?? []).map(({ VersionId }) => VersionId));
        position = { KeyMarker: page.NextKeyMarker, VersionIdMarker: page.NextVersionIdMarker };
        more = page.IsTruncated ?? false;
      }
      expect(versions).toEqual(whole.Versions?.map(({ VersionId }) => VersionId));
      expect(markers).toEqual(whole.DeleteMarkers?.map(({ VersionId }) => VersionId));
    }
    expect(whole.Versions?.map(({ Key, IsLatest }) => [Key, IsLatest])).toEqual([
      ['a', false],
      ['a', false],
      ['a', false],
      ['b', true],
    ]);
  });

  it('needs a key with the marker of a version', async () => {
    const client = await bucketWith(['a']);

    const listing = client.send(new ListObjectVersionsCommand({ Bucket: 'inbox', VersionIdMarker: 'x' }));

    await expect(listing).rejects.toMatchObject({ name: 'InvalidArgument' });
  });
});
