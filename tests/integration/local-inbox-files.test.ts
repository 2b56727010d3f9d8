import { DeleteObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { describe, expect, it } from 'vitest';
import { requestedVersion } from '../../functions/runtime/object-versions.ts';
import { getBytes } from '../../functions/runtime/s3-objects.ts';
import { presentFile } from '../../operations/file-facts.ts';
import { type InboxFile, type InboxQuery, inboxFiles } from '../../operations/inbox-files.ts';
import { bucketSpec, NOON, startBuckets } from './local-s3-service.ts';

/** Puts objects, and deletes those whose name begins with `-`; @returns the version that each key shows then. */
async function bucketWith(client: S3Client, names: string[]): Promise<Map<string, string>> {
  const shown = new Map<string, string>();
  for (const name of names) {
    const Key = name.replace(/^-/, '');
    const { VersionId = '' } = name.startsWith('-')
      ? await client.send(new DeleteObjectCommand({ Bucket: 'inbox', Key }))
      : await client.send(new PutObjectCommand({ Bucket: 'inbox', Key, Body: Key }));
    shown.set(Key, VersionId);
  }
  return shown;
}

async function walk(client: S3Client, query: InboxQuery = {}): Promise<InboxFile[]> {
  const files: InboxFile[] = [];
  for await (const file of inboxFiles(client, 'inbox', query)) files.push(file);
  return files.sort((a, b) => (a.key < b.key ? -1 : 1));
}

describe('The files of the inbox', () => {
  it('come once each, with the version shown now, whatever the size of a page and their names', async () => {
    const { client } = await startBuckets([bucketSpec('inbox', { versioned: true })]);
    const names = ['in/a', 'in/a b+c', 'in/%41', 'in/\u0001', 'in/é\u{1F5DE}/&<', 'in/a', '-in/a b+c', 'in/z'];
    const shown = await bucketWith(client, [...names, '-in/z', 'in/z', 'out/a']);

    for (const pageSize of [1, 2, 3, 1000]) {
      const files = await walk(client, { pageSize });

      expect(files).toEqual(
        ['in/\u0001', 'in/%41', 'in/a', 'in/a b+c', 'in/z', 'in/é\u{1F5DE}/&<'].map((key) => {
          const isDeleted = key === 'in/a b+c';
          return { key, versionId: shown.get(key), lastModified: NOON, isDeleted };
        }),
      );
    }
  });

  it('are only those of a time or under a prefix, where one is asked for', async () => {
    const { client, clock } = await startBuckets([bucketSpec('inbox', { versioned: true })]);
    await bucketWith(client, ['in/old', 'in/changed', 'in/deleted']);
    clock.advance(1000);
    await bucketWith(client, ['in/changed', '-in/deleted', 'in/new']);
    const keys = async (query: InboxQuery) => (await walk(client, query)).map(({ key }) => key);

    expect(await keys({ since: NOON + 1000 })).toEqual(['in/changed', 'in/deleted', 'in/new']);
    expect(await keys({ since: NOON + 1001 })).toEqual([]);
    expect(await keys({ prefix: 'in/ol' })).toEqual(['in/old']);
  });

  it('have no version where the bucket keeps none', async () => {
    const { client } = await startBuckets([bucketSpec('inbox')]);
    await bucketWith(client, ['in/a']);

    expect(await walk(client)).toMatchObject([{ key: 'in/a', versionId: null, isDeleted: false }]);
  });
});

describe('A file of the inbox by its key', () => {
  it('is what the key shows, deleted or not, beside others that begin with it', async () => {
    const { client } = await startBuckets([bucketSpec('inbox', { versioned: true })]);
    const shown = await bucketWith(client, ['in/a', '-in/a', 'in/a.txt', 'in/b', 'in/b', '-in/b.txt']);
    const present = (key: string) => presentFile({ s3: client, inboxBucket: 'inbox' }, key);

    const versionId = (key: string) => shown.get(key);
    expect(await present('in/a')).toEqual({
      key: 'in/a',
      versionId: versionId('in/a'),
      lastModified: NOON,
      isDeleted: true,
    });
    expect(await present('in/b')).toEqual({
      key: 'in/b',
      versionId: versionId('in/b'),
      lastModified: NOON,
      isDeleted: false,
    });
    expect(await present('in/')).toBeUndefined();
  });

  it('has no version where the bucket keeps none', async () => {
    const { client } = await startBuckets([bucketSpec('inbox')]);
    await bucketWith(client, ['in/a']);

    expect(await presentFile({ s3: client, inboxBucket: 'inbox' }, 'in/a')).toMatchObject({ versionId: null });
  });

  it('is read as that version, and not as what is current, which the parse function may not read', async () => {
    const { client } = await startBuckets([bucketSpec('inbox')]);
    await bucketWith(client, ['in/a']);
    const asked: unknown[] = [];
    client.middlewareStack.add(
      (next) => (args) => {
        asked.push((args.input as { VersionId?: string }).VersionId);
        return next(args);
      },
      { step: 'initialize' },
    );

    const versionId = requestedVersion(
      (await presentFile({ s3: client, inboxBucket: 'inbox' }, 'in/a'))?.versionId ?? null,
    );
    const bytes = await getBytes(client, { bucket: 'inbox', key: 'in/a', versionId }, 100);

    expect(new TextDecoder().decode(bytes)).toBe('in/a');
    expect(asked.at(-1)).toBe('null');
  });
});
