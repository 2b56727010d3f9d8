import type { DateReader, ShownDate } from './shown-dates.ts';
import type { PageSurvey } from './survey.ts';

const META_NAMES = [
  'article:modified_time',
  'og:modified_time',
  'article:modified',
  'og:updated_time',
  'dcterms.modified',
  'dc.date.modified',
  'datemodified',
  'dateupdated',
  'last-modified',
  'lastmod',
  'lastmodified',
  'modified',
  'revised',
  'bt:moddate',
  'parsely-mod-date',
  'cxenseparse:recs:moddate',
]; // prettier-ignore

/**
 * When the article was last modified: what linked data and microdata state, `meta`, then "Updated …" beside the title.
 * @param stated dates of linked data and microdata as they stand.
 */
export function readModified(
  page: PageSurvey,
  stated: readonly (string | null)[],
  read: DateReader,
  shown: readonly ShownDate[],
): string | null {
  const raw = [...stated, ...META_NAMES.map((name) => page.metas.get(name)?.[0] ?? null)];
  for (const text of raw) {
    const date = text === null ? null : read(text);
    if (date) return date;
  }
  return shown.find(({ kind, beside }) => kind === 'changed' && beside)?.date ?? null;
}

/** Whether a date of modification says nothing that the date of publication does not: the same moment, or one before. */
export function saysNothingNew(modified: string, published: string): boolean {
  const [one, other] = [modified, published];
  if (one.length === 10 || other.length === 10) return one.slice(0, 10) <= other.slice(0, 10);
  return Date.parse(one) <= Date.parse(other);
}
