import * as z from 'zod';

/** Formats that an article may have come in; of an article within a file (a page in an archive), its own. */
export const ARTICLE_FORMATS = [
  'text',
  'markdown',
  'html',
  'pdf',
  'docx',
  'odt',
  'epub',
  'rtf',
  'mail',
  'feed',
  'json',
  'ninjs',
  'nitf',
  'newsml-g2',
] as const;
export type ArticleFormat = (typeof ARTICLE_FORMATS)[number];

/** What a stretch of an article's text is that tells nothing of the matter. */
export const BOILERPLATE_KINDS = [
  'byline',
  'dateline',
  'read-more',
  'credit',
  'copyright',
  'photo-credit',
  'caption',
  'share',
  'sign-off',
  'contact',
  'promotion',
] as const;

/** A stretch of `text` that tells nothing of the matter; it is quoted nowhere. Offsets in UTF-16 code units. */
export const Boilerplate = z.strictObject({
  kind: z.enum(BOILERPLATE_KINDS),
  start: z.int().nonnegative(),
  end: z.int().nonnegative(),
});
export type Boilerplate = z.infer<typeof Boilerplate>;

/**
 * What a parser takes from one article, before it has an identity.
 * `text` has paragraphs separated by one blank line, no NUL and no lone surrogate; every offset in a brief indexes it in
 * UTF-16 code units.
 */
export const ParsedArticle = z.strictObject({
  /** '' where the file holds one article; else the entry's name within the file. */
  part: z.string(),
  format: z.enum(ARTICLE_FORMATS),
  title: z.string().nullable(),
  /** The outlet as it names itself. */
  source: z.string().nullable(),
  /** The canonical address that the document claims: an attribute, never an identity. */
  url: z.string().nullable(),
  authors: z.array(z.string()),
  /** ISO 8601: a day (`2026-03-04`) or an instant with its offset. Null where the document gives none. */
  publishedAt: z.string().nullable(),
  /** When it was last changed, in the same form; null where the document says nothing of a change. */
  modifiedAt: z.string().nullable().default(null),
  /** The section of the outlet that it stands in ("World", "Politik"). */
  section: z.string().nullable().default(null),
  dateline: z.strictObject({ places: z.array(z.string()), date: z.string().nullable() }),
  /** BCP 47 primary language, `und` where it cannot be told. */
  language: z.string(),
  text: z.string(),
  words: z.int().nonnegative(),
  /** Bylines, credits, "read more" lines and the like within `text`, in order and apart from one another. */
  boilerplate: z.array(Boilerplate).default([]),
  /** A copyright or licence line found in the document. */
  rights: z.string().nullable(),
  /** Remarks for the reader: "decoded as windows-1252", "2 lone surrogates replaced". */
  notes: z.array(z.string()),
});
export type ParsedArticle = z.infer<typeof ParsedArticle>;

export const Upload = z.strictObject({
  bucket: z.string(),
  key: z.string(),
  versionId: z.string().nullable(),
  /** SHA-256 of the file's bytes, `sha256:<hex>`. */
  sha256: z.string(),
});
export type Upload = z.infer<typeof Upload>;

/** An article with its identity: what `parse` stages and `brief` reads. */
export const Article = ParsedArticle.extend({
  schemaVersion: z.literal(1),
  articleId: z.string(),
  uploadId: z.string(),
  revision: z.string(),
  parserGeneration: z.int(),
  /** When S3 received the file (the event's time, ISO 8601 UTC); null outside the pipeline. */
  receivedAt: z.string().nullable(),
  /** SHA-256 of `text`, `sha256:<hex>`. */
  contentHash: z.string(),
  upload: Upload,
});
export type Article = z.infer<typeof Article>;
