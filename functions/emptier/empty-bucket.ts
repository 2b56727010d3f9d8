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
 * listing from the start finds none. What S3 did not delete (many deletions at once are throttled one by one) is found
 * by the next listing.
 * @param signal ends it between two requests.
 * @returns how many there were.
 * @throws the signal's reason; TransientError where of all that a listing found none was deleted; what the client throws.
 */
export async function emptyBucket(s3: S3Client, bucket: string, signal: AbortSignal): Promise<number> {
  for (let deleted = 0; ; ) {
    let found = 0;
    const refusals: string[] = [];
    await pMap(
      versionPages(s3, bucket, { prefix: '' }),
      async ({ versions }) => {
        signal.throwIfAborted();
        found += versions.length;
        const identified = versions.map(({ key, versionId }) => ({ Key: key, VersionId: versionId }));
        refusals.push(...(await deleteAll(s3, bucket, identified)));
      },
      PAGES_AT_ONCE,
    );
    if (found === 0) return deleted;
    if (refusals.length === found) {
      throw new TransientError(`Objects of ${bucket} were not deleted (${refusals[0]}).`, {
        remedy:
          'Delete the stack again. What is refused as AccessDenied, delete by hand before: it lies under no prefix of ours.',
      });
    }
    deleted += found - refusals.length;
    signal.throwIfAborted();
  }
}

/** @returns the code of S3's error for each that was not deleted. */
async function deleteAll(s3: S3Client, bucket: string, versions: readonly ObjectIdentifier[]): Promise<string[]> {
  const refusals: string[] = [];
  const single = versions.filter(({ Key = '' }) => NOT_FOR_XML.test(Key));
  const Objects = versions.filter((version) => !single.includes(version));
  if (Objects.length > 0) {
    const { Errors = [] } = await s3.send(
      new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects, Quiet: true } }),
    );
    refusals.push(...Errors.map(({ Code = 'unknown' }) => Code));
  }
  const deleteOne = (version: ObjectIdentifier) => s3.send(new DeleteObjectCommand({ Bucket: bucket, ...version }));
  await pMap(single, deleteOne, SINGLE_DELETIONS_AT_ONCE);
  return refusals;
}
