/** Month names and their abbreviations, without dots, in the languages whose datelines are read. */
const MONTHS: readonly string[] = [
  'january jan januar jänner janvier janv enero ene gennaio gen janeiro januari styczeń stycznia ocak januára ledna января',
  'february feb februar février fevrier févr fevr febrero febbraio fevereiro fev februari luty lutego şubat února февраля',
  'march mar märz mär maerz mars marzo março maart mrt marzec marca mart března марта',
  'april apr avril avr abril abr aprile aprila kwiecień kwietnia nisan dubna апреля',
  'may mai mayo maggio mag maio mei maj maja mayıs května мая',
  'june jun juni juin junio giugno giu junho czerwiec czerwca haziran června июня',
  'july jul juli juillet juil julio luglio lug julho lipiec lipca temmuz července июля',
  'august aug août aout agosto ago augusti augustus sierpień sierpnia ağustos srpna августа',
  'september sep sept septembre septiembre settembre set setembro wrzesień września eylül září сентября',
  'october oct oktober okt octobre octubre ottobre ott outubro out październik października ekim října октября',
  'november nov novembre noviembre novembro listopad listopada kasım listopadu ноября',
  'december dec dezember dez décembre decembre déc diciembre dic dicembre dezembro dezember grudzień grudnia aralık prosince декабря',
];
const MONTH_NUMBER = new Map(
  MONTHS.flatMap((names, index) => names.split(' ').map((name) => [name, index + 1] as const)),
);

/** Number (1 to 12) of a month's name or abbreviation, with or without its dot, in any of the languages known. */
export function monthNumber(name: string): number | undefined {
  return MONTH_NUMBER.get(name.toLowerCase().replace(/\.$/, ''));
}

