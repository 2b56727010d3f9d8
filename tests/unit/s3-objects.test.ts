import { S3Client } from '@aws-sdk/client-s3';
import { expect, it, onTestFinished } from 'vitest';
import { getBytes } from '../../functions/runtime/s3-objects.ts';
import { serveLoopback } from '../../local/loopback-server.ts';

const ADDRESS = { bucket: 'inbox', key: 'in/a.txt', versionId: null };

/** A bucket whose object says how long it is and sends no more than its first byte. */
async function openBucket(contentLength: number): Promise<S3Client> {
  const server = await serveLoopback((_, response) => {
    response.writeHead(200, { 'content-length': contentLength });
    response.write('a');
    if (contentLength === 1) response.end();
  });
  const client = new S3Client({
    endpoint: server.url,
    region: 'eu-central-1',
    forcePathStyle: true,
    credentials: { accessKeyId: 'AKIA', secretAccessKey: 'secret' },
  });
  onTestFinished(() => {
    client.destroy();
    return server.close();
  });
  return client;
}

it('An object is refused by the length that it tells, before its bytes are read', async () => {
  const [long, short] = await Promise.all([openBucket(1_001), openBucket(1)]);

  await expect(getBytes(long, ADDRESS, 1_000)).rejects.toMatchObject({ name: 'RejectedError', code: 'too-large' });
  expect(await getBytes(short, ADDRESS, 1_000)).toEqual(new Uint8Array([97]));
});
