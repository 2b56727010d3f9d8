import type { Boilerplate } from '../core/article.ts';
import { boilerplateKindOf } from '../core/text/boilerplate.ts';
import type { BoilerplateKind } from '../core/text/boilerplate-lexicon.ts';
import { splitSentences } from '../core/text/sentences.ts';
import type { Span } from '../core/text/span.ts';
import { readByline } from './byline.ts';
import { dateOfLine, isUpdateLine } from './formats/head.ts';

/** A caption or a credit of several sentences, as one paragraph, is no longer than this. In code units. */
const LONGEST_WHOLE = 500;
/** Its first words tell a caption. */
const CAPTION_HEAD = 100;
/** Bylines and dates stand in the first paragraphs, and again in the last. */
const HEAD_PARAGRAPHS = 4;
const TAIL_PARAGRAPHS = 2;

const ABOUT = /^About \p{Lu}[\p{L}\p{N}&.,'’ -]{1,60}:?$/u;
/** What only a press release has. */
const PRESS_RELEASE: ReadonlySet<BoilerplateKind> = new Set(['contact', 'sign-off']);

/**
 * The stretches of an article's text that tell nothing of the matter: bylines, credits, captions, "read more", prompts to
 * share or subscribe, copyright, contacts, sign-offs. Where it is not sure, nothing is marked.
 * @param text as it stands in the article; it is not changed.
 * @returns in order and apart from one another, each one paragraph, one line or whole sentences of one line, without
 *   white space at its ends. Linear in the length of the text.
 */
export function boilerplateOf(text: string): Boilerplate[] {
  const paragraphs = paragraphsOf(text);
  const found: Boilerplate[] = [];
  const free: Span[] = [];
  for (const [index, paragraph] of paragraphs.entries()) {
    const before = found.length;
    const whole = wholeKind(text, paragraph);
    const atEdge = index < HEAD_PARAGRAPHS || index >= paragraphs.length - TAIL_PARAGRAPHS;
    if (whole !== null) found.push({ kind: whole, ...paragraph });
    else for (const line of linesOf(text, paragraph)) found.push(...inLine(text, line, atEdge));
    if (found.length === before) free.push(paragraph);
  }
  return withAboutSection(text, free, found);
}

/** The kind of a paragraph of one line whose sentences belong together: a caption, or a credit in brackets. */
function wholeKind(text: string, { start, end }: Span): BoilerplateKind | null {
  const paragraph = text.slice(start, end);
  if (paragraph.length > LONGEST_WHOLE || paragraph.includes('\n')) return null;
  if (boilerplateKindOf(paragraph.slice(0, CAPTION_HEAD), false) === 'caption') return 'caption';
  return /^\([^()]*\)\.?$/.test(paragraph) && boilerplateKindOf(paragraph, true) === 'credit' ? 'credit' : null;
}

/** What of a line is boilerplate: all of it, or sentences at its beginning and at its end. */
function inLine(text: string, line: Span, atEdge: boolean): Boilerplate[] {
  const sentences = splitSentences(text, line);
  const [only] = sentences;
  if (only === undefined) return [];
  const lineText = text.slice(line.start, line.end);
  if (atEdge && isByline(lineText)) return [{ kind: 'byline', ...line }];
  if (atEdge && (dateOfLine(lineText) !== null || isUpdateLine(lineText))) return [{ kind: 'dateline', ...line }];
  if (sentences.length === 1) {
    const kind = boilerplateKindOf(lineText, true);
    return kind === null ? [] : [{ kind, ...line }];
  }
  const kinds = sentences.map(({ start, end }) => boilerplateKindOf(text.slice(start, end), false));
  const leading = kinds.indexOf(null);
  const trailing = kinds.lastIndexOf(null);
  const found: Boilerplate[] = [];
  for (const [index, { start, end }] of sentences.entries()) {
    const kind = kinds[index];
    if (kind === null || kind === undefined || (index > leading && index < trailing)) continue;
    const before = found.at(-1);
    if (before?.kind === kind && kinds[index - 1] === kind) before.end = end;
    else found.push({ kind, start, end });
  }
  return found;
}

function isByline(line: string): boolean {
  return readByline(line) !== null;
}

/**
 * Adds what a press release says of its sender under "About …", down to the next heading or boilerplate.
 * @param free the paragraphs without boilerplate.
 */
function withAboutSection(text: string, free: readonly Span[], found: readonly Boilerplate[]): Boilerplate[] {
  if (!found.some(({ kind }) => PRESS_RELEASE.has(kind))) return [...found];
  const added: Boilerplate[] = [];
  let last: number | null = null;
  for (const { start, end } of free) {
    const isHead = start > text.length * 0.4 && end - start <= 80 && ABOUT.test(text.slice(start, end));
    const goesOn: boolean = last !== null && start <= last + 2 && !endsLikeHeading(text, end);
    last = isHead || goesOn ? end : null;
    if (last !== null) added.push({ kind: 'promotion', start, end });
  }
  return [...found, ...added].sort((one, other) => one.start - other.start);
}

function endsLikeHeading(text: string, end: number): boolean {
  return /\p{L}/u.test(text[end - 1] ?? '');
}

/** The paragraphs of a text as the article has them, without white space at their ends. */
function paragraphsOf(text: string): Span[] {
  return piecesOf(text, { start: 0, end: text.length }, '\n\n');
}

function linesOf(text: string, within: Span): Span[] {
  return piecesOf(text, within, '\n');
}

function piecesOf(text: string, within: Span, separator: string): Span[] {
  const pieces: Span[] = [];
  let start = within.start;
  while (start < within.end) {
    const at = text.indexOf(separator, start);
    const end = at === -1 || at > within.end ? within.end : at;
    const piece = text.slice(start, end);
    const trimmed = piece.trim();
    if (trimmed !== '') {
      const from = start + piece.indexOf(trimmed);
      pieces.push({ start: from, end: from + trimmed.length });
    }
    start = end + separator.length;
  }
  return pieces;
}
