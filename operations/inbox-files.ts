import type { S3Client } from '@aws-sdk/client-s3';
import { INBOX_PREFIX } from '../functions/core/manifest.ts';
import { knownVersion, versionPages } from '../functions/runtime/object-versions.ts';

/** What the inbox shows under one key now. */
export interface InboxFile {
  readonly key: string;
  /** Null for what was put while the bucket kept no versions. */
  readonly versionId: string | null;
  /** Milliseconds since the epoch, in whole seconds. */
  readonly lastModified: number;
  /** Whether a delete marker is what is there now. */
  readonly isDeleted: boolean;
}

export interface InboxQuery {
  /** Only files whose present version came then or later, in milliseconds since the epoch. */
  readonly since?: number | undefined;
  /** Only keys that begin so; without it, all that is received. */
  readonly prefix?: string | undefined;
  /** How many versions are asked for at a time; without it, as many as S3 gives (1,000). */
  readonly pageSize?: number | undefined;
}

/** How many files are looked up at the same time. */
export const FILES_AT_ONCE = { concurrency: 16 };

/**
 * Walks the inbox, a page at a time: every key once, deleted ones too, with the version that is shown now. A key that is
 * only replaced during the walk is not missed. Older versions are listed by S3 along with it, and left out here. Of one
 * page the deleted ones come last: S3 lists them apart.
 * @throws what the client throws.
 */
export async function* inboxFiles(
  s3: S3Client,
  bucket: string,
  { since = Number.NEGATIVE_INFINITY, prefix = INBOX_PREFIX, pageSize }: InboxQuery = {},
): AsyncGenerator<InboxFile, void, undefined> {
  for await (const { versions } of versionPages(s3, bucket, { prefix, pageSize })) {
    for (const { key, versionId, lastModified, isLatest, isMarker } of versions) {
      if (!isLatest || lastModified < since) continue;
      yield { key, versionId: knownVersion(versionId), lastModified, isDeleted: isMarker };
    }
  }
}
