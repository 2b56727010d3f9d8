import { RejectedError } from '../../core/errors.ts';
import { readByline } from '../byline.ts';
import { writtenDate } from '../dates.ts';
import { collapseSpace } from '../normalise.ts';
import type { ParseLimits } from '../parse-limits.ts';
import { REMEDY } from '../sniff.ts';
import {
  childOf,
  childrenOf,
  descendantsOf,
  type HtmlMapping,
  htmlWithin,
  lineOf,
  readXmlTrees,
  type XmlNode,
} from '../xml/xml-tree.ts';
import { authorNames } from './author-names.ts';
import { type Draft, emptyDraft, webAddress } from './draft.ts';
import { htmlBlocks } from './markup-body.ts';
import { onlyArticle, type ReadText } from './reader.ts';
import { takeBlockHead } from './repeated-head.ts';

/** Elements of NITF 3.6 in HTML's words; tables, media, foot notes and what is said of the text are no text. */
const TO_HTML: HtmlMapping = {
  leftOut: new Set([
    'media',
    'media-caption',
    'table',
    'nitf-table',
    'nitf-table-metadata',
    'fn',
    'note',
    'byline',
    'dateline',
    'copyrite',
    'abstract',
    'img',
    'image',
    'script',
    'style',
  ]),
  renamed: new Map([
    ['hl1', 'h2'],
    ['hl2', 'h2'],
    ['bq', 'blockquote'],
    ['block', 'div'],
    ['content', 'div'],
    ['datasource', 'div'],
    ['credit', 'span'],
    ['object', 'span'],
    ['object.title', 'span'],
    ['org', 'span'],
    ['title', 'p'],
    ['body', 'div'],
    ['head', 'div'],
    ['a', 'span'],
  ]),
};

function byNorm(node: XmlNode | undefined, attribute = 'norm'): string | null {
  const value = node?.attributes[attribute];
  return value === undefined ? null : writtenDate(value);
}

function publishedOf(head: XmlNode | undefined, top: XmlNode | undefined): string | null {
  const docdata = childOf(head, 'docdata');
  return (
    byNorm(childOf(docdata, 'date.issue')) ??
    byNorm(childOf(docdata, 'date.release')) ??
    byNorm(childOf(head, 'pubdata'), 'date.publication') ??
    byNorm(childOf(childOf(top, 'dateline'), 'story.date'))
  );
}

/** Persons of the bylines; where none is marked up, what the line says. */
function authorsOf(top: XmlNode | undefined): string[] {
  const bylines = top === undefined ? [] : childrenOf(top, 'byline');
  const persons = bylines.flatMap((byline) =>
    descendantsOf(byline, 'person').flatMap((person) => lineOf(person) ?? []),
  );
  const named = persons.length > 0 ? persons.flatMap(authorNames) : bylines.flatMap((line) => authorsOfLine(line));
  return [...new Set(named)];
}

function authorsOfLine(byline: XmlNode): string[] {
  const shown = {
    ...byline,
    children: byline.children.filter((child) => typeof child === 'string' || child.name !== 'byttl'),
  };
  const line = lineOf(shown) ?? '';
  return readByline(line)?.authors ?? authorNames(line);
}

function rightsOf(head: XmlNode | undefined, top: XmlNode | undefined): string | null {
  const shown = lineOf(childOf(top, 'rights'));
  const { year = '', holder = '' } = childOf(childOf(head, 'docdata'), 'doc.copyright')?.attributes ?? {};
  return shown ?? (collapseSpace(holder) === '' ? null : collapseSpace(`© ${year} ${holder}`));
}

/** The line that opens the story ("PORT HALLAM, March 3"), unless its text begins with it. */
function withDateline(top: XmlNode | undefined, paragraphs: string[]): string[] {
  const line = lineOf(childOf(top, 'dateline'))?.replace(/[\s—–-]+$/u, '') ?? '';
  const [first, ...rest] = paragraphs;
  if (line === '' || line.length > 120 || first === undefined) return paragraphs;
  const start = first.slice(0, 200).toLowerCase();
  const place = line.split(/[,(]/)[0]?.trim().toLowerCase() ?? '';
  return start.startsWith(place) ? paragraphs : [`${line} — ${first}`, ...rest];
}

/**
 * The draft of an `nitf` element (IPTC NITF 3.x): headline, byline, dateline, paragraphs of `body.content`, and what
 * `docdata` and `pubdata` say of it.
 * @throws RejectedError `empty` where it has no text; `too-complex` or `too-large`.
 */
export function draftOfNitf(nitf: XmlNode, limits: ParseLimits): Draft {
  const head = childOf(nitf, 'head');
  const body = childOf(nitf, 'body');
  const top = childOf(body, 'body.head');
  const pubdata = childOf(head, 'pubdata');
  const hedline = childOf(top, 'hedline');
  const docdata = childOf(head, 'docdata');
  const address = pubdata?.attributes['ex-ref'] ?? childOf(docdata, 'doc-id')?.attributes['id-string'] ?? '';
  const draft: Draft = {
    ...emptyDraft(),
    title: lineOf(childOf(hedline, 'hl1')) ?? lineOf(hedline) ?? lineOf(childOf(head, 'title')),
    source:
      pubdata?.attributes['name'] ??
      lineOf(childOf(top, 'distributor')) ??
      childOf(docdata, 'doc.copyright')?.attributes['holder'] ??
      null,
    url: webAddress(address),
    authors: authorsOf(top),
    publishedAt: publishedOf(head, top),
    section: pubdata?.attributes['position.section'] ?? null,
    language: nitf.attributes['lang'] ?? body?.attributes['lang'] ?? null,
    rights: rightsOf(head, top),
  };
  const content = childOf(body, 'body.content');
  const blocks = content === undefined ? [] : takeBlockHead(draft, htmlBlocks(htmlWithin(content, TO_HTML), limits));
  draft.paragraphs = withDateline(
    top,
    blocks.map(({ text }) => text),
  );
  return draft;
}

/**
 * An NITF document holds one article.
 * @throws RejectedError `malformed`, `too-complex`, `too-large` or `empty`.
 */
export const readNitf: ReadText = (text, _hints, limits) => {
  const found: XmlNode[] = [];
  readXmlTrees(text, 'an NITF document', limits, {
    wants: ({ name }) => name === 'nitf',
    take: (node) => found.push(node),
  });
  const [nitf] = found;
  if (nitf === undefined) throw new RejectedError('empty', 'The NITF document holds no article.', { remedy: REMEDY });
  return onlyArticle(draftOfNitf(nitf, limits));
};
