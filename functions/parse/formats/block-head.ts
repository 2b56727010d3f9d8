import { authorsOf, looksLikeName, readByline } from '../byline.ts';
import { datelineOf } from '../dateline.ts';
import { writtenDate } from '../dates.ts';
import { collapseSpace } from '../normalise.ts';
import { isRightsLine } from '../rights.ts';
import { type Draft, emptyDraft } from './draft.ts';
import { dateOfLine, takeByline, takeDate } from './head.ts';

/** What a document says that a paragraph is, where its style says more than how it looks. */
export type BlockRole = 'title' | 'subtitle' | 'author' | 'date' | 'publisher';

/** A paragraph, heading, list item or table row of a document that marks its headings. */
export interface Block {
  text: string;
  /** 1 to 9 for a heading, else 0. */
  heading: number;
  role?: BlockRole | undefined;
}

/** What a document says of itself beside its text, as it stands there. */
export interface Properties {
  title?: string | undefined;
  /** One author or several an entry. */
  authors?: readonly string[];
  /** A date that is stated as the publication's; when a file was made is none. */
  published?: string | undefined;
  source?: string | undefined;
  language?: string | undefined;
  rights?: string | undefined;
}

/** Paragraphs at the head of a document that may be title, byline and date. */
const HEAD_BLOCKS = 8;
const MAX_TITLE = 200;
const MAX_TITLE_WORDS = 25;
const MAX_NAMES = 4;
/** Letters of a byline beside the names. */
const MAX_BYLINE_WORDS = 14;
/** Titles that programs make up: a template's, a file's name, the program's own. */
const NO_TITLE =
  /^(?:untitled|unbenannt|ohne titel|sans titre|sin título|senza titolo|無題|无标题|제목 없음|title|document|dokument|document ?\d*|microsoft word|powerpoint|normal|print|layout \d+|page \d+)\b|^microsoft (?:word|office)|\.(?:docx?|dotx?|odt|ott|rtf|pdf|indd|qxd|qxp|txt|tex|dvi|html?|pages|wpd|p65|fm|eps|ps)$/iu;
const NO_AUTHOR =
  /^(?:admin(?:istrator)?|user|benutzer|owner|author|autor|unknown|anonymous|default|guest|root|python-docx|un-named|windows(?: user)?|microsoft office user|ユーザー|作成者)\d*$/iu;
const ABBREVIATION = /\b(?:\p{Lu}\.|Mr\.|Mrs\.|Ms\.|Dr\.|St\.|Gen\.|Sen\.|vs\.|v\.)/gu;

/** A title or a line of the text as it is compared: letters and digits only, in one case. */
export function folded(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '');
}

/** The title that a document's properties give, or null for one that a program made up. */
export function statedTitle(title: string | undefined): string | null {
  const text = collapseSpace(title ?? '');
  if (text === '' || text.length > 300 || !/\p{L}/u.test(text) || NO_TITLE.test(text)) return null;
  // One word with digits, underscores or a path is a file's name.
  return /^\S*[\d_\\/]\S*$/.test(text) && !/[\p{Lo}]/u.test(text) ? null : text;
}

/** The authors that a document's properties give, without accounts of a machine. */
function statedAuthors(authors: readonly string[]): string[] {
  const names = authors.flatMap((entry) => entry.split(/[;、，；]/).flatMap(authorsOf));
  return [...new Set(names)].filter((name) => !NO_AUTHOR.test(name) && /\p{L}/u.test(name) && !/^\S+\d\S*$/.test(name));
}

