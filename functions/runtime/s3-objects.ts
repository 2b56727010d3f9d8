import { Readable } from 'node:stream';
import { GetObjectCommand, NoSuchKey, PutObjectCommand, type S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import { TransientError } from '../core/errors.ts';
import { tooLarge } from './limits.ts';

export interface ObjectAddress {
  bucket: string;
  key: string;
  /** Null reads the current version. */
  versionId: string | null;
}

/**
 * Reads an object, at most `maxBytes` of it.
 * @returns its bytes, or undefined where the object or that version of it no longer exists.
 * @throws RejectedError `too-large`; the SDK's errors otherwise.
 */
export async function getBytes(
  s3: S3Client,
  address: ObjectAddress,
  maxBytes: number,
): Promise<Uint8Array | undefined> {
  try {
    const answer = await s3.send(
      new GetObjectCommand({
        Bucket: address.bucket,
        Key: address.key,
        ...(address.versionId === null ? {} : { VersionId: address.versionId }),
      }),
    );
    if ((answer.ContentLength ?? 0) > maxBytes) {
      if (answer.Body instanceof Readable) answer.Body.destroy();
      throw tooLarge(maxBytes);
    }
    return await answer.Body?.transformToByteArray();
  } catch (error) {
    if (error instanceof NoSuchKey || (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 404)) {
      return undefined;
    }
    // S3 answers a read of a delete marker by its version with 405.
    if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 405) return undefined;
    throw error;
  }
}

/**
 * Puts an object that must never change: the first put stands.
 * @returns whether this call put it; false where it was there already (412).
 * @throws TransientError on 409 ConditionalRequestConflict: another put is under way.
 */
export async function putOnce(s3: S3Client, bucket: string, key: string, value: unknown): Promise<boolean> {
  try {
    await s3.send(
      new PutObjectCommand({
        Bucket: bucket,
        Key: key,
        Body: JSON.stringify(value),
        ContentType: 'application/json',
        IfNoneMatch: '*',
      }),
    );
    return true;
  } catch (error) {
    const status = error instanceof S3ServiceException ? error.$metadata.httpStatusCode : undefined;
    if (status === 412) return false;
    if (status === 409) throw new TransientError('Another put of the same object is under way.', { cause: error });
    throw error;
  }
}
