import { DeleteObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { deleteVersions, hideAndDelete, versionsOf } from '../../operations/key-versions.ts';
import { bucketSpec, startBuckets } from './local-s3-service.ts';

async function inbox(): Promise<S3Client> {
  return (await startBuckets([bucketSpec('inbox', { versioned: true })])).client;
}

async function put(client: S3Client, Key: string): Promise<string> {
  const { VersionId = '' } = await client.send(new PutObjectCommand({ Bucket: 'inbox', Key, Body: Key }));
  return VersionId;
}

const idsOf = async (client: S3Client, key: string, olderThan?: string) =>
  (await versionsOf(client, 'inbox', key, olderThan)).map(({ versionId }) => versionId).sort();

describe('The versions of a key', () => {
  it('are its own alone, delete markers among them', async () => {
    const client = await inbox();
    const first = await put(client, 'in/a');
    await put(client, 'in/a/b');
    const { VersionId: marker = '' } = await client.send(new DeleteObjectCommand({ Bucket: 'inbox', Key: 'in/a' }));

    expect(await idsOf(client, 'in/a')).toEqual([first, marker].sort());
  });

  it('may be only those that came before one, though in the same second', async () => {
    const client = await inbox();
    const [first, second] = [await put(client, 'in/a'), await put(client, 'in/a')];
    await put(client, 'in/a');

    expect(await idsOf(client, 'in/a', second)).toEqual([first]);
    expect(await idsOf(client, 'in/a', first)).toEqual([]);
  });

  it('are deleted whatever the key holds', async () => {
    const client = await inbox();
    for (const key of ['in/\u0001', 'in/\u001b[2J\r\n', 'in/a b+%41', 'in/é\u{1F5DE}&<"']) {
      const first = await put(client, key);
      const second = await put(client, key);

      await deleteVersions(client, 'inbox', key, [{ versionId: first }]);

      expect(await idsOf(client, key)).toEqual([second]);
    }
  });

  it('are all deleted but for a marker, which came after those that came meanwhile, too', async () => {
    const client = await inbox();
    for (let count = 0; count < 3; count += 1) await put(client, 'in/a');
    let late = 2;
    client.middlewareStack.add(
      (next, { commandName }) =>
        async (args) => {
          const isDeletion = commandName === 'DeleteObjectCommand' && !('VersionId' in args.input);
          if (isDeletion && late > 0) {
            late -= 1;
            await put(client, 'in/a');
          }
          return next(args);
        },
      { step: 'initialize' },
    );

    const { marker, deleted } = await hideAndDelete(client, 'inbox', 'in/a');

    expect(late).toBe(0);
    expect(await idsOf(client, 'in/a')).toEqual([marker]);
    expect(deleted).toBe(7);
  });
});
