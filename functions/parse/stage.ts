import pMap from 'p-map';
import type { Article } from '../core/article.ts';
import { RejectedError } from '../core/errors.ts';
import { PARSER_GENERATION } from '../core/generations.ts';
import { contentHashOf, headVersionOf, uploadIdOf } from '../core/identity.ts';
import {
  type Manifest,
  type ManifestOutcome,
  manifestKey,
  type StagedObject,
  stagedArticleKey,
} from '../core/manifest.ts';
import type { ObjectEvent } from '../runtime/s3-events.ts';
import { identify } from './identify.ts';
import type { ParsedFile, RefusedPart } from './parse.ts';

/** What staging needs of the world around it. */
export interface StageContext {
  /** @returns the version's bytes, or undefined where it no longer exists. @throws RejectedError `too-large` */
  readVersion(event: ObjectEvent): Promise<Uint8Array | undefined>;
  /** @throws RejectedError with the reason why the file is no article. */
  parse(bytes: Uint8Array, name: string): Promise<ParsedFile>;
  /** Puts a staged object under a key where nothing lies yet; what lies there stays. @returns whether it was put. */
  putOnce(key: string, staged: StagedObject): Promise<boolean>;
}

/** What became of one event, for the log and the metrics. */
export interface StageResult {
  outcome: ManifestOutcome;
  bytes: number;
  /** An earlier delivery had come to its end: the commit point was there already. */
  repeated: boolean;
}

/** Articles of one file that are put at the same time. */
const CONCURRENT_PUTS = { concurrency: 10 };

/**
 * Turns one object event into staged objects; the last one put, the manifest, is the commit point. Repeating it puts
 * the same objects under the same keys.
 * 1. A removal is a manifest of its own.
 * 2. A version that can no longer be read is a removal at its own revision.
 * 3. A file that is no article is a rejection.
 * 4. The file's only article carries its manifest; of several, each is put, then the manifest.
 */
export async function stage(event: ObjectEvent, context: StageContext): Promise<StageResult> {
  const { revision } = event;
  const uploadId = uploadIdOf(event.bucket, event.key);
  const headVersion = headVersionOf(revision, PARSER_GENERATION);

  const manifestOf = (outcome: ManifestOutcome): Manifest => ({
    uploadId,
    bucket: event.bucket,
    key: event.key,
    versionId: event.versionId,
    revision,
    parserGeneration: PARSER_GENERATION,
    receivedAt: event.time,
    outcome,
  });
  async function commit(outcome: ManifestOutcome, bytes = 0): Promise<StageResult> {
    const manifest = manifestOf(outcome);
    const isNew = await context.putOnce(manifestKey(uploadId, headVersion), { kind: 'manifest', manifest });
    return { outcome, bytes, repeated: !isNew };
  }

  if (event.kind === 'delete-marker') return commit({ kind: 'removed' });
  if (event.kind === 'version-deleted') {
    return commit(event.versionId === null ? { kind: 'removed' } : { kind: 'gone', versionId: event.versionId });
  }

  let articles: Article[];
  let refused: RefusedPart[];
  let size = 0;
  try {
    const bytes = await context.readVersion(event);
    if (!bytes) return commit({ kind: 'removed' });
    size = bytes.byteLength;
    const sha256 = contentHashOf(bytes);
    const parsed = await context.parse(bytes, event.key);
    refused = parsed.refused;
    articles = parsed.articles.map((article) =>
      identify(article, {
        bucket: event.bucket,
        key: event.key,
        versionId: event.versionId,
        sha256,
        revision,
        receivedAt: event.time,
      }),
    );
  } catch (error) {
    if (!(error instanceof RejectedError)) throw error;
    return commit({ kind: 'rejected', rejection: { code: error.code, reason: error.message } }, size);
  }

  const outcome: ManifestOutcome = {
    kind: 'parts',
    articleIds: articles.map(({ articleId }) => articleId),
    ...(refused.length > 0 ? { refused } : {}),
  };
  const putArticle = (article: Article, manifest: Manifest | null) =>
    context.putOnce(stagedArticleKey(article.articleId, headVersion), { kind: 'article', article, manifest });
  const [first] = articles;
  if (first && articles.length === 1 && first.part === '') {
    const isNew = await putArticle(first, manifestOf(outcome));
    return { outcome, bytes: size, repeated: !isNew };
  }
  await pMap(articles, (article) => putArticle(article, null), CONCURRENT_PUTS);
  return commit(outcome, size);
}
