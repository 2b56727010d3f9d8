import { type DayMonthOrder, writtenDate } from '../dates.ts';
import { beginsWithChange, partsOf, saysChanged, saysIssued } from './dating-words.ts';
import { type Clue, isAside, isBeside, linesApart, type PageSurvey } from './survey.ts';

/** A date that the page shows, or that an element states beside what it shows. */
export interface ShownDate {
  /** ISO day or instant: the element's value, else its text. */
  date: string;
  /** The day as shown, where the text gives one. */
  day: string | null;
  /** The element's value as it stands, '' for none. */
  value: string;
  kind: 'issued' | 'changed' | 'plain';
  /** `time` elements, other elements that are named for what they hold, and mere lines. */
  by: 'time' | 'mark' | 'line';
  at: number;
  /** Whether the text gives the date and little else: a sentence that has one ("Victims of 11 September 2001") does not. */
  sole: boolean;
  /** Whether the text gives nothing but the date, or says that it is one of publication. */
  bare: boolean;
  /** Whether what says that it is one of publication opens the text. */
  opens: boolean;
  aside: boolean;
  /** Whether it stands right at the title. */
  beside: boolean;
}

const CHANGED_LABEL = /modif|updat|edited|revis|aktualisiert|actualizad|bijgewerkt/;
/** Names of dates of something else. */
const EVENT_LABEL = /expire|event|deadline|dtstart|dtend|bday|birth/;
const ISSUED_LABEL =
  /publish|pubdate|posted|created|entry-date|post-date|article-date|dateline|datum|timestamp|dtreviewed/;
const DOTTED = new Set([
  'de',
  'pl',
  'cs',
  'sk',
  'ru',
  'uk',
  'be',
  'bg',
  'fi',
  'no',
  'nb',
  'nn',
  'da',
  'tr',
  'et',
  'lv',
  'hu',
  'ro',
  'hr',
  'sr',
  'sl',
  'mk',
  'ka',
  'hy',
]); // prettier-ignore
/** Countries whose English puts the day first. */
const DAY_FIRST_HOST = /\.(?:uk|au|nz|ie|in|za|sg|ng|ke|gh)$/;
const SLASHED = /(?<![\d/])(\d{1,2})\/(\d{1,2})\/(?:\d{4}|\d{2})(?![\d/])/;

/**
 * How the page writes "03/04": as its other dates show, else as its language does. Only American English puts the month
 * first, bare `en` tells nothing, and a language that writes dots tells nothing of slashes.
 */
function orderOf(page: PageSurvey): DayMonthOrder {
  let [dayFirst, monthFirst] = [0, 0];
  for (const { text } of page.lines) {
    const match = text.includes('/') ? SLASHED.exec(text) : null;
    if (Number(match?.[1]) > 12) dayFirst += 1;
    else if (Number(match?.[2]) > 12) monthFirst += 1;
  }
  if (dayFirst > 0 !== monthFirst > 0) return dayFirst > 0 ? 'day-first' : 'month-first';
  const tag = (page.language ?? page.metas.get('og:locale')?.[0] ?? '').toLowerCase().replace('_', '-');
  if (tag === 'en-us') return 'month-first';
  const host = page.canonical !== null && URL.canParse(page.canonical) ? new URL(page.canonical).hostname : '';
  if (tag === 'en' && DAY_FIRST_HOST.test(host)) return 'day-first';
  const language = tag.split('-')[0] ?? '';
  return tag === '' || tag === 'en' || DOTTED.has(language) ? 'unknown' : 'day-first';
}

/** A date between 1990 and 2099, or null. */
export function plausible(date: string | null): string | null {
  return date !== null && date >= '1990' && date < '2100' ? date : null;
}

/** Reads a date as the page writes it. */
export type DateReader = (text: string) => string | null;

/** The reader of a page's dates. */
export function dateReader(page: PageSurvey): DateReader {
  const order = orderOf(page);
  // One date is read in its element, in what holds that, and as a line.
  const known = new Map<string, string | null>();
  return (text) => {
    if (!/\d/.test(text)) return null;
    const earlier = known.get(text);
    if (earlier !== undefined) return earlier;
    const date = plausible(writtenDate(text, order));
    // Midnight in universal time is how software writes a day that it knows no time of.
    const read = date?.replace(/T00:00:00(?:Z|\+00:00)$/, '') ?? null;
    known.set(text, read);
    return read;
  };
}

const SHORT_LINE = 90;
const MAX_CLUE = 150;
/** A paragraph that begins with its date: "27.1.2022 - Bei der …", "Press release of 25 January 2022 | …". */
const LEADING = 60;

