import { CorruptDataError } from '../functions/core/errors.ts';
import { traceOfFile, traceOfStaged } from '../functions/runtime/event-trace.ts';
import { type ObjectEvent, readObjectEvents } from '../functions/runtime/s3-events.ts';

/** What a message to a stage is about. */
export interface MessageSubject {
  readonly kind: ObjectEvent['kind'];
  /** Of the file in the inbox, or of the object that was staged for it. */
  readonly bucket: string;
  readonly key: string;
  /** The file; null for an article, of which only what is staged tells the file. */
  readonly uploadId: string | null;
  readonly articleId: string | null;
  /** `uploadId.revision` or `articleId.revision`, as the functions' logs have it; null for an object of no such name. */
  readonly traceId: string | null;
}

/**
 * What the body of a message is about, by itself alone.
 * @param stagedBucket whose objects are no files of the inbox.
 * @returns undefined for a message that is no notification of S3 and no stage request, or tells of nothing.
 */
export function subjectOf(body: string, stagedBucket: string): MessageSubject | undefined {
  const event = firstEvent(body);
  if (event === undefined) return undefined;
  const { kind, bucket, key } = event;
  const {
    traceId = null,
    uploadId = null,
    articleId = null,
  } = bucket === stagedBucket ? traceOfStaged(event) : traceOfFile(event);
  return { kind, bucket, key, uploadId, articleId, traceId };
}

/** S3 tells of one object in a message. */
function firstEvent(body: string): ObjectEvent | undefined {
  try {
    return readObjectEvents(body)[0];
  } catch (error) {
    if (error instanceof CorruptDataError) return undefined;
    throw error;
  }
}
