import type { S3Client } from '@aws-sdk/client-s3';
import { CorruptDataError } from '../core/errors.ts';
import { manifestPrefix, StagedObject, stagedArticlePrefix } from '../core/manifest.ts';
import { type Erasure, isStagedErased } from '../core/store/purge.ts';
import { deleteKeys, getBytes, listKeys } from './s3-objects.ts';

/** Our own writing: an article of the largest size, as JSON. */
const MAX_STAGED_BYTES = 30_000_000;

/**
 * Reads a staged object.
 * @returns undefined where it has expired.
 * @throws CorruptDataError if it is not what `parse` writes.
 */
export async function readStaged(s3: S3Client, bucket: string, key: string): Promise<StagedObject | undefined> {
  const bytes = await getBytes(s3, { bucket, key, versionId: null }, MAX_STAGED_BYTES);
  if (!bytes) return undefined;
  try {
    return StagedObject.parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch (cause) {
    throw new CorruptDataError('A staged object does not have the shape of one.', { file: key, cause });
  }
}

/** Prefixes that are listed at the same time. */
const LISTED_AT_ONCE = 10;

/**
 * The keys of what is staged of an erasure still: articles, and manifests, which name the file and its entries.
 * @throws TransientError where S3 is throttled; the SDK's errors otherwise.
 */
export async function stagedOf(s3: S3Client, bucket: string, erasure: Erasure): Promise<string[]> {
  const prefixes = [...erasure.articleIds.map(stagedArticlePrefix), manifestPrefix(erasure.uploadId)];
  const keys: string[] = [];
  for (let start = 0; start < prefixes.length; start += LISTED_AT_ONCE) {
    const some = prefixes.slice(start, start + LISTED_AT_ONCE).map((prefix) => listKeys(s3, bucket, prefix));
    keys.push(...(await Promise.all(some)).flat());
  }
  return keys.filter((key) => isStagedErased(erasure, key));
}

/**
 * Deletes what is staged of an erasure. It may be repeated.
 * @throws TransientError where S3 is throttled, or an object was not deleted; the SDK's errors otherwise.
 */
export async function eraseStaged(s3: S3Client, bucket: string, erasure: Erasure): Promise<void> {
  await deleteKeys(s3, bucket, await stagedOf(s3, bucket, erasure));
}
