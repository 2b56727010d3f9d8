import { headVersionOfBrief } from '../identity.ts';
import type { Rejection } from '../manifest.ts';
import { briefKey, headKey, parsePosition, postingPartition } from './keys.ts';
import { isExpired } from './retention.ts';
import { parseStoredBrief } from './stored-brief.ts';
import type { Item, Table } from './table.ts';
import { parseUploadRecord, type UploadHead } from './upload-head.ts';

/** Files and articles that could not be read, found by their receipt. Their postings are hints, as all are. */

/** Postings looked at, and so answers at most. */
const MOST = 200;

/** A file or an article that is rejected now. */
export interface RejectedSubject {
  readonly uploadId: string;
  /** Of an article. */
  readonly briefId: string | null;
  /** The key of the file; null where the table does not know it any more. */
  readonly key: string | null;
  readonly receivedAt: string;
  readonly rejection: Rejection;
}

export interface RejectionPage {
  /** The last to be received first. */
  readonly items: RejectedSubject[];
  /** Whether these are all. */
  readonly complete: boolean;
}

/**
 * What was received at some time or later and is rejected now, in at most four requests: the newest 200.
 * @param since a UTC instant of 24 characters.
 * @param now milliseconds since the epoch.
 */
export async function rejectedSince(table: Table, since: string, now: number): Promise<RejectionPage> {
  const pk = postingPartition('rejected', '', 0);
  const { items: postings, more } = await table.query({ pk, from: since, limit: MOST });
  const positions = postings.flatMap(({ sk, isFile, expiresAt }) => {
    const position = isExpired(expiresAt, now) ? undefined : parsePosition(sk);
    return position === undefined ? [] : [{ ...position, isFile: isFile === true }];
  });
  const briefKeys = positions.filter(({ isFile }) => !isFile).map(({ briefId }) => briefKey(briefId));
  const briefs = await byPartition(table, briefKeys);
  const uploads = [...briefs.values()].map((item) => String(item['uploadId']));
  const files = positions.filter(({ isFile }) => isFile).map(({ briefId }) => briefId);
  const heads = await byPartition(table, [...uploads, ...files].map(headKey));
  const headOf = (uploadId: string): UploadHead | undefined => {
    const item = heads.get(headKey(uploadId).pk);
    return item === undefined ? undefined : parseUploadRecord(uploadId, item).head;
  };
  const items = positions.flatMap(({ time, briefId, version, isFile }): RejectedSubject[] => {
    const told = { receivedAt: time };
    if (isFile) {
      const head = headOf(briefId);
      const isNow = head?.version === headVersionOfBrief(version) && !isExpired(head.endsAt, now);
      if (!isNow || head.rejection === undefined) return [];
      return [{ ...told, uploadId: briefId, briefId: null, key: head.key, rejection: head.rejection }];
    }
    const item = briefs.get(briefKey(briefId).pk);
    const stored = item && parseStoredBrief(item);
    if (stored?.state !== 'rejected' || stored.version !== version || isExpired(stored.expiresAt, now)) return [];
    const { uploadId, rejection } = stored;
    return [{ ...told, uploadId, briefId, key: headOf(uploadId)?.key ?? null, rejection }];
  });
  return { items, complete: !more };
}

async function byPartition(table: Table, keys: readonly { pk: string; sk: string }[]): Promise<Map<string, Item>> {
  const distinct = [...new Map(keys.map((key) => [key.pk, key])).values()];
  return new Map((await table.batchGet(distinct)).map((item) => [item.pk, item]));
}
