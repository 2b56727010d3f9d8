import type { S3Client } from '@aws-sdk/client-s3';
import { INBOX_PREFIX } from '../core/manifest.ts';

export interface UploadForm {
  readonly bucket: string;
  /** The one key that the form may put. */
  readonly key: string;
  readonly maxBytes: number;
  /** How long it may be used. */
  readonly seconds: number;
}

/**
 * Signs a form that puts one object of 1 to `maxBytes` bytes (Amazon S3 API Reference, "POST policy"): a presigned PUT
 * could not limit its size.
 * @returns where to post it, and its fields but for the file, which comes last.
 */
export async function presignUpload(
  s3: S3Client,
  { bucket, key, maxBytes, seconds }: UploadForm,
): Promise<{ url: string; fields: Record<string, string> }> {
  // Reading a brief takes no form: the signer is loaded for the first.
  const { createPresignedPost } = await import('@aws-sdk/s3-presigned-post');
  return createPresignedPost(s3, {
    Bucket: bucket,
    Key: key,
    Conditions: [['content-length-range', 1, maxBytes]],
    Fields: { success_action_status: '201' },
    Expires: seconds,
  });
}

/**
 * The origin to which the forms of a bucket are posted, found when it is first asked for and then kept. Rejects as signing
 * does; that is not kept.
 */
export function uploadOrigin(s3: S3Client, bucket: string): () => Promise<string> {
  let origin: Promise<string> | undefined;
  return () => {
    origin ??= presignUpload(s3, { bucket, key: INBOX_PREFIX, maxBytes: 1, seconds: 1 }).then(
      ({ url }) => new URL(url).origin,
      (error: unknown) => {
        origin = undefined;
        throw error;
      },
    );
    return origin;
  };
}
