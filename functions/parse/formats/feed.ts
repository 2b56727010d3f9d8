import { RejectedError } from '../../core/errors.ts';
import { writtenDate } from '../dates.ts';
import type { FragmentBlock } from '../html/fragment.ts';
import type { ParseLimits } from '../parse-limits.ts';
import { tooManyEntries } from '../refusals.ts';
import { REMEDY } from '../sniff.ts';
import { childOf, childrenOf, htmlWithin, lineOf, rawTextOf, readXmlTrees, type XmlNode } from '../xml/xml-tree.ts';
import { authorNames } from './author-names.ts';
import { type Draft, emptyDraft, webAddress } from './draft.ts';
import { entryName, readEntry, withoutText } from './entry.ts';
import { htmlBlocks, mixedBlocks, plainLine, textBlocks } from './markup-body.ts';
import type { Found, ReadText } from './reader.ts';
import { takeBlockHead } from './repeated-head.ts';
import { articleBlocks } from './teaser.ts';

/** What a feed says of itself. */
interface Channel {
  title: string | null;
  language: string | null;
  rights: string | null;
  authors: string[];
}

const ENTRY = /^(?:item|entry)$/;
const CHANNEL_FIELD = /^(?:title|language|copyright|rights|author|creator)$/;
const CHANNEL = /^(?:channel|feed)$/;
/** Elements of Media RSS and of podcasts have the names of those of RSS and mean something else. */
const FOREIGN = /^(?:media|itunes|googleplay|geo|slash|wfw)$/i;

function own(node: XmlNode, name: string): XmlNode | undefined {
  return childrenOf(node, name).find(({ prefix }) => !FOREIGN.test(prefix));
}

function dateOf(entry: XmlNode, names: readonly string[]): string | null {
  for (const name of names) {
    const line = lineOf(own(entry, name));
    const date = line === null ? null : writtenDate(line);
    if (date !== null) return date;
  }
  return null;
}

/** Persons of `author` (Atom: with a `name`; RSS: an address and a name in brackets) and `dc:creator`. */
function authorsOfEntry(node: XmlNode): string[] {
  const lines = node.children.flatMap((child) => {
    if (typeof child === 'string' || FOREIGN.test(child.prefix) || !/^(?:author|creator)$/.test(child.name)) return [];
    return lineOf(childOf(child, 'name') ?? child) ?? [];
  });
  return [...new Set(lines.flatMap(authorNames))];
}

/** The entry's address: `link` (Atom: the alternate), or a `guid` that is one. */
function addressOf(entry: XmlNode): string | null {
  const original = lineOf(childOf(entry, 'origLink'));
  const links = childrenOf(entry, 'link').filter(({ prefix }) => !FOREIGN.test(prefix));
  const alternate = links.filter(({ attributes }) => (attributes['rel'] ?? 'alternate') === 'alternate');
  const guid = childOf(entry, 'guid');
  const named = guid?.attributes['isPermaLink'] === 'false' ? null : lineOf(guid);
  const found = [original, ...alternate.map((link) => link.attributes['href'] ?? lineOf(link)), named];
  for (const address of found) {
    const url = address === null ? null : webAddress(address);
    if (url !== null) return url;
  }
  return null;
}

/** The blocks of an element that holds text, HTML as text, or XHTML as elements (RFC 4287, section 3.1). */
function blocksOfContent(node: XmlNode, limits: ParseLimits): FragmentBlock[] {
  if (node.children.some((child) => typeof child !== 'string')) return htmlBlocks(htmlWithin(node), limits);
  const text = rawTextOf(node);
  return node.attributes['type'] === 'text' || node.attributes['type'] === 'text/plain'
    ? textBlocks(text, limits)
    : mixedBlocks(text, limits);
}

/** The article of an entry: what it gives as content, else its description where that is long. */
function blocksOfEntry(entry: XmlNode, limits: ParseLimits): FragmentBlock[] {
  const content = childOf(entry, 'encoded') ?? own(entry, 'content');
  const description = own(entry, 'description') ?? own(entry, 'summary');
  for (const [node, whole] of [
    [content, true],
    [description, false],
  ] as const) {
    const blocks = node === undefined ? [] : blocksOfContent(node, limits);
    if (blocks.length === 0) continue;
    const article = articleBlocks(blocks, whole);
    if (article !== null && article.length > 0) return article;
  }
  throw withoutText('only a teaser, no text');
}

