import { createHash } from 'node:crypto';
import type { Brief } from '../brief.ts';
import { compareText } from '../compare-text.ts';
import { foldedWords } from '../search/folded-words.ts';
import { eventsAheadOf, type AheadEvent as ToldEvent } from '../store/ahead.ts';
import type { BriefStore } from '../store/brief-store.ts';
import type { CalendarEntry, CalendarPage } from '../store/calendar.ts';
import { datedAtOf } from '../store/sort-time.ts';
import { bodyIsWatched, cardIsWatched, watchFilterOf } from '../store/watch-filter.ts';
import type { Watch } from '../watches/watch.ts';
import type { AheadEvent, Calendar } from './calendar.ts';
import { corrected, type LedgerSources } from './read-changes.ts';

/** What a calendar is read from. */
export interface CalendarSources extends Pick<LedgerSources, 'notes'> {
  readonly store: Pick<BriefStore, 'calendar'>;
}

export interface CalendarQuery {
  /** Days, both inclusive. */
  readonly from: string;
  readonly to: string;
  /** Of the briefs in which this state (ISO 3166-1 alpha-2) is a party, that name this party, or that are on this watch. */
  readonly country?: string | undefined;
  readonly party?: string | undefined;
  readonly watch?: Watch | undefined;
}

/** Days of briefs that a calendar is made of, at most. */
const MOST_BRIEFS = 300;
const PAGE = 50;
/** Pages that are read for them, at most: of some, hardly a brief is asked for. */
const MOST_PAGES = 12;
const DAY_MS = 86_400_000;

/** After it, a day takes more than four digits for its year. */
const LAST_DAY = '9999-12-31';

/** The day so many days after another; the last one of the year 9999 where it would be later. */
export function dayAfter(day: string, days: number): string {
  const milliseconds = Date.parse(day) + days * DAY_MS;
  return milliseconds > Date.parse(LAST_DAY) ? LAST_DAY : new Date(milliseconds).toISOString().slice(0, 10);
}

/** The last day of an event: of one whose day is not stated, that of its month. */
export function lastDayOf({ day, precision }: Pick<AheadEvent, 'day' | 'precision'>): string {
  if (precision === 'day') return day;
  const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7))];
  return new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
}

function eventOf(told: ToldEvent, brief: Brief, version: string): AheadEvent {
  const { briefId, headline, article } = brief;
  const { kind, day, precision, when, text, itemId, evidence } = told;
  // By the quote and not its place: a passage that a later version moves is the same.
  const parts = [briefId, kind, day, precision, evidence[0]?.quote ?? ''];
  return {
    id: createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32),
    day,
    precision,
    kind,
    text,
    when,
    ...(itemId === undefined ? {} : { itemId }),
    briefId,
    version,
    headline: headline.text,
    source: article.source,
    datedAt: datedAtOf(article),
    receivedAt: article.receivedAt,
    evidence: [...evidence],
  };
}

/** The last day of which everything is read, where reading ended within a day; null if none from the first on is. */
function lastWhole(reached: string | undefined, from: string): string | null {
  const whole = reached === undefined ? '' : dayAfter(reached, -1);
  return whole >= from ? whole : null;
}

/** The soonest first; a day before the month that it is in; of one day, what was received first. */
function inOrder(a: AheadEvent, b: AheadEvent): number {
  return (
    compareText(a.day, b.day) ||
    compareText(a.precision, b.precision) ||
    compareText(a.receivedAt ?? '', b.receivedAt ?? '') ||
    compareText(a.id, b.id)
  );
}

/** Of events that are told in the same words, as copies tell them, the one that was received first. */
function withoutRepeats(events: readonly AheadEvent[]): AheadEvent[] {
  const seen = new Set<string>();
  return events.filter(({ day, precision, text }) => {
    const key = JSON.stringify([day, precision, foldedWords(text)]);
    return !seen.has(key) && seen.add(key);
  });
}

/**
 * The dated next steps and deadlines of briefs on some days, the soonest first, as the desk has corrected them. An event
 * without a day is on all days of its month. Read in bounded reads: where there are very many, the calendar says up to which
 * day it is complete.
 * @param now milliseconds since the epoch: what is past its retention then is absent.
 * @throws InvalidRequestError, TransientError
 */
export async function readCalendar(
  { store, notes }: CalendarSources,
  { from, to, country, party, watch }: CalendarQuery,
  now: number,
): Promise<Calendar> {
  const filter = watch === undefined ? undefined : watchFilterOf(watch);
  const isWatched = ({ card, brief }: CalendarEntry): boolean =>
    filter === undefined || (cardIsWatched(filter, card) && bodyIsWatched(filter, brief));
  const events = new Map<string, AheadEvent>();
  let read = 0;
  let pages = 0;
  let reached: string | undefined;
  let cursor: string | undefined;
  do {
    const page: CalendarPage = await store.calendar({ from, to, country, party, limit: PAGE, cursor }, now);
    read += page.items.length;
    pages += 1;
    ({ next: cursor, reached } = page);
    for (const { day, brief, version } of await corrected(page.items.filter(isWatched), notes)) {
      for (const told of eventsAheadOf(brief).filter((event) => event.day === day)) {
        const event = eventOf(told, brief, version);
        events.set(event.id, event);
      }
    }
  } while (cursor !== undefined && read < MOST_BRIEFS && pages < MOST_PAGES);
  const items = withoutRepeats([...events.values()].filter((event) => lastDayOf(event) >= from).sort(inOrder));
  return { from, to, items, completeTo: cursor === undefined ? to : lastWhole(reached, from) };
}
