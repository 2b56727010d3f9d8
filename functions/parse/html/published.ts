import { type DayMonthOrder, isoDay, machineDate, writtenDate } from '../dates.ts';
import type { Clue, PageSurvey } from './survey.ts';

const META_NAMES = [
  'article:published_time',
  'og:article:published_time',
  'article:published',
  'og:published_time',
  'datepublished',
  'og:pubdate',
  'pubdate',
  'publishdate',
  'publish-date',
  'publish_date',
  'published_date',
  'publication_date',
  'parsely-pub-date',
  'sailthru.date',
  'dcterms.created',
  'dcterms.issued',
  'dc.date.issued',
  'dc.date.created',
  'dcterms.date',
  'dc.date',
  'dc.created',
  'dc.issued',
  'date',
  'article.published',
  'article:post_date',
  'article_date_original',
  'rbpubdate',
  'cxenseparse:recs:publishtime',
  'cxenseparse:publishtime',
  'bt:pubdate',
  'citation_publication_date',
  'citation_date',
  'originalpublicationdate',
  'datecreated',
  'created',
  'displaydate',
  'analyticsattributes.articledate',
  'vr:published_time',
  'ptime',
  'shareaholic:article_published_time',
  'published_time',
  'last-published',
  'release_date',
  'creation_date',
  'dateuploaded',
  'uploaddate',
]; // prettier-ignore
const UPDATED = /modif|updat|edited|revis|aktualisiert|actualizad|mis à jour|bijgewerkt|expire|event|deadline/;
const PUBLISHED =
  /publish|pubdate|posted|created|entry-date|post-date|article-date|dateline|datum|timestamp|dtreviewed/;
const REACH = 2_500;
const BESIDE = 450;
const URL_DAY = /\/((?:19|20)\d{2})[/-](\d{1,2})[/-](\d{1,2})(?=[/-]|$)|[/-]((?:19|20)\d{2})(\d{2})(\d{2})(?=[/_.-]|$)/;

/** How the page's language writes "03/04": only American English puts the month first, and bare `en` tells nothing. */
function orderOf(page: PageSurvey): DayMonthOrder {
  const tag = (page.language ?? page.metas.get('og:locale')?.[0] ?? '').toLowerCase().replace('_', '-');
  if (tag === 'en-us') return 'month-first';
  return tag === '' || tag === 'en' ? 'unknown' : 'day-first';
}

function plausible(date: string | null): string | null {
  return date !== null && date >= '1990' && date < '2100' ? date : null;
}

/**
 * When the article was published, by the surest witness: JSON-LD, `meta`, `time` elements near the title, marked
 * elements, dates shown near the title, the address. Dates of modification never count.
 * @param titleAt where the title stands in the shown text; null where it is not shown.
 */
export function readPublished(
  page: PageSurvey,
  linked: string | null,
  url: string | null,
  titleAt: number | null,
): string | null {
  const order = orderOf(page);
  const read = (text: string) => plausible(machineDate(text) ?? writtenDate(text, order));
  const fromLinked = linked === null ? null : read(linked);
  if (fromLinked) return fromLinked;
  for (const name of META_NAMES) {
    const date = read(page.metas.get(name)?.[0] ?? '');
    if (date) return date;
  }
  const dayOfUrl = fromUrl(url);
  return (
    fromClues(page.dates, (clue) => PUBLISHED.test(clue.label) || /pubdate/.test(clue.value), read, titleAt) ??
    fromClues(page.dates, (clue) => clue.tag === 'time', read, titleAt) ??
    dayOfUrl ??
    fromClues(page.dates, () => true, read, titleAt) ??
    fromLines(page, read, titleAt)
  );
}

function fromUrl(url: string | null): string | null {
  const match = URL_DAY.exec(url ?? '');
  if (!match) return null;
  const [, year, month, day, compactYear, compactMonth, compactDay] = match;
  return plausible(isoDay(Number(year ?? compactYear), Number(month ?? compactMonth), Number(day ?? compactDay)));
}

function fromClues(
  clues: readonly Clue[],
  accept: (clue: Clue) => boolean,
  read: (text: string) => string | null,
  titleAt: number | null,
): string | null {
  // The article's own date stands by its title; one far off is another article's. What stands right at the title is
  // no aside, whatever the frame around both is called.
  const distance = (clue: Clue) => (titleAt === null ? 0 : Math.abs(clue.at - titleAt));
  const beside = (clue: Clue) => titleAt !== null && clue.at >= titleAt - BESIDE / 3 && clue.at <= titleAt + BESIDE;
  const open = clues.filter((clue) => !clue.aside || beside(clue));
  for (const clue of [...open.filter((c) => distance(c) <= REACH), ...open.filter((c) => distance(c) > REACH)]) {
    if (!accept(clue) || UPDATED.test(clue.label) || clue.text.length > 150) continue;
    if (UPDATED.test(clue.text.toLowerCase().slice(0, 12))) continue;
    const date = (clue.value === '' ? null : read(clue.value)) ?? read(clue.text);
    if (date) return date;
  }
  return null;
}

const SHORT_LINE = 90;

function fromLines(page: PageSurvey, read: (text: string) => string | null, titleAt: number | null): string | null {
  const from = (titleAt ?? 0) - 300;
  for (const line of page.lines) {
    if (line.at < from || line.at > from + REACH || line.text.length > SHORT_LINE) continue;
    if (UPDATED.test(line.text.toLowerCase()) || line.text.includes('©')) continue;
    const date = read(line.text);
    if (date) return date;
  }
  return null;
}