function draftOf(entry: XmlNode, limits: ParseLimits): Draft {
  const published = dateOf(entry, ['pubDate', 'published', 'issued', 'date', 'created']);
  const updated = dateOf(entry, ['updated', 'modified']);
  const category = own(entry, 'category');
  const outlet = own(entry, 'source');
  const draft: Draft = {
    ...emptyDraft(),
    title: plainLine(lineOf(own(entry, 'title')), limits),
    source: plainLine(lineOf(outlet && (childOf(outlet, 'title') ?? outlet)), limits),
    url: addressOf(entry),
    authors: authorsOfEntry(entry),
    publishedAt: published ?? updated,
    modifiedAt: published === null || updated === published ? null : updated,
    section: plainLine(
      category?.attributes['label'] ?? category?.attributes['term'] ?? lineOf(category ?? own(entry, 'subject')),
      limits,
    ),
    language: entry.attributes['lang'] ?? lineOf(own(entry, 'language')),
    rights: lineOf(own(entry, 'rights') ?? own(entry, 'copyright')),
  };
  draft.paragraphs = takeBlockHead(draft, blocksOfEntry(entry, limits)).map(({ text }) => text);
  return draft;
}

/** What an entry does not say of itself is the feed's, wherever in the document the feed says it. */
function withChannel(found: Found, channel: Channel): Found {
  if (found.kind !== 'article') return found;
  const { draft } = found;
  return {
    ...found,
    draft: {
      ...draft,
      source: draft.source ?? channel.title,
      language: draft.language ?? channel.language,
      rights: draft.rights ?? channel.rights,
      authors: draft.authors.length === 0 ? channel.authors : draft.authors,
    },
  };
}

function takeChannelField(channel: Channel, node: XmlNode): void {
  if (FOREIGN.test(node.prefix)) return;
  const line = lineOf(node);
  if (node.name === 'title') channel.title ??= line;
  else if (node.name === 'language') channel.language ??= line;
  else if (/^(?:copyright|rights)$/.test(node.name)) channel.rights ??= line;
  // A feed's author is its entries' by RFC 4287, 4.1.1; the editor of an RSS channel is not.
  else if (node.name === 'author' && channel.authors.length === 0) {
    channel.authors = authorNames(lineOf(childOf(node, 'name')) ?? '');
  }
}

const STRAY_AMPERSAND = /&(?!(?:#\d{1,7}|#x[\da-f]{1,6}|amp|lt|gt|quot|apos);)/gi;
const CDATA = '<![CDATA[';

/**
 * The feed with its stray ampersands and references of HTML ("a?b=1&c=2", "&eacute;"), which XML does not allow and
 * feeds have all the same, escaped: whoever reads the text as HTML resolves them.
 */
function withoutStrayAmpersands(text: string): string {
  const pieces: string[] = [];
  for (let at = 0; at < text.length; ) {
    const start = text.indexOf(CDATA, at);
    const end = start === -1 ? -1 : text.indexOf(']]>', start);
    pieces.push(text.slice(at, start === -1 ? text.length : start).replace(STRAY_AMPERSAND, '&amp;'));
    if (start === -1) break;
    pieces.push(text.slice(start, end === -1 ? text.length : end));
    at = end === -1 ? text.length : end;
  }
  return pieces.join('');
}

/**
 * A feed (RSS 2.0, RSS 1.0, Atom of RFC 4287) holds an article an entry that gives its text; entries with only a teaser
 * are refused, each for itself. A feed that is cut holds what stands before the cut.
 * @throws RejectedError `empty` for a feed without entries; `malformed`, `too-complex` or `too-many-parts`.
 */
export const readFeed: ReadText = (text, _hints, limits) => {
  const channel: Channel = { title: null, language: null, rights: null, authors: [] };
  const entries: Found[] = [];
  const takeEntry = (entry: XmlNode) => {
    if (entries.length >= limits.parts) throw tooManyEntries(limits.parts);
    const id = lineOf(childOf(entry, 'guid') ?? childOf(entry, 'id')) ?? entry.attributes['about'];
    const part = entryName(entries.length + 1, id, addressOf(entry));
    entries.push(readEntry(part, () => draftOf(entry, limits)));
  };
  try {
    readXmlTrees(withoutStrayAmpersands(text), 'a feed', limits, {
      wants(element, path) {
        if (path.length === 0 || CHANNEL.test(element.name)) channel.language ??= element.attributes['lang'] ?? null;
        if (ENTRY.test(element.name)) return true;
        return CHANNEL_FIELD.test(element.name) && CHANNEL.test(path.at(-1) ?? '');
      },
      take(node) {
        if (ENTRY.test(node.name)) takeEntry(node);
        else takeChannelField(channel, node);
      },
    });
  } catch (error) {
    if (!(error instanceof RejectedError) || error.code !== 'malformed' || entries.length === 0) throw error;
    entries.push({ kind: 'rejected', part: String(entries.length + 1), error });
  }
  if (entries.length === 0) throw new RejectedError('empty', 'The feed has no entries.', { remedy: REMEDY });
  channel.title = plainLine(channel.title, limits);
  return entries.map((entry) => withChannel(entry, channel));
};
