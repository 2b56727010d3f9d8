import { HeadObjectCommand, NotFound } from '@aws-sdk/client-s3';
import { pMapIterable } from 'p-map';
import { articleIdOf, uploadIdOf } from '../functions/core/identity.ts';
import {
  type Manifest,
  manifestKey,
  manifestPrefix,
  stagedArticleKey,
  stagedArticlePrefix,
} from '../functions/core/manifest.ts';
import type { Position } from '../functions/core/store/keys.ts';
import type { Upload } from '../functions/core/store/upload-status.ts';
import { knownVersion } from '../functions/runtime/object-versions.ts';
import { readStaged } from '../functions/runtime/staged-objects.ts';
import type { InboxFile } from './inbox-files.ts';
import { versionsOf } from './key-versions.ts';
import type { StackAccess } from './stack-access.ts';
import { type StagedListing, stagedListing } from './staged-listing.ts';
import { type Stray, strayArticles, uploadPostings } from './upload-postings.ts';
import { LOWEST_REVISION, revisionIn } from './versions.ts';

/** A manifest that is staged: by itself, or with the only article of its file. */
export interface StagedManifest {
  readonly staged: StagedListing;
  readonly manifest: Manifest;
}

/** What inbox, staged objects and table have of one file. */
export interface FileFacts {
  readonly inboxBucket: string;
  readonly stagedBucket: string;
  readonly key: string;
  /** What the inbox shows under the key; undefined for nothing. */
  readonly present: InboxFile | undefined;
  /** What the table knows of it; undefined for nothing. */
  readonly upload: Upload | undefined;
  /** The staged manifests above the head, and all down to the one of the version that the inbox shows; newest first. */
  readonly manifests: readonly StagedManifest[];
  /** The key of the manifest of the head, where it is staged no more. */
  readonly lostManifest: string | undefined;
  /** When the staged text of each article of the head was put (milliseconds since the epoch); no entry where it is lost. */
  readonly texts: ReadonlyMap<string, number>;
  /** Articles that readers see though the head does not have them. */
  readonly strays: readonly Stray[];
  /** The highest revision that is known of the file. */
  readonly highestRevision: string;
}

/** Articles of one file that are asked for at the same time. */
const TEXTS_AT_ONCE = 8;

/** What the inbox shows under one key; undefined for nothing. @throws what the client throws. */
export async function presentFile(
  { s3, inboxBucket }: Pick<StackAccess, 's3' | 'inboxBucket'>,
  key: string,
): Promise<InboxFile | undefined> {
  const shown = (await versionsOf(s3, inboxBucket, key)).find(({ isLatest }) => isLatest);
  if (shown === undefined) return undefined;
  const { versionId, lastModified, isMarker: isDeleted } = shown;
  return { key, versionId: knownVersion(versionId), lastModified, isDeleted };
}

/**
 * Finds what there is of one file.
 * @param walked what the inbox showed when it was walked. It is asked again where the table shows something else: what came
 *   in between must never be taken for what is not there, or an older version would be put above it.
 * @param now milliseconds since the epoch.
 * @throws CorruptDataError for a staged object that is none; what the clients throw.
 */
export async function factsOf(
  access: StackAccess,
  key: string,
  walked: InboxFile | undefined,
  now: number,
): Promise<FileFacts> {
  const { inboxBucket, stagedBucket, store } = access;
  const uploadId = uploadIdOf(inboxBucket, key);
  const upload = await store.getUpload(uploadId, now);
  // What is staged is listed after the table is read: so nothing that the table shows can be missing from it.
  const listed = [
    ...(await listedAll(access, stagedArticlePrefix(articleIdOf(inboxBucket, key, '')))),
    ...(await listedAll(access, manifestPrefix(uploadId))),
  ];
  const head = upload?.record.head;
  const postings = await uploadPostings(access.table, uploadId);
  const isAsShown = walked !== undefined && walked.versionId === head?.versionId;
  const present = isAsShown ? walked : await presentFile(access, key);
  return {
    inboxBucket,
    stagedBucket,
    key,
    present,
    upload,
    manifests: await readManifests(access, listed, head?.version ?? '', head?.versionId, present),
    lostManifest: head === undefined ? undefined : lostManifestOf(key, uploadId, upload, listed, inboxBucket),
    texts: await findTexts(access, upload, listed),
    strays: await strayArticles(access.table, upload, postings, now),
    highestRevision: highestRevision(head?.version, listed, postings),
  };
}

