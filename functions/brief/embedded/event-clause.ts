import type { Evidence } from '../../core/brief.ts';
import { SPEECH_LEMMAS } from '../../core/text/speech-verbs.ts';
import { inSentence } from './by-sentence.ts';
import { clauseAround } from './clause-around.ts';
import { isTold } from './clause-cuts.ts';
import type { Clause, Document, Sentence, Span, Token } from './model.ts';

/** Fewer words tell no event. */
const SHORTEST_EVENT = 4;
/** Words that join a clause to another one, and are no part of what it tells. */
const JOINING = /^(?:and|but|or|so|yet|that|where|while|when|after|before|although|though|because|as)$/;

/** Whether a clause tells something by itself: its verb has a tense or a modal, and a subject before it. */
function isWhole(document: Document, clause: Clause): boolean {
  const { verb } = clause;
  if (!isTold(verb)) return false;
  const from = afterJoining(document, clause);
  const first = document.tokens[from];
  return from < verb.from && first !== undefined && !/^(?:who|which|that|whose|whom)$/.test(first.lower);
}

function afterJoining(document: Document, clause: Clause): number {
  let from = clause.from;
  while (from < clause.to && JOINING.test(document.tokens[from]?.lower ?? '') && !isRelative(document, clause, from))
    from += 1;
  return from;
}

/** "that were lost": a joining word that is the subject itself. */
function isRelative(document: Document, clause: Clause, at: number): boolean {
  return document.tokens[at]?.lower === 'that' && at + 1 === clause.verb?.from;
}

/**
 * The clause that tells of a span, with what it needs to be read alone: back to its subject, and on through the
 * infinitives that follow it; the sentence or its nearest stretch where that leaves a quotation open or tells too little.
 */
export function eventClause(document: Document, clauses: readonly Clause[], sentence: Sentence, span: Span): Evidence {
  const own = inSentence(clauses, sentence.index);
  let first = own.findIndex((clause) => clause.start <= span.start && span.start < clause.end);
  const holding = own[first];
  if (holding === undefined || holding.conditional) return clauseAround(document, sentence, span);
  let last = first;
  for (let before = own[first]; before !== undefined && !isWhole(document, before) && first > 0; before = own[first])
    first -= 1;
  while (first > 0 && isSaid(document, own[first - 1], own[first])) first -= 1;
  for (let next = own[last + 1]; next !== undefined && goesOn(document, own[last], next); next = own[last + 1])
    last += 1;
  const opening = own[first];
  const closing = own[last];
  if (opening === undefined || closing === undefined) return clauseAround(document, sentence, span);
  const start = document.tokens[openingOf(document, sentence, opening)]?.start ?? opening.start;
  let { end } = closing;
  while (end > start && /[\s,;:–—-]/u.test(document.text[end - 1] ?? '')) end -= 1;
  const quote = document.text.slice(start, end);
  // Who "it" is stands elsewhere in the sentence.
  const isOpen = start > sentence.start && /^(?:it|its|they|their|he|she|his|her)\b/.test(quote);
  if (isOpen || end < span.end || !isBalanced(quote) || quote.split(/\s+/u).length < SHORTEST_EVENT)
    return clauseAround(document, sentence, span);
  return { quote, start, end, sentence: sentence.index, paragraph: sentence.paragraph };
}

/** First token of what is told: of the noun that a participle or a bare relative clause describes, where it is one. */
function openingOf(document: Document, sentence: Sentence, clause: Clause): number {
  const { tokens } = document;
  const { verb } = clause;
  if (verb?.passive === true && verb.tense === 'none' && !verb.infinitive) {
    const comma = tokens[verb.from - 1]?.text === ',' ? 1 : 0;
    return Math.max(clause.from, phraseStart(tokens, clause.from, verb.from - comma));
  }
  const from = afterJoining(document, clause);
  const isBare = from === clause.from && /^(?:it|they|he|she|we)$/.test(tokens[from]?.lower ?? '');
  return isBare ? phraseStart(tokens, sentence.from, from) : from;
}

/** First token of the noun phrase that ends right before token `end`, or `end` where none does. */
function phraseStart(tokens: readonly Token[], floor: number, end: number): number {
  let start = end;
  while (start > floor) {
    const token = tokens[start - 1];
    const isOf = token?.lower === 'of' && start < end;
    if (token === undefined || !(isOf || ['NOUN', 'PROPN', 'ADJ', 'DET', 'NUM'].includes(token.pos))) break;
    start -= 1;
  }
  return start;
}

/** "Officials said | the rest would follow": what is only said stays with whoever says it. */
function isSaid(document: Document, before: Clause | undefined, clause: Clause | undefined): boolean {
  const lemma = before?.verb?.lemma;
  if (before === undefined || clause === undefined || lemma === undefined || !SPEECH_LEMMAS.has(lemma)) return false;
  return !/[,;:.”"]\s*$/u.test(textOf(document, before)) && isWhole(document, before);
}

/** "… to close the mine", "… of dredging", "… said that it was shut": what belongs to the clause before it. */
function goesOn(document: Document, clause: Clause | undefined, next: Clause): boolean {
  if (clause === undefined || next.verb === undefined) return false;
  if (/[,;:.]\s*$/u.test(textOf(document, clause)) || /^(?:and|but|or)\b/.test(textOf(document, next))) return false;
  const lemma = clause.verb?.lemma ?? '';
  if (SPEECH_LEMMAS.has(lemma) || /^(?:emerge|mean|show|prove|ensure)$/.test(lemma)) return true;
  return next.verb.modal === undefined && next.verb.tense === 'none';
}

function textOf(document: Document, { start, end }: Span): string {
  return document.text.slice(start, end);
}

function isBalanced(quote: string): boolean {
  const count = (mark: RegExp): number => quote.match(mark)?.length ?? 0;
  return count(/“/g) === count(/”/g) && count(/"/g) % 2 === 0 && count(/\(/g) === count(/\)/g);
}
