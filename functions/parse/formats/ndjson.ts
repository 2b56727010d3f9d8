import { RejectedError } from '../../core/errors.ts';
import { authorsIn, dateIn, type Fields, fieldsOf, lineIn, stringOf } from '../json/fields.ts';
import { type JsonValue, readJson } from '../json/read-json.ts';
import type { ParseLimits } from '../parse-limits.ts';
import { type Draft, emptyDraft, webAddress } from './draft.ts';
import { entryName, readEntry, withoutText } from './entry.ts';
import { htmlBlocks, mixedBlocks, plainLine } from './markup-body.ts';
import { type Found, onlyArticle, type ReadText } from './reader.ts';
import { takeBlockHead } from './repeated-head.ts';
import { articleBlocks } from './teaser.ts';

const HTML_BODY = ['bodyhtml', 'contenthtml', 'articlehtml', 'bodyxhtml', 'html'] as const;
const BODY = [
  'maintext',
  'articlebody',
  'bodytext',
  'contenttext',
  'fulltext',
  'text',
  'body',
  'content',
  'article',
  'story',
] as const;
/** Names under which an object holds a list of articles. */
const LISTS = [
  'articles',
  'items',
  'entries',
  'docs',
  'documents',
  'results',
  'data',
  'posts',
  'news',
  'graph',
] as const;

/** The first of the fields that holds a text: a string, or what WordPress has rendered. */
function bodyIn(fields: Fields, names: readonly string[]): string | null {
  for (const name of names) {
    const value = fields.get(name);
    const text = typeof value === 'string' ? value : fieldsOf(value)?.get('rendered');
    if (typeof text === 'string' && text.trim() !== '') return text;
  }
  return null;
}

/** Whether an object has a field that holds the text of an article ("bodies" is that of ninjs). */
function hasBody(fields: Fields): boolean {
  return bodyIn(fields, [...HTML_BODY, ...BODY]) !== null || fields.has('bodies');
}

/** The rejection of JSON in which no article is found. */
function noArticle(): RejectedError {
  return new RejectedError('unsupported-format', 'This is a JSON document, and holds no article that could be told.', {
    remedy:
      'Give every article as an object with "title" and "text", or upload it in another format of docs/formats.md.',
  });
}

/**
 * The draft of an article that is a JSON object, by the names that exports, crawlers and schema.org give its fields.
 * @throws RejectedError `empty` where it has no text.
 */
export function draftOfRecord(fields: Fields, limits: ParseLimits): Draft {
  const html = bodyIn(fields, HTML_BODY);
  const body = html ?? bodyIn(fields, BODY);
  if (body === null) throw withoutText('no text');
  const url = stringOf(fields, 'url', 'link', 'canonicalurl', 'weburl', 'permalink', 'mainentityofpage');
  const published = dateIn(
    fields,
    'datepublished',
    'publishedat',
    'datepublish',
    'published',
    'publicationdate',
    'publisheddate',
    'publishdate',
    'pubdate',
    'publicationtime',
    'publishedtime',
    'firstcreated',
    'dategmt',
    'date',
    'created',
    'createdat',
    'timestamp',
    'versioncreated',
  );
  const modified = dateIn(fields, 'datemodified', 'datemodify', 'modifiedat', 'updatedat', 'updated', 'modified');
  const draft: Draft = {
    ...emptyDraft(),
    title: plainLine(lineIn(fields, 'title', 'headline', 'headlines', 'name'), limits),
    source: lineIn(
      fields,
      'source',
      'outlet',
      'publisher',
      'site',
      'sitename',
      'newspaper',
      'publication',
      'sourcename',
      'sourcedomain',
      'domain',
    ),
    url: url === null ? null : webAddress(url),
    authors: authorsIn(fields, 'authors', 'author', 'byline', 'by', 'creator', 'writers'),
    publishedAt: published,
    modifiedAt: modified === published ? null : modified,
    section: lineIn(fields, 'section', 'articlesection', 'category', 'sectionname'),
    language: lineIn(fields, 'language', 'lang', 'inlanguage'),
    rights: lineIn(fields, 'copyrightnotice', 'copyright', 'rights', 'license', 'licence'),
  };
  const blocks = html === null ? mixedBlocks(body, limits) : htmlBlocks(body, limits);
  const article = articleBlocks(blocks, true);
  if (article === null || article.length === 0) throw withoutText('only a teaser, no text');
  draft.paragraphs = takeBlockHead(draft, article).map(({ text }) => text);
  return draft;
}

