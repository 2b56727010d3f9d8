import * as z from 'zod';
import { Boilerplate } from '../core/article.ts';
import {
  Attribution,
  Brief,
  Certainty,
  Evidence,
  IssueState,
  ItemId,
  Likelihood,
  MeasureStatus,
  MeasureType,
  PartyId,
  PartyKind,
  When,
} from '../core/brief.ts';
import { Desk, Note } from '../core/notes/note.ts';
import { VersionChanges } from '../core/notes/version-changes.ts';
import { Card } from '../core/store/card.ts';
import { Watch } from '../core/watches/watch.ts';

/** What the routes answer, beside the brief itself. */

const next = z.string().optional().describe('Cursor of the next page; where it is missing, this is the last.');

/** Where in a brief a search found its words. */
export const Match = z.strictObject({
  list: z.enum(['headline', 'summary', 'parties', 'positions', 'measures', 'unresolvedIssues', 'risks', 'upsides']),
  itemId: ItemId.optional().describe('Of a measure, issue, risk or upside.'),
  text: z.string().describe('The headline, name, sentence, topic or statement in which the words are.'),
  evidence: Evidence.optional().describe('Of its quotes, the one that holds most of the words.'),
});
export type Match = z.infer<typeof Match>;

export const ListedBrief = Card.extend({
  version: z.string(),
  duplicateOf: z
    .string()
    .nullable()
    .describe(
      'A brief, live now, of the same text that came first: where it is in the list, `duplicates` shows this one.',
    ),
  matches: z.array(Match).optional().describe('With `q`: where its words were found, at most ten places.'),
});
export type ListedBrief = z.infer<typeof ListedBrief>;

export const BriefPage = z.strictObject({ items: z.array(ListedBrief), next });
export type BriefPage = z.infer<typeof BriefPage>;

/** A party by its id and its name. */
export const PartyRef = z.strictObject({ id: PartyId, name: z.string() });
export type PartyRef = z.infer<typeof PartyRef>;

/** The brief that a line rests on. */
const cited = {
  briefId: z.string(),
  headline: z.string(),
  source: z.string().nullable(),
  datedAt: z.string().nullable().describe('Its publication, or the whole day of its dateline.'),
  receivedAt: z.string().nullable(),
  evidence: z.array(Evidence).min(1),
};
const citedItem = { ...cited, itemId: ItemId, certainty: Certainty, attribution: Attribution };

export const DossierMeasure = z.strictObject({
  ...citedItem,
  type: MeasureType,
  status: MeasureStatus,
  description: z.string(),
  actors: z.array(PartyRef),
  targets: z.array(PartyRef),
  when: When.optional(),
  deadline: z.string().optional(),
});
export type DossierMeasure = z.infer<typeof DossierMeasure>;

export const CitedIssue = z.strictObject({
  ...citedItem,
  topic: z.string(),
  state: IssueState,
  description: z.string(),
  parties: z.array(PartyRef),
  sides: z.array(z.strictObject({ party: PartyRef, wants: z.string(), evidence: z.array(Evidence).min(1) })),
});
export type CitedIssue = z.infer<typeof CitedIssue>;

export const CitedRisk = z.strictObject({
  ...citedItem,
  statement: z.string(),
  likelihood: Likelihood,
  probabilityStated: z.boolean(),
  parties: z.array(PartyRef),
});
export type CitedRisk = z.infer<typeof CitedRisk>;

export const CitedPosition = z.strictObject({ ...cited, statement: z.string(), speaker: z.string() });
export type CitedPosition = z.infer<typeof CitedPosition>;

/** A party that acts with or against another, and the items that show it. */
export const Relation = z.strictObject({
  party: PartyRef,
  count: z.int().positive(),
  items: z.array(z.strictObject({ briefId: z.string(), itemId: ItemId })).min(1),
});
export type Relation = z.infer<typeof Relation>;

/** What briefs say of one party, each list newest first. */
export const Dossier = z.strictObject({
  party: PartyRef.extend({
    kind: PartyKind,
    country: z.string().length(2).optional(),
    aliases: z.array(z.string()),
  }),
  briefs: z.int().nonnegative().describe('How many briefs this page was made of.'),
  from: z.string().nullable().describe('The time (UTC) by which the oldest of them is listed; null if there is none.'),
  to: z.string().nullable().describe('The time (UTC) by which the newest of them is listed; null if there is none.'),
  measures: z
    .strictObject({
      did: z.array(DossierMeasure).describe('Completed and under way.'),
      agreed: z.array(DossierMeasure),
      announced: z.array(DossierMeasure),
      proposed: z.array(DossierMeasure),
      refused: z.array(DossierMeasure),
      threatened: z.array(DossierMeasure),
      asked: z.array(DossierMeasure).describe('Demanded of it.'),
      ended: z.array(DossierMeasure),
      unclear: z.array(DossierMeasure),
    })
    .describe('Measures of which it is an actor, by status.'),
  faced: z.array(DossierMeasure).describe('Measures of others of which it is a target.'),
  positions: z.array(CitedPosition),
  issues: z.array(CitedIssue).describe('Unresolved issues that it is part of.'),
  risks: z.array(CitedRisk).describe('Risks that concern it.'),
  actsWith: z.array(Relation).describe('Whom it acts with, most often first.'),
  actsAgainst: z.array(Relation).describe('Whom it acts against, or is acted against by, most often first.'),
  next,
});
export type Dossier = z.infer<typeof Dossier>;

