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
import { Desk, Note, NoteInput } from '../../core/notes/note.ts';
import { VersionChanges } from '../../core/notes/version-changes.ts';
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
  NotePage,
  PartyList,
  PartyRef,
  Problem,
  Relation,
  ServedBrief,
  UploadReport,
  UploadTicket,
  VersionList,
} from '../responses.ts';

/** A part of the document. */
export type Json = { [key: string]: unknown };

const SCHEMAS = {
  ArticleText,
  Attribution,
  Brief,
  BriefPage,
  CitedIssue,
  CitedPosition,
  CitedRisk,
  Desk,
  Dossier,
  DossierMeasure,
  Edition,
  Evidence,
  IssueGroup,
  IssuePage,
  ListedBrief,
  ListedVersion,
  Match,
  Measure,
  MeasureStatus,
  MeasureType,
  Note,
  NoteInput,
  NoteList,
  NotePage,
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
  SummarySentence,
  UnresolvedIssue,
  Upload,
  UploadReport,
  UploadRequest: UploadRequest(),
  UploadTicket,
  VersionChanges,
  VersionList,
  Voice,
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
