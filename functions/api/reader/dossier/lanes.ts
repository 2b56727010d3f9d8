import type { MeasureStatus } from '../../../core/brief.ts';
import { MEASURE_STATUSES } from '../../../core/brief-terms.ts';
import type { DossierMeasure } from '../../responses.ts';

/** A measure on the time line. */
export interface Point {
  readonly measure: DossierMeasure;
  /** The day that it is put at, in milliseconds since the epoch; undefined where neither it nor its article has one. */
  readonly at: number | undefined;
  /** 0 at the left end of the scale, 1 at its right end; undefined with `at`. */
  readonly x: number | undefined;
  /** Points of one lane that would cover each other are stacked: 0, 1, 2. */
  readonly level: number;
  /** Undated points stand side by side, a few on a level: how far this one is from the middle, in points. 0 with `x`. */
  readonly shift: number;
}

export interface Lane {
  readonly status: MeasureStatus;
  readonly points: readonly Point[];
}

export interface Tick {
  readonly x: number;
  /** ISO 8601 day. */
  readonly day: string;
}

export interface Lanes {
  /** Those that hold something, in the order of the statuses. */
  readonly lanes: readonly Lane[];
  readonly ticks: readonly Tick[];
  /** Whether some point has no date. */
  readonly undated: boolean;
}

const DAY_MS = 86_400_000;
/** Points nearer than this part of the scale cover each other. */
const NEAR = 0.022;
const TICKS = 4;
/** How many undated points stand on a level. */
const ABREAST = 3;

/**
 * The day of a measure: its own where the article gives one in full, else that of the article. A month or a year stands
 * for its first day; what has no year (`XXXX-07`) has no place on a scale.
 */
export function dayOf({ when, datedAt }: DossierMeasure): number | undefined {
  return firstDay(when?.edtf) ?? firstDay(datedAt ?? undefined);
}

function firstDay(date: string | undefined): number | undefined {
  const [, year, month = '01', day = '01'] = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?(?:$|[T/~?%])/.exec(date ?? '') ?? [];
  if (year === undefined) return undefined;
  const at = Date.parse(`${year}-${month}-${day}`);
  return Number.isNaN(at) ? undefined : at;
}

/** Puts measures on a scale of time, one lane a status. */
export function lanesOf(measures: readonly DossierMeasure[]): Lanes {
  const days = measures.map(dayOf);
  const known = days.filter((day) => day !== undefined);
  const first = Math.min(...known);
  const last = Math.max(...known);
  const span = known.length === 0 ? 0 : last - first;
  const placed = measures.map((measure, index) => {
    const at = days[index];
    return { measure, at, x: at === undefined ? undefined : span === 0 ? 0.5 : (at - first) / span };
  });
  const lanes = MEASURE_STATUSES.map((status) => ({
    status,
    points: stacked(placed.filter(({ measure }) => measure.status === status)),
  })).filter(({ points }) => points.length > 0);
  return { lanes, ticks: ticksOf(first, span, known.length), undated: days.includes(undefined) };
}

type Placed = Omit<Point, 'level' | 'shift'>;

function stacked(points: readonly Placed[]): Point[] {
  const dated = points.filter(({ at }) => at !== undefined).sort((a, b) => (a.at ?? 0) - (b.at ?? 0));
  /** The right end of what stands on each level. */
  const ends: number[] = [];
  const onScale = dated.map((point) => {
    const x = point.x ?? 0;
    const free = ends.findIndex((end) => x - end >= NEAR);
    const level = free < 0 ? ends.length : free;
    ends[level] = x;
    return { ...point, level, shift: 0 };
  });
  return [...onScale, ...abreast(points.filter(({ at }) => at === undefined))];
}

function abreast(points: readonly Placed[]): Point[] {
  return points.map((point, index) => {
    const level = Math.floor(index / ABREAST);
    const onLevel = Math.min(ABREAST, points.length - level * ABREAST);
    return { ...point, level, shift: (index % ABREAST) - (onLevel - 1) / 2 };
  });
}

function ticksOf(first: number, span: number, known: number): Tick[] {
  if (known === 0) return [];
  const days = Math.round(span / DAY_MS);
  if (days === 0) return [{ x: 0.5, day: dayText(first) }];
  const count = Math.min(TICKS, days + 1);
  return Array.from({ length: count }, (_, index) => {
    const day = Math.round((index * days) / (count - 1));
    return { x: day / days, day: dayText(first + day * DAY_MS) };
  });
}

function dayText(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
