import { isoDay, wallClock } from '../dates.ts';
import { type DateReader, plausible, type ShownDate } from './shown-dates.ts';
import { firstMeta, type PageSurvey } from './survey.ts';

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
/** Names that a file's making is stated by as well. */
const CREATION = /^(?:dc|date$)|creat/;
const REACH = 2_500;
/** Within it a frame's only date is taken for the article's. */
const FRAME_REACH = 800;
const URL_DAY =
  /\/((?:19|20)\d{2})[/-](\d{1,2})[/-](\d{1,2})(?=[/_-]|$)|[/-]((?:19|20)\d{2})(\d{2})(\d{2})(?=[/_.-]|$)/;

const URL_DAY_FIRST = /\/(\d{2})-(\d{2})-((?:19|20)\d{2})(?=[/_-]|$)/;

/** What is known of the page where its date is read. */
export interface DateWitnesses {
  /** Dates of publication that JSON-LD and microdata state, as they stand. */
  linked: string | null;
  items: string | null;
  /** A date that JSON-LD gives the page, not the article. */
  pageDate: string | null;
  url: string | null;
  /** Where the title stands in the shown text; null where it is not shown. */
  titleAt: number | null;
  /** When the article was last modified, where that is known. */
  modified: string | null;
  shown: readonly ShownDate[];
  read: DateReader;
}

/**
 * When the article was published, by the surest witness: JSON-LD, `meta`, microdata; dates beside the title; marked
 * elements; the address; other dates shown near the title. A day that the page shows beside the title corrects what its
 * data state where it is earlier, or where they state another time zone's day. Dates of modification never count.
 */
export function readPublished(page: PageSurvey, known: DateWitnesses): string | null {
  const { read, shown } = known;
  const raw = [known.linked, ...META_NAMES.map((name) => page.metas.get(name)?.[0] ?? null), known.items];
  if (/^article/.test(firstMeta(page, 'og:type') ?? '')) raw.push(known.pageDate);
  const stated = raw.filter((text): text is string => text !== null && read(text) !== null);
  const dates = stated.flatMap((text) => read(text) ?? []);
  // A day stands for the moment of that day that another witness gives.
  const first = dates.find((date) => date.length > 10 && date.slice(0, 10) === dates[0]) ?? dates[0] ?? null;
  const source = META_NAMES[raw.indexOf(stated[0] ?? '') - 1] ?? '';
  const open = shown.filter(({ kind, aside, by, sole }) => kind !== 'changed' && !aside && (by !== 'line' || sole));
  if (first !== null) return corrected(first, stated, open, known, CREATION.test(source));
  const day = shownDay(open, known);
  if (day === null || day.length > 10) return day;
  // The moment of that day, where an element beside states it.
  return open.find(({ date, day: own }) => date.length > 10 && (own ?? date.slice(0, 10)) === day)?.date ?? day;
}

/** The date of a page whose data state none: what it shows by the title, then elsewhere. */
function shownDay(open: readonly ShownDate[], { titleAt, url, shown }: DateWitnesses): string | null {
  const near = ({ at }: ShownDate) => titleAt === null || (at >= titleAt - 300 && at <= titleAt + REACH);
  const first = (dates: readonly ShownDate[], accept: (date: ShownDate) => boolean) => dates.find(accept)?.date ?? null;
  const right = ({ at }: ShownDate) => titleAt !== null && at >= titleAt && at <= titleAt + FRAME_REACH;
  const beside = open.filter((date) => date.beside);
  const close = open.filter(near);
  // Several days in elements of one kind are those of posts, of reviews or of other articles.
  const single = (dates: readonly ShownDate[], by: ShownDate['by']) => {
    const own = dates.filter((date) => date.by === by);
    return new Set(own.map(({ date, day }) => day ?? date.slice(0, 10))).size <= 2 ? (own[0]?.date ?? null) : null;
  };
  return (
    first(beside, ({ kind, by }) => kind === 'issued' && by !== 'line') ??
    first(beside, ({ by }) => by !== 'line') ??
    first(close, ({ kind, by }) => kind === 'issued' && by !== 'line') ??
    first(open, ({ kind, by }) => kind === 'issued' && by !== 'line') ??
    single(close, 'time') ??
    single(open, 'time') ??
    fromUrl(url) ??
    first(beside, () => true) ??
    single(close, 'mark') ??
    first(close, ({ kind }) => kind === 'issued') ??
    single(close, 'line') ??
    single(open, 'mark') ??
    first(open, ({ kind, opens }) => kind === 'issued' && opens) ??
    soleDay(shown.filter((date) => date.by !== 'line' && (titleAt === null ? date.kind === 'issued' : right(date))))
  );
}

