import { manifestKey, stagedArticleKey } from '../functions/core/manifest.ts';
import type { UploadHead } from '../functions/core/store/upload-head.ts';
import type { StageRequest } from '../functions/runtime/s3-events.ts';
import { isSingle } from './file-facts.ts';
import { revisionIn } from './versions.ts';

/** What is asked of a stage, as messages to its queue. */

/** Of the brief stage: a staged object as it is. It reads the revision in the object itself. */
export function briefRequest(
  bucket: string,
  key: string,
  { headVersion, time }: { headVersion: string; time: string },
): StageRequest {
  return { kind: 'created', bucket, key, versionId: null, revision: revisionIn(headVersion), time };
}

/** Of the brief stage: some articles of a head, as they are staged. */
export function articleRequests(stagedBucket: string, head: UploadHead, parts: readonly string[]): StageRequest[] {
  const of = { headVersion: head.version, time: head.receivedAt };
  return parts.map((id) => briefRequest(stagedBucket, stagedArticleKey(id, head.version), of));
}

/** Of the brief stage: the manifest of a head, unless the file's only article holds it. */
export function manifestRequests(stagedBucket: string, uploadId: string, head: UploadHead): StageRequest[] {
  if (isSingle(head.bucket, head.key, head.parts)) return [];
  const of = { headVersion: head.version, time: head.receivedAt };
  return [briefRequest(stagedBucket, manifestKey(uploadId, head.version), of)];
}
