import { ENDING_ABBREVIATIONS, LEADING_ABBREVIATIONS, SENTENCE_OPENERS } from './abbreviations.ts';
import type { Span } from './span.ts';
import { SPEECH_FORMS } from './speech-verbs.ts';

const SPACE = /\s/u;
const TERMINATORS = '.!?…。！？｡؟۔।';
const TERMINATOR_UNITS: ReadonlySet<number> = new Set([...TERMINATORS].map((mark) => mark.charCodeAt(0)));
const CLOSERS = '"\'”’»)]}」』';
const OPENERS = '"\'“‘«([{「『¿¡';
const QUOTES = '"”»\'’';
/** Longest word before a dot that can still be an abbreviation, in code units. */
const LONGEST_ABBREVIATION = 12;
/** How many words after a closing quote may hold the verb of saying that makes it one sentence. */
const SPEECH_REACH = 4;

/**
 * Cuts a text into sentences: at every line break first, then at terminators that end a sentence.
 * @param uncapitalised whether the text has no capitals, so that none is asked of a sentence.
 * @returns spans in order that hold every character of `text.slice(within.start, within.end)` but white space, each
 *   beginning and ending with one. Linear in the length of the text.
 */
export function splitSentences(text: string, within: Span, uncapitalised = false): Span[] {
  const sentences: Span[] = [];
  let lineStart = within.start;
  for (let at = within.start; at <= within.end; at += 1) {
    if (at < within.end && text[at] !== '\n') continue;
    splitLine(text, { start: lineStart, end: at }, sentences, uncapitalised);
    lineStart = at + 1;
  }
  return sentences;
}

function splitLine(text: string, line: Span, sentences: Span[], uncapitalised: boolean): void {
  let start = line.start;
  let at = line.start;
  while (at < line.end) {
    if (!TERMINATOR_UNITS.has(text.charCodeAt(at))) {
      at += 1;
      continue;
    }
    const afterMarks = skip(text, at, line.end, TERMINATORS);
    const end = skip(text, afterMarks, line.end, CLOSERS);
    if (endsSentence(text, { start, end: line.end }, { start: at, end: afterMarks }, end, uncapitalised)) {
      push(text, { start, end }, sentences);
      start = end;
    }
    at = end;
  }
  push(text, { start, end: line.end }, sentences);
}

/** Whether the terminators in `marks`, closed by quotes or brackets up to `end`, end the sentence begun at `rest.start`. */
function endsSentence(text: string, rest: Span, marks: Span, end: number, uncapitalised: boolean): boolean {
  if (end >= rest.end) return true;
  const mark = text[marks.start] ?? '';
  if ('。！？｡'.includes(mark)) return true;
  if (!SPACE.test(text[end] ?? '')) return false;
  const next = skipSpace(text, end, rest.end);
  const word = nextWord(text, next, rest.end);
  if (!uncapitalised && !startsLikeSentence(text, next, rest.end)) return false;
  const quoted = end > marks.end && QUOTES.includes(text[marks.end] ?? '');
  if (mark === '!' || mark === '?') return !(quoted && speechFollows(text, next, rest.end));
  if (marks.end - marks.start > 1 || mark === '…') return SENTENCE_OPENERS.has(word) || quoted;
  if (mark !== '.' || quoted) return true;
  return endsAtDot(text, rest.start, marks.start, word);
}

/** Whether a single dot at `dot` ends the sentence; `word` is the next one. */
function endsAtDot(text: string, start: number, dot: number, word: string): boolean {
  const before = wordBefore(text, start, dot);
  if (before === undefined) return true;
  const lower = before.toLowerCase();
  if (/^\d+$/.test(before)) return before.length > 3 || text.slice(start, dot).trim() !== before;
  if (lower === 'no' || lower === 'nos') return !/^\d/.test(word);
  if (LEADING_ABBREVIATIONS.has(lower) && /^\p{Lu}/u.test(before)) return false;
  if (lower.length < 6 && LEADING_ABBREVIATIONS.has(lower) && !SENTENCE_OPENERS.has(word)) return false;
  if (/^\p{Lu}$/u.test(before)) return SENTENCE_OPENERS.has(word) && word !== 'a' && word !== 'i';
  if (ENDING_ABBREVIATIONS.has(lower) || /^(?:\p{L}\.)+\p{L}$/u.test(before)) {
    if (/^\p{Ll}+$/u.test(before) && !['a.m', 'p.m', 'etc', 'bn', 'mn', 'pct'].includes(lower)) return true;
    return SENTENCE_OPENERS.has(word);
  }
  return true;
}

function wordBefore(text: string, start: number, dot: number): string | undefined {
  let at = dot;
  while (at > start && dot - at <= LONGEST_ABBREVIATION && /[\p{L}\p{N}.]/u.test(text[at - 1] ?? '')) at -= 1;
  const length = dot - at;
  return length === 0 || length > LONGEST_ABBREVIATION ? undefined : text.slice(at, dot);
}

function startsLikeSentence(text: string, at: number, end: number): boolean {
  const first = String.fromCodePoint(text.codePointAt(skip(text, at, end, OPENERS)) ?? 32);
  return !/\p{Ll}/u.test(first) && !/[,;:]/.test(first);
}

function speechFollows(text: string, at: number, end: number): boolean {
  const words = text
    .slice(at, Math.min(end, at + 60))
    .toLowerCase()
    .split(/[\s,.]+/u)
    .slice(0, SPEECH_REACH);
  return words.some((word) => SPEECH_FORMS.has(word));
}

function nextWord(text: string, at: number, end: number): string {
  const from = skip(text, at, end, OPENERS);
  let to = from;
  while (to < end && to - from < 24 && /[\p{L}\p{N}]/u.test(text[to] ?? '')) to += 1;
  return text.slice(from, to).toLowerCase();
}

function skip(text: string, from: number, end: number, characters: string): number {
  let at = from;
  while (at < end && characters.includes(text[at] ?? '')) at += 1;
  return at;
}

function skipSpace(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && SPACE.test(text[at] ?? '')) at += 1;
  return at;
}

function push(text: string, span: Span, sentences: Span[]): void {
  const start = skipSpace(text, span.start, span.end);
  let end = span.end;
  while (end > start && SPACE.test(text[end - 1] ?? '')) end -= 1;
  if (end > start) sentences.push({ start, end });
}
