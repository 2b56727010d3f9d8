import { PartyId } from '../../core/brief.ts';
import { WatchId } from '../../core/watches/watch.ts';
import { CalendarParameters, ChangesParameters, DigestParameters, WatchPutParameters } from '../ledger-parameters.ts';
import {
  BriefParameters,
  DossierParameters,
  FeedParameters,
  IssueParameters,
  ListParameters,
  NotePageParameters,
  NoteParameters,
  PartyListParameters,
  UploadParameters,
  VersionParameters,
} from '../parameters.ts';
import type { ProblemKind } from '../problem.ts';
import type { DataRouteKey } from '../route-table.ts';
import { type Json, reference, type SchemaName } from './component-schemas.ts';
import { idParameter, pathParameter, queryParameters, schemaOf } from './parameters.ts';

/** One operation, as far as it differs from the others. */
export interface Operation {
  readonly id: string;
  readonly summary: string;
  readonly parameters?: readonly Json[];
  readonly requestBody?: SchemaName;
  /** The body of the answer that is asked for, by media type. */
  readonly content?: Json;
  /** What it does: it reads unless it makes something, puts it in place of what there is, or removes it. */
  readonly does?: 'make' | 'put' | 'remove';
  /** Whether it answers a page of a list, with a link to the next one. */
  readonly paged?: true;
  /** Whether it is about one brief or one file, which the header `x-precis-trace` leads to in the logs. */
  readonly traced?: true;
  /** Beside those that every operation has. */
  readonly problems: readonly ProblemKind[];
}

const json = (name: SchemaName): Json => ({ 'application/json': { schema: reference(name) } });
const text: Json = { schema: { type: 'string' } };

const BRIEF_ID = idParameter('id', 'The brief, by the id of its article.');
const BRIEF_ADDRESS = pathParameter(
  'id',
  'The brief, by the id of its article; with `@` and a version behind it, that version.',
  { type: 'string', pattern: '^[0-9a-f]{32}(@[0-9A-F]{64}\\.[0-9]{6}\\.[0-9]{6})?$' },
);
const PARTY_ID = pathParameter('id', 'The party, by its id: `united-states`.', schemaOf(PartyId));
const WATCH_ID = pathParameter('id', 'The watch, by its id: `my-watch`.', schemaOf(WatchId));
const IF_MATCH: Json = {
  name: 'If-Match',
  in: 'header',
  required: false,
  description: 'The ETag of the watch as the caller saw it: where it is another by now, the answer is 412.',
  schema: { type: 'string' },
};
const NONE_ANY_MORE = ['not-found', 'removed', 'rejected'] as const;

