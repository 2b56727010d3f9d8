import { setTimeout as pause } from 'node:timers/promises';
import pMap from 'p-map';
import { CorruptDataError, PrecisError } from '../functions/core/errors.ts';
import { PARSER_GENERATION } from '../functions/core/generations.ts';
import { articleIdOf, headVersionOf, uploadIdOf } from '../functions/core/identity.ts';
import {
  type Manifest,
  manifestKey,
  manifestPrefix,
  type StagedObject,
  stagedArticlePrefix,
} from '../functions/core/manifest.ts';
import { listKeys, putOnce } from '../functions/runtime/s3-objects.ts';
import { readStaged, stagedOf } from '../functions/runtime/staged-objects.ts';
import { deleteVersions, hideAndDelete, versionsOf } from './key-versions.ts';
import type { StackAccess } from './stack-access.ts';
import { revisionAfter } from './versions.ts';

/** A purge that was not carried out in its time. What it has done stays done, and it may be repeated. */
export class PurgeUnfinishedError extends PrecisError {}

/** What there is of a file, as a purge finds it. */
export interface PurgeSubject {
  readonly key: string;
  readonly uploadId: string;
  /** Versions and delete markers in the inbox. */
  readonly versions: number;
  readonly markers: number;
  /** Keys of staged objects. */
  readonly staged: readonly string[];
  /** The articles that the table or a staged manifest names, and the one that a file of a single article has. */
  readonly articleIds: readonly string[];
  readonly onlyArticleId: string;
  /** Items of the table that hold words of it: briefs, refusals and kept versions. */
  readonly items: number;
  /** It was purged before. */
  readonly wasPurged: boolean;
}

export interface PurgeResult {
  /** Versions and delete markers that were deleted in the inbox, those of the purge itself among them. */
  readonly versions: number;
  /** Versions that came since and are not of what was purged: they stay. */
  readonly kept: number;
}

const ASK_AGAIN_MS = 250;
const ASKED_AT_ONCE = { concurrency: 16 };

/**
 * Looks for all there is of a file.
 * @returns undefined if nothing is known of it.
 * @throws what the clients throw.
 */
export async function findPurgeSubject(access: StackAccess, key: string): Promise<PurgeSubject | undefined> {
  const { s3, inboxBucket, stagedBucket, store } = access;
  const uploadId = uploadIdOf(inboxBucket, key);
  const onlyArticleId = articleIdOf(inboxBucket, key, '');
  const versions = await versionsOf(s3, inboxBucket, key);
  const manifests = await listKeys(s3, stagedBucket, manifestPrefix(uploadId));
  const named = await pMap(manifests, (each) => articlesNamedBy(access, each), ASKED_AT_ONCE);
  const articleIds = [...new Set([onlyArticleId, ...named.flat(), ...(await store.articlesOf(uploadId))])];
  const articles = await pMap(articleIds, (id) => listKeys(s3, stagedBucket, stagedArticlePrefix(id)), ASKED_AT_ONCE);
  const staged = [...manifests, ...articles.flat()];
  const { isKnown, wasPurged, items } = await store.purgeable(uploadId, articleIds);
  if (versions.length + staged.length === 0 && !isKnown) return undefined;
  const markers = versions.filter(({ isMarker }) => isMarker).length;
  return {
    key,
    uploadId,
    versions: versions.length - markers,
    markers,
    staged,
    articleIds,
    onlyArticleId,
    items,
    wasPurged,
  };
}

/** A staged object; undefined also where it does not have the shape of one, for that must not keep it from being erased. */
async function readable({ s3, stagedBucket }: StackAccess, key: string): Promise<StagedObject | undefined> {
  try {
    return await readStaged(s3, stagedBucket, key);
  } catch (error) {
    if (error instanceof CorruptDataError) return undefined;
    throw error;
  }
}

async function articlesNamedBy(access: StackAccess, key: string): Promise<readonly string[]> {
  const outcome = (await readable(access, key))?.manifest?.outcome;
  return outcome?.kind === 'parts' || outcome?.kind === 'purged' ? outcome.articleIds : [];
}

