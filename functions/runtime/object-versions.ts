import { ListObjectVersionsCommand, type S3Client } from '@aws-sdk/client-s3';

/** The id that S3 gives the version of an object that was put while its bucket kept no versions (S3 User Guide). */
const NO_VERSION = 'null';

/** A version of an object, or a delete marker, as its bucket lists it. */
export interface ObjectVersion {
  readonly key: string;
  /** As listed; `knownVersion` tells what was put while the bucket kept no versions. */
  readonly versionId: string;
  /** Milliseconds since the epoch, in whole seconds. */
  readonly lastModified: number;
  readonly isLatest: boolean;
  readonly isMarker: boolean;
}

export interface VersionsQuery {
  readonly prefix: string;
  /** Lists what comes after this version of this key; the newest version of a key comes first. */
  readonly after?: { readonly key: string; readonly versionId: string } | undefined;
  /** How many are asked for at a time; without it, as many as S3 gives (1,000). */
  readonly pageSize?: number | undefined;
}

/**
 * Lists versions and delete markers, a page at a time, in the order of their keys but for the delete markers of a page,
 * which come last in it.
 * @returns pages, each with the key that the next one goes on after; undefined for the last.
 * @throws what the client throws.
 */
export async function* versionPages(
  s3: S3Client,
  bucket: string,
  { prefix, after, pageSize }: VersionsQuery,
): AsyncGenerator<{ versions: ObjectVersion[]; nextKey: string | undefined }, void, undefined> {
  let marker: { KeyMarker?: string | undefined; VersionIdMarker?: string | undefined } =
    after === undefined ? {} : { KeyMarker: after.key, VersionIdMarker: after.versionId };
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
      ...(page.Versions ?? []).map((row) => ({ ...row, isMarker: false })),
      ...(page.DeleteMarkers ?? []).map((row) => ({ ...row, isMarker: true })),
    ];
    const versions = rows.flatMap(
      ({ Key, VersionId = NO_VERSION, IsLatest, LastModified, isMarker }): ObjectVersion[] => {
        if (Key === undefined) return [];
        const lastModified = LastModified?.getTime() ?? 0;
        return [{ key: decodedKey(Key), versionId: VersionId, lastModified, isLatest: IsLatest === true, isMarker }];
      },
    );
    more = page.IsTruncated === true;
    const nextKey = page.NextKeyMarker === undefined ? undefined : decodedKey(page.NextKeyMarker);
    marker = { KeyMarker: nextKey, VersionIdMarker: page.NextVersionIdMarker };
    yield { versions, nextKey: more ? nextKey : undefined };
  }
}

/** The id of a version as S3 lists it; null for what was put while the bucket kept no versions. */
export function knownVersion(listed: string): string | null {
  return listed === NO_VERSION ? null : listed;
}

/**
 * The id by which S3 is asked for a version that is known, null included. A request without an id is one for whatever is
 * current, which is another permission (API Reference, GetObject).
 */
export function requestedVersion(known: string | null): string {
  return known ?? NO_VERSION;
}

/** A key as it is, of one in the encoding of `EncodingType: url` (Amazon S3 API Reference: `+` is a space). */
function decodedKey(key: string): string {
  return decodeURIComponent(key.replaceAll('+', ' '));
}
