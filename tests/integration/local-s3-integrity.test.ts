import { createHash, createHmac } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { Sha256 } from '@aws-crypto/sha256-js';
import { DeleteObjectsCommand, GetObjectCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { SignatureV4 } from '@smithy/signature-v4';
import { describe, expect, it } from 'vitest';
import type { LocalS3 } from '../../local/s3/specs.ts';
import { ACCOUNT, OWNER } from './local-principals.ts';
import { bucketSpec, clientOf, NOON, presigned, startBuckets } from './local-s3-service.ts';

interface Answer {
  status: number;
  /** The code of an error. */
  code: string | undefined;
  headers: Record<string, unknown>;
  body: string;
}

/** Sends a PUT signed in its header, exactly as given. */
async function put(
  s3: LocalS3,
  path: string,
  headers: Record<string, string>,
  bodyOf: string | ((signature: { signature: string; date: string }) => string),
): Promise<Answer> {
  const { host, hostname, port } = new URL(s3.url);
  const signer = new SignatureV4({
    service: 's3',
    region: ACCOUNT.region,
    credentials: OWNER,
    sha256: Sha256,
    uriEscapePath: false,
  });
  const signed = await signer.sign({
    method: 'PUT',
    protocol: 'http:',
    hostname,
    port: Number(port),
    path,
    query: {},
    headers: { host, 'x-amz-content-sha256': 'UNSIGNED-PAYLOAD', ...headers },
  });
  const signature = /Signature=([0-9a-f]{64})/.exec(signed.headers['authorization'] ?? '')?.[1] ?? '';
  const date = signed.headers['x-amz-date'] ?? '';
  const body = typeof bodyOf === 'string' ? bodyOf : bodyOf({ signature, date });
  return send(s3, 'PUT', path, { ...signed.headers, 'content-length': String(Buffer.byteLength(body)) }, body);
}

function send(
  s3: LocalS3,
  method: string,
  path: string,
  headers: Record<string, string>,
  body: string,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(s3.url);
    const sent = httpRequest({ hostname, port, method, path, headers }, (response) => {
      const pieces: Buffer[] = [];
      response.on('data', (piece) => pieces.push(piece));
      response.on('end', () => {
        const text = Buffer.concat(pieces).toString();
        const code = /<Code>([^<]+)<\/Code>/.exec(text)?.[1];
        resolve({ status: response.statusCode ?? 0, code, headers: response.headers, body: text });
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });
}

const DIGESTS = {
  crc32: 'y/Q5Jg==',
  crc32c: '4waSgw==',
  crc64nvme: 'rosUhgp5mIg=',
  sha1: createHash('sha1').update('123456789').digest('base64'),
  sha256: createHash('sha256').update('123456789').digest('base64'),
};

describe('Local S3: digests', () => {
  it.each(Object.entries(DIGESTS))('verifies %s in a header', async (name, value) => {
    const { s3 } = await startBuckets([bucketSpec('inbox')]);
    const header = `x-amz-checksum-${name}`;

    const right = await put(s3, '/inbox/a', { [header]: value }, '123456789');
    const wrong = await put(s3, '/inbox/b', { [header]: value }, '123456780');
    const malformed = await put(s3, '/inbox/b', { [header]: 'AAAA' }, '123456789');
    const missing = await put(s3, '/inbox/b', { 'x-amz-sdk-checksum-algorithm': name }, '123456789');

    expect([right.status, right.headers[header]]).toEqual([200, value]);
    expect([wrong.status, wrong.code]).toEqual([400, 'BadDigest']);
    expect([malformed.status, malformed.code]).toEqual([400, 'InvalidRequest']);
    expect([missing.status, missing.code]).toEqual([400, 'InvalidRequest']);
  });

  it.each(Object.entries(DIGESTS))('verifies %s in a trailer', async (name, value) => {
    const { s3, client } = await startBuckets([bucketSpec('inbox')]);
    const trailer = `x-amz-checksum-${name}`;
    const send = (key: string, promised: string, body = '4\r\n1234\r\n5\r\n56789\r\n') =>
      put(
        s3,
        `/inbox/${key}`,
        {
          'content-encoding': 'aws-chunked,gzip',
          'x-amz-content-sha256': 'STREAMING-UNSIGNED-PAYLOAD-TRAILER',
          'x-amz-decoded-content-length': '9',
          'x-amz-trailer': trailer,
        },
        `${body}0\r\n${promised}\r\n`,
      );

    const right = await send('a', `${trailer}:${value}\r\n`);
    const wrong = await send('b', `${trailer}:${value}\r\n`, '9\r\n123456780\r\n');
    const missing = await send('b', '');
    const short = await send('b', `${trailer}:${value}\r\n`, '4\r\n1234\r\n');
    const long = await send('b', `${trailer}:${value}\r\n`, 'a\r\n1234567890\r\n');
    const broken = await send('b', `${trailer}:${value}\r\n`, 'xyz\r\n123456789\r\n');

    const got = await client.send(new GetObjectCommand({ Bucket: 'inbox', Key: 'a' }));
    expect([right.status, right.headers[trailer]]).toEqual([200, value]);
    expect([await got.Body?.transformToString(), got.ContentEncoding]).toEqual(['123456789', 'gzip']);
    expect([wrong.code, missing.code]).toEqual(['BadDigest', 'MalformedTrailerError']);
    expect([short.code, long.code, broken.code]).toEqual(['IncompleteBody', 'IncompleteBody', 'IncompleteBody']);
    await expect(client.send(new GetObjectCommand({ Bucket: 'inbox', Key: 'b' }))).rejects.toMatchObject({
      name: 'NoSuchKey',
    });
  });

  it('verifies Content-MD5 and the hash that the signature covers', async () => {
    const { s3, client } = await startBuckets([bucketSpec('inbox')]);
    const md5 = createHash('md5').update('abc').digest('base64');
    const sha256 = createHash('sha256').update('abc').digest('hex');

    const codes = [
      await put(s3, '/inbox/a', { 'content-md5': md5, 'x-amz-content-sha256': sha256 }, 'abc'),
      await put(s3, '/inbox/b', { 'content-md5': md5 }, 'abd'),
      await put(s3, '/inbox/b', { 'content-md5': 'not base64' }, 'abc'),
      await put(s3, '/inbox/b', { 'x-amz-content-sha256': sha256 }, 'abd'),
      await put(s3, '/inbox/b', { 'x-amz-content-sha256': 'garbage' }, 'abc'),
      await put(s3, '/inbox/b', { 'x-amz-checksum-crc32': 'y/Q5Jg==', 'x-amz-checksum-sha1': DIGESTS.sha1 }, 'abc'),
    ].map(({ status, code }) => code ?? status);

    expect(codes).toEqual([
      200,
      'BadDigest',
      'InvalidDigest',
      'XAmzContentSHA256Mismatch',
      'InvalidArgument',
      'InvalidRequest',
    ]);
    await expect(client.send(new GetObjectCommand({ Bucket: 'inbox', Key: 'b' }))).rejects.toMatchObject({
      name: 'NoSuchKey',
    });
  });

  it('takes what each checksum of the SDK makes of a body', async () => {
    const { client } = await startBuckets([bucketSpec('inbox')]);

    for (const ChecksumAlgorithm of ['CRC32', 'SHA1', 'SHA256'] as const) {
      const sent = await client.send(
        new PutObjectCommand({ Bucket: 'inbox', Key: 'a', Body: '123456789', ChecksumAlgorithm }),
      );
      const { Body, ...got } = await client.send(
        new GetObjectCommand({ Bucket: 'inbox', Key: 'a', ChecksumMode: 'ENABLED' }),
      );
      expect(await Body?.transformToString()).toBe('123456789');
      expect(got[`Checksum${ChecksumAlgorithm}`]).toBe(sent[`Checksum${ChecksumAlgorithm}`]);
    }
  });

  it('deletes many only with a digest of the list', async () => {
    const { client, s3 } = await startBuckets([bucketSpec('inbox')]);
    const body = '<Delete><Object><Key>a</Key></Object></Delete>';
    const url = await presigned(s3, 'POST', '/inbox', { query: { delete: '' } });

    const without = await fetch(url, { method: 'POST', body });
    await client.send(new DeleteObjectsCommand({ Bucket: 'inbox', Delete: { Objects: [{ Key: 'a' }] } }));

    expect([without.status, await without.text()]).toEqual([400, expect.stringContaining('Content-MD5')]);
  });

  it('stores nothing of a body that breaks off', async () => {
    const { s3, client, dir } = await startBuckets([bucketSpec('inbox')]);
    const url = await presigned(s3, 'PUT', '/inbox/half');
    const incoming = () => readdir(join(dir, 'incoming'));

    const sent = httpRequest(url, { method: 'PUT', headers: { 'content-length': '1000' } });
    sent.on('error', () => undefined);
    sent.write('only a part');
    await expect.poll(async () => (await incoming()).length).toBe(1);
    sent.destroy();

    await expect.poll(incoming).toEqual([]);
    await expect(client.send(new GetObjectCommand({ Bucket: 'inbox', Key: 'half' }))).rejects.toMatchObject({
      name: 'NoSuchKey',
    });
  });
});

describe('Local S3: chunks that are signed', () => {
  const hmac = (key: string | Buffer, text: string) => createHmac('sha256', key).update(text).digest();
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

  /** Frames chunks as the signing clients of other languages do. */
  function framed(chunks: string[], trailer: string, { signature, date }: { signature: string; date: string }): string {
    const day = date.slice(0, 8);
    const scope = `${day}/${ACCOUNT.region}/s3/aws4_request`;
    const key = [ACCOUNT.region, 's3', 'aws4_request'].reduce(hmac, hmac(`AWS4${OWNER.secretAccessKey}`, day));
    let previous = signature;
    const sign = (kind: string, content: string) => {
      const text = `AWS4-HMAC-SHA256-${kind}\n${date}\n${scope}\n${previous}\n${content}`;
      previous = hmac(key, text).toString('hex');
      return previous;
    };
    const body = [...chunks, '']
      .map((chunk) => {
        const size = Buffer.byteLength(chunk).toString(16);
        const chunkSignature = sign('PAYLOAD', `${sha256('')}\n${sha256(chunk)}`);
        return `${size};chunk-signature=${chunkSignature}\r\n${chunk === '' ? '' : `${chunk}\r\n`}`;
      })
      .join('');
    if (trailer === '') return `${body}\r\n`;
    const trailerSignature = sign('TRAILER', sha256(`${trailer}\n`));
    return `${body}${trailer}\r\nx-amz-trailer-signature:${trailerSignature}\r\n\r\n`;
  }

  const headers = {
    'content-encoding': 'aws-chunked',
    'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD',
    'x-amz-decoded-content-length': '9',
  };

  it('verifies each chunk', async () => {
    const { s3, client } = await startBuckets([bucketSpec('inbox')]);

    const right = await put(s3, '/inbox/a', headers, (seed) => framed(['1234', '56789'], '', seed));
    const changed = await put(s3, '/inbox/b', headers, (seed) =>
      framed(['1234', '56789'], '', seed).replace('56789', '56780'),
    );
    const unsigned = await put(s3, '/inbox/b', headers, '9\r\n123456789\r\n0\r\n\r\n');

    const { Body } = await client.send(new GetObjectCommand({ Bucket: 'inbox', Key: 'a' }));
    expect([right.status, await Body?.transformToString()]).toEqual([200, '123456789']);
    expect([changed.status, changed.code]).toEqual([403, 'SignatureDoesNotMatch']);
    expect([unsigned.status, unsigned.code]).toEqual([403, 'SignatureDoesNotMatch']);
  });

  it('verifies the trailer', async () => {
    const { s3 } = await startBuckets([bucketSpec('inbox')]);
    const withTrailer = {
      ...headers,
      'x-amz-content-sha256': 'STREAMING-AWS4-HMAC-SHA256-PAYLOAD-TRAILER',
      'x-amz-trailer': 'x-amz-checksum-crc32',
    };
    const trailer = `x-amz-checksum-crc32:${DIGESTS.crc32}`;

    const right = await put(s3, '/inbox/a', withTrailer, (seed) => framed(['123456789'], trailer, seed));
    const changed = await put(s3, '/inbox/b', withTrailer, (seed) =>
      framed(['123456789'], trailer, seed).replace(DIGESTS.crc32, 'AAAAAA=='),
    );

    expect(right.status).toBe(200);
    expect([changed.status, changed.code]).toEqual([403, 'SignatureDoesNotMatch']);
  });
});

describe('Local S3: signatures', () => {
  it('refuses unknown keys, wrong secrets and requests without a signature', async () => {
    const { s3 } = await startBuckets([bucketSpec('inbox')]);
    const get = (accessKeyId: string, secretAccessKey: string) =>
      clientOf(s3.url, { accessKeyId, secretAccessKey }).send(new GetObjectCommand({ Bucket: 'inbox', Key: 'a' }));

    await expect(get('AKIDNOBODY', 'x')).rejects.toMatchObject({ name: 'InvalidAccessKeyId' });
    await expect(get(OWNER.accessKeyId, 'wrong')).rejects.toMatchObject({
      name: 'SignatureDoesNotMatch',
      $metadata: { httpStatusCode: 403 },
    });
    const unsigned = await send(s3, 'GET', '/inbox/a', {}, '');
    expect([unsigned.status, unsigned.code]).toEqual([403, 'AccessDenied']);
  });

  it('refuses another region, a time that is far off and headers that were not signed', async () => {
    const { s3 } = await startBuckets([bucketSpec('inbox')]);
    const elsewhere = clientOf(s3.url, OWNER, { region: 'us-west-2' });
    const late = clientOf(s3.url, OWNER, { systemClockOffset: -16 * 60_000 });
    const command = () => new GetObjectCommand({ Bucket: 'inbox', Key: 'a' });

    await expect(elsewhere.send(command())).rejects.toMatchObject({ name: 'AuthorizationHeaderMalformed' });
    await expect(late.send(command())).rejects.toMatchObject({ name: 'RequestTimeTooSkewed' });
    const url = new URL(await presigned(s3, 'PUT', '/inbox/a'));
    const added = await send(s3, 'PUT', url.pathname + url.search, { 'x-amz-meta-added': 'x' }, '');
    expect([added.status, added.code]).toEqual([403, 'AccessDenied']);
  });

  it('takes presigned URLs until they expire, and as they were signed', async () => {
    const { s3 } = await startBuckets([bucketSpec('inbox')]);
    const key = '/inbox/a%20b/%C3%BC%2B%27%281%29%21%2A';
    const statusOf = async (url: string, method = 'GET', body?: string) =>
      (await fetch(url, { method, ...(body !== undefined && { body }) })).status;
    const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);

    expect(await statusOf(await presigned(s3, 'PUT', key), 'PUT', 'presigned')).toBe(200);
    const url = await presigned(s3, 'GET', key, { query: { 'response-content-type': 'text/html; charset=utf-8' } });
    const got = await fetch(url);
    expect([got.status, got.headers.get('content-type'), await got.text()]).toEqual([
      200,
      'text/html; charset=utf-8',
      'presigned',
    ]);
    expect(await statusOf(await presigned(s3, 'GET', key, { at: minutesAgo(9), expiresIn: 600 }))).toBe(200);
    expect(await statusOf(await presigned(s3, 'GET', key, { at: minutesAgo(11), expiresIn: 600 }))).toBe(403);
    expect(await statusOf(await presigned(s3, 'GET', key, { at: minutesAgo(-20) }))).toBe(403);
    expect(await statusOf(url.replace('a%20b', 'a%20c'))).toBe(403);
    expect(await statusOf(url.replace('Expires=60', 'Expires=61'))).toBe(403);
    expect(await statusOf(url.replace('Expires=60', 'Expires=604801'))).toBe(400);
    expect(await statusOf(url, 'PUT', 'x')).toBe(403);
  });

  it('tells times by the clock of the runtime, and signatures by that of their signers', async () => {
    const { client } = await startBuckets([bucketSpec('inbox')]);

    await client.send(new PutObjectCommand({ Bucket: 'inbox', Key: 'a', Body: 'a' }));

    const { LastModified } = await client.send(new GetObjectCommand({ Bucket: 'inbox', Key: 'a' }));
    expect(LastModified).toEqual(new Date(NOON));
  });
});
