import * as z from 'zod';
import { Boilerplate } from '../core/article.ts';
import { Card } from '../core/store/card.ts';

/** What the routes answer, beside the brief itself. */

export const BriefPage = z.strictObject({
  items: z.array(
    Card.extend({
      version: z.string(),
      duplicateOf: z.string().nullable().describe('A brief of the same text that came first.'),
    }),
  ),
  next: z.string().optional().describe('Cursor of the next page; where it is missing, this is the last.'),
});
export type BriefPage = z.infer<typeof BriefPage>;

export const ArticleText = z.strictObject({
  briefId: z.string(),
  title: z.string().nullable(),
  language: z.string(),
  contentHash: z.string().describe('SHA-256 of `text` in UTF-8.'),
  text: z.string().describe('What the offsets of the brief index, in UTF-16 code units.'),
  boilerplate: z.array(Boilerplate).describe('Stretches of `text` that tell nothing of the matter.'),
  notes: z.array(z.string()).describe('What the parser had to remark: how it was decoded, that a page is cut.'),
});
export type ArticleText = z.infer<typeof ArticleText>;

export const VersionList = z.strictObject({
  items: z.array(
    z.strictObject({
      version: z.string().describe('`revision.parserGeneration.analyzerGeneration`, ordered as text.'),
      state: z.enum(['live', 'rejected', 'removed']),
      current: z.boolean(),
    }),
  ),
});
export type VersionList = z.infer<typeof VersionList>;

const UPLOAD_STATUSES = ['received', 'parsed', 'briefed', 'rejected', 'removed', 'superseded'] as const;

export const UploadReport = z.strictObject({
  uploadId: z.string(),
  key: z.string().nullable(),
  versionId: z.string().nullable(),
  receivedAt: z.string().nullable(),
  status: z.enum(UPLOAD_STATUSES),
  overdue: z.boolean().describe('Still on its way after the time that all retries take.'),
  rejections: z
    .array(
      z.strictObject({
        articleId: z.string().nullable().describe('Null where the whole file, or an entry of it, was refused.'),
        part: z.string().nullable().describe('The name, within the file, of an entry that is no article.'),
        code: z.string(),
        reason: z.string(),
      }),
    )
    .describe('Why the file was refused, or which of its articles and entries (the first hundred).'),
  parts: z
    .array(z.strictObject({ articleId: z.string(), state: z.enum(['waiting', 'live', 'rejected', 'removed']) }))
    .describe('The articles of this version of the file.'),
});
export type UploadReport = z.infer<typeof UploadReport>;
