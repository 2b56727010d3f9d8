import type { Article } from '../../core/article.ts';
import type { When } from '../../core/brief.ts';
import { isStretchOf } from './support.ts';
import { wordsOf } from './words.ts';

const MONTHS = 'jan feb mar apr may jun jul aug sep oct nov dec'.split(' ');

function monthsIn(stated: string): number[] {
  return wordsOf(stated).flatMap((word) => {
    const month = MONTHS.indexOf(word.lower.slice(0, 3));
    return word.capital && month >= 0 ? [month + 1] : [];
  });
}

const EDTF = /^(\d{4}|\d{3}X|\d{2}XX|XXXX)(?:-(\d{2}|XX)(?:-(\d{2}|XX))?)?$/;
const WEEKDAYS = 'sun mon tue wed thu fri sat'.split(' ');
/** How far from the day of publication or dateline a date may lie, in years, where its words count no years. */
const NEAR_YEARS = 1;

interface Parts {
  year: string;
  month: number | undefined;
  day: number | undefined;
}

/** The parts of a day, month, year or decade; undefined where it is none of the calendar. */
function partsOf(edtf: string): Parts | undefined {
  const [, year, month, day] = EDTF.exec(edtf) ?? [];
  if (year === undefined) return undefined;
  const number = (part: string | undefined) => (part === undefined || part === 'XX' ? undefined : Number(part));
  const parts = { year, month: number(month), day: number(day) };
  if (parts.month !== undefined && (parts.month < 1 || parts.month > 12)) return undefined;
  if (parts.day === undefined) return parts;
  const leap = /^\d{4}$/.test(year) ? Number(year) : 2000;
  const length = parts.month === undefined ? 31 : new Date(Date.UTC(leap, parts.month, 0)).getUTCDate();
  return parts.day >= 1 && parts.day <= length ? parts : undefined;
}

/** Numbers of at most two digits that the words hold: days, and months in figures. */
function smallNumbersIn(stated: string): number[] {
  return [...stated.matchAll(/(?<!\d)\d{1,2}(?!\d)/g)].map(([digits]) => Number(digits));
}

/** Whether the words of a date, by themselves, say its parts. */
function saysParts({ year, month, day }: Parts, stated: string): boolean {
  if (/^\d{4}$/.test(year) && !stated.includes(year.slice(2))) return false;
  if (/^\d{3}X$/.test(year) && !stated.includes(`${year[2]}0`)) return false;
  const months = monthsIn(stated);
  const numbers = smallNumbersIn(stated);
  if (month !== undefined && !months.includes(month) && (months.length > 0 || !numbers.includes(month))) return false;
  return day === undefined || numbers.includes(day);
}

/** Whether a date reckoned from another day is none that its words rule out. */
function followsFrom({ year, month, day }: Parts, stated: string, from: string): boolean {
  const months = monthsIn(stated);
  if (month !== undefined && months.length > 0 && !months.includes(month)) return false;
  const numbers = smallNumbersIn(stated);
  if (day !== undefined && months.length > 0 && numbers.length > 0 && !numbers.includes(day)) return false;
  const told = /(?<!\d)\d{4}(?!\d)/.exec(stated)?.[0];
  if (told !== undefined) return told === year;
  const near = Math.abs(Number(year) - Number(from.slice(0, 4))) <= NEAR_YEARS;
  if (/^\d{4}$/.test(year) && /^\d{4}/.test(from) && !near && !/year|decade|centur/i.test(stated)) return false;
  if (day === undefined || month === undefined || !/^\d{4}$/.test(year)) return true;
  const weekdays = wordsOf(stated).flatMap((word) => {
    const weekday = /day$/.test(word.lower) ? WEEKDAYS.indexOf(word.lower.slice(0, 3)) : -1;
    return weekday < 0 ? [] : [weekday];
  });
  return weekdays.length === 0 || weekdays.includes(new Date(Date.UTC(Number(year), month - 1, day)).getUTCDay());
}

/**
 * Whether a date says no more than the article: it is one of the calendar, its words stand in the sentences, they say
 * its year, month and day, or leave them open to be reckoned from a day of publication or dateline that there is.
 */
export function isCarried(when: When, sentences: readonly string[], article: Article): boolean {
  if (!sentences.some((sentence) => isStretchOf(when.stated, sentence))) return false;
  const parts = partsOf(when.edtf);
  if (parts === undefined) return false;
  if (when.basis === 'stated') return saysParts(parts, when.stated);
  const from = when.basis === 'from-publication' ? article.publishedAt : article.dateline.date;
  return from !== null && followsFrom(parts, when.stated, from);
}
