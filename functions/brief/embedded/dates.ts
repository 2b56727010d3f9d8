import type { When } from '../../core/brief.ts';
import { type Day, dayOf, isDay, isoOf, monthOf, shifted, two, weekdayOf, yearOf } from './calendar.ts';
import type { Document, Sentence, Span } from './model.ts';

export type Direction = 'past' | 'future' | 'unknown';

/** A date expression in the text. */
export interface DateHit extends Span {
  sentence: number;
  when: When;
  /** Which side of the day of writing it lies on, by its own words or against the publication date. */
  direction: Direction;
}

/** What relative expressions are counted from. */
interface Reference {
  day: Day | undefined;
  basis: When['basis'];
}

const MONTHS = 'january february march april may june july august september october november december'.split(' ');
const WEEKDAYS = 'sunday monday tuesday wednesday thursday friday saturday'.split(' ');
const MONTH =
  '(January|February|March|April|May|June|July|August|September|October|November|December|Jan\\.?|Feb\\.?|Mar\\.|Apr\\.?|Jun\\.?|Jul\\.?|Aug\\.?|Sept?\\.?|Oct\\.?|Nov\\.?|Dec\\.?)';
const YEAR = '((?:1[5-9]|20)\\d\\d)';
const DAY = '(\\d{1,2})(?:st|nd|rd|th)?';
const WEEKDAY = '(Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday)';

type Reader = (
  match: RegExpExecArray,
  reference: Reference,
  isFuture: boolean,
) => Omit<DateHit, 'start' | 'end' | 'sentence'> | undefined;

/** What a sentence must hold for an expression to be in it: cheaper to ask than to look for the expression. */
type Needs = 'digit' | 'month' | 'both' | 'none';
const ANY_MONTH = /Jan|Feb|Ma[ry]|Apr|Ju[nl]|Aug|Sep|Oct|Nov|Dec/;