/** Reads the draft of one record. */
export type DraftOfRecord = (fields: Fields, limits: ParseLimits) => Draft;

function idOf(fields: Fields | null): string | null {
  return fields === null ? null : lineIn(fields, 'id', 'guid', 'uuid', 'articleid', 'identifier', 'uri');
}

function* fromList(list: readonly JsonValue[], limits: ParseLimits, draftOf: DraftOfRecord): Generator<Found> {
  const records = list.map((value) => fieldsOf(value));
  if (!records.some((fields) => fields !== null && hasBody(fields))) throw noArticle();
  for (const [index, fields] of records.entries()) {
    yield readEntry(entryName(index + 1, idOf(fields)), () => draftOf(fields ?? new Map(), limits));
  }
}

function* fromLines(text: string, limits: ParseLimits, draftOf: DraftOfRecord): Generator<Found> {
  let articles = 0;
  let damaged = 0;
  let start = 0;
  for (let number = 1; start < text.length; number += 1) {
    const end = text.indexOf('\n', start);
    const line = text.slice(start, end === -1 ? text.length : end).trim();
    start = end === -1 ? text.length : end + 1;
    if (line === '') continue;
    let part = String(number);
    const found = readEntry(part, () => {
      const fields = fieldsOf(readJson(line, 'a line of JSON', limits));
      part = entryName(number, idOf(fields));
      return draftOf(fields ?? new Map(), limits);
    });
    if (found.kind === 'article') articles += 1;
    else if (found.kind === 'rejected' && found.error.code === 'malformed') damaged += 1;
    yield { ...found, part };
  }
  if (articles === 0 && damaged === 0) throw noArticle();
}

/** Whether a text is several JSON values, a line each. */
function isLines(text: string): boolean {
  const end = text.indexOf('\n');
  if (end === -1 || !text.startsWith('{')) return false;
  const first = text.slice(0, end).trim();
  if (!first.endsWith('}')) return false;
  const rest = text.slice(end + 1).trimStart();
  return rest.startsWith('{') || rest === '';
}

/** The list of articles that an object holds, or undefined. */
function listIn(fields: Fields): readonly JsonValue[] | undefined {
  for (const name of LISTS) {
    const list = fields.get(name);
    if (Array.isArray(list)) return list;
  }
  return undefined;
}

/**
 * The articles of a JSON text: one object, a list of objects, an object with a list, or an object a line.
 * @param draftOf reads one of them.
 */
export function* readRecords(text: string, limits: ParseLimits, draftOf: DraftOfRecord): Generator<Found> {
  const trimmed = text.trim();
  if (isLines(trimmed)) {
    yield* fromLines(trimmed, limits, draftOf);
    return;
  }
  const value = readJson(trimmed, 'a JSON document', limits);
  if (Array.isArray(value)) {
    yield* fromList(value, limits, draftOf);
    return;
  }
  const fields = fieldsOf(value);
  if (fields === null) throw noArticle();
  if (hasBody(fields)) {
    yield* onlyArticle(draftOf(fields, limits));
    return;
  }
  const inner = fieldsOf(fields.get('article'));
  if (inner !== null && hasBody(inner)) {
    yield* onlyArticle(draftOf(inner, limits));
    return;
  }
  const list = listIn(fields);
  if (list === undefined) throw noArticle();
  yield* fromList(list, limits, draftOf);
}

/**
 * Articles as JSON: an object a line (NDJSON), a list of objects, or one object. A line that is damaged costs the others
 * nothing.
 * @throws RejectedError `unsupported-format` where no object has the text of an article; `malformed` or `too-complex`.
 */
export const readNdjson: ReadText = (text, _hints, limits) => readRecords(text, limits, draftOfRecord);
