/** A text made safe to index: see `cleanCharacters`. */
export interface CleanText {
  text: string;
  notes: string[];
}

const REPLACEMENT = '\ufffd';

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? '' : 's'} replaced`;
}

/**
 * The first step after decoding, before any offset exists: the byte-order mark is dropped, lone surrogates and NUL
 * become U+FFFD, all line ends (CRLF, CR, NEL, U+2028, U+2029, form feed) become `\n`, other control
 * characters of ASCII a space; those above it stay, being mostly dashes and quotation marks of a mistaken encoding, which
 * whoever shows a text has to make harmless. Nothing is composed or decomposed (no NFC): letters stay as they were written.
 */
export function cleanCharacters(text: string): CleanText {
  const notes: string[] = [];
  let surrogates = 0;
  let nuls = 0;
  const clean = text
    .replace(/^\ufeff/, '')
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(/[\f\v]/g, '\n\n')
    .replace(/[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]/g, (match) => {
      if (match.length === 2) return match;
      surrogates += 1;
      return REPLACEMENT;
    })
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is replaced.
    .replace(/[\0-\x08\x0e-\x1f\x7f]/g, (match) => {
      if (match !== '\0') return ' ';
      nuls += 1;
      return REPLACEMENT;
    });
  if (surrogates > 0) notes.push(counted(surrogates, 'lone surrogate'));
  if (nuls > 0) notes.push(counted(nuls, 'NUL character'));
  return { text: clean, notes };
}

/** Blocks of lines between blank lines; lines without trailing white space. */
export function blocksOf(text: string): string[][] {
  const blocks: string[][] = [];
  let block: string[] = [];
  for (const line of text.split('\n')) {
    const trimmed = line.trimEnd();
    if (trimmed !== '') {
      block.push(trimmed);
    } else if (block.length > 0) {
      blocks.push(block);
      block = [];
    }
  }
  if (block.length > 0) blocks.push(block);
  return blocks;
}

/** Wider lines than this are not wrapped by hand: every line is a paragraph. */
const MAX_WRAP_WIDTH = 200;
const MIN_WRAP_WIDTH = 30;
/** Share of line breaks that the width must explain before a text counts as hard-wrapped. */
const MIN_FORCED_SHARE = 0.6;

const LIST_ITEM = /^\s{0,12}(?:[-*•·–—]|\d{1,3}[.)])\s/;
const SENTENCE_END = /[.!?:…。！？"”'’)\]»]$/;
const STARTS_LOWER = /^\s{0,12}\p{Ll}/u;
const ENDS_WITHOUT_SPACE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}。、，！？」』]$/u;
const STARTS_WITHOUT_SPACE = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}。、，！？「『]/u;

function firstWordLength(line: string): number {
  const word = line.trimStart();
  const space = word.search(/\s/);
  return space === -1 ? word.length : space;
}

/** The width that a text is wrapped at, or null for a text that is not hard-wrapped. */
function wrapWidth(blocks: string[][]): number | null {
  let width = 0;
  for (const block of blocks) for (const line of block) width = Math.max(width, line.length);
  if (width > MAX_WRAP_WIDTH || width < MIN_WRAP_WIDTH) return null;
  let breaks = 0;
  let forced = 0;
  for (const block of blocks) {
    for (let at = 0; at + 1 < block.length; at += 1) {
      const [line = '', next = ''] = [block[at], block[at + 1]];
      if (LIST_ITEM.test(next)) continue;
      breaks += 1;
      if (isForced(line, next, width)) forced += 1;
    }
  }
  return breaks > 0 && forced >= breaks * MIN_FORCED_SHARE ? width : null;
}

/** Whether the next line's first word would not have fitted (a tenth of the width is left to ragged margins). */
function isForced(line: string, next: string, width: number): boolean {
  return line.length + 1 + firstWordLength(next) > width * 0.9;
}

function continues(line: string, next: string, width: number | null): boolean {
  if (LIST_ITEM.test(next)) return false;
  if (!SENTENCE_END.test(line) && STARTS_LOWER.test(next)) return true;
  if (width === null) return false;
  const indented = /^\s{2}/.test(next) && !/^\s{2}/.test(line);
  return !indented && (isForced(line, next, width) || !SENTENCE_END.test(line));
}

/** Lines of one paragraph as one: a space between two, none after a hyphen in a word or between Han or kana. */
export function joinLines(lines: readonly string[]): string {
  const pieces: string[] = [];
  let previous: string | null = null;
  for (const line of lines) {
    const start = line.trimStart();
    if (previous !== null) {
      const cutWord = /\p{L}-$/u.test(previous) && STARTS_LOWER.test(start);
      const noSpace = ENDS_WITHOUT_SPACE.test(previous) && STARTS_WITHOUT_SPACE.test(start);
      if (!cutWord && !noSpace) pieces.push(' ');
    }
    pieces.push(start);
    previous = start.slice(-2);
  }
  return pieces.join('');
}

/**
 * Blocks of lines to paragraphs, one line each: hard-wrapped lines are joined, and where the text is not wrapped every
 * line is a paragraph of its own (unless it plainly goes on in lower case). List items stay apart.
 */
export function unwrap(blocks: string[][]): string[] {
  const width = wrapWidth(blocks);
  return blocks.flatMap((block) => {
    const paragraphs: string[][] = [];
    let previous = '';
    for (const line of block) {
      const current = paragraphs.at(-1);
      if (current && continues(previous, line, width)) current.push(line);
      else paragraphs.push([line]);
      previous = line;
    }
    return paragraphs.map((lines) => joinLines(lines).trim());
  });
}

function trimLines(paragraph: string): string {
  if (!paragraph.includes('\n')) return paragraph.trim();
  const lines = paragraph.split('\n').map((line) => line.trim());
  return lines.filter((line) => line !== '').join('\n');
}

/** Paragraphs to the text that every offset indexes: trimmed, none empty, one blank line between two. */
export function joinParagraphs(paragraphs: readonly string[]): string {
  return paragraphs
    .map(trimLines)
    .filter((paragraph) => paragraph !== '')
    .join('\n\n');
}

/** White space of mark-up as a browser shows it: runs become one space; soft hyphens and zero-width marks go. */
export function collapseSpace(text: string): string {
  return text
    .replace(/[\u00ad\u200b\u2060\ufeff]/g, '')
    .replace(/[\t\n\f\r \u00a0\u2007\u202f]+/g, ' ')
    .trim();
}

/** Words as a reader counts them: runs of letters and digits; each Han or kana character counts as one. */
export function countWords(text: string): number {
  let words = 0;
  for (const _ of text.matchAll(
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]|[\p{L}\p{N}\p{M}]+(?:['’.-][\p{L}\p{N}\p{M}]+)*/gu,
  )) {
    words += 1;
  }
  return words;
}
