import type { Rejection } from '../manifest.ts';
import { isGone, type UploadHead, type UploadRecord } from './upload-head.ts';

/** What became of one article of a file. */
export interface PartState {
  readonly briefId: string;
  /** `waiting`: not yet briefed at the version of the head or a newer one. */
  readonly state: 'waiting' | 'live' | 'rejected' | 'removed';
  /** The version that is there; undefined of one that waits. */
  readonly version?: string;
  readonly rejection?: Rejection;
  /** Another article, live now, that has the same text and came first. */
  readonly duplicateOf?: string;
}

/** What the table knows of a file and of its articles. */
export interface Upload {
  readonly record: UploadRecord;
  /** In the order of the head's parts. */
  readonly parts: readonly PartState[];
}

/** The version of a file that S3 shows now. */
export interface CurrentVersion {
  readonly versionId: string | null;
  /** Milliseconds since the epoch. */
  readonly lastModified: number;
}

/** Why a file, one of its articles (`briefId`) or an entry of it that is no article (`part`) was refused. */
export interface Refusal {
  readonly briefId: string | null;
  readonly part: string | null;
  readonly code: string;
  readonly reason: string;
}

export interface UploadStatus {
  readonly status: 'received' | 'parsed' | 'briefed' | 'rejected' | 'removed' | 'superseded';
  /** Not done although every delivery and retry should be over. */
  readonly overdue: boolean;
  /** The version of the file that this is about, where it is known. */
  readonly versionId: string | null;
  /** When that version was received (ISO 8601 UTC), where it is known. */
  readonly receivedAt: string | null;
  /** Why the file, or which of its articles or entries, was refused. */
  readonly rejections: readonly Refusal[];
  /** The articles of this version. */
  readonly parts: readonly PartState[];
}

export interface StatusQuestion {
  /** Undefined where the table knows nothing of the file. */
  readonly upload: Upload | undefined;
  /** Undefined where S3 was not asked or has no current version. */
  readonly current: CurrentVersion | undefined;
  /** One version that the caller asks about; else the newest. */
  readonly askedVersionId?: string | undefined;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** The source queue's visibility time-out times its receives, in milliseconds. */
  readonly overdueAfterMs: number;
}

function without(
  status: 'received' | 'removed' | 'superseded',
  versionId: string | null,
  received?: number,
): UploadStatus {
  const receivedAt = received === undefined ? null : new Date(received).toISOString();
  return { status, overdue: false, versionId, receivedAt, rejections: [], parts: [] };
}

function headStatus(head: UploadHead, { record, parts }: Upload): UploadStatus['status'] {
  if (isGone(record, head.versionId)) return 'removed';
  if (head.outcome !== 'parts') return head.outcome;
  if (parts.every(({ state }) => state === 'rejected')) return 'rejected';
  return parts.some(({ state }) => state === 'waiting') ? 'parsed' : 'briefed';
}

function statusOfHead(head: UploadHead, upload: Upload, { now, overdueAfterMs }: StatusQuestion): UploadStatus {
  const status = headStatus(head, upload);
  const ofFile = head.rejection === undefined ? [] : [{ briefId: null, part: null, ...head.rejection }];
  const ofParts = upload.parts.flatMap(({ briefId, rejection }) =>
    rejection === undefined ? [] : [{ briefId, part: null, ...rejection }],
  );
  const ofEntries = (head.refused ?? []).map(({ part, rejection }) => ({ briefId: null, part, ...rejection }));
  return {
    status,
    overdue: status === 'parsed' && now - Date.parse(head.receivedAt) > overdueAfterMs,
    versionId: head.versionId,
    receivedAt: head.receivedAt,
    rejections: [...ofFile, ...ofParts, ...ofEntries],
    parts: upload.parts,
  };
}

/**
 * What became of a file, from what the table and S3 say of it now; nothing is counted or kept.
 * @returns undefined if neither knows it.
 */
export function uploadStatus(question: StatusQuestion): UploadStatus | undefined {
  const { upload, current, askedVersionId, now, overdueAfterMs } = question;
  const head = upload?.record.head;
  const asked = askedVersionId ?? current?.versionId;
  if (upload !== undefined && head !== undefined && (asked === undefined || asked === head.versionId)) {
    return statusOfHead(head, upload, question);
  }
  if (upload !== undefined && asked !== undefined && isGone(upload.record, asked)) return without('removed', asked);
  if (current !== undefined && asked === current.versionId) {
    const overdue = now - current.lastModified > overdueAfterMs;
    return { ...without('received', current.versionId, current.lastModified), overdue };
  }
  if (asked === undefined || (upload === undefined && current === undefined)) return undefined;
  return without('superseded', asked);
}
