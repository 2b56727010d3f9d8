import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { PrecisClient } from '../../client/client.ts';
import { INBOX_PREFIX } from '../../functions/core/manifest.ts';
import { PipelineError } from './errors.ts';

/** Where a file is in the inbox. */
export interface UploadedFile {
  readonly key: string;
  /** Undefined where only the newest version can be asked for. */
  readonly versionId: string | undefined;
}

/**
 * Puts a file of this name into the inbox.
 * Rejects with PipelineError or ApiError where it is refused.
 */
export type Upload = (filename: string, bytes: Uint8Array) => Promise<UploadedFile>;

/** Uploads with AWS credentials, under the file's own name: one that is sent again is a new version of it. */
export function bucketUpload(s3: S3Client, bucket: string): Upload {
  return async (filename, bytes) => {
    const key = `${INBOX_PREFIX}${filename}`;
    const { VersionId } = await s3.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: bytes }));
    return { key, versionId: VersionId };
  };
}

/** Uploads as a page does, by leave of the API and a form: each time under a new name. */
export function formUpload(client: PrecisClient): Upload {
  return async (filename, bytes) => {
    const { key, url, fields } = await client.requestUpload(filename);
    const form = new FormData();
    for (const [name, value] of Object.entries(fields)) form.append(name, value);
    // S3 passes over whatever comes after the file.
    form.append('file', new Blob([new Uint8Array(bytes)]), filename);
    const response = await fetch(url, { method: 'POST', body: form }).catch((cause: unknown) => {
      throw new PipelineError(`The inbox at ${new URL(url).origin} does not answer.`, { cause });
    });
    if (!response.ok) throw new PipelineError(`The inbox refuses the file (${response.status}).`, { file: filename });
    return { key, versionId: undefined };
  };
}