async function listedAll({ s3, stagedBucket }: StackAccess, prefix: string): Promise<StagedListing[]> {
  const all: StagedListing[] = [];
  for await (const staged of stagedListing(s3, stagedBucket, prefix)) all.push(staged);
  return all;
}

/** Reads manifests, newest first, as far as they tell anything that the head does not. */
async function readManifests(
  { s3, stagedBucket }: StackAccess,
  listed: readonly StagedListing[],
  headVersion: string,
  headVersionId: string | null | undefined,
  present: InboxFile | undefined,
): Promise<StagedManifest[]> {
  const manifests: StagedManifest[] = [];
  let isFound = present === undefined || headVersionId === present.versionId;
  for (const staged of listed.toSorted((a, b) => (a.headVersion < b.headVersion ? 1 : -1))) {
    if (staged.headVersion <= headVersion && isFound) break;
    const object = await readStaged(s3, stagedBucket, staged.key);
    // The article of a bundle may lie where a file's only article would; its manifest is another object.
    if (object === undefined || object.manifest === null) continue;
    manifests.push({ staged, manifest: object.manifest });
    isFound ||= object.manifest.versionId === present?.versionId;
  }
  return manifests;
}

/** Whether a file is staged as one object that holds its only article and its manifest. */
export function isSingle(bucket: string, key: string, parts: readonly string[]): boolean {
  return parts.length === 1 && parts[0] === articleIdOf(bucket, key, '');
}

function lostManifestOf(
  key: string,
  uploadId: string,
  upload: Upload | undefined,
  listed: readonly StagedListing[],
  bucket: string,
): string | undefined {
  const head = upload?.record.head;
  if (head === undefined || isSingle(bucket, key, head.parts)) return undefined;
  const isThere = listed.some(({ of, headVersion }) => of === 'upload' && headVersion === head.version);
  return isThere ? undefined : manifestKey(uploadId, head.version);
}

async function findTexts(
  { s3, stagedBucket }: StackAccess,
  upload: Upload | undefined,
  listed: readonly StagedListing[],
): Promise<Map<string, number>> {
  const texts = new Map<string, number>();
  const head = upload?.record.head;
  if (head === undefined) return texts;
  const found = pMapIterable(
    new Set(head.parts),
    async (id): Promise<[string, number | undefined]> => {
      const known = listed.find((staged) => staged.id === id && staged.headVersion === head.version);
      if (known !== undefined) return [id, known.lastModified];
      try {
        const Key = stagedArticleKey(id, head.version);
        const { LastModified } = await s3.send(new HeadObjectCommand({ Bucket: stagedBucket, Key }));
        return [id, LastModified?.getTime() ?? 0];
      } catch (error) {
        if (error instanceof NotFound) return [id, undefined];
        throw error;
      }
    },
    { concurrency: TEXTS_AT_ONCE },
  );
  for await (const [id, lastModified] of found) if (lastModified !== undefined) texts.set(id, lastModified);
  return texts;
}

/** Of the head, of what is staged, and of briefs: articles of a bundle are briefed before its manifest is staged. */
function highestRevision(
  headVersion: string | undefined,
  listed: readonly StagedListing[],
  postings: readonly Position[],
): string {
  const versions = [
    ...(headVersion === undefined ? [] : [headVersion]),
    ...listed.map((staged) => staged.headVersion),
    ...postings.map(({ version }) => version),
  ];
  return versions.map(revisionIn).reduce((a, b) => (a > b ? a : b), LOWEST_REVISION);
}
