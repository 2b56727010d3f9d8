import type { Article } from '../../functions/core/article.ts';
import { articleIdOf, contentHashOf, headVersionOf, revisionOf, uploadIdOf } from '../../functions/core/identity.ts';
import { type Manifest, type ManifestOutcome, stagedArticleKey } from '../../functions/core/manifest.ts';
import type { BriefInput } from '../../functions/core/store/brief-store.ts';
import { BUCKET, type Example, NEWEST } from './archive.ts';

/** Which file an article comes in, and which version of it. */
export interface Arrival {
  readonly key: string;
  /** The entry of a bundle; '' for a file that is one article. */
  readonly part: string;
  /** The S3 sequencer, in hexadecimal digits. */
  readonly sequencer: string;
}

function manifestOf(article: Article, outcome: ManifestOutcome): Manifest {
  const { uploadId, revision, parserGeneration, upload } = article;
  const { bucket, key, versionId } = upload;
  const receivedAt = new Date(NEWEST).toISOString();
  return { uploadId, bucket, key, versionId, revision, parserGeneration, receivedAt, outcome };
}

/** An example as another article, which arrives last of all: with a text, a file and a version of its own. */
export function arriving({ article, brief }: Example, { key, part, sequencer }: Arrival): BriefInput {
  const articleId = articleIdOf(BUCKET, key, part);
  const receivedAt = new Date(NEWEST).toISOString();
  const own: Article = {
    ...article,
    articleId,
    part,
    uploadId: uploadIdOf(BUCKET, key),
    revision: revisionOf(sequencer),
    receivedAt,
    publishedAt: receivedAt,
    contentHash: contentHashOf(`${key} ${part} ${sequencer}`),
    upload: { ...article.upload, key, versionId: `v${sequencer}` },
  };
  const { revision, publishedAt, contentHash, upload } = own;
  return {
    article: own,
    brief: {
      ...brief,
      briefId: articleId,
      revision,
      article: { ...brief.article, receivedAt, publishedAt, contentHash, upload },
    },
    manifest: part === '' ? manifestOf(own, { kind: 'parts', articleIds: [articleId] }) : null,
    articleKey: stagedArticleKey(articleId, headVersionOf(revision, own.parserGeneration)),
  };
}

/** The removal of a file. */
export function removalOf({ article }: BriefInput, sequencer: string): Manifest {
  return manifestOf({ ...article, revision: revisionOf(sequencer) }, { kind: 'removed' });
}