/**
 * Erases a file: all that was put under its key before.
 * 1. A delete marker hides it at once; all versions in the inbox are deleted, but for a second marker that came after them.
 * 2. What parse makes of that marker tells a revision above that of every version, those that are still being parsed among
 *    them.
 * 3. The purge's manifest, next above that revision, has the brief function erase what is staged and what the table has,
 *    now and whenever something of it comes late.
 * 4. Once nothing is left, the marker is deleted, too.
 * @param waitMs how long to wait for the stages, in milliseconds.
 * @param tell is called with what is waited for.
 * @throws PurgeUnfinishedError where the stages do not come to it in that time; what the clients throw.
 */
export async function purge(
  access: StackAccess,
  subject: PurgeSubject,
  waitMs: number,
  tell: (what: 'parse' | 'brief') => void,
): Promise<PurgeResult> {
  const { s3, inboxBucket } = access;
  const { key } = subject;
  const deadline = AbortSignal.timeout(waitMs);
  const { marker, deleted } = await hideAndDelete(s3, inboxBucket, key);

  tell('parse');
  const seen = new Set<string>();
  const removal = await until(deadline, 'parse', () => removalBy(access, subject.uploadId, marker, seen));
  const through = await putPurge(access, subject, removal);
  tell('brief');
  await until(deadline, 'brief', async () => ((await isErased(access, subject, through)) ? true : undefined));

  await deleteVersions(s3, inboxBucket, key, [{ versionId: marker }]);
  const kept = (await versionsOf(s3, inboxBucket, key)).filter(({ isMarker }) => !isMarker);
  return { versions: deleted + 1, kept: kept.length };
}

async function until<T>(
  deadline: AbortSignal,
  stage: 'parse' | 'brief',
  ask: () => Promise<T | undefined>,
): Promise<T> {
  while (!deadline.aborted) {
    const answer = await ask();
    if (answer !== undefined) return answer;
    await pause(ASK_AGAIN_MS);
  }
  throw new PurgeUnfinishedError(`The ${stage} stage has not come to it in this time.`, {
    remedy:
      '`precis status` tells what waits. The inbox has no version of the file any more; purge it again to finish.',
  });
}

/**
 * What parse made of a delete marker; undefined while it has not yet.
 * @param seen the manifests that were looked at before, which never change.
 */
async function removalBy(
  access: StackAccess,
  uploadId: string,
  marker: string,
  seen: Set<string>,
): Promise<Manifest | undefined> {
  const keys = await listKeys(access.s3, access.stagedBucket, manifestPrefix(uploadId));
  // The newest comes last.
  for (const key of keys.filter((each) => !seen.has(each)).reverse()) {
    const manifest = (await readable(access, key))?.manifest;
    if (manifest?.versionId === marker && manifest.outcome.kind === 'removed') return manifest;
    seen.add(key);
  }
  return undefined;
}

/**
 * Stages the purge next above its delete marker's removal, as of the same time: S3's, by which versions from before are
 * known. It does not name the file: what the marker's own deletion tells later is known by its version.
 */
async function putPurge(
  { s3, inboxBucket, stagedBucket }: StackAccess,
  { uploadId, onlyArticleId, articleIds }: PurgeSubject,
  { versionId, revision, receivedAt }: Manifest,
): Promise<string> {
  let next = revision;
  for (;;) {
    next = revisionAfter(next);
    const through = headVersionOf(next, PARSER_GENERATION);
    const manifest: Manifest = {
      uploadId,
      bucket: inboxBucket,
      key: '',
      versionId,
      revision: next,
      parserGeneration: PARSER_GENERATION,
      receivedAt,
      outcome: { kind: 'purged', onlyArticleId, articleIds: [...articleIds] },
    };
    const isPut = await putOnce(s3, stagedBucket, manifestKey(uploadId, through), { kind: 'manifest', manifest });
    // A message of our own may have taken that revision.
    if (isPut) return through;
  }
}

/** Whether nothing is left, neither staged nor in the table, of all that came up to a version. */
async function isErased(
  { s3, stagedBucket, store }: StackAccess,
  { uploadId, articleIds }: PurgeSubject,
  through: string,
): Promise<boolean> {
  const progress = await store.purgeProgress(uploadId, articleIds);
  if (progress === undefined || progress.through < through || progress.left > 0) return false;
  return (await stagedOf(s3, stagedBucket, { uploadId, through, articleIds })).length === 0;
}
