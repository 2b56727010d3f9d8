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
 * become U+FFFD, all line ends (CRLF, CR, NEL, U+2028, U+2029, form feed) become `\n`, the marks of a transmission's
 * parts (SOH, STX, ETX, EOT) a blank line, other control characters of ASCII a space; those above it stay, being mostly dashes and quotation marks of a mistaken encoding, which
 * whoever shows a text has to make harmless. Nothing is composed or decomposed (no NFC): letters stay as they were written.
 */
export function cleanCharacters(text: string): CleanText {
  const notes: string[] = [];
  let surrogates = 0;
  let nuls = 0;
  const clean = text
    .replace(/^\ufeff/, '')
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is replaced.
    .replace(/[\f\v\x01-\x04]/g, '\n\n')
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
const ENDS_WITHOUT_SPACE = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー・。、，！？」』）]$/u;
const STARTS_WITHOUT_SPACE = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}ー・。、，！？「『（]/u;

/** Characters that take two columns where all others take one. */
const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60\uffe0-\uffe6]/g;

function widthOf(text: string): number {
  return text.length + (text.match(WIDE)?.length ?? 0);
}

/** The width of what cannot be broken at a line's beginning: a word, or two characters of a script without spaces. */
function firstWordWidth(line: string): number {
  const start = line.trimStart();
  if (STARTS_WITHOUT_SPACE.test(start)) return widthOf(start.slice(0, 2));
  const space = start.search(/\s/);
  return widthOf(space === -1 ? start : start.slice(0, space));
}

/** The width that a text is wrapped at, or null for a text that is not hard-wrapped. */
function wrapWidth(blocks: string[][]): number | null {
  let width = 0;
  for (const block of blocks) for (const line of block) width = Math.max(width, widthOf(line));
  if (width > MAX_WRAP_WIDTH || width < MIN_WRAP_WIDTH) return null;
  let breaks = 0;
  let forced = 0;
  for (const block of blocks) {
    const indent = leastIndent(block);
    for (let at = 0; at + 1 < block.length; at += 1) {
      const [line = '', next = ''] = [block[at], block[at + 1]];
      if (LIST_ITEM.test(next) || beginsParagraph(next, indent)) continue;
      breaks += 1;
      if (isForced(line, next, width)) forced += 1;
    }
  }
  return breaks > 0 && forced >= breaks * MIN_FORCED_SHARE ? width : null;
}

/** Whether the next line's first word would not have fitted (a tenth of the width is left to ragged margins). */
function isForced(line: string, next: string, width: number): boolean {
  return widthOf(line) + 1 + firstWordWidth(next) > width * 0.9;
}

/** Columns of white space before a line; a tab counts as four, an ideographic space as two. */
function indentOf(line: string): number {
  const space = /^\s{0,40}/.exec(line)?.[0] ?? '';
  let columns = 0;
  for (const character of space) columns += character === '\t' ? 4 : character === '\u3000' ? 2 : 1;
  return columns;
}

function leastIndent(block: readonly string[]): number {
  return block.reduce((least, line) => Math.min(least, indentOf(line)), Number.POSITIVE_INFINITY);
}

/** A first line is indented by two columns or more, against the least that a line of its block is. */
function beginsParagraph(line: string, indent: number): boolean {
  return indentOf(line) >= indent + 2;
}

function continues(line: string, next: string, width: number | null, indent: number): boolean {
  if (LIST_ITEM.test(next)) return false;
  if (beginsParagraph(next, indent)) return !SENTENCE_END.test(line) && STARTS_LOWER.test(next);
  if (!SENTENCE_END.test(line) && STARTS_LOWER.test(next)) return true;
  return width !== null && (isForced(line, next, width) || !SENTENCE_END.test(line));
}

/** What stands for a hyphen at the end of a line that the next one goes on from. */
type Hyphens = (before: string, after: string) => '-' | '';

const CUT_WORD = /(\p{L}{1,40})[-\u2010\u00ad]$/u;
const ASIDE =
  /^(?:und|oder|bis|sowie|bzw|and|or|to|nor|y|o|e|ou|et|of|en|tot|og|eller|och|i|lub|ve|ja|a|nebo)(?![\p{L}-])/iu;
const LAST_CHARACTERS = 48;

/**
 * Lines of one paragraph as one: a space between two, none after a hyphen in a word or between Han or kana.
 * @param hyphens tells whether a hyphen at the end of a line is part of the word; without it every one is.
 */
export function joinLines(lines: readonly string[], hyphens: Hyphens = () => '-'): string {
  const pieces: string[] = [];
  for (const line of lines) {
    const start = line.trimStart();
    const previous = pieces.at(-1);
    if (previous === undefined) {
      pieces.push(start);
      continue;
    }
    const end = previous.slice(-LAST_CHARACTERS);
    const cut = STARTS_LOWER.test(start) && !ASIDE.test(start) ? CUT_WORD.exec(end) : null;
    if (cut) {
      const after = /^\p{L}{1,40}/u.exec(start)?.[0] ?? '';
      const hyphen = previous.endsWith('\u00ad') ? '' : hyphens(cut[1] ?? '', after);
      pieces[pieces.length - 1] = previous.slice(0, -1) + (hyphen && previous.slice(-1));
    } else if (!(ENDS_WITHOUT_SPACE.test(end) && STARTS_WITHOUT_SPACE.test(start))) pieces.push(' ');
    pieces.push(start);
  }
  return pieces.join('');
}

/** A text of which so many lines are cut within a word is set with hyphens: three, and one in ten. */
const HYPHENATED_LINES = 3;
const HYPHENATED_SHARE = 0.1;

/**
 * What becomes of hyphens at line ends. A word that stands elsewhere in the text tells it; else a text that is set with
 * hyphens loses them, and in another the word has one.
 */
function hyphensOf(blocks: readonly (readonly string[])[]): Hyphens {
  let lines = 0;
  let cut = 0;
  for (const block of blocks) {
    lines += block.length;
    for (const line of block) if (CUT_WORD.test(line.slice(-LAST_CHARACTERS))) cut += 1;
  }
  if (cut === 0) return () => '-';
  const words = new Set<string>();
  for (const block of blocks) {
    for (const line of block)
      for (const word of line.toLowerCase().match(/\p{L}+(?:-\p{L}+)*/gu) ?? []) words.add(word);
  }
  const isSet = cut >= Math.max(HYPHENATED_LINES, lines * HYPHENATED_SHARE);
  return (before, after) => {
    const [left, right] = [before.toLowerCase(), after.toLowerCase()];
    if (words.has(`${left}${right}`)) return '';
    return isSet && !words.has(`${left}-${right}`) ? '' : '-';
  };
}

/**
 * Blocks of lines to paragraphs, one line each: hard-wrapped lines are joined, and where the text is not wrapped every
 * line is a paragraph of its own (unless it plainly goes on in lower case). An indented line begins a paragraph where
 * others are not. List items stay apart.
 */
export function unwrap(blocks: string[][]): string[] {
  const width = wrapWidth(blocks);
  const hyphens = hyphensOf(blocks);
  return blocks.flatMap((block) => {
    const paragraphs: string[][] = [];
    const indent = leastIndent(block);
    let previous = '';
    for (const line of block) {
      const current = paragraphs.at(-1);
      if (current && continues(previous, line, width, indent)) current.push(line);
      else paragraphs.push([line]);
      previous = line;
    }
    return paragraphs.map((lines) => joinLines(lines, hyphens).trim());
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

/** A text by which two spellings of one title are the same: its letters and digits. */
export function bareText(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
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
