import { DeleteObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import pMap from 'p-map';
import { type ObjectVersion, versionPages } from '../functions/runtime/object-versions.ts';
import { DeploymentError } from './errors.ts';

const DELETED_AT_ONCE = { concurrency: 16 };

/**
 * Versions and delete markers of one key.
 * @param olderThan only those that came before this version: S3 lists the newest of a key first.
 * @throws what the client throws.
 */
export async function versionsOf(
  s3: S3Client,
  bucket: string,
  key: string,
  olderThan?: string,
): Promise<ObjectVersion[]> {
  const after = olderThan === undefined ? undefined : { key, versionId: olderThan };
  const found: ObjectVersion[] = [];
  for await (const { versions, nextKey } of versionPages(s3, bucket, { prefix: key, after })) {
    found.push(...versions.filter((version) => version.key === key));
    // The key itself comes before all others that begin with it.
    if (nextKey !== key) break;
  }
  return found;
}

async function putDeleteMarker(s3: S3Client, bucket: string, key: string): Promise<string> {
  const { VersionId } = await s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: key }));
  if (VersionId !== undefined) return VersionId;
  throw new DeploymentError(`The bucket ${bucket} keeps no versions.`, { remedy: 'Deploy the stacks as they are.' });
}

/**
 * Deletes versions and delete markers of one key for good, each by a request of its own: the form of those that delete many
 * is XML, which cannot hold every key.
 * @throws what the client throws.
 */
export async function deleteVersions(
  s3: S3Client,
  bucket: string,
  key: string,
  versions: readonly Pick<ObjectVersion, 'versionId'>[],
): Promise<void> {
  const remove = ({ versionId }: Pick<ObjectVersion, 'versionId'>) =>
    s3.send(new DeleteObjectCommand({ Bucket: bucket, Key: key, VersionId: versionId }));
  await pMap(versions, remove, DELETED_AT_ONCE);
}

/**
 * Hides a key by a delete marker, and deletes all that is there for good but for a marker that came after all of it: what
 * is put meanwhile has it begin again.
 * @returns that marker, and how many versions and delete markers were deleted.
 * @throws DeploymentError where the bucket keeps no versions; what the client throws.
 */
export async function hideAndDelete(
  s3: S3Client,
  bucket: string,
  key: string,
): Promise<{ marker: string; deleted: number }> {
  await putDeleteMarker(s3, bucket, key);
  let present: Pick<ObjectVersion, 'versionId'>[] = await versionsOf(s3, bucket, key);
  for (let deleted = 0; ; ) {
    await deleteVersions(s3, bucket, key, present);
    deleted += present.length;
    const marker = await putDeleteMarker(s3, bucket, key);
    const older = await versionsOf(s3, bucket, key, marker);
    if (older.length === 0) return { marker, deleted };
    present = [...older, { versionId: marker }];
  }
}
