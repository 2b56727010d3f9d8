import { ListObjectVersionsCommand, type S3Client } from '@aws-sdk/client-s3';
import { INBOX_PREFIX } from '../functions/core/manifest.ts';

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

/** The id that S3 gives the version of an object that was put while its bucket kept no versions (S3 User Guide). */
const NO_VERSION = 'null';

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
  let marker: { KeyMarker?: string; VersionIdMarker?: string } = {};
  for (let more = true; more; ) {
    const page = await s3.send(
      // Keys may hold what XML cannot.
      new ListObjectVersionsCommand({
        Bucket: bucket,
        Prefix: prefix,
        EncodingType: 'url',
        MaxKeys: pageSize,
        ...marker,
      }),
    );
    const rows = [
      ...(page.Versions ?? []).map((row) => ({ ...row, isDeleted: false })),
      ...(page.DeleteMarkers ?? []).map((row) => ({ ...row, isDeleted: true })),
    ];
    for (const { Key, VersionId = NO_VERSION, IsLatest, LastModified, isDeleted } of rows) {
      const lastModified = LastModified?.getTime() ?? 0;
      if (Key === undefined || IsLatest !== true || lastModified < since) continue;
      yield { key: decodedKey(Key), versionId: knownVersion(VersionId), lastModified, isDeleted };
    }
    more = page.IsTruncated === true;
    marker = {
      ...(page.NextKeyMarker === undefined ? {} : { KeyMarker: decodedKey(page.NextKeyMarker) }),
      ...(page.NextVersionIdMarker === undefined ? {} : { VersionIdMarker: page.NextVersionIdMarker }),
    };
  }
}

/** The id of a version as S3 lists it; null for what was put while the bucket kept no versions. */
export function knownVersion(listed: string): string | null {
  return listed === NO_VERSION ? null : listed;
}

/** A key as it is, of one in the encoding of `EncodingType: url` (Amazon S3 API Reference: `+` is a space). */
export function decodedKey(key: string): string {
  return decodeURIComponent(key.replaceAll('+', ' '));
}
