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
  let end = start;
  let noun = start;
  const limit = Math.min(to, start + most);
  while (end < limit) {
    const token = tokens[end];
    if (!token) break;
    if (
      INSIDE.has(token.pos) ||
      token.lower === 'its' ||
      token.lower === 'their' ||
      token.lower === 'his' ||
      token.text === '-'
    ) {
      end += 1;
      if (token.pos === 'NOUN' || token.pos === 'PROPN') noun = end;
      continue;
    }
    const part =
      end === start + 1 && token.lower === 'of' && /^(?:some|part|most|all|any)$/.test(tokens[start]?.lower ?? '');
    if (part && isNominal(tokens[end + 1])) {
      end += 1;
      continue;
    }
    const links = noun > start && end === noun && LINKING.has(token.lower) && isNominal(tokens[end + 1]);
    const joins = noun > start && end === noun && token.lower === 'and' && isNominal(tokens[end + 1]);
    if (!links && !joins) break;
    end += 1;
  }
  return spanOf(tokens, start, noun);
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
    const part = INSIDE.has(token.pos) || LINKING.has(token.lower) || token.lower === 'and' || token.text === '-';
    if (!part && !/^(?:its|their|his|her)$/.test(token.lower)) break;
    start -= 1;
  }
  while (start < end && !isNominal(tokens[start])) start += 1;
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
  if (to - from === 1 && EMPTY_HEADS.has(first.lower)) return undefined;
  return { start: first.start, end: last.end };
}
