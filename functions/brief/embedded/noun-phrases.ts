import type { Span, Token } from './model.ts';

const INSIDE: ReadonlySet<string> = new Set(['DET', 'ADJ', 'NUM', 'NOUN', 'PROPN', 'PART', 'SYM']);
/** Pronouns and determiners with which no topic begins. */
const EMPTY_HEADS: ReadonlySet<string> = new Set(
  'it this that these those they them he she him her we us you i there who which what all both one some any'.split(' '),
);
const LINKING: ReadonlySet<string> = new Set([
  'of',
  'for',
  'between',
  'over',
  'on',
  'in',
  'with',
  'to',
  'against',
  'from',
  'by',
  'about',
  'regarding',
  'concerning',
  'behind',
  'before',
  'into',
  'under',
  'among',
  'towards',
  'toward',
  'at',
]);

/**
 * The noun phrase that begins at or shortly behind a token, with the prepositional phrases that hang on it.
 * @param most how many tokens it may have.
 * @returns undefined where no noun stands there, or only a pronoun.
 */
export function nounPhraseAfter(tokens: readonly Token[], from: number, to: number, most = 12): Span | undefined {
  let start = from;
  while (start < to && ['ADV', 'PUNCT', 'PART'].includes(tokens[start]?.pos ?? 'X')) start += 1;
  while (
    start < to &&
    tokens[start]?.pos === 'DET' &&
    /^(?:the|a|an|any|some|no)$/.test(tokens[start]?.lower ?? '') &&
    tokens[start + 1]?.lower !== 'of'
  )
    start += 1;
  while (start < to && isQuotationMark(tokens[start])) start += 1;
  let end = start;
  let noun = start;
  /** One past the last noun before the last preposition. */
  let whole = start;
  let joined = start;
  const limit = Math.min(to, start + most);
  while (end < limit) {
    const token = tokens[end];
    if (!token) break;
    if (INSIDE.has(token.pos) || isPossessive(tokens, end) || isWithinWord(tokens, end) || token.text === '-') {
      end += 1;
      if (token.pos === 'NOUN' || token.pos === 'PROPN' || (token.pos === 'VERB' && isWithinWord(tokens, end - 1)))
        noun = end;
      continue;
    }
    const part =
      end === start + 1 && token.lower === 'of' && /^(?:some|part|most|all|any)$/.test(tokens[start]?.lower ?? '');
    if (part && isNominal(tokens[end + 1])) {
      end += 1;
      continue;
    }
    if (isAcronymInBrackets(tokens, end) && noun === end) {
      end += 3;
      noun = end;
      continue;
    }
    const links = noun > start && end === noun && LINKING.has(token.lower) && isNominal(tokens[end + 1]);
    const joins = noun > start && end === noun && token.lower === 'and' && isNominal(tokens[end + 1]);
    if (!links && !joins) break;
    whole = noun;
    if (joins) joined = noun;
    end += 1;
  }
  // "the reason and | the ministry could not be reached": what follows has a verb of its own.
  if (joined > start && end === noun && end < to && tokens[end]?.pos === 'AUX') return spanOf(tokens, start, joined);
  // A phrase that is longer than may be ends before the preposition that it would be cut behind.
  const isCut =
    end === limit && limit < to && (INSIDE.has(tokens[end]?.pos ?? 'X') || LINKING.has(tokens[end]?.lower ?? ''));
  return spanOf(tokens, start, isCut && whole > start ? whole : noun);
}

/** "its", and the mark of "the users' data". */
function isPossessive(tokens: readonly Token[], at: number): boolean {
  const token = tokens[at];
  if (!token) return false;
  if (/^(?:its|their|his|her)$/.test(token.lower)) return true;
  const [before, next] = [tokens[at - 1], tokens[at + 1]];
  return (
    /^['’]$/.test(token.text) &&
    before?.end === token.start &&
    /s$/.test(before.lower) &&
    isNominal(next) &&
    next?.pos !== 'DET'
  );
}

/** "Croydon-bound", "two-state": a word or a mark that no blank parts from the one before it. */
function isWithinWord(tokens: readonly Token[], at: number): boolean {
  const [before, token] = [tokens[at - 1], tokens[at]];
  return before !== undefined && token !== undefined && before.text === '-' && before.end === token.start;
}

/** "the Financing Facility (FF)". */
function isAcronymInBrackets(tokens: readonly Token[], at: number): boolean {
  return tokens[at]?.text === '(' && /^\p{Lu}{2,6}$/u.test(tokens[at + 1]?.text ?? '') && tokens[at + 2]?.text === ')';
}

function isQuotationMark(token: Token | undefined): boolean {
  return token !== undefined && /^["“”‘]$/.test(token.text);
}

/** The noun phrase that ends right before a token: what a verb says something about. */
export function nounPhraseBefore(tokens: readonly Token[], from: number, to: number, most = 12): Span | undefined {
  let end = to;
  while (end > from && !['NOUN', 'PROPN'].includes(tokens[end - 1]?.pos ?? 'X')) end -= 1;
  let start = end;
  const limit = Math.max(from, end - most);
  while (start > limit) {
    const token = tokens[start - 1];
    if (!token || token.text === ',' || token.pos === 'VERB' || token.pos === 'AUX' || token.pos === 'SCONJ') break;
    if (token.lower === 'that' && tokens[start - 2]?.pos === 'NOUN') break;
    const part = INSIDE.has(token.pos) || LINKING.has(token.lower) || token.lower === 'and' || token.text === '-';
    if (!part && !isPossessive(tokens, start - 1)) break;
    start -= 1;
  }
  while (start < end && (!isNominal(tokens[start]) || LINKING.has(tokens[start]?.lower ?? ''))) start += 1;
  while (start < end && tokens[start]?.pos === 'DET') start += 1;
  return spanOf(tokens, start, end);
}

function isNominal(token: Token | undefined): boolean {
  if (!token) return false;
  return INSIDE.has(token.pos) || /^(?:its|their|his|her)$/.test(token.lower);
}

function spanOf(tokens: readonly Token[], from: number, to: number): Span | undefined {
  const first = tokens[from];
  const last = tokens[to - 1];
  if (!first || !last || to <= from) return undefined;
  if (to - from === 1 && EMPTY_HEADS.has(first.lower) && first.pos !== 'PROPN') return undefined;
  return { start: first.start, end: last.end };
}
