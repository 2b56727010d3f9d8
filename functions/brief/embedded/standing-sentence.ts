import { bodyTokens } from './body-edges.ts';
import { inSentence } from './by-sentence.ts';
import { isTold } from './clause-cuts.ts';
import { datelineEnd } from './dateline.ts';
import type { Clause, Document, Sentence, Span, Token } from './model.ts';

/** A sentence of the article as it can be read outside of it. */
export interface StandingSentence {
  sentence: Sentence;
  span: Span;
  /** The words of the span, with a capital letter at the beginning. */
  text: string;
  words: number;
  /** How well it stands by itself: 1 where nothing is wrong with it. */
  worth: number;
  /** Whether it speaks of what the sentence before it names. */
  leans: boolean;
  /** Whether it says "I" or "we" outside of a quotation. */
  firstPerson: boolean;
}

/** Words that join a sentence to the one before it, where a comma or a subject follows. */
const JOINING =
  /^(?:and|but|so|yet|or|however|meanwhile|moreover|furthermore|nevertheless|nonetheless|also|still|thus|therefore|besides|instead|otherwise|then|additionally|indeed)$/;
const WANTS_COMMA = /^(?:also|still|thus|then|instead|otherwise|indeed|besides|or)$/;
const JOINING_PHRASES: readonly (readonly string[])[] = [
  'in addition ,',
  'for example ,',
  'for instance ,',
  'at the same time ,',
  'as a result ,',
  'on the other hand ,',
  'in other words ,',
  'of course ,',
  'after all ,',
].map((phrase) => phrase.split(' '));
/** Words of a caption that stands before a sentence or in it. */
const CAPTION =
  /\b(?:Image caption|Image copyright|Media caption|[Ss]croll down for|Photo(?:graph)?:|File photo)|\(pictured|\((?:left|right|centre|center)\)/;
/** Words that speak of something named before. */
const LEANING = /^(?:he|she|it|they|this|that|these|those|his|her|their|its|such|both|another|others|him|them)$/;
const TIME_NOUN =
  /^(?:week|month|year|day|morning|afternoon|evening|night|weekend|season|spring|summer|autumn|fall|winter|time)$/;
const FIRST_PERSON: ReadonlySet<string> = new Set(['i', 'we', 'my', 'our', 'me', 'us']);

/**
 * A sentence of the body without what stands before it (dateline, number, byline, marks of a transcript, a word that joins
 * it to the sentence before), or undefined where it cannot be read by itself: no finite verb, a quotation or a bracket
 * that it opens or closes alone, a colon at its end.
 */
export function standingSentence(
  document: Document,
  clauses: readonly Clause[],
  sentence: Sentence,
): StandingSentence | undefined {
  if (sentence.kind !== 'body') return undefined;
  const { tokens } = document;
  const body = bodyTokens(document, sentence);
  let from = Math.max(body.from, datelineEnd(document, sentence));
  while (from < body.to && /^[-–—]+$/.test(tokens[from]?.text ?? '')) from += 1;
  const transcribed = document.text[sentence.start] === '[';
  const joined = afterJoining(tokens, from, body.to);
  const first = tokens[joined];
  const last = tokens[body.to - 1];
  if (!first || !last || joined >= body.to) return undefined;
  const span = { start: first.start, end: last.end };
  const quote = document.text.slice(span.start, span.end);
  if (/^not to\b/i.test(quote) || !isBalanced(quote) || /[:;,]$/.test(quote)) return undefined;
  const own = inSentence(clauses, sentence.index);
  if (!own.some((clause) => tellsSomething(clause, joined))) return undefined;
  const text = capitalised(quote);
  if (/^\p{Ll}/u.test(text)) return undefined;
  const firstPerson = speaksInFirstPerson(tokens, joined, body.to);
  const leans = leansOn(tokens, joined, body.to);
  let worth = transcribed ? 0.4 : 1;
  if (/^["“‘'].*["”’']$/su.test(quote)) worth *= 0.15;
  else if (/^["“‘']/.test(quote)) worth *= 0.5;
  if (CAPTION.test(quote)) worth *= 0.3;
  if (/\?["”’']?$/.test(quote)) worth *= 0.3;
  else if (!/[.!…。]["”’')\]]*$/u.test(quote)) worth *= 0.5;
  return { sentence, span, text, words: quote.split(/\s+/u).length, worth, leans, firstPerson };
}

/** Whether a clause tells something: a verb with a tense or a modal, which does not open the sentence. */
function tellsSomething({ verb }: Clause, first: number): boolean {
  return isTold(verb) && verb.from > first;
}

function afterJoining(tokens: readonly Token[], from: number, to: number): number {
  for (const phrase of JOINING_PHRASES) {
    if (from + phrase.length < to && phrase.every((word, at) => tokens[from + at]?.lower === word))
      return from + phrase.length;
  }
  const first = tokens[from];
  const next = tokens[from + 1];
  if (!first || !next || from + 1 >= to || !JOINING.test(first.lower)) return from;
  if (next.text === ',') return from + 2;
  const opens = ['DET', 'PROPN', 'NOUN', 'PRON', 'ADJ', 'NUM', 'ADP', 'ADV', 'SCONJ'].includes(next.pos);
  return opens && !WANTS_COMMA.test(first.lower) ? from + 1 : from;
}

/** Whether the first words stand for what another sentence names: "He said …", "This move …", not "It is clear that …". */
function leansOn(tokens: readonly Token[], from: number, to: number): boolean {
  const first = tokens[from];
  const next = tokens[from + 1];
  if (!first || !next || !LEANING.test(first.lower)) return false;
  if (TIME_NOUN.test(next.lower)) return false;
  return first.lower !== 'it' || !isEmptySubject(tokens, from, to);
}

/** "It is unclear whether …", "It remains to be seen": a subject that stands for the clause behind it. */
export function isEmptySubject(tokens: readonly Token[], from: number, to: number): boolean {
  for (let at = from + 1; at < Math.min(to, from + 9); at++) {
    const token = tokens[at];
    if (!token || token.pos === 'PUNCT') return false;
    if (/^(?:that|whether|to|who|what|how|if|when|for)$/.test(token.lower)) return at > from + 2;
  }
  return false;
}

function speaksInFirstPerson(tokens: readonly Token[], from: number, to: number): boolean {
  let open = false;
  for (let at = from; at < to; at++) {
    const token = tokens[at];
    if (!token) break;
    const { text } = token;
    if (text === '“' || text === '``') open = true;
    else if (text === '”' || text === "''") open = false;
    else if (text === '"' || text === '‘' || text === '’' || text === "'") open = !open;
    else if (!open && FIRST_PERSON.has(token.lower) && text !== 'US' && text !== 'i') return true;
  }
  return false;
}

/** Whether a text closes the quotations and brackets that it opens, and opens those that it closes. */
export function isBalanced(text: string): boolean {
  let round = 0;
  let square = 0;
  let curly = 0;
  let straight = 0;
  for (const character of text) {
    if (character === '(') round += 1;
    else if (character === ')') round -= 1;
    else if (character === '[') square += 1;
    else if (character === ']') square -= 1;
    else if (character === '“') curly += 1;
    else if (character === '”') curly -= 1;
    else if (character === '"') straight += 1;
    if (round < 0 || square < 0 || curly < 0) return false;
  }
  return round === 0 && square === 0 && curly === 0 && straight % 2 === 0 && hasEvenApostrophes(text);
}

/** Single marks that stand at the edge of words: "'We lost,' she said", but not "the states' rights". */
function hasEvenApostrophes(text: string): boolean {
  if (!/['‘’]/.test(text)) return true;
  const opened = text.match(/(?<=^|[\s(“"])['‘](?=[\p{L}\p{N}])/gu)?.length ?? 0;
  const closed = text.match(/(?<=[.,!?…])['’](?=$|[\s)”"])/gu)?.length ?? 0;
  const ambiguous = text.match(/(?<=[\p{L}\p{N}])['’](?=$|[\s.,;:!?)”"])/gu)?.length ?? 0;
  if (opened === closed) return true;
  return opened > closed ? opened - closed <= ambiguous : false;
}

/** A text with a capital letter at its beginning. */
export function capitalised(text: string): string {
  const first = String.fromCodePoint(text.codePointAt(0) ?? 32);
  return first.toUpperCase() + text.slice(first.length);
}
