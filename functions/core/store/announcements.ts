import type { Article } from '../article.ts';
import type { Announce, ChangeEvent, EventDetail, EventType } from '../events.ts';
import type { Rejection } from '../manifest.ts';
import { withoutQuotations } from '../without-quotations.ts';
import type { LiveBrief, StoredBrief } from './stored-brief.ts';
import type { UploadHead } from './upload-head.ts';

/**
 * The events that tell of what is stored, made of that alone: whoever comes again to the same version, after a crash, makes
 * the same event. A brief stores the version that it `follows`, so that it is known whether it is the first.
 */

/** Tells nobody. */
export const announceNothing: Announce = async () => {};

/** As `EVENT_SCHEMA_VERSION`, whose module has schemas that a function need not load. */
const SCHEMA_VERSION = 1;
/** A longer address is left out: the document says what it likes. */
const LONGEST_URL = 2_048;

const identified = <T extends EventType>(subject: string, version: string, type: T) =>
  ({
    schemaVersion: SCHEMA_VERSION,
    id: `${subject}.${version}.${type}`,
    version,
  }) as const;

const uploadLink = (uploadId: string): string => `/v1/uploads/${uploadId}`;

function fileOf({
  bucket,
  key,
  versionId,
}: Pick<UploadHead, 'bucket' | 'key' | 'versionId'>): EventDetail<'UploadRejected'>['file'] {
  return { bucket, key, versionId };
}

/** That a brief can be read. @param duplicateOf another article that has the same text. */
export function arrivalOf(
  stored: LiveBrief,
  { url, upload }: Pick<Article, 'url' | 'upload'>,
  duplicateOf: string | undefined,
): ChangeEvent {
  const { briefId, version, uploadId, expiresAt, follows } = stored;
  const { briefId: _, notHeard: __, ...card } = stored.card;
  const detail = {
    articleId: briefId,
    uploadId,
    file: fileOf(upload),
    ...card,
    url: url !== null && url.length > LONGEST_URL ? null : url,
    ...(duplicateOf === undefined ? {} : { duplicateOf }),
    ...(expiresAt === undefined ? {} : { expiresAt: new Date(expiresAt * 1000).toISOString() }),
    links: {
      brief: `/v1/briefs/${briefId}`,
      article: `/v1/briefs/${briefId}/article`,
      versions: `/v1/briefs/${briefId}/versions`,
      upload: uploadLink(uploadId),
    },
  };
  return follows === undefined
    ? { type: 'BriefReady', detail: { ...identified(briefId, version, 'BriefReady'), ...detail } }
    : {
        type: 'BriefRevised',
        detail: { ...identified(briefId, version, 'BriefRevised'), ...detail, previousVersion: follows },
      };
}

/** That a brief is not to be read any more; undefined where there was none, or another took its place. */
export function retractionOf(stored: StoredBrief): ChangeEvent | undefined {
  const { briefId, version, uploadId, state, follows } = stored;
  if (state === 'live' || follows === undefined) return undefined;
  return {
    type: 'BriefRetracted',
    detail: {
      ...identified(briefId, version, 'BriefRetracted'),
      articleId: briefId,
      uploadId,
      retractedVersion: follows,
      cause: state,
      links: { upload: uploadLink(uploadId) },
    },
  };
}

/** That an article cannot be briefed. */
export function articleRejectionOf(
  { briefId, version, uploadId, rejection }: Extract<StoredBrief, { state: 'rejected' }>,
  { receivedAt, upload }: Pick<Article, 'receivedAt' | 'upload'>,
): ChangeEvent {
  return {
    type: 'UploadRejected',
    detail: {
      ...identified(briefId, version, 'UploadRejected'),
      articleId: briefId,
      uploadId,
      stage: 'brief',
      ...told(rejection),
      receivedAt,
      file: fileOf(upload),
      links: { upload: uploadLink(uploadId) },
    },
  };
}

/** That a file cannot be briefed; undefined where its newest version is another, or was not rejected. */
export function fileRejectionOf(
  uploadId: string,
  head: UploadHead | undefined,
  headVersion: string,
): ChangeEvent | undefined {
  if (head?.version !== headVersion || head.rejection === undefined) return undefined;
  return {
    type: 'UploadRejected',
    detail: {
      ...identified(uploadId, headVersion, 'UploadRejected'),
      uploadId,
      stage: 'parse',
      ...told(head.rejection),
      receivedAt: head.receivedAt,
      file: fileOf(head),
      links: { upload: uploadLink(uploadId) },
    },
  };
}

function told({ code, reason }: Rejection): Rejection {
  return { code, reason: withoutQuotations(reason) };
}
