import { uploadIdOf } from '../../core/identity.ts';
import { INBOX_PREFIX } from '../../core/manifest.ts';
import { type CurrentVersion, uploadStatus } from '../../core/store/upload-status.ts';
import type { ApiContext, Route } from '../context.ts';
import { type ApiRequest, negotiate, respondCreated, respondJson } from '../http.ts';
import { objectTrace } from '../object-trace.ts';
import { readId, UploadParameters, UploadRequest } from '../parameters.ts';
import { ProblemError } from '../problem.ts';
import { readQuery, refuseParameters } from '../query.ts';
import { readBody } from '../request-body.ts';
import type { UploadReport, UploadTicket } from '../responses.ts';
import { safeFilename } from '../safe-filename.ts';

interface Question {
  uploadId: string;
  /** Null where the caller gave the id alone, from which no key can be told. */
  key: string | null;
  /** What the bucket shows under the key; undefined where it was not asked or shows nothing. */
  current: CurrentVersion | undefined;
  askedVersionId?: string | undefined;
}

/** What became of a file, and the trace of that version of it as a header, once it is parsed. */
async function report(
  { uploadId, key, current, askedVersionId }: Question,
  context: ApiContext,
): Promise<[UploadReport, Record<string, string>]> {
  const now = context.now();
  const upload = await context.store.getUpload(uploadId, now);
  const { overdueAfterMs } = context;
  const found = uploadStatus({ upload, current, askedVersionId, now, overdueAfterMs });
  if (!found) throw new ProblemError('not-found', 'Nothing is known of such a file.');
  const { status, overdue, versionId, receivedAt, rejections, parts } = found;
  const head = upload?.record.head;
  const isOfHead = head !== undefined && head.versionId === versionId && head.receivedAt === receivedAt;
  const shown: UploadReport = {
    uploadId,
    // A purge erases the key.
    key: head?.key || key,
    versionId,
    receivedAt,
    status,
    overdue,
    rejections: rejections.map(({ briefId, part, code, reason }) => ({ articleId: briefId, part, code, reason })),
    parts: parts.map(({ briefId, state, duplicateOf = null }) => ({ articleId: briefId, state, duplicateOf })),
  };
  return [shown, isOfHead ? objectTrace(uploadId, head.version) : {}];
}

/** `GET /v1/uploads/{uploadId}`: what became of the newest version that has been parsed. */
export const getUpload: Route = async (request: ApiRequest, context: ApiContext) => {
  negotiate(request, ['application/json']);
  refuseParameters(request.query);
  const uploadId = readId(request.parameters['uploadId']);
  return respondJson(request, ...(await report({ uploadId, key: null, current: undefined }, context)));
};

/** `GET /v1/uploads?key=`: what became of a file; the bucket is asked for the version that it shows. */
export const findUpload: Route = async (request: ApiRequest, context: ApiContext) => {
  negotiate(request, ['application/json']);
  const { key, versionId } = readQuery(UploadParameters(), request.query);
  if (!key.startsWith(INBOX_PREFIX)) {
    throw new ProblemError('not-found', `Files are received under ${INBOX_PREFIX} alone.`);
  }
  const current = context.store.unexpired(await context.currentVersion(key), context.now());
  const uploadId = uploadIdOf(context.inboxBucket, key);
  return respondJson(request, ...(await report({ uploadId, key, current, askedVersionId: versionId }, context)));
};

/** How long leave to upload lasts. */
const TICKET_SECONDS = 15 * 60;

/**
 * `POST /v1/uploads`: leave to put one file into the inbox, under a key that is made here and so is nobody else's:
 * `in/<date>/<ulid>/<safe name>`.
 */
export const createUpload: Route = async (request: ApiRequest, context: ApiContext) => {
  negotiate(request, ['application/json']);
  refuseParameters(request.query);
  const { filename } = readBody(UploadRequest(), request);
  const now = context.now();
  const day = new Date(now).toISOString().slice(0, 10);
  const key = `${INBOX_PREFIX}${day}/${context.newUlid()}/${safeFilename(filename)}`;
  const uploadId = uploadIdOf(context.inboxBucket, key);
  const { url, fields } = await context.presignUpload(key, TICKET_SECONDS);
  const expiresAt = new Date(now + TICKET_SECONDS * 1000).toISOString();
  const ticket: UploadTicket = { uploadId, key, url, fields, maxBytes: context.maxUploadBytes, expiresAt };
  return respondCreated(`/v1/uploads/${uploadId}`, ticket);
};
