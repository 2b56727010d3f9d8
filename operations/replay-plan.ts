import { generationNamed } from '../functions/core/generations.ts';
import { isGone } from '../functions/core/store/upload-head.ts';
import type { Upload } from '../functions/core/store/upload-status.ts';
import type { StageRequest } from '../functions/runtime/s3-events.ts';
import type { InboxFile } from './inbox-files.ts';
import type { QueueStage } from './queue-stages.ts';
import { articleRequests, manifestRequests } from './requests.ts';
import { generationIn, parserGenerationIn, revisionIn } from './versions.ts';

/** Which files a stage is repeated for. */
export interface ReplayQuery {
  readonly stage: QueueStage;
  /** Only what was received then or later, in milliseconds since the epoch. */
  readonly since?: number | undefined;
  /** Only what a generation below this one made: the parser's, or that of briefs (`generationNamed`), as the stage is. */
  readonly olderThan?: number | undefined;
}

/** A file of the inbox and what the table knows of it. */
export interface KnownFile {
  readonly stagedBucket: string;
  readonly present: InboxFile;
  readonly upload: Upload | undefined;
}

/**
 * What is to be sent to repeat a stage for one file: nothing where the table knows nothing of it, or shows nothing.
 * - `brief`: what is staged of the version that the table shows, as it is.
 * - `parse`: that version at its own revision, so that only a newer parser stages anything anew; not where the inbox shows
 *   another version, for one that S3 no longer has would be taken for removed.
 */
export function planReplay(file: KnownFile, query: ReplayQuery): StageRequest[] {
  const { upload } = file;
  const head = upload?.record.head;
  if (upload === undefined || head === undefined || Date.parse(head.receivedAt) < (query.since ?? 0)) return [];
  if (isGone(upload.record, head.versionId) || (head.outcome !== 'parts' && head.outcome !== 'rejected')) return [];
  return query.stage === 'brief' ? briefAgain(file, upload, query) : parseAgain(file, upload, query);
}

function briefAgain({ stagedBucket }: KnownFile, upload: Upload, { olderThan }: ReplayQuery): StageRequest[] {
  const { head, uploadId } = upload.record;
  if (head === undefined) return [];
  const parts = upload.parts.filter(
    ({ state, version }) =>
      state !== 'removed' &&
      (olderThan === undefined ||
        version === undefined ||
        generationNamed(generationIn(version)) < generationNamed(olderThan)),
  );
  // A manifest is no analyzer's work.
  const manifest = olderThan === undefined ? manifestRequests(stagedBucket, uploadId, head) : [];
  const ids = parts.map(({ briefId }) => briefId);
  return [...articleRequests(stagedBucket, head, ids), ...manifest];
}

function parseAgain({ present }: KnownFile, { record }: Upload, { olderThan }: ReplayQuery): StageRequest[] {
  const { head } = record;
  if (head === undefined || present.isDeleted || present.versionId !== head.versionId) return [];
  if (olderThan !== undefined && parserGenerationIn(head.version) >= olderThan) return [];
  const { bucket, key, versionId, version, receivedAt } = head;
  return [{ kind: 'created', bucket, key, versionId, revision: revisionIn(version), time: receivedAt }];
}