/** Date expressions, the most telling first: a stretch that one has read is not read again. */
const EXPRESSIONS: ReadonlyArray<readonly [needs: Needs, RegExp, Reader]> = [
  ['digit', /\b(\d{4})-(\d{2})-(\d{2})\b/g, (m, ref) => full(Number(m[1]), Number(m[2]), Number(m[3]), m[0], ref)],
  [
    'both',
    new RegExp(`\\b${MONTH} ${DAY}(?:,| of)? ${YEAR}\\b`, 'g'),
    (m, ref) => full(Number(m[3]), monthNumber(m[1]), Number(m[2]), m[0], ref),
  ],
  [
    'both',
    new RegExp(`\\b${DAY}(?: of)? ${MONTH},? ${YEAR}\\b`, 'g'),
    (m, ref) => full(Number(m[3]), monthNumber(m[2]), Number(m[1]), m[0], ref),
  ],
  [
    'both',
    new RegExp(`\\b${MONTH} ${DAY}\\b(?!\\s?(?:%|per|percent|million|billion|people|\\d))`, 'g'),
    (m, ref, future) => dayAndMonth(monthNumber(m[1]), Number(m[2]), m[0], ref, future),
  ],
  [
    'both',
    new RegExp(`\\b${DAY}(?: of)? ${MONTH}(?![\\p{L}])`, 'gu'),
    (m, ref, future) => dayAndMonth(monthNumber(m[2]), Number(m[1]), m[0], ref, future),
  ],
  [
    'both',
    new RegExp(`\\b(?:early |mid-|mid |late )?${MONTH},?(?: of)? ${YEAR}\\b`, 'g'),
    (m, ref) => known(monthOf(Number(m[2]), monthNumber(m[1])), m[0], ref),
  ],
  [
    'month',
    new RegExp(
      `\\b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Bb]y|[Dd]uring|[Ll]ast|[Nn]ext|[Tt]his|early|late|mid-?|and|of) ${MONTH}(?![\\p{L}-])`,
      'gu',
    ),
    (m, ref, future) => monthOnly(m, ref, future),
  ],
  [
    'none',
    new RegExp(`\\b(?:(last|next|this|coming) )?${WEEKDAY}(?!s)\\b`, 'g'),
    (m, ref, future) => weekday(m[1], m[2] ?? '', m[0], ref, future),
  ],
  [
    'digit',
    /\b(?:[Ii]n|[Ss]ince|[Uu]ntil|[Bb]y|[Dd]uring|[Ff]rom|[Oo]f|the|early|late|mid-?|and|to|before|after) ((?:1[5-9]|20)\d\d)\b(?![-–.,]\d)/g,
    (m, ref) => known(m[1] ?? '', m[1] ?? '', ref),
  ],
  ['digit', /\b(?:the )?((?:1[5-9]|20)\d)0s\b/g, (m, ref) => known(`${m[1]}X`, m[0], ref)],
  [
    'none',
    /\b([Yy]esterday|[Tt]oday|[Tt]onight|[Tt]omorrow)\b(?!['’]s (?:society|world))/g,
    (m, ref) => dayWord((m[1] ?? '').toLowerCase(), m[0], ref),
  ],
  [
    'none',
    /\b([Ll]ast|[Nn]ext|[Tt]his|[Cc]oming) (week|month|year|weekend|summer|autumn|fall|winter|spring)\b/g,
    (m, ref) => stretch((m[1] ?? '').toLowerCase(), m[2] ?? '', m[0], ref),
  ],
  ['none', /\b(?:the )?end of (?:the|this) (year|month|week)\b/g, (m, ref) => stretch('this', m[1] ?? '', m[0], ref)],
];

/** A sentence with more dates is a table. */
const MOST_IN_SENTENCE = 40;

/** Words of a sentence that put its undated days ahead. */
const AHEAD =
  /\b(?:will|shall|due|scheduled|set to|expected to|plans? to|planned for|upcoming|going to|deadline|until|by the end)\b/;

/**
 * Finds the date expressions of the body text.
 * @returns hits in order. A year is never made up: without a publication date or a full dateline, "in July" is
 *   `XXXX-07` and "Friday" is `XXXX-XX-XX` (ISO 8601-2, unspecified digits).
 */
export function findDates(document: Document): DateHit[] {
  const reference = referenceOf(document);
  const hits: DateHit[] = [];
  for (const sentence of document.sentences) {
    if (sentence.kind !== 'body') continue;
    const text = document.text.slice(sentence.start, sentence.end);
    if (!/\d|day\b|week|month|year|morrow|night|[JFMASOND][a-z]{2}/.test(text)) continue;
    const isFuture = AHEAD.test(text);
    const taken: Span[] = [];
    const digit = /\d/.test(text);
    const month = ANY_MONTH.test(text);
    const held: Record<Needs, boolean> = { digit, month, both: digit && month, none: true };
    for (const [needs, expression, read] of EXPRESSIONS) {
      if (!held[needs]) continue;
      for (const match of text.matchAll(expression)) {
        const span = { start: match.index, end: match.index + match[0].length };
        if (taken.length >= MOST_IN_SENTENCE) break;
        if (taken.some((other) => other.start < span.end && span.start < other.end)) continue;
        const isAhead = isFuture || isPlanned(document, sentence, sentence.start + span.start);
        const found = read(match, reference, isAhead);
        if (found === undefined) continue;
        taken.push(span);
        hits.push({
          ...found,
          start: sentence.start + span.start,
          end: sentence.start + span.end,
          sentence: sentence.index,
        });
      }
    }
  }
  return hits.sort((a, b) => a.start - b.start);
}

/** Words whose infinitive is yet to come: "agreed to meet on Monday", "an invitation to hold talks". */
const PLANS =
  /^(?:agree[ds]?|plan(?:s|ned)?|promise[ds]?|vow(?:s|ed)?|pledge[ds]?|offer(?:s|ed)?|propos(?:es|ed|al)|invit(?:ed|ation)|ask(?:s|ed)?|urge[ds]?|intend(?:s|ed)?|hope[ds]?|expect(?:s|ed)?|scheduled|due|set|decide[ds]?|decision|order(?:s|ed)?|want(?:s|ed)?|call(?:s|ed)?|deal|agreement)$/;
/** How far before a date its verb, and before that the word of its plan, may stand. In tokens. */
const REACH = 12;

/** Whether the verb before a date puts it ahead: "would follow by Friday", "agreed to meet on Monday". */
function isPlanned(document: Document, sentence: Sentence, start: number): boolean {
  const { tokens } = document;
  let at = sentence.from;
  while (at < sentence.to && (tokens[at]?.start ?? start) < start) at += 1;
  const floor = Math.max(sentence.from, at - REACH);
  for (at -= 1; at >= floor; at -= 1) {
    const token = tokens[at];
    if (token === undefined || /^[,;:]$/.test(token.text)) return false;
    if (token.pos === 'AUX') return /^(?:would|will|shall)$/.test(token.lower);
    if (token.pos !== 'VERB') continue;
    const before = tokens[at - 1];
    if (before?.pos === 'AUX' || before?.pos === 'ADV') continue;
    if (before?.lower !== 'to') return false;
    for (let plan = at - 2; plan >= Math.max(sentence.from, at - 6); plan -= 1)
      if (PLANS.test(tokens[plan]?.lower ?? '')) return true;
    return false;
  }
  return false;
}

/** The first date within a span, if any. */
export function whenIn(dates: DateHit[], span: Span): When | undefined {
  return dates.find((hit) => hit.start >= span.start && hit.end <= span.end)?.when;
}

function referenceOf(document: Document): Reference {
  const published = dayOf(document.publishedAt);
  if (published !== undefined) return { day: published, basis: 'from-publication' };
  return { day: dayOf(document.dateline.date), basis: 'from-dateline' };
}

function monthNumber(name: string | undefined): number {
  const start = (name ?? '').slice(0, 3).toLowerCase();
  return MONTHS.findIndex((month) => month.startsWith(start)) + 1;
}

function full(year: number, month: number, day: number, stated: string, ref: Reference): ReturnType<Reader> {
  if (!isDay({ year, month, day })) return undefined;
  return known(isoOf({ year, month, day }), stated, ref);
}

/** A date whose year the text states. */
function known(edtf: string, stated: string, ref: Reference): ReturnType<Reader> {
  return { when: { edtf, stated: stated.trim(), basis: 'stated' }, direction: against(edtf, ref) };
}

function against(edtf: string, ref: Reference): Direction {
  if (ref.day === undefined) return 'unknown';
  const own = isoOf(ref.day).slice(0, edtf.length);
  if (edtf.includes('X')) return edtf.slice(0, 3) <= own.slice(0, 3) ? 'past' : 'future';
  return edtf < own ? 'past' : edtf > own ? 'future' : 'unknown';
}

function dayAndMonth(
  month: number,
  day: number,
  stated: string,
  ref: Reference,
  isFuture: boolean,
): ReturnType<Reader> {
  if (!isDay({ year: 2000, month, day })) return undefined;
  if (ref.day === undefined) {
    return {
      when: { edtf: `XXXX-${two(month)}-${two(day)}`, stated, basis: 'stated' },
      direction: isFuture ? 'future' : 'unknown',
    };
  }
  const year = yearNear(ref.day, month, day, isFuture);
  if (!isDay({ year, month, day })) return undefined;
  return resolved(isoOf({ year, month, day }), stated, ref);
}

/** The last such day up to the reference, or the next one where the sentence looks ahead. */
function yearNear(reference: Day, month: number, day: number, isFuture: boolean): number {
  const isLater = month > reference.month || (month === reference.month && day > reference.day);
  if (isFuture) {
    const isEarlier = month < reference.month || (month === reference.month && day < reference.day);
    return isEarlier ? reference.year + 1 : reference.year;
  }
  return isLater ? reference.year - 1 : reference.year;
}

function monthOnly(match: RegExpExecArray, ref: Reference, isFuture: boolean): ReturnType<Reader> {
  const month = monthNumber(match[1]);
  const lead = match[0]
    .slice(0, match[0].length - (match[1]?.length ?? 0))
    .trim()
    .toLowerCase();
  if (match[1] === 'May' && /^(?:and|of)$/.test(lead)) return undefined;
  const stated = match[1] ?? '';
  if (ref.day === undefined) {
    return {
      when: { edtf: `XXXX-${two(month)}`, stated, basis: 'stated' },
      direction: isFuture || lead === 'next' ? 'future' : 'unknown',
    };
  }
  const ahead = lead === 'next' || (isFuture && lead !== 'last' && lead !== 'since');
  const year = ahead
    ? month < ref.day.month
      ? ref.day.year + 1
      : ref.day.year
    : month > ref.day.month || (month === ref.day.month && lead === 'last')
      ? ref.day.year - 1
      : ref.day.year;
  return resolved(monthOf(year, month), stated, ref);
}

function weekday(
  lead: string | undefined,
  name: string,
  stated: string,
  ref: Reference,
  isFuture: boolean,
): ReturnType<Reader> {
  const ahead = lead === 'next' || lead === 'coming' || (lead !== 'last' && isFuture);
  if (ref.day === undefined) {
    return {
      when: { edtf: 'XXXX-XX-XX', stated, basis: 'stated' },
      direction: ahead ? 'future' : lead === 'last' ? 'past' : 'unknown',
    };
  }
  const wanted = WEEKDAYS.indexOf(name.toLowerCase());
  const back = (weekdayOf(ref.day) - wanted + 7) % 7;
  const days = ahead ? (7 - back) % 7 || (lead === undefined ? 0 : 7) : -(back === 0 && lead === 'last' ? 7 : back);
  return resolved(isoOf(shifted(ref.day, days)), stated, ref);
}

function dayWord(word: string, stated: string, ref: Reference): ReturnType<Reader> {
  const days = word === 'yesterday' ? -1 : word === 'tomorrow' ? 1 : 0;
  const direction: Direction = days < 0 ? 'past' : days > 0 ? 'future' : 'unknown';
  if (ref.day === undefined) return { when: { edtf: 'XXXX-XX-XX', stated, basis: 'stated' }, direction };
  return { when: { edtf: isoOf(shifted(ref.day, days)), stated, basis: ref.basis }, direction };
}

function stretch(lead: string, unit: string, stated: string, ref: Reference): ReturnType<Reader> {
  const step = lead === 'last' ? -1 : lead === 'this' ? 0 : 1;
  const direction: Direction = step < 0 ? 'past' : step > 0 ? 'future' : 'unknown';
  const edtf = stretchOf(unit, step, ref.day);
  if (edtf === undefined) return undefined;
  return { when: { edtf, stated, basis: ref.day === undefined ? 'stated' : ref.basis }, direction };
}

/** Weeks run from Monday to Sunday (ISO 8601) and are written as an interval. */
function stretchOf(unit: string, step: number, day: Day | undefined): string | undefined {
  if (unit === 'year') return day === undefined ? 'XXXX' : yearOf(day.year + step);
  if (unit === 'month') return day === undefined ? 'XXXX-XX' : monthOf(day.year, day.month + step);
  if (unit !== 'week') return day === undefined ? 'XXXX' : undefined;
  if (day === undefined) return 'XXXX-XX-XX';
  const monday = shifted(day, -((weekdayOf(day) + 6) % 7) + 7 * step);
  return `${isoOf(monday)}/${isoOf(shifted(monday, 6))}`;
}

function resolved(edtf: string, stated: string, ref: Reference): ReturnType<Reader> {
  return { when: { edtf, stated, basis: ref.basis }, direction: against(edtf, ref) };
}
