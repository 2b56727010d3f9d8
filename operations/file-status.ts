import { uploadIdOf } from '../functions/core/identity.ts';
import { readLive } from '../functions/core/store/listing.ts';
import { CARD_ATTRIBUTES } from '../functions/core/store/stored-brief.ts';
import { type Upload, type UploadStatus, uploadStatus } from '../functions/core/store/upload-status.ts';
import { traceIdOfVersion } from '../functions/core/trace.ts';
import { headVersion } from '../functions/runtime/s3-objects.ts';
import type { StackAccess } from './stack-access.ts';

/** What became of one article of a file. */
export interface ArticleStatus {
  readonly articleId: string;
  readonly state: 'waiting' | 'live' | 'rejected' | 'removed';
  /** Of a live one: the article's, or its brief's headline where it has none. */
  readonly title: string | null;
  /** Another article, live now with the same text, that came first. */
  readonly copyOf: string | null;
}

/** What became of a file. */
export interface FileStatus extends Omit<UploadStatus, 'parts'> {
  readonly uploadId: string;
  readonly key: string;
  /** `uploadId.revision` of the version that was parsed last, as logs have it; null where none was. */
  readonly traceId: string | null;
  /** Whether the inbox shows it. One that is deleted there and has articles still waits for its removal. */
  readonly isInInbox: boolean;
  readonly articles: readonly ArticleStatus[];
}

/**
 * What became of a file, by its key in the inbox.
 * @param now milliseconds since the epoch.
 * @returns undefined where neither the inbox nor the table knows it.
 * @throws TransientError where S3 or the table is throttled; what the clients throw otherwise.
 */
export async function fileStatus(access: StackAccess, key: string, now: number): Promise<FileStatus | undefined> {
  const { s3, store, table, inboxBucket, overdueAfterMs } = access;
  const uploadId = uploadIdOf(inboxBucket, key);
  const current = store.unexpired(await headVersion(s3, inboxBucket, key), now);
  const upload = await store.getUpload(uploadId, now);
  const status = uploadStatus({ upload, current, now, overdueAfterMs });
  if (status === undefined) return undefined;
  const { parts, ...rest } = status;
  const liveIds = parts.filter(({ state }) => state === 'live').map(({ briefId }) => briefId);
  const live = await readLive(table, liveIds, CARD_ATTRIBUTES, now);
  return {
    ...rest,
    uploadId,
    key,
    traceId: traceIdOf(upload, uploadId),
    isInInbox: current !== undefined,
    articles: parts.map(({ briefId, state, duplicateOf = null }) => ({
      articleId: briefId,
      state,
      title: live.get(briefId)?.card.title ?? live.get(briefId)?.card.headline ?? null,
      copyOf: duplicateOf,
    })),
  };
}

function traceIdOf(upload: Upload | undefined, uploadId: string): string | null {
  const version = upload?.record.head?.version;
  return version === undefined ? null : traceIdOfVersion(uploadId, version);
}
