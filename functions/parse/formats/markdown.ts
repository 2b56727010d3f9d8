import MarkdownIt, { type Token } from 'markdown-it';
import { parseDocument } from 'yaml';
import { authorsOf } from '../byline.ts';
import { writtenDate } from '../dates.ts';
import { collapseSpace, joinLines } from '../normalise.ts';
import { refuseLongText } from '../refusals.ts';
import { type Draft, emptyDraft, webAddress } from './draft.ts';
import { takeByline, takeDate } from './head.ts';
import { onlyArticle, type ReadText } from './reader.ts';
import { isTechnicalLine } from './wire.ts';

/** Front matter longer than this is not metadata. */
const MAX_FRONT_MATTER = 20_000;
/** Aliases that a front matter may expand; an alias bomb needs more. */
const MAX_ALIASES = 20;
/** Paragraphs after the title that may be byline and date. */
const HEAD_PARAGRAPHS = 3;

// HTML is recognised so that it can be dropped; indented text is prose, not code: articles are indented by hand.
const reader = new MarkdownIt('commonmark', { html: true }).enable('table').disable('code');

interface FrontMatter {
  fields: Map<string, unknown>;
  body: string;
  notes: string[];
}

/** Splits the YAML block off. Other languages (`---js`) are dropped unread: front matter is data, never code. */
function splitFrontMatter(text: string): FrontMatter {
  const none = { fields: new Map<string, unknown>(), body: text, notes: [] };
  const open = /^---([a-z]{0,10})[ \t]*\n/.exec(text);
  if (!open) return none;
  const start = open[0].length;
  const close = /^(?:---|\.\.\.)[ \t]*$/m.exec(text.slice(start - 1, start + MAX_FRONT_MATTER));
  if (!close) return none;
  const source = text.slice(start, start - 1 + close.index);
  const body = text.slice(start - 1 + close.index + close[0].length);
  if (open[1] !== '' && open[1] !== 'yaml')
    return { ...none, body, notes: [`front matter in "${open[1]}" is not read`] };
  const unread = { ...none, body, notes: ['the front matter is not valid YAML and is not read'] };
  try {
    const document = parseDocument(source, { schema: 'core', prettyErrors: false, uniqueKeys: false });
    if (document.errors.length > 0) return unread;
    const value: unknown = document.toJS({ maxAliasCount: MAX_ALIASES });
    // A thematic break above a paragraph looks like front matter, and is none.
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return none;
    const fields = new Map(Object.entries(value).map(([key, entry]) => [key.toLowerCase(), entry]));
    return { fields, body, notes: [] };
  } catch {
    return unread;
  }
}

function asText(value: unknown): string | null {
  if (typeof value === 'number') return String(value);
  if (typeof value !== 'string') return null;
  return collapseSpace(value) || null;
}

function asAuthors(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(asAuthors);
  if (typeof value === 'object' && value !== null && 'name' in value) return asAuthors(value.name);
  const text = asText(value);
  return text === null ? [] : authorsOf(text);
}

function applyFields(draft: Draft, fields: Map<string, unknown>): void {
  const first = (...names: string[]) =>
    names.map((name) => asText(fields.get(name))).find((value) => value !== null) ?? null;
  draft.title = first('title', 'headline');
  draft.source = first('source', 'outlet', 'publisher', 'publication', 'site');
  draft.authors = [...new Set(['author', 'authors', 'byline'].flatMap((name) => asAuthors(fields.get(name))))];
  const date = first('date', 'published', 'publishedat', 'published_at', 'publish_date', 'pubdate', 'datepublished');
  draft.publishedAt = date === null ? null : writtenDate(date);
  if (date !== null && draft.publishedAt === null) draft.notes.push('the date in the front matter cannot be told');
  const address = first('url', 'canonical', 'canonical_url', 'link', 'source_url');
  draft.url = address === null ? null : webAddress(address);
  // A source that is an address is the article's address, not the outlet's name.
  if (draft.source !== null && webAddress(draft.source) !== null) {
    draft.url ??= webAddress(draft.source);
    draft.source = null;
  }
  const changed = first(
    'lastmod',
    'updated',
    'modified',
    'updatedat',
    'updated_at',
    'last_modified_at',
    'datemodified',
  );
  draft.modifiedAt = changed === null ? null : writtenDate(changed);
  draft.section = first('section');
  draft.language = first('lang', 'language', 'locale');
  draft.rights = first('copyright', 'rights', 'license', 'licence');
}

/** What an inline token says: links to their text, images and raw HTML to nothing. */
function plain(children: readonly Token[]): string {
  const lines = [''];
  const add = (text: string) => lines.push((lines.pop() ?? '') + text);
  for (const token of children) {
    if (token.type === 'text' || token.type === 'code_inline' || token.type === 'text_special') add(token.content);
    else if (token.type === 'softbreak') lines.push('');
    else if (token.type === 'hardbreak' || /^<br\b/i.test(token.content)) add('\n');
  }
  return joinLines(lines).trim();
}

interface Block {
  text: string;
  heading: number;
}

/** Paragraphs, headings, list items and table rows in the order of the text. */
function blocksOf(tokens: readonly Token[], notes: string[]): Block[] {
  const blocks: Block[] = [];
  let heading = 0;
  let row: string[] | null = null;
  let dropped = 0;
  for (const token of tokens) {
    if (token.type === 'heading_open') heading = Number(token.tag.slice(1));
    else if (token.type === 'heading_close') heading = 0;
    else if (token.type === 'tr_open') row = [];
    else if (token.type === 'tr_close' && row !== null) {
      blocks.push({ text: row.filter((cell) => cell !== '').join(' | '), heading: 0 });
      row = null;
    } else if (token.type === 'inline') {
      const text = plain(token.children ?? []);
      if (row !== null) row.push(text);
      else blocks.push({ text, heading });
    } else if (token.type === 'fence' || token.type === 'html_block') dropped += 1;
  }
  if (dropped > 0) notes.push(`${dropped} block${dropped === 1 ? '' : 's'} of code or raw HTML left out`);
  return blocks.filter(({ text }) => text !== '');
}

/** Markdown (CommonMark with tables and YAML front matter) to a draft. */
export function parseMarkdown(text: string): Draft {
  const draft = emptyDraft();
  const { fields, body, notes } = splitFrontMatter(text.trimStart());
  draft.notes.push(...notes);
  applyFields(draft, fields);
  const blocks = blocksOf(reader.parse(body, {}), draft.notes);

  const [first] = blocks;
  if (first && first.heading === 1 && blocks.length > 1 && (draft.title === null || draft.title === first.text)) {
    draft.title = first.text;
    blocks.shift();
  }
  for (let seen = 0; seen < HEAD_PARAGRAPHS && blocks.length > 1; seen += 1) {
    const [block] = blocks;
    if (!block || block.heading > 0) break;
    if (!(isTechnicalLine(block.text) || takeByline(draft, block.text) || takeDate(draft, block.text))) break;
    blocks.shift();
  }
  draft.paragraphs = blocks.map((block) => block.text);
  return draft;
}

/** A Markdown document holds one article. @throws RejectedError `too-large`. */
export const readMarkdown: ReadText = (text, _hints, limits) => {
  refuseLongText(text, limits);
  return onlyArticle(parseMarkdown(text));
};
