import { Readable } from 'node:stream';
import {
  DeleteObjectsCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
  paginateListObjectsV2,
  type S3Client,
  S3ServiceException,
} from '@aws-sdk/client-s3';
import { TransientError } from '../core/errors.ts';
import { tooLarge } from './limits.ts';

export interface ObjectAddress {
  bucket: string;
  key: string;
  /** Null reads the current version. */
  versionId: string | null;
}

function statusOf(error: unknown): number {
  return error instanceof S3ServiceException ? (error.$metadata.httpStatusCode ?? 0) : 0;
}

/** Whether it says that the object, or that version of it, is not there. S3 answers for a delete marker with 405. */
function saysGone(error: unknown): boolean {
  const status = statusOf(error);
  return (status === 404 || status === 405) && !(error instanceof Error && error.name === 'NoSuchBucket');
}

/** The error of ours that an error of S3 stands for: what may work later is a TransientError. */
function translated(error: unknown): unknown {
  const status = statusOf(error);
  return status === 429 || status >= 500
    ? new TransientError('The bucket is throttled or out of order.', { cause: error })
    : error;
}

/**
 * Reads an object, at most `maxBytes` of it.
 * @returns its bytes, or undefined where the object or that version of it no longer exists.
 * @throws RejectedError `too-large`; TransientError where S3 is throttled; the SDK's errors otherwise.
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
    if (saysGone(error)) return undefined;
    throw translated(error);
  }
}

/**
 * The version of an object that its bucket shows now.
 * @returns undefined where the object is deleted or never was.
 * @throws TransientError where S3 is throttled; the SDK's errors otherwise.
 */
export async function headVersion(
  s3: S3Client,
  bucket: string,
  key: string,
): Promise<{ versionId: string | null; lastModified: number } | undefined> {
  try {
    const head = await s3.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
    return { versionId: head.VersionId ?? null, lastModified: head.LastModified?.getTime() ?? 0 };
  } catch (error) {
    if (saysGone(error)) return undefined;
    throw translated(error);
  }
}

/**
 * Puts an object that must never change: the first put stands.
 * @returns whether this call put it; false where it was there already (412).
 * @throws TransientError where S3 is throttled, or on 409 ConditionalRequestConflict: another put is under way.
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
    const status = statusOf(error);
    if (status === 412) return false;
    if (status === 409) throw new TransientError('Another put of the same object is under way.', { cause: error });
    throw translated(error);
  }
}

/**
 * All keys under a prefix.
 * @throws TransientError where S3 is throttled; the SDK's errors otherwise.
 */
export async function listKeys(s3: S3Client, bucket: string, prefix: string): Promise<string[]> {
  const keys: string[] = [];
  try {
    for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, { Bucket: bucket, Prefix: prefix })) {
      keys.push(...Contents.flatMap(({ Key }) => Key ?? []));
    }
  } catch (error) {
    throw translated(error);
  }
  return keys;
}

/** Amazon S3 API Reference, DeleteObjects: a request deletes up to 1,000 objects. */
const DELETED_AT_ONCE = 1000;

/**
 * Deletes objects of a bucket without versions; those that are not there are no error.
 * @throws TransientError where S3 is throttled, or says of one that it was not deleted; the SDK's errors otherwise.
 */
export async function deleteKeys(s3: S3Client, bucket: string, keys: readonly string[]): Promise<void> {
  for (let start = 0; start < keys.length; start += DELETED_AT_ONCE) {
    const Objects = keys.slice(start, start + DELETED_AT_ONCE).map((Key) => ({ Key }));
    try {
      const { Errors = [] } = await s3.send(
        new DeleteObjectsCommand({ Bucket: bucket, Delete: { Objects, Quiet: true } }),
      );
      if (Errors.length > 0)
        throw new TransientError(`${Errors.length} objects were not deleted (${Errors[0]?.Code}).`);
    } catch (error) {
      throw translated(error);
    }
  }
}
