import * as z from 'zod';
import { Article } from './article.ts';
import { REJECTION_CODES } from './errors.ts';
import { lazily } from './lazily.ts';

/** Why a file or an article was refused, as a user reads it. */
export const Rejection = z.strictObject({ code: z.enum(REJECTION_CODES), reason: z.string() });
export type Rejection = z.infer<typeof Rejection>;

// What only makes keys is bundled without these, and without the article's schema: hence PURE.

/** What became of one version of a file. */
const ManifestOutcome = /* @__PURE__ */ lazily(() =>
  z.discriminatedUnion('kind', [
    z.strictObject({
      kind: z.literal('parts'),
      articleIds: z.array(z.string()).min(1),
      /** Entries of the file that are no article, by their names within it. */
      refused: z.array(z.strictObject({ part: z.string(), rejection: Rejection })).optional(),
    }),
    z.strictObject({ kind: z.literal('rejected'), rejection: Rejection }),
    /** The file was deleted (a delete marker), or its version can no longer be read. */
    z.strictObject({ kind: z.literal('removed') }),
    /** One version of the file was deleted for good. */
    z.strictObject({ kind: z.literal('gone'), versionId: z.string() }),
    /** Everything of the file up to this version is to be erased. */
    z.strictObject({
      kind: z.literal('purged'),
      /** The article that a file of a single article has: from no key, as that is erased too, it can be told no more. */
      onlyArticleId: z.string(),
      /** Articles that older manifests name. */
      articleIds: z.array(z.string()),
    }),
  ]),
);
export type ManifestOutcome = z.infer<ReturnType<typeof ManifestOutcome>>;

/** The record that completes one version of a file; the commit point of `parse`. */
const Manifest = /* @__PURE__ */ lazily(() =>
  z.strictObject({
    uploadId: z.string(),
    bucket: z.string(),
    key: z.string(),
    /** The version that the event named; null on a bucket without versions. */
    versionId: z.string().nullable(),
    revision: z.string(),
    parserGeneration: z.int(),
    /** The S3 event's time, ISO 8601 UTC. */
    receivedAt: z.string(),
    outcome: ManifestOutcome(),
  }),
);
export type Manifest = z.infer<ReturnType<typeof Manifest>>;

/** What lies in the staging bucket: an article (with its manifest, if it is the file's only one) or a manifest. */
export const StagedObject = /* @__PURE__ */ lazily(() =>
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('article'), article: Article, manifest: Manifest().nullable() }),
    z.strictObject({ kind: z.literal('manifest'), manifest: Manifest() }),
  ]),
);
export type StagedObject = z.infer<ReturnType<typeof StagedObject>>;

/** Where files to brief are put in the inbox bucket. */
export const INBOX_PREFIX = 'in/';

/** What stands in the staging bucket: the text of each article, what became of each file, and the desk's own words. */
export const ARTICLES_PREFIX = 'articles/';
export const UPLOADS_PREFIX = 'uploads/';
export const LEXICON_PREFIX = 'lexicon/';

const OVERLAY_KEY = /^lexicon\/(000\d{3})\.json$/;

/** Key of a lexicon overlay: `lexicon/<number, 6 digits>.json`. */
export function overlayKey(number: number): string {
  return `${LEXICON_PREFIX}${String(number).padStart(6, '0')}.json`;
}

/** The number of an overlay, from 1 to 999. @returns undefined if the key is not one that `overlayKey` makes of it. */
export function parseOverlayKey(key: string): number | undefined {
  const number = Number(OVERLAY_KEY.exec(key)?.[1] ?? 0);
  return number === 0 ? undefined : number;
}

/** What lies there of one article: the beginning of its keys. */
export function stagedArticlePrefix(articleId: string): string {
  return `${ARTICLES_PREFIX}${articleId}/`;
}

/** The manifests of one file: the beginning of their keys. */
export function manifestPrefix(uploadId: string): string {
  return `${UPLOADS_PREFIX}${uploadId}/`;
}

/** Key of a staged article: `articles/<articleId>/<revision>.<parserGeneration>.json`. */
export function stagedArticleKey(articleId: string, headVersion: string): string {
  return `${stagedArticlePrefix(articleId)}${headVersion}.json`;
}

/** Key of a manifest: `uploads/<uploadId>/<revision>.<parserGeneration>.json`. */
export function manifestKey(uploadId: string, headVersion: string): string {
  return `${manifestPrefix(uploadId)}${headVersion}.json`;
}

/** What a key of the staging bucket tells. */
export type StagedSubject = { readonly headVersion: string } & (
  | { readonly kind: 'article'; readonly articleId: string }
  | { readonly kind: 'manifest'; readonly uploadId: string }
);

const STAGED_KEY = /^(articles|uploads)\/([0-9a-f]{32})\/([0-9A-F]{64}\.\d{6})\.json$/;

/** @returns undefined if the key is not one that `stagedArticleKey` or `manifestKey` makes. */
export function parseStagedKey(key: string): StagedSubject | undefined {
  const [, folder, id, headVersion] = STAGED_KEY.exec(key) ?? [];
  if (id === undefined || headVersion === undefined) return undefined;
  return folder === 'articles'
    ? { kind: 'article', articleId: id, headVersion }
    : { kind: 'manifest', uploadId: id, headVersion };
}
