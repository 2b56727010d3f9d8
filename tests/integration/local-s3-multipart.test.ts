import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  type CreateMultipartUploadCommandInput,
  GetObjectCommand,
  ListMultipartUploadsCommand,
  ListObjectsV2Command,
  ListPartsCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { OWNER } from './local-principals.ts';
import { bucketSpec, clientOf, startBuckets } from './local-s3-service.ts';

const MEBIBYTE = 1024 * 1024;
const FIRST = Buffer.alloc(5 * MEBIBYTE, 'the first part; ');
const LAST = Buffer.from('and the last');
const PART_DIGESTS = [FIRST, LAST].map((part) => createHash('md5').update(part).digest());
const ETAG = `"${createHash('md5').update(Buffer.concat(PART_DIGESTS)).digest('hex')}-2"`;

function base64(sum: number): string {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(sum);
  return bytes.toString('base64');
}

async function create(client: S3Client, more: Partial<CreateMultipartUploadCommandInput> = {}): Promise<string> {
  const { UploadId = '' } = await client.send(
    new CreateMultipartUploadCommand({ Bucket: 'inbox', Key: 'whole', ...more }),
  );
  return UploadId;
}

async function putPart(client: S3Client, UploadId: string, PartNumber: number, Body: Buffer) {
  const { ETag, ChecksumCRC32 } = await client.send(
    new UploadPartCommand({ Bucket: 'inbox', Key: 'whole', UploadId, PartNumber, Body }),
  );
  return { PartNumber, ETag, ChecksumCRC32 };
}

function complete(client: S3Client, UploadId: string, Parts: { PartNumber: number; ETag: string | undefined }[]) {
  return client.send(
    new CompleteMultipartUploadCommand({ Bucket: 'inbox', Key: 'whole', UploadId, MultipartUpload: { Parts } }),
  );
}

