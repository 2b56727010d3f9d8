import { RejectedError } from '../../core/errors.ts';
import type { FragmentBlock } from '../html/fragment.ts';
import { authorsIn, dateIn, type Fields, fieldsOf, lineIn, stringOf } from '../json/fields.ts';
import { readJson } from '../json/read-json.ts';
import type { ParseLimits } from '../parse-limits.ts';
import { REMEDY } from '../sniff.ts';
import { type Draft, emptyDraft, webAddress } from './draft.ts';
import { entryName, readEntry, withoutText } from './entry.ts';
import { htmlBlocks, plainLine, textBlocks } from './markup-body.ts';
import type { ReadText } from './reader.ts';
import { takeBlockHead } from './repeated-head.ts';
import { articleBlocks } from './teaser.ts';

function blocksOfItem(item: Fields, limits: ParseLimits): FragmentBlock[] {
  const html = stringOf(item, 'contenthtml');
  const text = stringOf(item, 'contenttext');
  const summary = stringOf(item, 'summary');
  const blocks =
    html !== null
      ? articleBlocks(htmlBlocks(html, limits), true)
      : text !== null
        ? articleBlocks(textBlocks(text, limits), true)
        : articleBlocks(textBlocks(summary ?? '', limits), false);
  if (blocks === null || blocks.length === 0) throw withoutText('only a teaser, no text');
  return blocks;
}

function draftOf(item: Fields, feed: Fields, limits: ParseLimits): Draft {
  const url = stringOf(item, 'url', 'externalurl');
  const published = dateIn(item, 'datepublished');
  const modified = dateIn(item, 'datemodified');
  const draft: Draft = {
    ...emptyDraft(),
    title: plainLine(lineIn(item, 'title'), limits),
    source: lineIn(feed, 'title'),
    url: url === null ? null : webAddress(url),
    authors: authorsIn(item, 'authors', 'author'),
    publishedAt: published ?? modified,
    modifiedAt: published === null || modified === published ? null : modified,
    section: lineIn(item, 'tags'),
    language: lineIn(item, 'language') ?? lineIn(feed, 'language'),
  };
  const blocks = takeBlockHead(draft, blocksOfItem(item, limits));
  // An item without authors has those of the feed (JSON Feed 1.1, "authors").
  if (draft.authors.length === 0) draft.authors = authorsIn(feed, 'authors', 'author');
  return { ...draft, paragraphs: blocks.map(({ text }) => text) };
}

/**
 * A JSON Feed (versions 1 and 1.1) holds an article an item that gives its content.
 * @throws RejectedError `empty` for a feed without items; `malformed` or `too-complex`.
 */
export const readJsonFeed: ReadText = (text, _hints, limits) => {
  const feed = fieldsOf(readJson(text, 'a JSON Feed', limits)) ?? new Map();
  const items = feed.get('items');
  if (!Array.isArray(items) || items.length === 0) {
    throw new RejectedError('empty', 'The feed has no entries.', { remedy: REMEDY });
  }
  return (function* () {
    for (const [index, value] of items.entries()) {
      const item: Fields = fieldsOf(value) ?? new Map();
      const name = entryName(index + 1, lineIn(item, 'id'), lineIn(item, 'url', 'externalurl'));
      yield readEntry(name, () => draftOf(item, feed, limits));
    }
  })();
};
