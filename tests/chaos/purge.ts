import { articleIdOf, headVersionOf, uploadIdOf } from '../../functions/core/identity.ts';
import { type Manifest, manifestKey } from '../../functions/core/manifest.ts';
import { isStagedErased } from '../../functions/core/store/purge.ts';
import { revisionAfter } from '../../operations/versions.ts';
import { parserGenerationOf } from './contents.ts';
import { type FileVersion, INBOX } from './inbox.ts';
import type { Pipeline } from './pipeline.ts';

/** A purge between its steps, as `purge` of the operations takes them: it waits for the stages in between. */
export interface PendingPurge {
  readonly marker: FileVersion;
  /** When it was begun: milliseconds since the epoch. */
  readonly begunAt: number;
  readonly articleIds: readonly string[];
  /** The version through which all is erased, once that is staged. */
  readonly through: string | undefined;
}

async function articleIdsOf(pipeline: Pipeline, key: string): Promise<string[]> {
  const uploadId = uploadIdOf(INBOX, key);
  const named = [...pipeline.staged.values()].flatMap(({ object: { manifest } }) => {
    if (manifest?.uploadId !== uploadId) return [];
    const { outcome } = manifest;
    return outcome.kind === 'parts' || outcome.kind === 'purged' ? outcome.articleIds : [];
  });
  return [...new Set([articleIdOf(INBOX, key, ''), ...named, ...(await pipeline.store().articlesOf(uploadId))])];
}

/** Step 1: hides the file, deletes all of its versions, and puts the marker by which parse tells the purge's revision. */
async function begin(pipeline: Pipeline, key: string): Promise<PendingPurge> {
  const articleIds = await articleIdsOf(pipeline, key);
  const begunAt = pipeline.now;
  pipeline.putMarker(key);
  for (const version of [...pipeline.inbox.versions(key)]) pipeline.deleteVersion(key, version);
  return { marker: pipeline.putMarker(key), begunAt, articleIds, through: undefined };
}

/** Step 2, once the marker is parsed: stages the purge. */
function stagePurge(pipeline: Pipeline, key: string, purge: PendingPurge): PendingPurge {
  const uploadId = uploadIdOf(INBOX, key);
  const marker = [...pipeline.staged.values()].find(
    ({ object: { manifest } }) =>
      manifest?.uploadId === uploadId &&
      manifest.versionId === purge.marker.versionId &&
      manifest.outcome.kind === 'removed',
  )?.object.manifest;
  if (marker === undefined || marker === null) return purge;
  const parserGeneration = parserGenerationOf(pipeline.release);
  let revision = marker.revision;
  let through: string;
  do {
    revision = revisionAfter(revision);
    through = headVersionOf(revision, parserGeneration);
  } while (pipeline.staged.has(manifestKey(uploadId, through)));
  const manifest: Manifest = {
    uploadId,
    bucket: INBOX,
    key: '',
    versionId: purge.marker.versionId,
    revision,
    parserGeneration,
    receivedAt: new Date(purge.begunAt).toISOString(),
    outcome: { kind: 'purged', onlyArticleId: articleIdOf(INBOX, key, ''), articleIds: [...purge.articleIds] },
  };
  pipeline.stagePurge(key, manifest, marker.revision);
  return { ...purge, through };
}

/** What should have been erased of a file and is there still: staged objects, and items of the table. */
export async function leftOfPurge(pipeline: Pipeline, key: string, through: string): Promise<string[]> {
  const uploadId = uploadIdOf(INBOX, key);
  // All articles that there ever were of the file, whether or not anything names them now. But where messages waited too
  // long, an article may be staged of which neither a manifest nor the table tells.
  const all = ['', 'p', 'q', 'r'].map((part) => articleIdOf(INBOX, key, part));
  const articleIds = pipeline.lost > 0 ? await articleIdsOf(pipeline, key) : all;
  // What comes after its retention is not looked at, and expires where it is staged.
  const staged = [...pipeline.staged].flatMap(([each, { object }]) => {
    const { receivedAt } = object.kind === 'article' ? object.article : object.manifest;
    const isLeft =
      isStagedErased({ uploadId, through, articleIds }, each) && !pipeline.isPast(Date.parse(receivedAt ?? ''));
    return isLeft ? [each] : [];
  });
  const progress = await pipeline.store().purgeProgress(uploadId, articleIds);
  if (progress === undefined || progress.through < through) return [...staged, 'it is not recorded'];
  return [...staged, ...(progress.left > 0 ? [`${progress.left} items`] : [])];
}

/** Begins a purge, or takes the next step of one that was begun. @returns undefined once it is done. */
export async function purgeStep(
  pipeline: Pipeline,
  key: string,
  purge: PendingPurge | undefined,
): Promise<PendingPurge | undefined> {
  if (purge === undefined) return begin(pipeline, key);
  if (purge.through === undefined) return stagePurge(pipeline, key, purge);
  if ((await leftOfPurge(pipeline, key, purge.through)).length > 0) return purge;
  const versions = pipeline.inbox.versions(key);
  for (const version of versions.slice(0, versions.indexOf(purge.marker) + 1)) pipeline.deleteVersion(key, version);
  pipeline.reached.add('a file purged');
  return undefined;
}
