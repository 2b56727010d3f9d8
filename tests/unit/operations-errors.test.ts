import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { HeadObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { DeploymentError, explained } from '../../operations/errors.ts';

/** What S3's client throws of a HEAD request that is answered with this status, and without a body as all are. */
async function headError(status: number): Promise<unknown> {
  const server = createServer((_, response) => response.writeHead(status).end());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const s3 = new S3Client({
    endpoint: `http://127.0.0.1:${port}`,
    forcePathStyle: true,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    maxAttempts: 1,
  });
  onTestFinished(() => {
    s3.destroy();
    server.close();
  });
  return s3.send(new HeadObjectCommand({ Bucket: 'inbox', Key: 'in/a' })).catch((error: unknown) => error);
}

describe('An error of a deployment', () => {
  it('is a refusal, even where S3 has no words for it', async () => {
    const error = explained(await headError(403));

    expect(error).toBeInstanceOf(DeploymentError);
    expect(error).toMatchObject({ message: 'AWS refuses this: S3 does not say which action (status 403).' });
  });

  it('is left as it is where it is none of those', async () => {
    const error = await headError(400);

    expect(explained(error)).toBe(error);
    expect(explained('thrown')).toBe('thrown');
  });
});
