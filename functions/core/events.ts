import * as z from 'zod';
import { Rejection } from './manifest.ts';
import { Card } from './store/card.ts';

/**
 * The change feed: what subscribers are told of briefs. `docs/events.md` says when, and what is promised.
 *
 * An event says no more of an article than a card in a list does. Its id is made of what changed (article or file), the
 * version and the type, so that an event that comes twice is known by it.
 */

/** Raised when a field changes its meaning or goes away; a new field does not raise it. */
export const EVENT_SCHEMA_VERSION = 1;

const Id = z.string().regex(/^[0-9a-f]{32}$/);
const BriefVersion = z
  .string()
  .regex(/^[0-9A-F]{64}\.\d{6}\.\d{6}$/)
  .describe('Versions of one article are ordered as texts: the higher one is the later.');

const common = {
  schemaVersion: z.literal(EVENT_SCHEMA_VERSION),
  id: z
    .string()
    .describe(
      'articleId.version.type (uploadId, where a whole file is rejected): the same each time that the event is delivered.',
    ),
  uploadId: Id.describe('The file that the article came in.'),
};

const file = z
  .strictObject({ bucket: z.string(), key: z.string(), versionId: z.string().nullable() })
  .describe('The version of the file in the inbox.');

const card = Card.omit({ briefId: true, contentHash: true, notHeard: true });

/** The brief of an article can be read; it is the newest one. */
const visible = {
  ...common,
  articleId: Id.describe("Also the brief's id."),
  version: BriefVersion,
  file,
  ...card.shape,
  url: z.string().nullable().describe('The canonical address that the document claims.'),
  contentHash: z.string().describe('SHA-256 of the text of the article.'),
  duplicateOf: Id.optional().describe('Another article that has the same text, and came first.'),
  expiresAt: z.iso.datetime().optional().describe('When the brief goes, without another event; absent for never.'),
  links: z
    .strictObject({ brief: z.string(), article: z.string(), versions: z.string(), upload: z.string() })
    .describe('Paths of the API.'),
};

const links = z.strictObject({ upload: z.string() }).describe('Paths of the API.');

/** What `detail` holds, by `detail-type`. */
export const EVENT_DETAILS = {
  BriefReady: z.strictObject(visible).describe('An article that had no brief to read has one now.'),
  BriefRevised: z
    .strictObject({ ...visible, previousVersion: BriefVersion })
    .describe('An article that had a brief has a newer one: of a newer version of its file, or by a newer analyzer.'),
  BriefRetracted: z
    .strictObject({
      ...common,
      articleId: Id,
      version: BriefVersion,
      retractedVersion: BriefVersion.describe('The version of the brief that could be read before.'),
      cause: z
        .enum(['removed', 'rejected'])
        .describe(
          'removed: its file was deleted or purged, or has the article no more. rejected: the newest version of it cannot be briefed.',
        ),
      links,
    })
    .describe('A brief is not to be read any more, and no other has taken its place.'),
  UploadRejected: z
    .strictObject({
      ...common,
      articleId: Id.optional().describe('The article that was rejected; absent where the whole file was.'),
      version: z.string().regex(/^[0-9A-F]{64}(\.\d{6}){1,2}$/),
      stage: z.enum(['parse', 'brief']),
      code: Rejection.shape.code,
      reason: z.string().describe('A sentence for a person, without what it quotes of the document.'),
      receivedAt: z.string().nullable(),
      file,
      links,
    })
    .describe('A file, or an article of it, can never be briefed.'),
} as const;

export const EVENT_TYPES = Object.keys(EVENT_DETAILS) as EventType[];
export type EventType = keyof typeof EVENT_DETAILS;
export type EventDetail<T extends EventType = EventType> = z.infer<(typeof EVENT_DETAILS)[T]>;

/** An event of one type, as it is put on the bus. */
export type ChangeEvent<T extends EventType = EventType> = {
  [Type in T]: { readonly type: Type; readonly detail: EventDetail<Type> };
}[T];

/**
 * Tells subscribers of a change; it is done when the event is sure to be delivered.
 * @throws TransientError if that cannot be said: it is to be told again, with the same id.
 */
export type Announce = (event: ChangeEvent) => Promise<void>;
