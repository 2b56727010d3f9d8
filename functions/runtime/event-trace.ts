import { uploadIdOf } from '../core/identity.ts';
import { traceIdOf } from '../core/trace.ts';
import type { LogFields } from './observability.ts';
import type { ObjectEvent } from './s3-events.ts';

/** What log lines say of an event of the inbox. */
export function traceOfFile({ bucket, key, revision }: ObjectEvent): LogFields {
  const uploadId = uploadIdOf(bucket, key);
  return { traceId: traceIdOf(uploadId, revision), uploadId, bucket, key };
}

/** A key of the staged bucket, as `stagedArticleKey` and `manifestKey` make them. */
const STAGED_KEY = /^(articles|uploads)\/([0-9a-f]{32})\/([0-9A-F]{64})\.\d{6}\.json$/;

/** What log lines say of an event of the staged bucket: of the version that the object's key names. */
export function traceOfStaged({ bucket, key }: ObjectEvent): LogFields {
  const [, kind, id, revision] = STAGED_KEY.exec(key) ?? [];
  const named = { bucket, stagedKey: key };
  if (id === undefined || revision === undefined) return named;
  return {
    traceId: traceIdOf(id, revision),
    ...(kind === 'articles' ? { articleId: id } : { uploadId: id }),
    ...named,
  };
}
