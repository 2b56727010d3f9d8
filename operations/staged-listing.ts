import { paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3';
import { ARTICLES_PREFIX, parseStagedKey, UPLOADS_PREFIX } from '../functions/core/manifest.ts';

/** A staged object as its bucket lists it; what is in it is told by `readStaged`. */
export interface StagedListing {
  readonly key: string;
  /** Whose it is: an article's, or (a manifest) an upload's. */
  readonly of: 'article' | 'upload';
  /** `articleId` or `uploadId`. */
  readonly id: string;
  /** `revision.parserGeneration`. */
  readonly headVersion: string;
  /** Milliseconds since the epoch, in whole seconds. */
  readonly lastModified: number;
}

/** How the keys of all staged objects begin: those of articles, and those of uploads. */
export const STAGED_PREFIXES = [ARTICLES_PREFIX, UPLOADS_PREFIX] as const;

/**
 * Lists staged objects, a page at a time: those of one article or upload together, its oldest version first (S3 lists by
 * the bytes of keys). What has another form of key is passed over: nothing but `parse` puts anything there.
 * @param prefix as keys begin (`articles/`, `uploads/<uploadId>/`).
 * @throws what the client throws.
 */
export async function* stagedListing(
  s3: S3Client,
  bucket: string,
  prefix: string,
): AsyncGenerator<StagedListing, void, undefined> {
  for await (const { Contents = [] } of paginateListObjectsV2({ client: s3 }, { Bucket: bucket, Prefix: prefix })) {
    for (const { Key: key = '', LastModified } of Contents) {
      const subject = parseStagedKey(key);
      if (subject === undefined) continue;
      const { headVersion } = subject;
      const owner =
        subject.kind === 'article'
          ? ({ of: 'article', id: subject.articleId } as const)
          : ({ of: 'upload', id: subject.uploadId } as const);
      yield { key, ...owner, headVersion, lastModified: LastModified?.getTime() ?? 0 };
    }
  }
}

/** The same, all versions of one article or upload at once, the oldest first. */
export async function* stagedGroups(
  listing: AsyncIterable<StagedListing>,
): AsyncGenerator<[StagedListing, ...StagedListing[]], void, undefined> {
  let group: [StagedListing, ...StagedListing[]] | undefined;
  for await (const staged of listing) {
    if (group !== undefined && group[0].id === staged.id && group[0].of === staged.of) {
      group.push(staged);
      continue;
    }
    if (group !== undefined) yield group;
    group = [staged];
  }
  if (group !== undefined) yield group;
}
