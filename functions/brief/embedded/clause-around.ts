import type { Evidence } from '../../core/brief.ts';
import type { Document, Sentence, Span, Token } from './model.ts';

/** A sentence up to this length is quoted whole. In tokens. */
const SHORT_SENTENCE = 30;
/** A shorter clause says too little by itself. In tokens. */
const SHORTEST_CLAUSE = 6;

/** A longer sentence is a list or a table. In tokens. */
const LONGEST_SENTENCE = 600;

/** The whole sentence where it is short, else the stretch between marks and joining words that holds the span. */
export function clauseAround(document: Document, sentence: Sentence, span: Span): Evidence {
  const { tokens, text } = document;
  let { start, end } = sentence;
  if (sentence.to - sentence.from > LONGEST_SENTENCE) return windowAround(document, sentence, span);
  if (sentence.to - sentence.from > SHORT_SENTENCE) {
    for (let at = sentence.from; at < sentence.to; at += 1) {
      const token = tokens[at];
      if (token === undefined || !isBoundary(tokens, at, sentence)) continue;
      if (token.end <= span.start && wordsBetween(tokens, at + 1, sentence, span.end) >= SHORTEST_CLAUSE)
        start = tokens[at + 1]?.start ?? start;
      else if (token.start >= span.end && wordsFrom(tokens, sentence, start, token.start) >= SHORTEST_CLAUSE) {
        end = token.start;
        break;
      }
    }
  }
  while (end > start && /[\s,]/.test(text[end - 1] ?? '')) end -= 1;
  return { quote: text.slice(start, end), start, end, sentence: sentence.index, paragraph: sentence.paragraph };
}

/** Out of a sentence that is no prose, a few tokens on either side. */
function windowAround(document: Document, sentence: Sentence, span: Span): Evidence {
  const { tokens, text } = document;
  let low = sentence.from;
  let high = sentence.to;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tokens[middle]?.start ?? 0) < span.start) low = middle + 1;
    else high = middle;
  }
  const start = tokens[Math.max(sentence.from, low - SHORTEST_CLAUSE)]?.start ?? span.start;
  const end = tokens[Math.min(sentence.to - 1, low + SHORT_SENTENCE)]?.end ?? span.end;
  return { quote: text.slice(start, end), start, end, sentence: sentence.index, paragraph: sentence.paragraph };
}

function isBoundary(tokens: Token[], at: number, sentence: Sentence): boolean {
  const token = tokens[at];
  const next = tokens[at + 1];
  if (token === undefined || next === undefined || at + 1 >= sentence.to) return false;
  if (token.text === ';') return true;
  return (
    token.text === ',' && /^(?:and|but|while|which|although|though|after|because|when|who|as|where)$/.test(next.lower)
  );
}

function wordsBetween(tokens: Token[], from: number, sentence: Sentence, end: number): number {
  let words = 0;
  for (let at = from; at < sentence.to && (tokens[at]?.end ?? end) <= end && words < SHORTEST_CLAUSE; at += 1)
    words += 1;
  return words;
}

function wordsFrom(tokens: Token[], sentence: Sentence, start: number, end: number): number {
  let words = 0;
  for (let at = sentence.from; at < sentence.to && words < SHORTEST_CLAUSE; at += 1) {
    const token = tokens[at];
    if (token !== undefined && token.start >= start && token.end <= end) words += 1;
  }
  return words;
}