/** What each route of the API serves, but for the pages of the reader. */
export const OPERATIONS: Record<DataRouteKey, Operation> = {
  'GET /v1/briefs': {
    id: 'listBriefs',
    summary: 'Briefs, newest first.',
    parameters: queryParameters(ListParameters()),
    content: { ...json('BriefPage'), 'text/csv': text },
    paged: true,
    problems: [],
  },
  'GET /v1/briefs/{id}': {
    id: 'getBrief',
    summary: 'One brief.',
    parameters: [BRIEF_ADDRESS, ...queryParameters(BriefParameters())],
    content: { ...json('ServedBrief'), 'text/markdown': text, 'text/html': text },
    traced: true,
    problems: NONE_ANY_MORE,
  },
  'GET /v1/briefs/{id}/article': {
    id: 'getArticle',
    summary: 'The text that the offsets of the brief index, in UTF-16 code units.',
    parameters: [BRIEF_ADDRESS],
    content: { ...json('ArticleText'), 'text/plain': text },
    traced: true,
    problems: ['text-not-served', ...NONE_ANY_MORE],
  },
  'GET /v1/briefs/{id}/versions': {
    id: 'listVersions',
    summary: 'Every stored version of a brief, newest first, with what changed against the one before.',
    parameters: [BRIEF_ID, ...queryParameters(VersionParameters())],
    content: json('VersionList'),
    paged: true,
    traced: true,
    problems: ['not-found'],
  },
  'GET /v1/briefs/{id}/notes': {
    id: 'listNotes',
    summary: 'What a desk noted about a brief, the oldest first.',
    parameters: [BRIEF_ID],
    content: json('NoteList'),
    traced: true,
    problems: NONE_ANY_MORE,
  },
  'POST /v1/briefs/{id}/notes': {
    id: 'createNote',
    summary: 'Corrects a brief, comments on it or assesses it. Notes are never changed; a later one counts.',
    parameters: [BRIEF_ID, ...queryParameters(NoteParameters())],
    requestBody: 'NoteInput',
    content: json('Note'),
    does: 'make',
    problems: [
      'forbidden',
      ...NONE_ANY_MORE,
      'conflict',
      'request-too-large',
      'unsupported-media-type',
      'unsupported-claim',
    ],
  },
  'GET /v1/notes': {
    id: 'listNotedBriefs',
    summary: 'What a desk noted, by brief, in the order of their ids.',
    parameters: queryParameters(NotePageParameters()),
    content: json('NotePage'),
    paged: true,
    problems: [],
  },
  'GET /v1/parties': {
    id: 'listParties',
    summary: 'Parties of the newest briefs, by change against the last four weeks.',
    parameters: queryParameters(PartyListParameters()),
    content: json('PartyList'),
    problems: [],
  },
  'GET /v1/parties/{id}': {
    id: 'getDossier',
    summary: 'A dossier: what a party did, was asked, left open and risks, over time, each line cited.',
    parameters: [PARTY_ID, ...queryParameters(DossierParameters())],
    content: json('Dossier'),
    paged: true,
    problems: ['not-found'],
  },
  'GET /v1/issues': {
    id: 'listIssues',
    summary: 'Unresolved issues across briefs, those of nearly the same topic together.',
    parameters: queryParameters(IssueParameters()),
    content: json('IssuePage'),
    paged: true,
    problems: [],
  },
  'GET /v1/feed': {
    id: 'getFeed',
    summary: 'An Atom feed (RFC 4287) of briefs as they arrive, newest first, with the filters of the list.',
    parameters: queryParameters(FeedParameters()),
    content: { 'application/atom+xml': text },
    paged: true,
    problems: [],
  },
  'GET /v1/changes': {
    id: 'listChanges',
    summary: 'What changed over all briefs, by story: new, moved, repeated, contradicted, quiet.',
    parameters: queryParameters(ChangesParameters()),
    content: json('Changes'),
    problems: [],
  },
  'GET /v1/digest': {
    id: 'getDigest',
    summary: 'One page: what changed by watch, what lies ahead, what went quiet, what could not be read.',
    parameters: queryParameters(DigestParameters()),
    content: { ...json('Digest'), 'text/html': text, 'text/markdown': text },
    problems: [],
  },
  'GET /v1/calendar': {
    id: 'getCalendar',
    summary: 'The dated next steps and deadlines of briefs, the soonest first.',
    parameters: queryParameters(CalendarParameters()),
    content: { ...json('Calendar'), 'text/calendar': text },
    problems: [],
  },
  'GET /v1/calendar.ics': {
    id: 'getICalendar',
    summary: 'The same as iCalendar (RFC 5545).',
    parameters: queryParameters(CalendarParameters()),
    content: { 'text/calendar': text },
    problems: [],
  },
  'GET /v1/watches': {
    id: 'listWatches',
    summary: 'All watches.',
    content: json('WatchList'),
    problems: [],
  },
  'GET /v1/watches/{id}': {
    id: 'getWatch',
    summary: 'One watch.',
    parameters: [WATCH_ID],
    content: json('Watch'),
    problems: ['not-found'],
  },
  'PUT /v1/watches/{id}': {
    id: 'putWatch',
    summary: 'Makes a watch, or replaces it whole.',
    parameters: [WATCH_ID, ...queryParameters(WatchPutParameters()), IF_MATCH],
    requestBody: 'WatchInput',
    content: json('StoredWatch'),
    does: 'put',
    problems: ['forbidden', 'changed', 'request-too-large', 'unsupported-media-type'],
  },
  'DELETE /v1/watches/{id}': {
    id: 'removeWatch',
    summary: 'Removes a watch.',
    parameters: [WATCH_ID, IF_MATCH],
    does: 'remove',
    problems: ['forbidden', 'not-found', 'changed'],
  },
  'GET /v1/watches/{id}/changes': {
    id: 'listWatchChanges',
    summary: 'What changed on one watch, by story.',
    parameters: [WATCH_ID, ...queryParameters(ChangesParameters())],
    content: json('Changes'),
    problems: ['not-found'],
  },
  'GET /v1/uploads': {
    id: 'findUpload',
    summary: 'What became of a file, by its key in the inbox bucket.',
    parameters: queryParameters(UploadParameters()),
    content: json('UploadReport'),
    traced: true,
    problems: ['not-found'],
  },
  'POST /v1/uploads': {
    id: 'createUpload',
    summary: 'Leave to put one file into the inbox, by a form, within fifteen minutes.',
    requestBody: 'UploadRequest',
    content: json('UploadTicket'),
    does: 'make',
    problems: ['forbidden', 'request-too-large', 'unsupported-media-type'],
  },
  'GET /v1/uploads/{uploadId}': {
    id: 'getUpload',
    summary: 'What became of a file, by its id.',
    parameters: [idParameter('uploadId', 'The file.')],
    content: json('UploadReport'),
    traced: true,
    problems: ['not-found'],
  },
  'GET /openapi.json': {
    id: 'getOpenApi',
    summary: 'This document.',
    content: { 'application/json': { schema: { type: 'object' } } },
    problems: [],
  },
};