const MARK_WORDS = 14;
/** Names of what holds a date and nothing else. */
const DATE_NAME = /date|time|publish|posted|datum|fecha|byline|author|meta/;
/** "Mittwoch, 4. März 2026, 9:41 Uhr". */
const DATE_WORDS = 4;
/** "July 2, 2026, by Ana Reyes, Senior Writer". */
const LINE_WORDS = 7;

function wordsIn(text: string): number {
  return text.match(/\p{L}{2,}/gu)?.length ?? 0;
}

function kindOf(label: string, text: string, before: string): ShownDate['kind'] {
  const issued = ISSUED_LABEL.test(label) || saysIssued(text);
  if (CHANGED_LABEL.test(label) && !issued) return 'changed';
  if (beginsWithChange(text)) return 'changed';
  const led = before.slice(-25);
  if (saysChanged(led) && !/\d/.test(led.slice(-6))) return 'changed';
  return issued || saysIssued(led) ? 'issued' : 'plain';
}

function ofClue(page: PageSurvey, clue: Clue, read: DateReader, titleAt: number | null): ShownDate[] {
  // A date in the title is what the article is about.
  if (clue.tag === 'h1' || clue.text.length > MAX_CLUE || EVENT_LABEL.test(clue.label)) return [];
  if (read(clue.text) === null && (clue.value === '' || read(clue.value) === null)) return [];
  const beside = isBeside(clue, titleAt);
  const { issued, changed } = partsOf(clue.text);
  const stated = clue.value === '' ? null : read(clue.value);
  const day = read(issued);
  const words = wordsIn(clue.text);
  const sole = stated !== null || words <= MARK_WORDS;
  const bare = stated !== null || words <= DATE_WORDS || (sole && DATE_NAME.test(clue.label));
  const base = {
    value: clue.value,
    sole,
    bare,
    opens: false,
    at: clue.at,
    aside: isAside(page, clue, titleAt) && !beside,
    beside,
  };
  const by = clue.tag === 'time' ? ('time' as const) : ('mark' as const);
  const dates: ShownDate[] = [];
  const date = stated ?? day;
  if (date)
    dates.push({
      ...base,
      date,
      day: day?.slice(0, 10) ?? null,
      kind: kindOf(clue.label, issued || clue.text, clue.before),
      by,
    });
  const later = stated === null && changed !== '' ? read(changed) : null;
  if (later) dates.push({ ...base, date: later, day: later.slice(0, 10), kind: 'changed', by });
  return dates;
}

function ofLines(page: PageSurvey, read: DateReader, titleAt: number | null): ShownDate[] {
  const dates: ShownDate[] = [];
  let before = '';
  for (const line of linesApart(page)) {
    const led = before;
    before = line.text;
    const long = line.cut || line.text.length > SHORT_LINE;
    // Most lines have no date at all, and cost no more than this.
    if (
      line.block === titleAt ||
      line.text.includes('©') ||
      read(long ? line.text.slice(0, 2 * LEADING) : line.text) === null
    )
      continue;
    const { issued, changed } = partsOf(line.text);
    const head = long ? issued.slice(0, LEADING) : issued;
    const beside = isBeside(line, titleAt);
    const words = wordsIn(line.text);
    const leads = beginsWithDate(head.slice(0, LEADING));
    const base = {
      value: '',
      by: 'line' as const,
      sole: leads || words <= LINE_WORDS,
      bare: leads || words <= DATE_WORDS || saysIssued(line.text),
      opens: saysIssued(head.slice(0, 15)) || saysIssued(led.slice(-15)),
      at: line.at,
      aside: isAside(page, line, titleAt) && !beside,
      beside,
    };
    const date = read(head);
    if (date && (!long || leads)) {
      dates.push({ ...base, date, day: date.slice(0, 10), kind: kindOf('', head, led) });
    }
    const later = changed === '' || long ? null : read(changed);
    if (later) dates.push({ ...base, date: later, day: later.slice(0, 10), kind: 'changed' });
  }
  return dates;
}

/** Whether a date stands at the head of a paragraph and is set off from it. */
function beginsWithDate(head: string): boolean {
  return /^[^\d]{0,25}\d{1,2}\.?\s?(?:\d{1,2}\.\s?\d{2,4}|\p{L}{3,10}\.? \d{4})\s{0,2}(?:[-–—|:,/]|[„“"(])/u.test(head);
}

/** All dates that a page shows, marked elements first, each with what tells whose they are. */
export function shownDates(page: PageSurvey, read: DateReader, titleAt: number | null): ShownDate[] {
  return [...page.dates.flatMap((clue) => ofClue(page, clue, read, titleAt)), ...ofLines(page, read, titleAt)];
}
