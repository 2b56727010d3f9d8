import { uploadIdOf } from '../../core/identity.ts';
import { INBOX_PREFIX } from '../../core/manifest.ts';
import { type CurrentVersion, uploadStatus } from '../../core/store/upload-status.ts';
import type { ApiContext, Route } from '../context.ts';
import { type ApiRequest, negotiate, respondJson } from '../http.ts';
import { readId, UploadParameters } from '../parameters.ts';
import { ProblemError } from '../problem.ts';
import { readQuery, refuseParameters } from '../query.ts';
import type { UploadReport } from '../responses.ts';

interface Question {
  uploadId: string;
  /** Null where the caller gave the id alone, from which no key can be told. */
  key: string | null;
  /** What the bucket shows under the key; undefined where it was not asked or shows nothing. */
  current: CurrentVersion | undefined;
  askedVersionId?: string | undefined;
}

async function report(
  { uploadId, key, current, askedVersionId }: Question,
  context: ApiContext,
): Promise<UploadReport> {
  const now = context.now();
  const upload = await context.store.getUpload(uploadId, now);
  const { overdueAfterMs } = context;
  const found = uploadStatus({ upload, current, askedVersionId, now, overdueAfterMs });
  if (!found) throw new ProblemError('not-found', 'Nothing is known of such a file.');
  const { status, overdue, versionId, receivedAt, rejections, parts } = found;
  return {
    uploadId,
    key: upload?.record.head?.key ?? key,
    versionId,
    receivedAt,
    status,
    overdue,
    rejections: rejections.map(({ briefId, part, code, reason }) => ({ articleId: briefId, part, code, reason })),
    parts: parts.map(({ briefId, state }) => ({ articleId: briefId, state })),
  };
}

/** `GET /v1/uploads/{uploadId}`: what became of the newest version that has been parsed. */
export const getUpload: Route = async (request: ApiRequest, context: ApiContext) => {
  negotiate(request, ['application/json']);
  refuseParameters(request.query);
  const uploadId = readId(request.parameters['uploadId']);
  return respondJson(request, await report({ uploadId, key: null, current: undefined }, context));
};

/** `GET /v1/uploads?key=`: what became of a file; the bucket is asked for the version that it shows. */
export const findUpload: Route = async (request: ApiRequest, context: ApiContext) => {
  negotiate(request, ['application/json']);
  const { key, versionId } = readQuery(UploadParameters, request.query);
  if (!key.startsWith(INBOX_PREFIX)) {
    throw new ProblemError('not-found', `Files are received under ${INBOX_PREFIX} alone.`);
  }
  const shown = await context.currentVersion(key);
  // A bucket deletes late what has expired, and the brief stage acts on it no more: it is not on its way.
  const isPast = shown !== undefined && context.store.isPastRetention(shown.lastModified, context.now());
  const current = isPast ? undefined : shown;
  const uploadId = uploadIdOf(context.inboxBucket, key);
  return respondJson(request, await report({ uploadId, key, current, askedVersionId: versionId }, context));
};
