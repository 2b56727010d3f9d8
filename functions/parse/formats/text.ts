import { authorsOf, readByline } from '../byline.ts';
import { datelineOf } from '../dateline.ts';
import { writtenDate } from '../dates.ts';
import { blocksOf, collapseSpace, unwrap } from '../normalise.ts';
import { refuseLongText } from '../refusals.ts';
import { isRightsLine } from '../rights.ts';
import { type Draft, emptyDraft, webAddress } from './draft.ts';
import { dateOfLine, takeByline, takeDate } from './head.ts';
import { onlyArticle, type ReadText } from './reader.ts';

type Field = 'title' | 'source' | 'authors' | 'publishedAt' | 'url' | 'language' | 'rights';

/** Names of header lines ("Title: …") by what they hold. */
const FIELD_NAMES: Readonly<Record<Field, readonly string[]>> = {
  title: ['title', 'headline'],
  source: ['source', 'outlet', 'publisher', 'publication', 'newspaper'],
  authors: ['author', 'authors', 'byline', 'by'],
  publishedAt: ['date', 'published', 'publication date', 'date published', 'published on'],
  url: ['url', 'link', 'source url'],
  language: ['language', 'lang'],
  rights: ['copyright', 'rights', 'licence', 'license'],
};
const FIELDS = new Map(
  (Object.keys(FIELD_NAMES) as Field[]).flatMap((field) => FIELD_NAMES[field].map((name) => [name, field] as const)),
);

const HEADER_LINE = /^([A-Za-z][A-Za-z ]{1,20}?)\s{0,2}:\s{1,5}(\S.{0,1000})$/;
const MAX_TITLE = 160;
const MAX_TITLE_WORDS = 25;
const MAX_QUESTION_WORDS = 14;
/** Blocks at the head of a file that may hold title, byline, date and header lines. */
const HEAD_BLOCKS = 6;
const ABBREVIATION = /\b(?:\p{Lu}\.|Mr\.|Mrs\.|Ms\.|Dr\.|St\.|Gen\.|Sen\.|vs\.|v\.)/gu;
const CREDIT =
  /^(?:this|the) (?:story|article|report) (?:has been|was|is) (?:originally |first )?(?:reported|published|written|posted) (?:by|in|on) (?:the )?(\p{Lu}[^.,;:!?]{1,60})[.!]?$/iu;

/** Takes a header line into the draft. @returns whether it was one; a value that cannot be told is left in the text. */
function takeHeader(draft: Draft, line: string): boolean {
  const match = HEADER_LINE.exec(line.trim());
  const field = FIELDS.get(match?.[1]?.toLowerCase().trim() ?? '');
  if (!match || field === undefined) return false;
  const value = collapseSpace(match[2] ?? '');
  if (field === 'authors') {
    draft.authors = authorsOf(value);
    return draft.authors.length > 0;
  }
  const told = field === 'publishedAt' ? writtenDate(value) : field === 'url' ? webAddress(value) : value;
  if (told === null) return false;
  draft[field] = told;
  return true;
}

/** Whether a first line is plainly a title: short, without a final stop, neither sentence nor dateline nor byline. */
function isTitle(line: string): boolean {
  const text = line.trim();
  if (text.length < 3 || text.length > MAX_TITLE || !/\p{L}/u.test(text) || isHeaderLine(text)) return false;
  if (/[.:;,…。][)"”’]?$/u.test(text) || /^[-*•>(]/.test(text)) return false;
  if (text.split(/\s+/).length > MAX_TITLE_WORDS || /[.!?] \p{Lu}/u.test(text.replace(ABBREVIATION, ''))) return false;
  // A long question opens an interview; a title asks a short one.
  if (/\?["”’]?$/u.test(text) && text.split(/\s+/).length > MAX_QUESTION_WORDS) return false;
  return datelineOf(text, null).places.length === 0 && !isRightsLine(text);
}

function isHeaderLine(line: string): boolean {
  return FIELDS.has(HEADER_LINE.exec(line)?.[1]?.toLowerCase() ?? '');
}

function isHeadLine(line: string | undefined): boolean {
  if (line === undefined) return true;
  return readByline(line) !== null || dateOfLine(line) !== null || isHeaderLine(line);
}

/**
 * Takes header lines, title, byline and date off the head of the text. The first line that is none of them ends the
 * head, and the last line of all is never taken: an article has a body.
 */
function takeHead(draft: Draft, blocks: readonly string[][]): string[][] {
  const rest = blocks.map((block) => [...block]);
  for (let index = 0; index < Math.min(rest.length, HEAD_BLOCKS); index += 1) {
    const block = rest[index] ?? [];
    while (block.length > 0) {
      const [line = '', next] = block;
      if (index === rest.length - 1 && block.length === 1) return rest;
      const titleHere = draft.title === null && index === 0 && isHeadLine(next) && isTitle(line);
      const taken = takeHeader(draft, line) || takeByline(draft, line) || takeDate(draft, line);
      if (!taken && !titleHere) return rest;
      if (!taken) draft.title = collapseSpace(line);
      block.shift();
    }
  }
  return rest;
}

/** The outlet that a closing line names ("This story has been reported by …"); the line stays in the text. */
function creditedOutlet(paragraphs: readonly string[]): string | null {
  for (const paragraph of paragraphs.slice(-3)) {
    for (const sentence of paragraph.slice(-300).split(/(?<=[.!?])\s+/)) {
      const name = CREDIT.exec(sentence.trim())?.[1];
      if (name !== undefined) return name.trim();
    }
  }
  return null;
}

/** Plain text, clean of control characters, to a draft: what is not recognised as metadata stays in the paragraphs. */
export function parseText(text: string): Draft {
  const draft = emptyDraft();
  const blocks = takeHead(draft, blocksOf(text)).filter((block) => block.length > 0);
  draft.paragraphs = unwrap(blocks);
  draft.source ??= creditedOutlet(draft.paragraphs);
  return draft;
}

/** Plain text whose title is known apart: nothing is taken off its head. */
export function parseBody(title: string | null, text: string): Draft {
  const paragraphs = unwrap(blocksOf(text));
  return { ...emptyDraft(), title, paragraphs, source: creditedOutlet(paragraphs) };
}

/** A plain text holds one article. @throws RejectedError `too-large`. */
export const readPlainText: ReadText = (text, _hints, limits) => {
  refuseLongText(text, limits);
  return onlyArticle(parseText(text));
};
