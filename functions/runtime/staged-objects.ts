import type { S3Client } from '@aws-sdk/client-s3';
import pMap from 'p-map';
import { CorruptDataError, RejectedError } from '../core/errors.ts';
import { MAX_OVERLAY_BYTES, OverlayError } from '../core/lexicon/overlay.ts';
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
    return StagedObject().parse(JSON.parse(new TextDecoder().decode(bytes)));
  } catch (cause) {
    throw new CorruptDataError('A staged object does not have the shape of one.', { file: key, cause });
  }
}

/**
 * Reads the text of a lexicon overlay.
 * @returns undefined where there is none.
 * @throws OverlayError where it is too large; TransientError where S3 is throttled; the SDK's errors otherwise.
 */
export async function readOverlayText(s3: S3Client, bucket: string, key: string): Promise<string | undefined> {
  try {
    const bytes = await getBytes(s3, { bucket, key, versionId: null }, MAX_OVERLAY_BYTES);
    return bytes && new TextDecoder().decode(bytes);
  } catch (error) {
    if (error instanceof RejectedError) throw new OverlayError(error.message, { file: key, cause: error });
    throw error;
  }
}

/** Prefixes that are listed at the same time. */
const LISTED_AT_ONCE = { concurrency: 10 };

/**
 * The keys of what is staged of an erasure still: articles, and manifests, which name the file and its entries.
 * @throws TransientError where S3 is throttled; the SDK's errors otherwise.
 */
export async function stagedOf(s3: S3Client, bucket: string, erasure: Erasure): Promise<string[]> {
  const prefixes = [...erasure.articleIds.map(stagedArticlePrefix), manifestPrefix(erasure.uploadId)];
  const keys = await pMap(prefixes, (prefix) => listKeys(s3, bucket, prefix), LISTED_AT_ONCE);
  return keys.flat().filter((key) => isStagedErased(erasure, key));
}

/**
 * Deletes what is staged of an erasure. It may be repeated.
 * @throws TransientError where S3 is throttled, or an object was not deleted; the SDK's errors otherwise.
 */
export async function eraseStaged(s3: S3Client, bucket: string, erasure: Erasure): Promise<void> {
  await deleteKeys(s3, bucket, await stagedOf(s3, bucket, erasure));
}
