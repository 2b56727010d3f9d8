import * as z from 'zod';
import { Upload } from '../../core/article.ts';
import {
  Attribution,
  Brief,
  Evidence,
  Measure,
  MeasureStatus,
  MeasureType,
  Party,
  PartyKind,
  Position,
  Risk,
  Sourcing,
  SummarySentence,
  UnresolvedIssue,
  Voice,
  When,
} from '../../core/brief.ts';
import { AheadEvent, Calendar } from '../../core/ledger/calendar.ts';
import { Digest, UnreadFile } from '../../core/ledger/digest.ts';
import { Changes, LedgerLine, Story, StoryChanges, Telling } from '../../core/ledger/ledger-line.ts';
import { Desk, Note, NoteInput } from '../../core/notes/note.ts';
import { VersionChanges } from '../../core/notes/version-changes.ts';
import { Alert, AlertTarget, Watch, WatchInput } from '../../core/watches/watch.ts';
import { UploadRequest } from '../parameters.ts';
import {
  ArticleText,
  BriefPage,
  CitedIssue,
  CitedPosition,
  CitedRisk,
  Dossier,
  DossierMeasure,
  Edition,
  IssueGroup,
  IssuePage,
  ListedBrief,
  ListedVersion,
  Match,
  NoteList,
  PartyList,
  PartyRef,
  Problem,
  Relation,
  ServedBrief,
  StoredWatch,
  UploadReport,
  UploadTicket,
  VersionList,
  WatchList,
} from '../responses.ts';

/** A part of the document. */
export type Json = { [key: string]: unknown };

const SCHEMAS = {
  AheadEvent,
  Alert,
  AlertTarget,
  ArticleText,
  Attribution,
  Brief,
  BriefPage,
  Calendar,
  Changes,
  CitedIssue,
  CitedPosition,
  CitedRisk,
  Digest,
  Desk,
  Dossier,
  DossierMeasure,
  Edition,
  Evidence,
  IssueGroup,
  IssuePage,
  LedgerLine,
  ListedBrief,
  ListedVersion,
  Match,
  Measure,
  MeasureStatus,
  MeasureType,
  Note,
  NoteInput,
  NoteList,
  Party,
  PartyKind,
  PartyList,
  PartyRef,
  Position,
  Problem,
  Relation,
  Risk,
  ServedBrief,
  Sourcing,
  StoredWatch,
  Story,
  StoryChanges,
  SummarySentence,
  Telling,
  UnreadFile,
  UnresolvedIssue,
  Upload,
  UploadReport,
  UploadRequest: UploadRequest(),
  UploadTicket,
  VersionChanges,
  VersionList,
  Voice,
  Watch,
  WatchInput,
  WatchList,
  When,
} as const;
export type SchemaName = keyof typeof SCHEMAS;

/** The named schemas, each written once and referred to by the others. */
export function componentSchemas(): Json {
  const registry = z.registry<{ id: string }>();
  for (const [id, schema] of Object.entries(SCHEMAS)) registry.add(schema, { id });
  const { schemas } = z.toJSONSchema(registry, {
    target: 'draft-2020-12',
    uri: (id) => `#/components/schemas/${id}`,
  });
  return Object.fromEntries(
    Object.entries(schemas).map(([name, { $schema: _, $id: __, ...schema }]) => [name, schema]),
  );
}

/** A reference to a named schema. */
export function reference(name: SchemaName): Json {
  return { $ref: `#/components/schemas/${name}` };
}