/** Whether a first line is plainly a title: short, without a final stop, neither sentence nor dateline nor byline. */
function isTitleLine(text: string): boolean {
  if (text.length < 3 || text.length > MAX_TITLE || text.includes('\n') || !/\p{L}/u.test(text)) return false;
  if (/[.:;,…。、][)"”’」』]?$/u.test(text) || /^[-*•>(]/u.test(text)) return false;
  if (text.split(/\s+/).length > MAX_TITLE_WORDS || /[.!?。] ?\p{Lu}/u.test(text.replace(ABBREVIATION, '')))
    return false;
  return datelineOf(text, null).places.length === 0 && !isRightsLine(text) && dateOfLine(text) === null;
}

/**
 * Where the title stands among the first blocks, or -1. In this order: what has the style of a title; what agrees with the
 * title in the properties; a first heading; a first line that is plainly a title.
 */
function titleIndex(blocks: readonly Block[], stated: string | null): number {
  const head = blocks.slice(0, HEAD_BLOCKS);
  const styled = head.findIndex(({ role }) => role === 'title');
  if (styled !== -1) return styled;
  const wanted = stated === null ? '' : folded(stated);
  const agreeing = wanted === '' ? -1 : head.findIndex(({ text }) => folded(text) === wanted);
  if (agreeing !== -1) return agreeing;
  const first = head.findIndex(({ role, text }) => role === undefined && dateOfLine(text) === null);
  const block = head[first];
  if (!block || blocks.length < 2) return -1;
  if (block.heading > 0) return first;
  return stated === null && isTitleLine(block.text) ? first : -1;
}

/** How many of the blocks are names alone, one a line, before a line that is a date: a byline without "By". */
function bareNames(blocks: readonly Block[]): number {
  let count = 0;
  while (count < MAX_NAMES) {
    const block = blocks[count];
    if (!block || block.heading > 0 || !looksLikeName(block.text) || readByline(block.text) !== null) break;
    count += 1;
  }
  const after = blocks[count];
  return after && (after.role === 'date' || dateOfLine(after.text) !== null) ? count : 0;
}

/** Whether a line names all known authors and little else: a byline, in whatever language. */
function namesAuthors(text: string, authors: readonly string[]): boolean {
  if (authors.length === 0 || text.length > 150) return false;
  let rest = folded(text);
  for (const author of authors) {
    const name = folded(author);
    if (name === '' || !rest.includes(name)) return false;
    rest = rest.replace(name, '');
  }
  return rest.length <= MAX_BYLINE_WORDS;
}

/** Takes a block of the head into the draft. @returns whether it says nothing but what the draft now holds. */
function takeBlock(draft: Draft, { text, heading, role }: Block, known: ReadonlySet<string>): boolean {
  if (role === 'author') {
    const names = authorsOf(text).filter((name) => !draft.authors.includes(name));
    draft.authors.push(...names);
    return true;
  }
  if (role === 'publisher') {
    draft.source ??= text;
    return true;
  }
  const date = role === 'date' ? writtenDate(text) : null;
  if (date !== null) {
    draft.publishedAt ??= date;
    return true;
  }
  if (known.has(folded(text))) return true;
  if (heading > 0 || role === 'subtitle') return false;
  return takeByline(draft, text) || takeDate(draft, text);
}

/**
 * A draft of a document's blocks: title, byline and date lines are taken off its head, and what they do not say is taken
 * from its properties. The last block is never taken: an article has a body.
 */
export function draftOfBlocks(all: readonly Block[], properties: Properties): Draft {
  const draft = emptyDraft();
  const blocks = all.filter(({ text }) => text !== '');
  const title = statedTitle(properties.title);
  const authors = statedAuthors(properties.authors ?? []);
  const source = collapseSpace(properties.source ?? '') || null;
  const at = titleIndex(blocks, title);
  draft.title = collapseSpace(blocks[at]?.text ?? '') || title;
  // What the properties say too is not said again by the text: a name alone, the outlet, the title on a page of its own.
  const known = new Set(
    [...authors, authors.join(''), source ?? '', draft.title ?? ''].map(folded).filter((key) => key !== ''),
  );
  const rest = blocks.filter((_, index) => index !== at || blocks.length === 1);
  const kept: Block[] = [];
  let seen = 0;
  for (; seen < Math.min(HEAD_BLOCKS, rest.length - 1); seen += 1) {
    const block = rest[seen];
    if (!block) break;
    const names =
      draft.title !== null && draft.authors.length === 0 ? bareNames(rest.slice(seen, seen + MAX_NAMES + 1)) : 0;
    if (names > 0) {
      const own = rest.slice(seen, seen + names).map(({ text }) => text);
      draft.authors = own.filter((name) => source === null || folded(name) !== folded(source));
      seen += names - 1;
    } else if (!takeBlock(draft, block, known) && !(block.heading === 0 && namesAuthors(block.text, authors))) {
      // A deck or kicker may stand before the byline, and a body may not.
      if (block.role !== 'subtitle' && seen >= at) break;
      kept.push(block);
    }
  }
  draft.paragraphs = [...kept, ...rest.slice(seen)].map(({ text }) => text);
  if (draft.authors.length === 0) draft.authors = authors;
  draft.publishedAt ??= properties.published === undefined ? null : writtenDate(properties.published);
  draft.source ??= source;
  draft.language = collapseSpace(properties.language ?? '') || null;
  draft.rights = collapseSpace(properties.rights ?? '') || null;
  return draft;
}
