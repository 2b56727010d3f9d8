/** A day, month and year as numbers; the month from 1. */
export interface Day {
  year: number;
  month: number;
  day: number;
}

const MILLISECONDS_A_DAY = 86_400_000;

/** The calendar day that an ISO 8601 date or instant is written with; undefined where it is not one. */
export function dayOf(iso: string | null): Day | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})(?:T|$)/.exec(iso ?? '');
  if (match === null) return undefined;
  const day = { year: Number(match[1]), month: Number(match[2]), day: Number(match[3]) };
  return isDay(day) ? day : undefined;
}

/** Whether the calendar has that day. */
export function isDay({ year, month, day }: Day): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day && day > 0;
}

/** The day so many days later (earlier where negative). */
export function shifted(day: Day, days: number): Day {
  const date = new Date(Date.UTC(day.year, day.month - 1, day.day) + days * MILLISECONDS_A_DAY);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

/** 0 for Sunday to 6 for Saturday. */
export function weekdayOf(day: Day): number {
  return new Date(Date.UTC(day.year, day.month - 1, day.day)).getUTCDay();
}

/** `YYYY-MM-DD`. */
export function isoOf({ year, month, day }: Day): string {
  return `${monthOf(year, month)}-${two(day)}`;
}

/** `YYYY-MM`; a month over 12 or under 1 counts into the next or previous year. */
export function monthOf(year: number, month: number): string {
  const index = year * 12 + month - 1;
  return `${yearOf(Math.floor(index / 12))}-${two((((index % 12) + 12) % 12) + 1)}`;
}

/** `YYYY`. */
export function yearOf(year: number): string {
  return String(year).padStart(4, '0');
}

export function two(number: number): string {
  return String(number).padStart(2, '0');
}