/** The one day that all marked dates behind the title give, in whatever frame they stand. */
function soleDay(dates: readonly ShownDate[]): string | null {
  const days = new Set(dates.filter(({ kind }) => kind !== 'changed').map(({ date }) => date.slice(0, 10)));
  return days.size === 1 ? ([...days][0] ?? null) : null;
}

const DAY = 86_400_000;
const daysBetween = (one: string, other: string) =>
  Math.round((Date.parse(one.slice(0, 10)) - Date.parse(other.slice(0, 10))) / DAY);
const isUniversal = (date: string) => /(?:Z|[+-]00:00)$/.test(date);

/**
 * The first date that is stated, as the page's other dates bear it out or correct it.
 * @param created whether it may be when a file was made.
 */
function corrected(
  first: string,
  stated: readonly string[],
  open: readonly ShownDate[],
  known: DateWitnesses,
  created: boolean,
): string {
  const beside = open.filter((date) => date.beside && date.bare);
  const local = isUniversal(first) ? localTime(first, [...stated, ...beside.map(({ value }) => value)], known) : first;
  const day = local.slice(0, 10);
  const days = beside.map((date) => date.day ?? date.date.slice(0, 10));
  if (days.includes(day)) return local;
  const [own] = [...beside.filter(({ kind }) => kind === 'issued'), ...beside];
  if (own === undefined) return local;
  const ownDay = own.day ?? own.date.slice(0, 10);
  const apart = daysBetween(ownDay, day);
  if (Math.abs(apart) === 1 && isUniversal(local)) return ownDay;
  if (apart < -1) return own.date.slice(0, 10) === ownDay ? own.date : ownDay;
  // A later day is believed where other data have it, or where the first are those of a file's making; one on which the
  // article was modified only where several do.
  const seconds = stated.filter((text) => known.read(text)?.slice(0, 10) === ownDay).length;
  if (known.modified?.slice(0, 10) === ownDay) return seconds >= 2 ? own.date : local;
  return seconds > 0 || (created && known.modified === null) ? own.date : local;
}

/**
 * A moment that is stated in universal time, with the outlet's own offset where the page tells it: the same moment
 * stated with an offset, or its wall clock stated without one.
 */
function localTime(moment: string, others: readonly string[], known: DateWitnesses): string {
  const time = Date.parse(moment);
  if (moment.length === 10 || Number.isNaN(time)) return moment;
  for (const other of others) {
    const date = other === '' ? null : known.read(other);
    if (date === null) continue;
    if (date.length > 10) {
      if (!isUniversal(date) && Math.abs(Date.parse(date) - time) < 60_000) return date;
      continue;
    }
    const clock = wallClock(other);
    const offset = clock === null ? Number.NaN : Math.floor(clock / 60_000) - Math.floor(time / 60_000);
    if (offset !== 0 && offset % 30 === 0 && Math.abs(offset) <= 840) return withOffset(time, offset);
  }
  return moment;
}

/** A moment as an ISO instant with this offset in minutes. */
function withOffset(time: number, offset: number): string {
  const clock = new Date(time + offset * 60_000).toISOString().slice(0, 19);
  const minutes = Math.abs(offset);
  const digits = (value: number) => String(value).padStart(2, '0');
  return `${clock}${offset < 0 ? '-' : '+'}${digits(Math.floor(minutes / 60))}:${digits(minutes % 60)}`;
}

function fromUrl(url: string | null): string | null {
  const dayFirst = URL_DAY_FIRST.exec(url ?? '');
  if (dayFirst && Number(dayFirst[1]) > 12) {
    return plausible(isoDay(Number(dayFirst[3]), Number(dayFirst[2]), Number(dayFirst[1])));
  }
  const match = URL_DAY.exec(url ?? '');
  if (!match) return null;
  const [, year, month, day, compactYear, compactMonth, compactDay] = match;
  return plausible(isoDay(Number(year ?? compactYear), Number(month ?? compactMonth), Number(day ?? compactDay)));
}
