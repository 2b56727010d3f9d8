import type { FragmentBlock } from '../html/fragment.ts';
import { authorsIn, dateIn, type Fields, lineIn, objectsOf, stringOf } from '../json/fields.ts';
import type { ParseLimits } from '../parse-limits.ts';
import { type Draft, emptyDraft, webAddress } from './draft.ts';
import { withoutText } from './entry.ts';
import { htmlBlocks, mixedBlocks, plainLine, textBlocks } from './markup-body.ts';
import { draftOfRecord, readRecords } from './ndjson.ts';
import type { ReadText } from './reader.ts';
import { takeBlockHead } from './repeated-head.ts';

/** The value of a list of renditions (ninjs 2 and 3: headlines, bodies) whose role says "main", else of its first. */
function mainOf(renditions: readonly Fields[]): Fields | undefined {
  return renditions.find((rendition) => /^main$|:main$|^$/i.test(lineIn(rendition, 'role') ?? '')) ?? renditions[0];
}

/** Bodies in the order in which they are preferred: mark-up keeps paragraphs, plain text often does not. */
function blocksOfItem(item: Fields, limits: ParseLimits): FragmentBlock[] {
  const bodies = objectsOf(item, 'bodies');
  const marked = bodies.filter((body) => /html/i.test(lineIn(body, 'contenttype') ?? ''));
  const body = mainOf(marked) ?? mainOf(bodies);
  const value = body === undefined ? null : stringOf(body, 'value', 'content');
  if (body !== undefined && value !== null) {
    return /html/i.test(lineIn(body, 'contenttype') ?? '') ? htmlBlocks(value, limits) : mixedBlocks(value, limits);
  }
  const xhtml = stringOf(item, 'bodyxhtml', 'bodyhtml', 'bodyhtml5');
  if (xhtml !== null) return htmlBlocks(xhtml, limits);
  const text = stringOf(item, 'bodytext');
  if (text !== null) return textBlocks(text, limits);
  throw withoutText('no text');
}

/** The outlet: who publishes or provides the item, else who holds its copyright. */
function outletOf(item: Fields): string | null {
  const bodies = [
    ...objectsOf(item, 'organisations'),
    ...objectsOf(item, 'infosources'),
    ...objectsOf(item, 'infosource'),
  ];
  const role = (body: Fields) => `${lineIn(body, 'rel') ?? ''} ${lineIn(body, 'role') ?? ''}`;
  for (const wanted of [/publish/i, /provider|distribut/i, /source|origin|author|creator/i]) {
    const found = bodies.find((body) => wanted.test(role(body)));
    const name = found === undefined ? null : lineIn(found, 'name', 'literal');
    if (name !== null) return name;
  }
  const rights = objectsOf(item, 'rightsinfo')[0];
  return (
    lineIn(item, 'source', 'publisher', 'provider') ??
    lineIn(item, 'copyrightholder') ??
    (rights === undefined ? null : lineIn(rights, 'copyrightholder'))
  );
}

function rightsOf(item: Fields): string | null {
  const info = objectsOf(item, 'rightsinfo')[0];
  const names = ['copyrightnotice', 'usageterms'] as const;
  return lineIn(item, ...names) ?? (info === undefined ? null : lineIn(info, ...names));
}

function draftOf(item: Fields, limits: ParseLimits): Draft {
  const headline = mainOf(objectsOf(item, 'headlines'));
  const first = dateIn(item, 'contentcreated', 'firstcreated', 'datepublished');
  const version = dateIn(item, 'contentmodified', 'versioncreated');
  const url = stringOf(item, 'webcanonical', 'url', 'ednoteurl', 'uri');
  const draft: Draft = {
    ...emptyDraft(),
    title: plainLine(
      (headline === undefined ? null : lineIn(headline, 'value')) ?? lineIn(item, 'headline', 'title', 'name'),
      limits,
    ),
    source: outletOf(item),
    url: url === null ? null : webAddress(url),
    authors: authorsIn(item, 'byline', 'by', 'authors', 'author', 'creator'),
    publishedAt: first ?? version,
    modifiedAt: first === null || version === first ? null : version,
    section: lineIn(item, 'section', 'genre'),
    language: lineIn(item, 'language'),
    rights: rightsOf(item),
  };
  const blocks = takeBlockHead(draft, blocksOfItem(item, limits));
  return { ...draft, paragraphs: blocks.map(({ text }) => text) };
}

/**
 * Articles in ninjs, the IPTC's news in JSON (versions 1 to 3): one item, a list of them or one a line. Mark-up is
 * preferred to plain text; `firstcreated` is the publication and `versioncreated` the change where both are given.
 * @throws RejectedError as `readNdjson` does.
 */
export const readNinjs: ReadText = (text, _hints, limits) =>
  readRecords(text, limits, (item, own) => (isItem(item) ? draftOf(item, own) : draftOfRecord(item, own)));

function isItem(item: Fields): boolean {
  return item.has('bodies') || [...item.keys()].some((name) => /^body(?:text|xhtml|html5?)$/.test(name));
}
