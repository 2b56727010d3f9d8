import { type FragmentBlock, fragmentBlocks } from '../html/fragment.ts';
import { blocksOf, cleanCharacters, unwrap } from '../normalise.ts';
import type { ParseLimits } from '../parse-limits.ts';
import { refuseLongText, tooLarge } from '../refusals.ts';

const TAG = /<\/?[a-z][a-z0-9]{0,20}(?:\s[^<>]{0,2000})?\/?>|<!--/i;

/** Whether a text is written in HTML, as far as one tag tells. */
function hasTags(text: string): boolean {
  return TAG.test(text);
}

/** @throws RejectedError `too-large` or `too-complex` for HTML over a limit. */
export function htmlBlocks(html: string, limits: ParseLimits): FragmentBlock[] {
  const size = Buffer.byteLength(html);
  if (size > limits.htmlBytes) throw tooLarge('HTML of the entry', size, limits.htmlBytes, 'bytes');
  return fragmentBlocks(html, limits);
}

const SENTENCE_END = /[.!?。！？](?:["”’』」)）\]]{0,3})$/u;
/** Share of lines that must end a sentence before each is a paragraph: those wrapped by hand end anywhere. */
const WHOLE_LINES = 0.9;

function endsSentences(lines: readonly string[]): boolean {
  return lines.filter((line) => SENTENCE_END.test(line)).length >= lines.length * WHOLE_LINES;
}

/**
 * Plain text to blocks, hand-wrapped lines joined.
 * @throws RejectedError `too-large`.
 */
export function textBlocks(text: string, limits: ParseLimits): FragmentBlock[] {
  refuseLongText(text, limits);
  const blocks = blocksOf(cleanCharacters(text).text);
  const lines = blocks.flat();
  const paragraphs = endsSentences(lines) ? lines.map((line) => line.trim()) : unwrap(blocks);
  return paragraphs.map((paragraph) => ({ text: paragraph, heading: 0 }));
}

/**
 * A body that may be HTML or text whose characters are still written as references of HTML ("R&amp;D"), as feeds and
 * exports have it.
 * @throws RejectedError `too-large` or `too-complex`.
 */
export function mixedBlocks(body: string, limits: ParseLimits): FragmentBlock[] {
  if (hasTags(body)) return htmlBlocks(body, limits);
  const blocks = textBlocks(body, limits);
  if (!/&(?:#\d|#x[\da-f]|[a-z]+;)/i.test(body)) return blocks;
  return htmlBlocks(blocks.map(({ text }) => `<p>${text}</p>`).join(''), limits);
}

/** A line of metadata that may be written in HTML ("<i>Aurora</i> &amp; crew"), as text. */
export function plainLine(value: string | null, limits: ParseLimits): string | null {
  if (value === null || !/[<&]/.test(value) || value.length > 2_000) return value;
  const blocks = hasTags(value) || /&(?:#|[a-z])/i.test(value) ? htmlBlocks(value, limits) : null;
  return blocks === null ? value : blocks.map(({ text }) => text.replace(/\n/g, ' ')).join(' ') || null;
}
