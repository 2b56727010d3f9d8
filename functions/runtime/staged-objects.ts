import type { S3Client } from '@aws-sdk/client-s3';
import { CorruptDataError } from '../core/errors.ts';
import { StagedObject } from '../core/manifest.ts';
import { getBytes } from './s3-objects.ts';

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
