import { inSentence } from './by-sentence.ts';
import type { Act } from './frames.ts';
import type { Clause, Document, Names, Span, Token } from './model.ts';
import { trimmed } from './quotes.ts';
import { mentionsIn } from './roles.ts';

/** The words that add to a step: how much, why, on what condition, by when, where. Each is a span of the sentence. */
export interface Details {
  extent?: Span;
  purpose?: Span;
  condition?: Span;
  deadline?: Span;
  place?: Span;
  object?: Span;
}

/** Finds the details of a step in its clause and in the clauses that hang on it. */
export function detailsOf(
  document: Document,
  names: Names,
  clauses: readonly Clause[],
  clause: Clause,
  act: Act,
): Details {
  const details: Details = {};
  const { tokens } = document;
  const object = objectSpan(document, clause, act);
  if (object) details.object = object;
  const extent = extentIn(document, clause);
  if (extent) details.extent = extent;
  const deadline = afterPreposition(document, clause, DEADLINE_OPENERS);
  if (deadline && hasDate(tokens, deadline)) details.deadline = spanOf(document, deadline);
  for (const other of inSentence(clauses, clause.sentence)) {
    if (other.conditional && !details.condition) details.condition = trimmed(document, other.from, other.to);
    const purpose = other.governor === clause.index && other.verb?.infinitive === true && other.from > clause.from;
    if (purpose && !details.purpose) details.purpose = trimmed(document, other.from, other.to);
  }
  const place = placeIn(document, names, clause);
  if (place) details.place = place;
  return details;
}

const DEADLINE_OPENERS: ReadonlySet<string> = new Set(['by', 'before', 'until', 'within']);
const DATE_WORDS =
  /^(?:\d{1,4}|jan|feb|march|mar|april|apr|may|june|july|aug|sept?|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun|day|week|month|year|end|tomorrow|summer|spring|autumn|winter|january|february|august|september|october|november|december|monday|tuesday|wednesday|thursday|friday|saturday|sunday|days|weeks|months|years|hours)$/i;
const SIZES =
  /^(?:%|percent|pct|million|billion|trillion|bn|mln|m|dollars?|euros?|pounds?|yen|dlrs|km|kilomet(?:er|re)s?|miles?|tons?|tonnes?|troops?|soldiers?|people|hectares?|acres?|barrels?|years?|months?|weeks?|days?|points?|prisoners?|hostages?|jobs?|seats?|votes?)$/i;

interface Range {
  from: number;
  to: number;
}

function spanOf(document: Document, range: Range): Span {
  return trimmed(document, range.from, range.to);
}

/** The object of the step: the noun phrase behind its verb, or the event noun with what describes it. */
function objectSpan(document: Document, clause: Clause, act: Act): Span | undefined {
  const { tokens } = document;
  const group = clause.verb;
  if (!group || group.passive || act.head !== group.head) return undefined;
  let start = group.to;
  while (start < clause.to && tokens[start]?.pos === 'ADV') start += 1;
  let to = start;
  while (
    to < clause.to &&
    ['DET', 'ADJ', 'NUM', 'NOUN', 'PROPN', 'PART', 'ADV', 'SYM'].includes(tokens[to]?.pos ?? 'X')
  )
    to += 1;
  const last = tokens[to - 1];
  if (to - start < 1 || (last?.pos !== 'NOUN' && last?.pos !== 'PROPN')) return undefined;
  return trimmed(document, start, to);
}

/** A number with its unit: "100,000 kroner", "up to ten kilometres". */
function extentIn(document: Document, clause: Clause): Span | undefined {
  const { tokens } = document;
  for (let at = clause.verb?.to ?? clause.from; at < clause.to; at++) {
    const token = tokens[at];
    if ((token?.pos !== 'NUM' && token?.pos !== 'SYM') || /^(?:1[5-9]|20)\d\d$/.test(token.text)) continue;
    let to = at + 1;
    while (to < clause.to && (tokens[to]?.pos === 'NUM' || /^[%$€£]$/.test(tokens[to]?.text ?? ''))) to += 1;
    const unit = tokens[to];
    const sized = unit !== undefined && to < clause.to && (SIZES.test(unit.text) || unit.pos === 'NOUN');
    const money = /^[$€£]$/.test(token.text) || /[$€£%]/.test(document.text.slice(token.start, tokens[to - 1]?.end));
    if (!sized && !money) continue;
    let from = at;
    while (from > clause.from && APPROXIMATE.has(tokens[from - 1]?.lower ?? '')) from -= 1;
    return trimmed(document, from, sized ? to + 1 : to);
  }
  return undefined;
}

const APPROXIMATE: ReadonlySet<string> = new Set(
  'about around nearly almost roughly approximately over under up to at least most more less than some only $ € £'.split(
    ' ',
  ),
);

function afterPreposition(document: Document, clause: Clause, openers: ReadonlySet<string>): Range | undefined {
  const { tokens } = document;
  for (let at = clause.verb?.to ?? clause.from; at < clause.to; at++) {
    if (!openers.has(tokens[at]?.lower ?? '')) continue;
    let to = at + 1;
    while (to < clause.to && to - at < 7 && !/^[,;:.]$/.test(tokens[to]?.text ?? '')) to += 1;
    return { from: at, to };
  }
  return undefined;
}

function hasDate(tokens: readonly Token[], range: Range): boolean {
  for (let at = range.from + 1; at < range.to; at++) if (DATE_WORDS.test(tokens[at]?.text ?? '')) return true;
  return false;
}

function placeIn(document: Document, names: Names, clause: Clause): Span | undefined {
  for (const mention of mentionsIn(names, clause)) {
    if (names.entities.get(mention.entity)?.kind !== 'place') continue;
    const before = document.tokens[mention.from - 1]?.lower ?? '';
    if (/^(?:in|at|near|outside|around|through|across|from|inside)$/.test(before)) {
      return { start: mention.start, end: mention.end };
    }
  }
  return undefined;
}
