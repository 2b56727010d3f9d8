import { DeleteObjectCommand, DeleteObjectsCommand, type ObjectIdentifier, type S3Client } from '@aws-sdk/client-s3';
import pMap from 'p-map';
import { TransientError } from '../core/errors.ts';
import { versionPages } from '../runtime/object-versions.ts';

/** Pages of 1,000 versions that are deleted at the same time. */
const PAGES_AT_ONCE = { concurrency: 8 };
const SINGLE_DELETIONS_AT_ONCE = { concurrency: 16 };

/** What a request in XML cannot hold, or a parser would change (XML 1.0, 2.2 and 2.11). */
const NOT_FOR_XML = /[\p{Cc}\u2028\ufffe\uffff]/u;

/**
 * Deletes every version and every delete marker of a bucket for good, also those that are put meanwhile: it ends when a
 * listing from the start finds none.
 * @param signal ends it between two requests.
 * @returns how many there were.
 * @throws the signal's reason; TransientError where S3 says of one that it was not deleted; what the client throws.
 */
export async function emptyBucket(s3: S3Client, bucket: string, signal: AbortSignal): Promise<number> {
  for (let deleted = 0; ; ) {
    let found = 0;
    await pMap(
      versionPages(s3, bucket, { prefix: '' }),
      async ({ versions }) => {
        signal.throwIfAborted();
        found += versions.length;
        await deleteAll(
          s3,
          bucket,
          versions.map(({ key, versionId }) => ({ Key: key, VersionId: versionId })),
        );
      },
      PAGES_AT_ONCE,
    );
    if (found === 0) return deleted;
    deleted += found;
    signal.throwIfAborted();
  }
}

async function deleteAll(s3: S3Client, bucket: string, versions: readonly ObjectIdentifier[]): Promise<void> {
  const single = versions.filter(({ Key = '' }) => NOT_FOR_XML.test(Key));
  const Objects = versions.filter((version) => !single.includes(version));
  if (Objects.length > 0) {
    const { Errors: [first] = [] } = await s3.send(
      new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects, Quiet: true } }),
    );
    if (first !== undefined) throw new TransientError(`Objects were not deleted (${first.Code}).`);
  }
  const deleteOne = (version: ObjectIdentifier) => s3.send(new DeleteObjectCommand({ Bucket: bucket, ...version }));
  await pMap(single, deleteOne, SINGLE_DELETIONS_AT_ONCE);
}
