import { inSentence } from './by-sentence.ts';
import type { Document, Names, Span, Token } from './model.ts';

const CONTENT: ReadonlySet<string> = new Set(['NOUN', 'VERB', 'PROPN', 'NUM', 'ADJ']);
/** Words too general to tell one matter from another. Lemmas in lower case. */
const GENERAL: ReadonlySet<string> = new Set(
  (
    'be have do say tell make take give get go come see know call ask use will would could may might must should can new first ' +
    'last year month week day time people country state government minister president official other more most many much some ' +
    'also one two three part way thing issue matter yesterday today tomorrow monday tuesday wednesday thursday friday saturday ' +
    'sunday january february march april june july august september october november december spokesman statement ' +
    'announce add report plan include early late next recent former early against'
  ).split(' '),
);

/** The words of a span that carry its matter: lemmas in lower case, without general words and without names of parties. */
export function contentOf(document: Document, names: Names, span: Span): Set<string> {
  const found = new Set<string>();
  const { tokens } = document;
  const from = firstTokenIn(tokens, span);
  for (let at = from; at < tokens.length; at += 1) {
    const token = tokens[at];
    if (token === undefined || token.end > span.end) break;
    if (!CONTENT.has(token.pos) || token.text.length < 2) continue;
    const lemma = token.lemma.toLowerCase();
    if (!GENERAL.has(lemma)) found.add(stemOf(lemma));
  }
  const first = tokens[from];
  const sentence = first === undefined || first.end > span.end ? 0 : first.sentence;
  for (const mention of inSentence(names.mentions, sentence)) {
    if (mention.start < span.start || mention.end > span.end) continue;
    if (names.entities.get(mention.entity)?.kind === 'place') continue;
    for (const token of tokens.slice(mention.from, mention.to)) found.delete(stemOf(token.lemma.toLowerCase()));
  }
  return found;
}

/** How many letters tell a word from another: "withdraw" and "withdrawal", "release" and "released" fall together. */
const STEM_LETTERS = 6;

function stemOf(lemma: string): string {
  return lemma.slice(0, STEM_LETTERS);
}

/** The tokens that lie within a span. */
export function tokensIn(document: Document, span: Span): Token[] {
  const { tokens } = document;
  const from = firstTokenIn(tokens, span);
  let to = from;
  while ((tokens[to]?.end ?? Number.POSITIVE_INFINITY) <= span.end) to += 1;
  return tokens.slice(from, to);
}

/** Index of the first token that begins in or behind a span. */
function firstTokenIn(tokens: readonly Token[], span: Span): number {
  let low = 0;
  let high = tokens.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((tokens[middle]?.start ?? 0) < span.start) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** How many words two sets share. */
export function sharedBy(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  let shared = 0;
  for (const word of a) if (b.has(word)) shared += 1;
  return shared;
}