/** A calendar day as ISO 8601, or null where there is no such day (31 February) or the year is outside 1600 to 2199. */
export function isoDay(year: number, month: number, day: number): string | null {
  if (year < 1600 || year > 2199 || month < 1 || month > 12 || day < 1) return null;
  const last = new Date(Date.UTC(year, month, 0)).getUTCDate();
  if (day > last) return null;
  return `${year}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

/** Two digits as strptime's `%y` reads them (POSIX): 69 to 99 are 19xx, 00 to 68 are 20xx. */
function fullYear(digits: string): number {
  const year = Number(digits);
  if (digits.length !== 2) return year;
  return year >= 69 ? 1900 + year : 2000 + year;
}

const OFFSETS: Readonly<Record<string, string>> = {
  z: 'Z',
  ut: 'Z',
  utc: 'Z',
  gmt: 'Z',
  est: '-05:00',
  edt: '-04:00',
  cst: '-06:00',
  cdt: '-05:00',
  mst: '-07:00',
  mdt: '-06:00',
  pst: '-08:00',
  pdt: '-07:00',
}; // prettier-ignore

function offsetOf(zone: string): string | null {
  const named = OFFSETS[zone.toLowerCase()];
  if (named !== undefined) return named;
  const match = /^([+-])(\d{2}):?(\d{2})?$/.exec(zone);
  if (!match) return null;
  const [, sign, hours = '', minutes = '00'] = match;
  return Number(hours) <= 14 && Number(minutes) < 60 ? `${sign}${hours}:${minutes}` : null;
}

/** Day, or instant where a time **and** its zone are given: a zone is never made up. */
function withTime(day: string | null, time: string | undefined, zone: string | undefined): string | null {
  if (day === null || time === undefined || zone === undefined) return day;
  const clock = /^(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?$/.exec(time);
  const offset = offsetOf(zone);
  if (!clock || offset === null) return day;
  const [, hours = '', minutes = '', seconds = '00'] = clock;
  if (Number(hours) > 23 || Number(minutes) > 59 || Number(seconds) > 59) return day;
  return `${day}T${hours.padStart(2, '0')}:${minutes}:${seconds}${offset}`;
}

const ISO =
  /^(\d{4})-(\d{1,2})-(\d{1,2})(?:(?:T|\s{1,3})(\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d{1,9})?)?)\s?(Z|UTC|GMT|[+-]\d{2}:?\d{2}|[+-]\d{2})?)?/i;
const COMPACT_ISO = /^(\d{4})(\d{2})(\d{2})(?:T(\d{2})(\d{2})(\d{2})?(Z|[+-]\d{4})?)?$/;
const MAIL =
  /^(?:[A-Z][a-z]{2,8},?\s{1,3})?(\d{1,2})\s([A-Z][a-z]{2,8})\s(\d{4})\s(\d{2}:\d{2}(?::\d{2})?)\s?(Z|UTC?|GMT|[ECMP][SD]T|[+-]\d{4})?/;
const CTIME =
  /^[A-Z][a-z]{2}\s([A-Z][a-z]{2})\s{1,2}(\d{1,2})\s(\d{2}:\d{2}:\d{2})\s(UTC|GMT|[ECMP][SD]T)?\s?([+-]\d{4})?\s?(\d{4})/;

/**
 * A date as machines write it: ISO 8601 (RFC 3339), RFC 5322 or `date(1)`.
 * @returns an ISO day, or an instant with its offset where both time and zone are given; null for anything else.
 */
export function machineDate(text: string): string | null {
  const trimmed = text.trim().slice(0, 80);
  const iso = ISO.exec(trimmed);
  if (iso) return withTime(isoDay(Number(iso[1]), Number(iso[2]), Number(iso[3])), iso[4], iso[5]);
  const compact = COMPACT_ISO.exec(trimmed);
  if (compact) {
    const [, year, month, day, hours, minutes, seconds = '00', zone] = compact;
    const time = hours === undefined ? undefined : `${hours}:${minutes}:${seconds}`;
    return withTime(isoDay(Number(year), Number(month), Number(day)), time, zone);
  }
  const mail = MAIL.exec(trimmed);
  if (mail)
    return withTime(isoDay(Number(mail[3]), monthNumber(mail[2] ?? '') ?? 0, Number(mail[1])), mail[4], mail[5]);
  const ctime = CTIME.exec(trimmed);
  if (ctime) {
    const day = isoDay(Number(ctime[6]), monthNumber(ctime[1] ?? '') ?? 0, Number(ctime[2]));
    return withTime(day, ctime[3], ctime[5] ?? ctime[4]);
  }
  return null;
}

/**
 * The wall clock of an ISO date and time without a zone ("2026-03-04 21:40:05"), in milliseconds as if it were universal
 * time; null for anything else.
 */
export function wallClock(text: string): number | null {
  const match = ISO.exec(text.trim().slice(0, 80));
  const [, year = '', month = '', day = '', time, zone] = match ?? [];
  const date = isoDay(Number(year), Number(month), Number(day));
  if (date === null || time === undefined || zone !== undefined) return null;
  const clock = Date.parse(`${date}T${time.replace(/^\d:/, '0$&').slice(0, 8)}Z`);
  return Number.isNaN(clock) ? null : clock;
}

/** A date found in words, and where. */
export interface FoundDate {
  /** Year null where the text gives none ("March 3"). */
  year: number | null;
  month: number;
  day: number;
  start: number;
  end: number;
}

const WORD = '[\\p{L}]{3,11}';
const DAY_FIRST = new RegExp(
  `(?<![\\p{L}\\p{N}])(\\d{1,2})(?:st|nd|rd|th|er|\\.|º)?\\s{0,2}(?:of |de |d')?(${WORD})\\.?(?:,?\\s{1,3}(?:de |del )?((?:1[6-9]|2[01])\\d{2})(?!\\d)|\\s(\\d{2})(?![\\p{L}\\p{N}:.]))?`,
  'giu',
);
const MONTH_FIRST = new RegExp(
  `(?<![\\p{L}\\p{N}])(${WORD})\\.?\\s{1,3}(\\d{1,2})(?:st|nd|rd|th)?(?![\\d:])(?:,?\\s{1,3}((?:1[6-9]|2[01])\\d{2})(?!\\d))?`,
  'giu',
);
const EAST_ASIAN = /(\d{4})\s?[年년]\s?(\d{1,2})\s?[月월]\s?(\d{1,2})\s?[日일]/g;

/** All dates written with the month as a word ("3 March 2026", "Sept. 4", "4. März 2026"), in order of place. */
export function datesInWords(text: string): FoundDate[] {
  const found: FoundDate[] = [];
  const add = (match: RegExpMatchArray, year: number | null, month: number | undefined, day: number) => {
    if (month === undefined || isoDay(year ?? 2000, month, day) === null) return;
    const start = match.index ?? 0;
    const end = start + match[0].length;
    const clash = found.findIndex((other) => start < other.end && other.start < end);
    if (clash === -1) found.push({ year, month, day, start, end });
    // "4 March 5, 2026" is not written: of two readings the one with a year is meant.
    else if (found[clash]?.year === null && year !== null) found[clash] = { year, month, day, start, end };
  };
  for (const match of text.matchAll(DAY_FIRST)) {
    const year = match[3] === undefined ? match[4] : match[3];
    add(match, year === undefined ? null : fullYear(year), monthNumber(match[2] ?? ''), Number(match[1]));
  }
  for (const match of text.matchAll(MONTH_FIRST)) {
    add(match, match[3] === undefined ? null : Number(match[3]), monthNumber(match[1] ?? ''), Number(match[2]));
  }
  for (const match of text.matchAll(EAST_ASIAN)) add(match, Number(match[1]), Number(match[2]), Number(match[3]));
  return found.sort((one, other) => one.start - other.start);
}

const TIME_AFTER =
  /^[\s,|•·at–-]{0,8}(\d{1,2})[:.h](\d{2})(?::\d{2})?\s?(a\.?m\.?|p\.?m\.?)?\s?\(?(UTC|GMT|Z|[ECMP][SD]T|[+-]\d{2}:?\d{2})?(?![\p{L}])/iu;

/** The time with its zone that follows a date ("at 9:41 a.m. EST"), as ISO instant of that day, or the day itself. */
function withTimeAfter(day: string | null, rest: string): string | null {
  const match = TIME_AFTER.exec(rest);
  if (day === null || !match) return day;
  const half = match[3]?.toLowerCase();
  const hours = Number(match[1]) % (half ? 12 : 24);
  return withTime(day, `${half?.startsWith('p') ? hours + 12 : hours}:${match[2]}`, match[4]);
}

/** How a numeric date with two small numbers is meant. */
export type DayMonthOrder = 'day-first' | 'month-first' | 'unknown';

const NUMERIC = /(?<![\d./-])(\d{1,4})([./-])\s?(\d{1,2})\2\s?(\d{2,4})(?![\d/-]|\.\d)/;

function numericDate(text: string, order: DayMonthOrder): { day: string; end: number } | null {
  const match = NUMERIC.exec(text);
  if (!match) return null;
  const [whole, first = '', separator, second = '', third = ''] = match;
  const end = match.index + whole.length;
  const as = (year: number, month: number, day: number) => {
    const iso = isoDay(year, month, day);
    return iso === null ? null : { day: iso, end };
  };
  if (first.length === 4) return third.length <= 2 ? as(Number(first), Number(second), Number(third)) : null;
  if (first.length > 2 || third.length === 3) return null;
  const year = fullYear(third);
  const [one, two] = [Number(first), Number(second)];
  if (one > 12) return as(year, two, one);
  if (two > 12) return as(year, one, two);
  if (one === two || separator === '.' || order === 'day-first') return as(year, two, one);
  return order === 'month-first' ? as(year, one, two) : null;
}

/**
 * The first full date of a short text as a person writes it, with its time where a zone is given.
 * @param order how "03/04/2026" is read where the numbers do not tell; `unknown` reads it not at all.
 * @returns an ISO day or instant, or null.
 */
export function writtenDate(text: string, order: DayMonthOrder = 'unknown'): string | null {
  const short = text.slice(0, 300);
  const machine = machineDate(short);
  if (machine) return machine;
  const inWords = datesInWords(short).find(({ year }) => year !== null);
  if (inWords && inWords.year !== null) {
    return withTimeAfter(isoDay(inWords.year, inWords.month, inWords.day), short.slice(inWords.end));
  }
  const isoInside = /(?<!\d)\d{4}-\d{2}-\d{2}(?!\d)/.exec(short);
  if (isoInside) return machineDate(short.slice(isoInside.index));
  const numeric = numericDate(short, order);
  return numeric === null ? null : withTimeAfter(numeric.day, short.slice(numeric.end));
}
