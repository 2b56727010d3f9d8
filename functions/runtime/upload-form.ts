import type { S3Client } from '@aws-sdk/client-s3';
import { createPresignedPost } from '@aws-sdk/s3-presigned-post';

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
  return createPresignedPost(s3, {
    Bucket: bucket,
    Key: key,
    Conditions: [['content-length-range', 1, maxBytes]],
    Fields: { success_action_status: '201' },
    Expires: seconds,
  });
}
