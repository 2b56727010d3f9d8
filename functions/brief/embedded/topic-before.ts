import { inSentence } from './by-sentence.ts';
import { isTold } from './clause-cuts.ts';
import { tokensIn } from './content-words.ts';
import type { Clause, Document, Names, Sentence, Span, Token } from './model.ts';
import { nounPhraseAfter, nounPhraseBefore } from './noun-phrases.ts';
import { quoteOf } from './quotes.ts';
import { isBare, namesMatter, type Topic, withoutPointing } from './topics.ts';

/** The matter of an issue whose own sentence does not name it. */
export interface TopicBefore extends Topic {
  /** The words of the sentence before that name it. */
  span: Span;
  sentence: number;
}

/** Words with which a sentence begins that says of what was told before that it is open: "Nothing has been decided". */
const POINTS_BACK = /^(?:nothing|nobody|this|that|it|whether|how|why|who|what|when|where)$/;
/** What stands for an act that was told before: "why she did so". */
const DID_SO = /^(?:why|how) (?:he|she|it|they) (?:did|do|does) (?:so|it|this|that)\b/;
const RELATIVE = /^(?:which|who|whose|whom|where|that)$/;
const OPENS_CLAUSE = /^(?:when|that|and|but|after|as|where|,|–|—)$/;

/**
 * The matter of a sentence that only points back: what the sentence before it in the same paragraph has as its object, else
 * as its subject ("The board was weighing a subsidy for buses. | Nothing has been decided."); of "why she did so" what was
 * done there.
 * @returns undefined where the sentence does not point back, or nothing there can be read by itself.
 */
export function topicBefore(
  document: Document,
  names: Names,
  clauses: readonly Clause[],
  sentence: Sentence,
): TopicBefore | undefined {
  const { tokens } = document;
  const before = document.sentences[sentence.index - 1];
  if (before?.kind !== 'body' || before.paragraph !== sentence.paragraph) return undefined;
  const first = tokens[sentence.from];
  const noOne = first?.lower === 'no' && tokens[sentence.from + 1]?.lower === 'one';
  if (!first || !(POINTS_BACK.test(first.lower) || noOne)) return undefined;
  const own = inSentence(clauses, before.index);
  if (own.some(({ quoted }) => quoted)) return undefined;
  const words = tokens.slice(sentence.from, sentence.to).map(({ lower }) => lower);
  if (DID_SO.test(words.join(' '))) return actOf(document, clauses, own, first.lower);
  const found = objectIn(document, names, own) ?? subjectIn(document, names, own);
  if (!found) return undefined;
  const { clause, span } = found;
  return {
    text: document.text.slice(span.start, span.end),
    kind: 'phrase',
    span: quoteOf(document, clauses, clause),
    sentence: before.index,
  };
}

interface Found {
  clause: Clause;
  span: Span;
}

/** The object of the last clause that is no relative and has one. */
function objectIn(document: Document, names: Names, own: readonly Clause[]): Found | undefined {
  const { tokens } = document;
  for (const clause of [...own].reverse()) {
    const { verb, from } = clause;
    if (!verb || RELATIVE.test(tokens[from]?.lower ?? '') || clause.conditional) continue;
    const start = tokens[verb.to]?.pos === 'ADP' ? verb.to + 1 : verb.to;
    const behind = tokens.slice(start, clause.to).findIndex(({ lower }) => lower === 'to');
    const to = behind < 0 ? clause.to : start + behind;
    const span = telling(document, names, clause, nounPhraseAfter(tokens, start, to));
    if (span) return { clause, span };
  }
  return undefined;
}

/** The subject of the first clause. */
function subjectIn(document: Document, names: Names, own: readonly Clause[]): Found | undefined {
  const [clause] = own;
  if (!clause?.verb) return undefined;
  const { tokens } = document;
  const whole = nounPhraseAfter(tokens, clause.from, clause.verb.from);
  const span =
    telling(document, names, clause, whole) ??
    telling(document, names, clause, nounPhraseBefore(tokens, clause.from, clause.verb.from));
  return span && { clause, span };
}

function telling(document: Document, names: Names, clause: Clause, span: Span | undefined): Span | undefined {
  if (!span) return undefined;
  const own = withoutPointing(tokensIn(document, span), span);
  return namesMatter(document, names, clause, own) && !isBare(tokensIn(document, own)) ? own : undefined;
}

/** "why | the ferry struck the pier": the last thing that was done in a sentence, if no pronoun does it. */
function actOf(
  document: Document,
  clauses: readonly Clause[],
  own: readonly Clause[],
  asking: string,
): TopicBefore | undefined {
  const { tokens } = document;
  const clause = own.findLast(({ verb }) => isTold(verb) && verb.tense === 'past' && !verb.passive && !verb.negated);
  if (!clause?.verb) return undefined;
  let { from, to } = clause;
  while (from < clause.verb.from && OPENS_CLAUSE.test(tokens[from]?.lower ?? '')) from += 1;
  while (to > from && isEdge(tokens[to - 1])) to -= 1;
  const [first, last] = [tokens[from], tokens[to - 1]];
  const words = tokens.slice(from, to);
  if (!first || !last || from >= clause.verb.from || words.some(({ pos }) => pos === 'PRON')) return undefined;
  return {
    text: `${asking} ${first.pos === 'PROPN' ? first.text : first.lower}${document.text.slice(first.end, last.end)}`,
    kind: 'clause',
    span: quoteOf(document, clauses, clause),
    sentence: clause.sentence,
  };
}

function isEdge(token: Token | undefined): boolean {
  return token !== undefined && (token.pos === 'PUNCT' || token.pos === 'CCONJ' || token.pos === 'SCONJ');
}