export const PartyList = z.strictObject({
  items: z.array(
    PartyRef.extend({
      recent: z.int().nonnegative().describe('Briefs of the last seven days that name it; at most 500 are counted.'),
      before: z.int().nonnegative().describe('Briefs of the four weeks before; at most 500 are counted.'),
      change: z.number().describe('`recent` less a quarter of `before`.'),
      lastSeen: z.string().describe('The time (UTC) by which the newest brief that names it is listed.'),
    }),
  ),
  briefs: z.int().nonnegative().describe('How many of the newest briefs were read to find parties.'),
});
export type PartyList = z.infer<typeof PartyList>;

/** Unresolved issues whose topics are nearly the same. */
export const IssueGroup = z.strictObject({
  topic: z.string().describe('That of its newest issue.'),
  states: z.array(IssueState),
  parties: z.array(PartyRef),
  firstSeen: z.string().describe('The time (UTC) by which its oldest brief on this page is listed.'),
  lastSeen: z.string().describe('The time (UTC) by which the newest brief that shows it open is listed.'),
  outlets: z.int().nonnegative().describe('How many different outlets show it open.'),
  items: z.array(CitedIssue).min(1).describe('Newest first.'),
});
export type IssueGroup = z.infer<typeof IssueGroup>;

export const IssuePage = z.strictObject({
  items: z.array(IssueGroup).describe('The one that was seen open last comes first.'),
  briefs: z.int().nonnegative().describe('How many briefs this page was made of.'),
  next,
});
export type IssuePage = z.infer<typeof IssuePage>;

export const WatchList = z.strictObject({ items: z.array(Watch).describe('In the order of their ids.') });
export type WatchList = z.infer<typeof WatchList>;

/** What a watch is now that it was put. */
export const StoredWatch = Watch.extend({
  secrets: z
    .record(z.string(), z.string())
    .optional()
    .describe(
      'Of webhooks that had none, by their URLs: what their messages are signed with. They are never served again.',
    ),
});
export type StoredWatch = z.infer<typeof StoredWatch>;

/** Leave to put one file into the inbox, by a form (`multipart/form-data`) with these fields and then `file`. */
export const UploadTicket = z.strictObject({
  uploadId: z.string(),
  key: z.string().describe('The key in the inbox bucket that the file will have.'),
  url: z.string().describe('Where the form is posted.'),
  fields: z.record(z.string(), z.string()),
  maxBytes: z.int().positive(),
  expiresAt: z.string().describe('ISO 8601 UTC.'),
});
export type UploadTicket = z.infer<typeof UploadTicket>;

/** One field of a request that is wrong. */
export const FieldError = z.strictObject({ field: z.string(), message: z.string() });
export type FieldError = z.infer<typeof FieldError>;

/** The body of an error: problem details as in RFC 9457. */
export const Problem = z.strictObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  instance: z.string().optional(),
  errors: z.array(FieldError).optional(),
});
export type Problem = z.infer<typeof Problem>;

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

export const ListedVersion = z.strictObject({
  version: z.string().describe('`revision.parserGeneration.generation`, ordered as text.'),
  state: z.enum(['live', 'rejected', 'removed']),
  current: z.boolean(),
  briefedAt: z.string().nullable().describe('When it was written (UTC); null of what an earlier release wrote.'),
  address: z.string().optional().describe('Where this version stays, from the root of the API.'),
  changes: VersionChanges.optional().describe('Against the version before it; only where both hold a brief.'),
});
export type ListedVersion = z.infer<typeof ListedVersion>;

export const VersionList = z.strictObject({ items: z.array(ListedVersion), next });
export type VersionList = z.infer<typeof VersionList>;

export const NoteList = z.strictObject({ items: z.array(Note).describe('The oldest first.') });
export type NoteList = z.infer<typeof NoteList>;

/** Which version of a brief is served. */
export const Edition = z.strictObject({
  version: z.string().describe('`revision.parserGeneration.generation`, ordered as text.'),
  briefedAt: z
    .string()
    .nullable()
    .describe('When this version was written (UTC); null of what an earlier release wrote.'),
  address: z.string().describe('Where this version stays, from the root of the API.'),
});
export type Edition = z.infer<typeof Edition>;

/** A brief as it is served: with what a desk noted applied, and told beside it. */
export const ServedBrief = Brief.extend({
  edition: Edition.optional().describe('Which version it is; absent of what an earlier release serves.'),
  desk: Desk.optional().describe('What notes made of the brief; only where there are some.'),
});
export type ServedBrief = z.infer<typeof ServedBrief>;

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
    .array(
      z.strictObject({
        articleId: z.string(),
        state: z.enum(['waiting', 'live', 'rejected', 'removed']),
        duplicateOf: z.string().nullable().describe('A brief, live now, of the same text that came first.'),
      }),
    )
    .describe('The articles of this version of the file.'),
});
export type UploadReport = z.infer<typeof UploadReport>;
