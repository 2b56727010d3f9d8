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

/**
 * Whether a date says no more than the article: its words stand in the sentences, a stated year is in them, and what is
 * reckoned from a day of publication or dateline has such a day to be reckoned from.
 */
export function isCarried(when: When, sentences: readonly string[], article: Article): boolean {
  if (!sentences.some((sentence) => isStretchOf(when.stated, sentence))) return false;
  if (when.basis === 'from-publication') return article.publishedAt !== null;
  if (when.basis === 'from-dateline') return article.dateline.date !== null;
  const [, year, month] = /^(\d{4}|[\dX]{4})(?:-(\d{2}|XX))?/.exec(when.edtf) ?? [];
  if (year !== undefined && /^\d{4}$/.test(year) && !when.stated.includes(year.slice(2))) return false;
  const months = monthsIn(when.stated);
  return month === undefined || month === 'XX' || months.length === 0 || months.includes(Number(month));
}
