import { uploadIdOf } from '../core/identity.ts';
import { parseStagedKey } from '../core/manifest.ts';
import { traceIdOf, traceIdOfVersion } from '../core/trace.ts';
import type { LogFields } from './observability.ts';
import type { ObjectEvent } from './s3-events.ts';

/** What log lines say of an event of the inbox. */
export function traceOfFile({ bucket, key, revision }: ObjectEvent): LogFields {
  const uploadId = uploadIdOf(bucket, key);
  return { traceId: traceIdOf(uploadId, revision), uploadId, bucket, key };
}

/** What log lines say of an event of the staged bucket: of the version that the object's key names. */
export function traceOfStaged({ bucket, key }: ObjectEvent): LogFields {
  const named = { bucket, stagedKey: key };
  const subject = parseStagedKey(key);
  if (subject === undefined) return named;
  const { headVersion } = subject;
  return subject.kind === 'article'
    ? { traceId: traceIdOfVersion(subject.articleId, headVersion), articleId: subject.articleId, ...named }
    : { traceId: traceIdOfVersion(subject.uploadId, headVersion), uploadId: subject.uploadId, ...named };
}
