import type { Brief, Evidence, ItemId, When } from '../brief.ts';
import { datedAtOf, sortTimeOf } from './sort-time.ts';

/** Events that an article dates after itself: next steps, deadlines, votes. */

/** Each is a posting. */
const MOST_DAYS = 4;

/** A day, or the first day of a month. */
export interface AheadDay {
  /** `2026-03-04`. */
  readonly day: string;
  readonly precision: 'day' | 'month';
}

/** One event that lies ahead of its article. */
export interface AheadEvent extends AheadDay {
  /** `deadline`: by then a measure has to be done. */
  readonly kind: 'step' | 'deadline';
  readonly when: When;
  readonly text: string;
  /** Of a deadline, the measure. */
  readonly itemId?: ItemId;
  readonly evidence: readonly Evidence[];
}

/** The levels 0 of EDTF (ISO 8601-2) that a calendar can show: a day and a month of a known year. */
const DAY = /^\d{4}-\d\d-\d\d$/;
const MONTH = /^\d{4}-\d\d$/;

function dayOf({ edtf }: When): AheadDay | undefined {
  if (!DAY.test(edtf) && !MONTH.test(edtf)) return undefined;
  const precision = DAY.test(edtf) ? 'day' : 'month';
  const day = precision === 'day' ? edtf : `${edtf}-01`;
  const milliseconds = Date.parse(day);
  // A day that the calendar lacks comes back as another.
  const exists = !Number.isNaN(milliseconds) && new Date(milliseconds).toISOString().startsWith(day);
  return exists ? { day, precision } : undefined;
}

const dayKey = ({ day, precision }: AheadDay): string => `${day} ${precision}`;

function eventsOf(brief: Brief): AheadEvent[] {
  const steps = brief.ahead.flatMap(({ when, text, evidence }): AheadEvent[] => {
    const day = when && dayOf(when);
    return when === undefined || day === undefined ? [] : [{ ...day, kind: 'step', when, text, evidence }];
  });
  const deadlines = brief.measures.flatMap(({ id, certainty, deadline, when, description, evidence }): AheadEvent[] => {
    // A deadline is words of the article: the measure's date is its date only where these state it.
    if (certainty === 'low' || when === undefined || deadline?.includes(when.stated) !== true) return [];
    const day = dayOf(when);
    if (day === undefined) return [];
    return [{ ...day, kind: 'deadline', when, text: description, itemId: id, evidence }];
  });
  return [...steps, ...deadlines];
}

/**
 * The events of a brief on the day of its article (else of its receipt) or later, the nearest first; those of its four
 * nearest days and months.
 */
export function eventsAheadOf(brief: Brief): AheadEvent[] {
  const events = eventsOf(brief);
  if (events.length === 0) return [];
  const { article } = brief;
  const own = sortTimeOf({ datedAt: datedAtOf(article), receivedAt: article.receivedAt });
  const later = events
    .filter(({ day, precision }) => day >= (precision === 'day' ? own.slice(0, 10) : `${own.slice(0, 7)}-01`))
    .sort((a, b) => (dayKey(a) < dayKey(b) ? -1 : dayKey(a) > dayKey(b) ? 1 : 0));
  const days = new Set([...new Set(later.map(dayKey))].slice(0, MOST_DAYS));
  return later.filter((event) => days.has(dayKey(event)));
}

/** The days and months of `eventsAheadOf`, each once. */
export function daysAheadOf(brief: Brief): AheadDay[] {
  const events = eventsAheadOf(brief);
  return [...new Map(events.map(({ day, precision }) => [dayKey({ day, precision }), { day, precision }])).values()];
}
