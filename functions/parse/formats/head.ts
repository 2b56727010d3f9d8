import { readByline } from '../byline.ts';
import { writtenDate } from '../dates.ts';
import { collapseSpace } from '../normalise.ts';
import type { Draft } from './draft.ts';

const MAX_DATE_LINE = 70;
const DATE_LINE_WORDS =
  /^(?:published|posted|first|updated?|last|date|on|at|the|of|utc|gmt|am|pm|[ecmp][sd]t|mon|tues?|wed|thu|thurs|fri|sat|sun|monday|tuesday|wednesday|thursday|friday|saturday|sunday|st|nd|rd|th|de|del|le|den)$/i;

const UPDATE = /^(?:last )?(?:updat|modif|edit|revis)/i;

function soleDate(line: string): string | null {
  const text = collapseSpace(line);
  if (text.length > MAX_DATE_LINE) return null;
  const date = writtenDate(text);
  if (date === null) return null;
  const others = (text.match(/\p{L}{2,}/gu) ?? []).filter((word) => !DATE_LINE_WORDS.test(word));
  return others.length <= 1 ? date : null;
}

/**
 * The date of a line that is a date and nothing else, but for "Published", a weekday and a time; else null. When
 * something was updated is not when it was published.
 */
export function dateOfLine(line: string): string | null {
  return UPDATE.test(line.trim()) ? null : soleDate(line);
}

/** Whether a line says when something was updated, and nothing else. */
export function isUpdateLine(line: string): boolean {
  return UPDATE.test(line.trim()) && soleDate(line) !== null;
}

/** Takes a byline line into a draft without authors. @returns whether the line was one. */
export function takeByline(draft: Draft, line: string): boolean {
  const byline = draft.authors.length === 0 ? readByline(line) : null;
  if (byline === null) return false;
  draft.authors = byline.authors;
  draft.source ??= byline.outlet;
  return true;
}

/** Takes a date line into a draft without a date. @returns whether the line was one. */
export function takeDate(draft: Draft, line: string): boolean {
  const date = draft.publishedAt === null ? dateOfLine(line) : null;
  if (date === null) return false;
  draft.publishedAt = date;
  return true;
}