describe('Local S3: multipart uploads', () => {
  it('puts parts together in the order of their numbers', async () => {
    const { client, delivered } = await startBuckets([
      bucketSpec('inbox', { versioned: true, notifications: [{ queueArn: 'arn:q', event: 's3:ObjectCreated:*' }] }),
    ]);
    const UploadId = await create(client, {
      ContentType: 'text/plain',
      Metadata: { from: 'desk' },
      ChecksumAlgorithm: 'CRC32',
    });
    const last = await putPart(client, UploadId, 7, LAST);
    const first = await putPart(client, UploadId, 2, FIRST);

    const done = await complete(client, UploadId, [first, last]);
    const got = await client.send(new GetObjectCommand({ Bucket: 'inbox', Key: 'whole', ChecksumMode: 'ENABLED' }));
    const bytes = (await got.Body?.transformToByteArray()) ?? new Uint8Array();

    expect(done.ETag).toBe(ETAG);
    expect(Buffer.compare(bytes, Buffer.concat([FIRST, LAST]))).toBe(0);
    expect(got).toMatchObject({ ETag: ETAG, ContentType: 'text/plain', Metadata: { from: 'desk' } });
    expect(got.VersionId).toBe(done.VersionId);
    // A composite checksum: that of the checksums of the parts.
    const sums = [FIRST, LAST].map((part) => Buffer.from(base64(crc32(part)), 'base64'));
    expect(done.ChecksumCRC32).toBe(`${base64(crc32(Buffer.concat(sums)))}-2`);
    expect(done.ChecksumType).toBe('COMPOSITE');
    const { Uploads } = await client.send(new ListMultipartUploadsCommand({ Bucket: 'inbox' }));
    expect(Uploads).toBeUndefined();
    await expect.poll(() => delivered.length).toBe(2);
    expect(JSON.parse(delivered[1]?.body ?? '').Records[0]).toMatchObject({
      eventName: 'ObjectCreated:CompleteMultipartUpload',
      s3: { object: { key: 'whole', size: FIRST.length + LAST.length, eTag: ETAG.replaceAll('"', '') } },
    });
  });

  it('computes the checksum of the whole where it was asked to', async () => {
    const { client } = await startBuckets([bucketSpec('inbox')]);
    const UploadId = await create(client, { ChecksumAlgorithm: 'CRC32', ChecksumType: 'FULL_OBJECT' });
    const parts = [await putPart(client, UploadId, 1, FIRST), await putPart(client, UploadId, 2, LAST)];

    const done = await complete(client, UploadId, parts);

    expect(done.ChecksumCRC32).toBe(base64(crc32(Buffer.concat([FIRST, LAST]))));
    expect(done.ChecksumType).toBe('FULL_OBJECT');
  });

  it('lets a part be sent again, and lists what it has', async () => {
    const { client } = await startBuckets([bucketSpec('inbox')]);
    const UploadId = await create(client);
    await putPart(client, UploadId, 1, Buffer.from('wrong'));
    const first = await putPart(client, UploadId, 1, FIRST);
    const last = await putPart(client, UploadId, 2, LAST);

    const page = await client.send(new ListPartsCommand({ Bucket: 'inbox', Key: 'whole', UploadId, MaxParts: 1 }));
    const rest = await client.send(
      new ListPartsCommand({ Bucket: 'inbox', Key: 'whole', UploadId, PartNumberMarker: page.NextPartNumberMarker }),
    );

    expect(page.Parts).toMatchObject([{ PartNumber: 1, Size: FIRST.length, ETag: first.ETag }]);
    expect([page.IsTruncated, page.NextPartNumberMarker]).toEqual([true, '1']);
    expect(rest.Parts).toMatchObject([{ PartNumber: 2, Size: LAST.length, ETag: last.ETag }]);
    expect((await complete(client, UploadId, [first, last])).ETag).toBe(ETAG);
  });

  it('answers a completion that is repeated as it did at first', async () => {
    const { client, delivered, s3 } = await startBuckets([
      bucketSpec('inbox', { notifications: [{ queueArn: 'arn:q', event: 's3:ObjectCreated:*' }] }),
    ]);
    const UploadId = await create(client);
    const part = await putPart(client, UploadId, 1, LAST);

    const answers = await Promise.all([1, 2, 3].map(() => complete(client, UploadId, [part])));
    await s3.settled();

    expect(new Set(answers.map(({ ETag }) => ETag)).size).toBe(1);
    expect(delivered).toHaveLength(2);
  });

  it('refuses parts that are missing, small, out of order or different', async () => {
    const { client } = await startBuckets([bucketSpec('inbox')]);
    const UploadId = await create(client);
    const small = await putPart(client, UploadId, 1, LAST);
    const last = await putPart(client, UploadId, 2, LAST);
    const rejects = async (parts: { PartNumber: number; ETag: string | undefined }[], name: string) =>
      expect(complete(client, UploadId, parts)).rejects.toMatchObject({ name });

    await rejects([small, last], 'EntityTooSmall');
    await rejects([last, small], 'InvalidPartOrder');
    await rejects([small, { PartNumber: 3, ETag: small.ETag }], 'InvalidPart');
    await rejects([{ PartNumber: 1, ETag: '"00000000000000000000000000000000"' }], 'InvalidPart');
    await rejects([], 'MalformedXML');
    await expect(putPart(client, UploadId, 10_001, LAST)).rejects.toMatchObject({ name: 'InvalidArgument' });
    await expect(putPart(client, 'unknown', 1, LAST)).rejects.toMatchObject({ name: 'NoSuchUpload' });
    const { Contents } = await client.send(new ListObjectsV2Command({ Bucket: 'inbox' }));
    expect(Contents).toBeUndefined();
  });

  it('forgets an upload that is aborted', async () => {
    const { client } = await startBuckets([bucketSpec('inbox')]);
    const UploadId = await create(client);
    const part = await putPart(client, UploadId, 1, LAST);

    await client.send(new AbortMultipartUploadCommand({ Bucket: 'inbox', Key: 'whole', UploadId }));

    await expect(complete(client, UploadId, [part])).rejects.toMatchObject({ name: 'NoSuchUpload' });
    await expect(
      client.send(new AbortMultipartUploadCommand({ Bucket: 'inbox', Key: 'whole', UploadId })),
    ).rejects.toMatchObject({ name: 'NoSuchUpload' });
  });

  it('goes on with an upload after a restart', async () => {
    const before = await startBuckets([bucketSpec('inbox')]);
    const UploadId = await create(before.client);
    const first = await putPart(before.client, UploadId, 1, FIRST);
    await before.s3.close();

    const { client } = await startBuckets([bucketSpec('inbox')], { dir: before.dir });
    const last = await putPart(client, UploadId, 2, LAST);

    expect((await complete(client, UploadId, [first, last])).ETag).toBe(ETAG);
  });

  it('takes many parts at once', async () => {
    const { client } = await startBuckets([bucketSpec('inbox')]);
    const UploadId = await create(client);
    const bodies = Array.from({ length: 20 }, (_, index) => Buffer.from(`part ${index}`));

    await Promise.all(bodies.map((body, index) => putPart(client, UploadId, index + 1, body)));

    const { Parts } = await client.send(new ListPartsCommand({ Bucket: 'inbox', Key: 'whole', UploadId }));
    expect(Parts?.map(({ ETag }) => ETag)).toEqual(
      bodies.map((body) => `"${createHash('md5').update(body).digest('hex')}"`),
    );
  });

  it('completes only on its conditions', async () => {
    const { client } = await startBuckets([bucketSpec('inbox')]);
    const [one, two] = [await create(client), await create(client)];
    await complete(client, one, [await putPart(client, one, 1, LAST)]);
    const part = await putPart(client, two, 1, LAST);

    const again = client.send(
      new CompleteMultipartUploadCommand({
        Bucket: 'inbox',
        Key: 'whole',
        UploadId: two,
        IfNoneMatch: '*',
        MultipartUpload: { Parts: [part] },
      }),
    );

    await expect(again).rejects.toMatchObject({ name: 'PreconditionFailed' });
  });

  it('pages through uploads by key and time', async () => {
    const { client, clock, s3 } = await startBuckets([bucketSpec('inbox')]);
    const plain = clientOf(s3.url, OWNER, { requestChecksumCalculation: 'WHEN_REQUIRED' });
    const ids: string[] = [];
    for (const Key of ['b', 'a', 'a', 'c']) {
      ids.push(await create(plain, { Key }));
      clock.advance(1000);
    }
    const expected = [ids[1], ids[2], ids[0], ids[3]];

    const found: (string | undefined)[] = [];
    let position: { KeyMarker?: string | undefined; UploadIdMarker?: string | undefined } = {};
    for (let more = true; more; ) {
      const page = await client.send(new ListMultipartUploadsCommand({ Bucket: 'inbox', MaxUploads: 1, ...position }));
      found.push(...(page.Uploads ?? []).map(({ UploadId }) => UploadId));
      position = { KeyMarker: page.NextKeyMarker, UploadIdMarker: page.NextUploadIdMarker };
      more = page.IsTruncated ?? false;
    }

    expect(found).toEqual(expected);
  });
});
