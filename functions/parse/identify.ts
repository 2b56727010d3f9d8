import type { Article, ParsedArticle } from '../core/article.ts';
import { PARSER_GENERATION } from '../core/generations.ts';
import { articleIdOf, contentHashOf, uploadIdOf } from '../core/identity.ts';

/** Where a file lies, and which version of it this is. */
export interface FileContext {
  bucket: string;
  key: string;
  versionId: string | null;
  /** SHA-256 of the file's bytes, `sha256:<hex>`. */
  sha256: string;
  /** The padded S3 sequencer (64 hexadecimal digits). */
  revision: string;
  /** When S3 received it (ISO 8601 UTC); null outside the pipeline. */
  receivedAt: string | null;
}

/** Gives a parsed article its identity: the ids are hashes of bucket, key and part, never of what the article claims. */
export function identify(parsed: ParsedArticle, context: FileContext): Article {
  const { bucket, key, versionId, sha256, revision, receivedAt } = context;
  return {
    ...parsed,
    schemaVersion: 1,
    articleId: articleIdOf(bucket, key, parsed.part),
    uploadId: uploadIdOf(bucket, key),
    revision,
    parserGeneration: PARSER_GENERATION,
    receivedAt,
    contentHash: contentHashOf(parsed.text),
    upload: { bucket, key, versionId, sha256 },
  };
}
