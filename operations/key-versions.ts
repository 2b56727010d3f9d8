import {
  DeleteObjectCommand,
  DeleteObjectsCommand,
  ListObjectVersionsCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { DeploymentError } from './errors.ts';
import { decodedKey } from './inbox-files.ts';

/** One version of one key of a bucket, or a delete marker. */
export interface KeyVersion {
  readonly versionId: string;
  /** Milliseconds since the epoch, in whole seconds. */
  readonly lastModified: number;
  readonly isMarker: boolean;
  readonly isLatest: boolean;
}

/** Amazon S3 API Reference, DeleteObjects: a request deletes up to 1,000 objects. */
const DELETED_AT_ONCE = 1000;

/**
 * All versions and delete markers of one key.
 * @throws what the client throws.
 */
export async function versionsOf(s3: S3Client, bucket: string, key: string): Promise<KeyVersion[]> {
  const versions: KeyVersion[] = [];
  let marker: { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined } = {};
  for (let more = true; more; ) {
    // Keys may hold what XML cannot.
    const page = await s3.send(
      new ListObjectVersionsCommand({ Bucket: bucket, Prefix: key, EncodingType: 'url', ...marker }),
    );
    const rows = [
      ...(page.Versions ?? []).map((row) => ({ ...row, isMarker: false })),
      ...(page.DeleteMarkers ?? []).map((row) => ({ ...row, isMarker: true })),
    ];
    for (const { Key, VersionId, IsLatest, LastModified, isMarker } of rows) {
      if (Key === undefined || decodedKey(Key) !== key || VersionId === undefined) continue;
      const lastModified = LastModified?.getTime() ?? 0;
      versions.push({ versionId: VersionId, lastModified, isMarker, isLatest: IsLatest === true });
    }
    // The key itself comes before all others that begin with it.
    more = page.IsTruncated === true && page.NextKeyMarker !== undefined && decodedKey(page.NextKeyMarker) === key;
    marker = { KeyMarker: key, VersionIdMarker: page.NextVersionIdMarker };
  }
  return versions;
}

/**
 * Puts a delete marker on a key.
 * @returns its version.
 * @throws DeploymentError where the bucket keeps no versions; what the client throws.
 */
export async function putDeleteMarker(s3: S3Client, bucket: string, key: string): Promise<string> {
  const { VersionId } = await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
  if (VersionId !== undefined) return VersionId;
  throw new DeploymentError(`The bucket ${bucket} keeps no versions.`, { remedy: 'Deploy the stacks as they are.' });
}

/**
 * Deletes versions and delete markers of one key for good.
 * @throws DeploymentError where S3 refuses one of them; what the client throws.
 */
export async function deleteVersions(
  s3: S3Client,
  bucket: string,
  key: string,
  versions: readonly Pick<KeyVersion, 'versionId'>[],
): Promise<void> {
  for (let start = 0; start < versions.length; start += DELETED_AT_ONCE) {
    const Objects = versions
      .slice(start, start + DELETED_AT_ONCE)
      .map(({ versionId }) => ({ Key: key, VersionId: versionId }));
    const { Errors: [error] = [] } = await s3.send(
      new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects, Quiet: true } }),
    );
    if (error === undefined) continue;
    throw new DeploymentError(`S3 did not delete a version (${error.Code}: ${error.Message}).`, {
      remedy: 'Is the caller allowed s3:DeleteObjectVersion, and is the bucket without an object lock? Then try again.',
    });
  }
}
