import { RejectedError } from '../../core/errors.ts';
import { writtenDate } from '../dates.ts';
import type { FragmentBlock } from '../html/fragment.ts';
import type { ParseLimits } from '../parse-limits.ts';
import { tooManyEntries } from '../refusals.ts';
import { REMEDY } from '../sniff.ts';
import {
  childOf,
  childrenOf,
  descendantsOf,
  htmlWithin,
  lineOf,
  rawTextOf,
  readXmlTrees,
  type XmlNode,
} from '../xml/xml-tree.ts';
import { authorNames } from './author-names.ts';
import { type Draft, emptyDraft, webAddress } from './draft.ts';
import { entryName, readEntry, withoutText } from './entry.ts';
import { htmlBlocks, mixedBlocks } from './markup-body.ts';
import { draftOfNitf } from './nitf.ts';
import type { Found, ReadText } from './reader.ts';
import { takeBlockHead } from './repeated-head.ts';

function dateOf(node: XmlNode | undefined, name: string): string | null {
  const line = lineOf(childOf(node, name));
  return line === null ? null : writtenDate(line);
}

/** Name of a party (provider, creator): its `name`, else what it says in words. */
function nameOf(party: XmlNode | undefined): string | null {
  return lineOf(childOf(party, 'name')) ?? party?.attributes['literal'] ?? lineOf(party);
}

/** The headline that the item leads with; of several, that of role "main" or without a role. */
function headlineOf(meta: XmlNode | undefined): string | null {
  const headlines = meta === undefined ? [] : childrenOf(meta, 'headline');
  const main = headlines.find(({ attributes }) => /(?:^|:)(?:main|headline)$|^$/i.test(attributes['role'] ?? ''));
  return lineOf(main ?? headlines[0]);
}

/** The language of the text: a `language` that is not only a translation's, else `xml:lang`. */
function languageOf(item: XmlNode, meta: XmlNode | undefined): string | null {
  return childOf(meta, 'language')?.attributes['tag'] ?? item.attributes['lang'] ?? null;
}

function authorsOf(meta: XmlNode | undefined): string[] {
  if (meta === undefined) return [];
  const creators = childrenOf(meta, 'creator').flatMap((creator) => authorNames(nameOf(creator) ?? ''));
  const byline = childrenOf(meta, 'by').flatMap((line) => authorNames(lineOf(line) ?? ''));
  return [...new Set(byline.length > 0 ? byline : creators)];
}

/** The text of the item: XHTML or NITF within `inlineXML`, else `inlineData` that is text or HTML. */
function contentOf(item: XmlNode, limits: ParseLimits): { blocks: FragmentBlock[]; nitf: Draft | null } {
  const content = childOf(item, 'contentSet');
  for (const inline of content === undefined ? [] : childrenOf(content, 'inlineXML')) {
    const [nitf] = descendantsOf(inline, 'nitf');
    if (nitf !== undefined) {
      const draft = draftOfNitf(nitf, limits);
      return { blocks: draft.paragraphs.map((text) => ({ text, heading: 0 })), nitf: draft };
    }
    const body = childOf(childOf(inline, 'html'), 'body') ?? inline;
    const blocks = htmlBlocks(htmlWithin(body), limits);
    if (blocks.length > 0) return { blocks, nitf: null };
  }
  for (const inline of content === undefined ? [] : childrenOf(content, 'inlineData')) {
    if (inline.attributes['encoding'] !== undefined && !/none|text/i.test(inline.attributes['encoding'])) continue;
    const blocks = mixedBlocks(rawTextOf(inline), limits);
    if (blocks.length > 0) return { blocks, nitf: null };
  }
  throw withoutText('no text');
}

function draftOf(item: XmlNode, limits: ParseLimits): Draft {
  const itemMeta = childOf(item, 'itemMeta');
  const meta = childOf(item, 'contentMeta');
  const rights = childOf(item, 'rightsInfo');
  const { blocks, nitf } = contentOf(item, limits);
  const created = dateOf(meta, 'contentCreated') ?? dateOf(itemMeta, 'firstCreated');
  const version = dateOf(meta, 'contentModified') ?? dateOf(itemMeta, 'versionCreated');
  const links = descendantsOf(item, 'altRep').flatMap(({ attributes }) => attributes['href'] ?? []);
  const url = links.find((href) => webAddress(href) !== null);
  const draft: Draft = {
    ...emptyDraft(),
    title: headlineOf(meta) ?? nitf?.title ?? lineOf(childOf(itemMeta, 'title')),
    source:
      nameOf(childOf(itemMeta, 'provider')) ??
      nitf?.source ??
      nameOf(childOf(rights, 'copyrightHolder')) ??
      nameOf(childOf(meta, 'infoSource')),
    url: url === undefined ? (nitf?.url ?? null) : webAddress(url),
    authors: authorsOf(meta),
    publishedAt: created ?? version ?? nitf?.publishedAt ?? null,
    modifiedAt: created === null || version === created ? null : version,
    section: nitf?.section ?? null,
    language: languageOf(item, meta) ?? nitf?.language ?? null,
    rights: lineOf(childOf(rights, 'copyrightNotice')) ?? lineOf(childOf(rights, 'usageTerms')) ?? nitf?.rights ?? null,
  };
  if (draft.authors.length === 0) draft.authors = nitf?.authors ?? [];
  draft.paragraphs = takeBlockHead(draft, blocks).map(({ text }) => text);
  return draft;
}

/** Whether an item is of text: pictures, graphics and packages are other items' matter. */
function isOfText(item: XmlNode): boolean {
  const kind = childOf(childOf(item, 'itemMeta'), 'itemClass')?.attributes['qcode'] ?? 'ninat:text';
  return !/:(?:picture|graphic|audio|video|animation|composite)$/i.test(kind);
}

/**
 * A NewsML-G2 document (IPTC): a `newsItem`, or a `newsMessage` with several, each an article by its `guid`. Items that
 * are pictures, packages or the like are passed over.
 * @throws RejectedError `empty` where no item is of text; `malformed`, `too-complex` or `too-many-parts`.
 */
export const readNewsMlG2: ReadText = (text, _hints, limits) => {
  const articles: Found[] = [];
  let single = false;
  readXmlTrees(text, 'a NewsML-G2 document', limits, {
    wants({ name }, path) {
      if (name === 'newsItem' && path.length === 0) single = true;
      return name === 'newsItem';
    },
    take(item) {
      if (!isOfText(item)) return;
      if (articles.length >= limits.parts) throw tooManyEntries(limits.parts);
      const part = single ? '' : entryName(articles.length + 1, item.attributes['guid']);
      articles.push(readEntry(part, () => draftOf(item, limits)));
    },
  });
  if (articles.length > 0) return articles;
  throw new RejectedError('empty', 'The NewsML-G2 document holds no item of text.', { remedy: REMEDY });
};
