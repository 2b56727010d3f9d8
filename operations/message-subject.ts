import { CorruptDataError } from '../functions/core/errors.ts';
import { uploadIdOf } from '../functions/core/identity.ts';
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

/** A key of the staged bucket, as `stagedArticleKey` and `manifestKey` make them. */
const STAGED_KEY = /^(articles|uploads)\/([0-9a-f]{32})\/([0-9A-F]{64})\.\d{6}\.json$/;

/**
 * What the body of a message is about, by itself alone.
 * @param stagedBucket whose objects are no files of the inbox.
 * @returns undefined for a message that is no notification of S3 and no stage request, or tells of nothing.
 */
export function subjectOf(body: string, stagedBucket: string): MessageSubject | undefined {
  const event = firstEvent(body);
  if (event === undefined) return undefined;
  const { kind, bucket, key, revision } = event;
  if (bucket !== stagedBucket) {
    const uploadId = uploadIdOf(bucket, key);
    return { kind, bucket, key, uploadId, articleId: null, traceId: `${uploadId}.${revision}` };
  }
  const [, folder, id = null, version] = STAGED_KEY.exec(key) ?? [];
  return {
    kind,
    bucket,
    key,
    uploadId: folder === 'uploads' ? id : null,
    articleId: folder === 'articles' ? id : null,
    traceId: id === null ? null : `${id}.${version}`,
  };
}

/** S3 tells of one object in a message. */
function firstEvent(body: string): ObjectEvent | undefined {
  try {
    return readObjectEvents(body)[0];
  } catch (error) {
    // A URIError is of a key that is not what S3 encodes.
    if (error instanceof CorruptDataError || error instanceof URIError) return undefined;
    throw error;
  }
}
