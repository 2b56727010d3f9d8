import { authorsOf, readByline } from '../byline.ts';
import { datelineOf } from '../dateline.ts';
import { writtenDate } from '../dates.ts';
import { blocksOf, collapseSpace, unwrap } from '../normalise.ts';
import { isRightsLine } from '../rights.ts';
import { type Draft, emptyDraft, webAddress } from './draft.ts';

type Field = 'title' | 'source' | 'authors' | 'publishedAt' | 'url' | 'language' | 'rights' | 'ignored';

/** Names of header lines ("Title: …"), in lower case, and what they hold. */
const FIELDS: Readonly<Record<string, Field>> = {
  title: 'title',
  headline: 'title',
  source: 'source',
  outlet: 'source',
  publisher: 'source',
  publication: 'source',
  newspaper: 'source',
  author: 'authors',
  authors: 'authors',
  byline: 'authors',
  by: 'authors',
  date: 'publishedAt',
  published: 'publishedAt',
  'publication date': 'publishedAt',
  'date published': 'publishedAt',
  'published on': 'publishedAt',
  url: 'url',
  link: 'url',
  'source url': 'url',
  language: 'language',
  lang: 'language',
  copyright: 'rights',
  rights: 'rights',
  licence: 'rights',
  license: 'rights',
  section: 'ignored',
  category: 'ignored',
  keywords: 'ignored',
  tags: 'ignored',
}; // prettier-ignore

const HEADER_LINE = /^([A-Za-z][A-Za-z ]{1,20}?)\s{0,2}:\s{1,5}(\S.{0,1000})$/;
const MAX_TITLE = 160;
const MAX_TITLE_WORDS = 25;
/** Lines at the head of a file that may be title, byline, date and outlet. */
const HEAD_BLOCKS = 8;
const CREDIT =
  /^(?:this|the) (?:story|article|report) (?:has been|was|is) (?:originally |first )?(?:reported|published|written|posted) (?:by|in|on) (?:the )?([\p{Lu}][^.,;:!?]{1,60})[.!]?$/iu;

/** Takes a header line into the draft. @returns whether it was one. */
function takeHeader(draft: Draft, line: string): boolean {
  const match = HEADER_LINE.exec(line.trim());
  const field = FIELDS[match?.[1]?.toLowerCase().trim() ?? ''];
  if (!match || field === undefined) return false;
  const value = collapseSpace(match[2] ?? '');
  if (field === 'authors') draft.authors = authorsOf(value);
  else if (field === 'publishedAt') {
    const date = writtenDate(value);
    // A date that cannot be told stays where it is: nothing may be lost.
    if (date === null) return false;
    draft.publishedAt = date;
  } else if (field === 'url') {
    const address = webAddress(value);
    if (address === null) return false;
    draft.url = address;
  } else if (field !== 'ignored') draft[field] = value;
  return true;
}

function isTitle(line: string): boolean {
  const text = line.trim();
  if (text.length < 3 || text.length > MAX_TITLE || !/\p{L}/u.test(text)) return false;
  if (/[.!?:;,…。]["”’]?$/u.test(text) && !/[?!]["”’]?$/u.test(text)) return false;
  if (/^[-*•>"“(]/.test(text) && /^[-*•>(]/.test(text)) return false;
  if (
    text.split(/\s+/).length > MAX_TITLE_WORDS ||
    /[.!?]\s+\p{Lu}/u.test(text.replace(/\b(?:\p{Lu}\.|Mr\.|Mrs\.|Dr\.|St\.|vs\.|v\.)/gu, ''))
  ) {
    return false;
  }
  return datelineOf(text, null).places.length === 0 && !isRightsLine(text) && readByline(text) === null;
}

/** A line that is a date and nothing else, but for words such as "Published" or "Updated" and a time. */
function dateLine(line: string): string | null {
  const text = collapseSpace(line);
  if (text.length > 70 || /[.!?]$/.test(text)) return null;
  const date = writtenDate(text);
  if (date === null) return null;
  const words = text.match(/\p{L}{2,}/gu) ?? [];
  return words.length <= 7 &&
    /^(?:\P{L}*|(?:published|posted|first published|date|updated|on|mon|tue|wed|thu|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b.*|\P{L}*\p{L}{3,10}\.?\P{L}*(?:(?:at|utc|gmt|am|pm|[ecmp][sd]t)\P{L}*){0,4})$/iu.test(
      text,
    )
    ? date
    : null;
}

/** Takes title, byline, date and header lines from the head of the text; what is not recognised stays. */
function takeHead(draft: Draft, blocks: string[][]): string[][] {
  const rest = blocks.map((block) => [...block]);
  let taken = 0;
  const first = rest[0];
  while (first && first.length > 0 && takeHeader(draft, first[0] ?? '')) {
    first.shift();
    taken += 1;
  }
  for (let index = 0; index < Math.min(rest.length, HEAD_BLOCKS); index += 1) {
    const block = rest[index] ?? [];
    let atHead = true;
    while (atHead && block.length > 0) {
      const line = block[0] ?? '';
      const last = index === rest.length - 1 && block.length === 1;
      const byline = draft.authors.length === 0 ? readByline(line) : null;
      const date = draft.publishedAt === null ? dateLine(line) : null;
      const soleOrFollowed =
        block.length === 1 || readByline(block[1] ?? '') !== null || dateLine(block[1] ?? '') !== null;
      if (last) return rest;
      if (byline !== null) {
        draft.authors = byline.authors;
        draft.source ??= byline.outlet;
      } else if (date !== null) draft.publishedAt = date;
      else if (taken > 0 && index <= 1 && takeHeader(draft, line)) taken += 0;
      else if (draft.title === null && index === 0 && soleOrFollowed && isTitle(line))
        draft.title = collapseSpace(line);
      else {
        atHead = false;
        break;
      }
      taken += 1;
      block.shift();
    }
    if (!atHead) break;
  }
  return rest;
}

/** Plain text (clean of control characters) to a draft: header lines, title, byline and date where they are plain to see. */
export function parseText(text: string): Draft {
  const draft = emptyDraft();
  const blocks = takeHead(draft, blocksOf(text)).filter((block) => block.length > 0);
  draft.paragraphs = unwrap(blocks);
  draft.source ??= creditedOutlet(draft.paragraphs);
  return draft;
}

/** The outlet that a closing line names ("This story has been reported by …"); the line stays in the text. */
function creditedOutlet(paragraphs: readonly string[]): string | null {
  for (const paragraph of paragraphs.slice(-3)) {
    const sentences = paragraph.slice(-300).split(/(?<=[.!?])\s+/);
    for (const sentence of sentences) {
      const name = CREDIT.exec(sentence.trim())?.[1];
      if (name !== undefined) return name.trim();
    }
  }
  return null;
}
