import { createHash } from 'node:crypto';
import type { MeasureStatus, MeasureType, Voice } from '../brief.ts';
import { InvalidRequestError } from '../errors.ts';
import { parseSearch, type SearchTerm } from '../search/search-query.ts';
import type { Card } from './card.ts';
import { canonicalSource, pairOf } from './facets.ts';
import type { Facet } from './keys.ts';
import { receivedMs, sortTimeOf, type TimeRange, timeRangeOf } from './sort-time.ts';
import { statePartyOf } from './state-parties.ts';
import type { Item } from './table.ts';

/** What a list may be narrowed to. A brief is listed if it matches all that are given. */
export interface ListFilters {
  /** A party's id. */
  readonly party?: string | undefined;
  /** The ids of the two foremost parties, joined by `~`, in either order. */
  readonly pair?: string | undefined;
  /** ISO 3166-1 alpha-2 of a state that is a party. */
  readonly country?: string | undefined;
  readonly measure?: MeasureType | undefined;
  /** With `measure`: one measure that has both. */
  readonly measureStatus?: MeasureStatus | undefined;
  /** A voice that at least one item rests on. */
  readonly voice?: Voice | undefined;
  /** An outlet's name, in any case. */
  readonly source?: string | undefined;
  /** An upload's id: the articles of one file. */
  readonly upload?: string | undefined;
  /** Words and "phrases" that the brief holds, all of them; see `parseSearch`. */
  readonly q?: string | undefined;
  /** Lists copies, too, of a text whose owner is in the list. */
  readonly duplicates?: boolean | undefined;
  /**
   * The earliest and latest time, both inclusive, as a day (which lasts to its end) or an instant with an offset. They
   * are of the time that the list is ordered by.
   */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** A request for one page of a list. */
export interface ListQuery extends ListFilters {
  /** By publication (or receipt, where that is unknown), or by arrival; the newest first. `published` by default. */
  readonly order?: 'published' | 'received' | undefined;
  /** Briefs on a page at most, 1 to 50; 20 by default. */
  readonly limit?: number | undefined;
  /** `next` of the page before, of the same filters and order. */
  readonly cursor?: string | undefined;
}

/** A list's filters in one canonical form. */
export interface Filters {
  readonly order: 'published' | 'received';
  readonly range: TimeRange;
  /** The values to match, by facet; `measure` also stands for its status. */
  readonly values: Readonly<Partial<Record<Exclude<Facet, 'all' | 'received'>, string>>>;
  readonly measureStatus: string | undefined;
  readonly voice: string | undefined;
  /** What the text of the brief must hold: the one filter that a card cannot decide. */
  readonly search: readonly SearchTerm[] | undefined;
  /** Whether copies are listed beside the owner of their text. */
  readonly duplicates: boolean;
}

/** The filters by facet, in the order of the hash. */
const HASHED = ['upload', 'pair', 'party', 'source', 'measure', 'country'] as const;

function canonicalPair(pair: string): string {
  const [first, second, ...others] = pair.split('~');
  if (!first || !second || others.length > 0) throw new InvalidRequestError('A pair is two party ids joined by "~".');
  return pairOf(first, second);
}

/**
 * @throws InvalidRequestError if a time is neither a day nor an instant, a pair is none, or a search has no word or too
 * many.
 */
export function filtersOf(query: ListQuery): Filters {
  const values = {
    upload: query.upload,
    pair: query.pair === undefined ? undefined : canonicalPair(query.pair),
    party: query.party,
    source: query.source === undefined ? undefined : canonicalSource(query.source),
    measure: query.measure,
    country: query.country?.toUpperCase(),
  };
  return {
    order: query.order ?? 'published',
    range: timeRangeOf(query.from, query.to),
    values: Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)),
    measureStatus: query.measureStatus,
    voice: query.voice,
    search: query.q === undefined ? undefined : parseSearch(query.q),
    duplicates: query.duplicates === true,
  };
}

/**
 * A hash of the filters and the order, which ties a cursor to them: 16 hexadecimal digits.
 * @param view what is made of the list, where that is more than the list itself.
 */
export function hashOfFilters(filters: Filters, view?: string): string {
  const { order, range, values, measureStatus, voice, search, duplicates } = filters;
  const named = HASHED.map((facet) => values[facet] ?? null);
  const all = [order, range.from ?? null, range.before ?? null, ...named, measureStatus ?? null, voice ?? null];
  const more = search === undefined && view === undefined ? [] : [search ?? null, view ?? null];
  const copies = duplicates ? ['duplicates'] : [];
  return createHash('sha256')
    .update(JSON.stringify([...all, ...more, ...copies]))
    .digest('hex')
    .slice(0, 16);
}

/** A facet with one of its values. */
export interface FacetValue {
  readonly facet: Facet;
  readonly value: string;
}

/**
 * Where a list looks for its briefs: each that matches is under one of these, at least, and the other filters are decided on
 * postings, on cards, and a search on bodies.
 */
export function drivingFacets({ order, values }: Filters): FacetValue[] {
  if (order === 'received') return [{ facet: 'received', value: '' }];
  const { upload, pair, party = pair?.split('~')[0], source, country } = values;
  if (upload !== undefined) return [{ facet: 'upload', value: upload }];
  if (party !== undefined) return [{ facet: 'party', value: party }];
  if (source !== undefined) return [{ facet: 'source', value: source }];
  if (country === undefined) return [{ facet: 'all', value: '' }];
  const state = statePartyOf(country);
  const byCountry: FacetValue = { facet: 'country', value: country };
  return state === undefined ? [byCountry] : [byCountry, { facet: 'party', value: state }];
}

/** Filters that a facet decides by itself. */
const DECIDED = new Set<Facet>(['upload', 'party', 'source']);

/** Whether the postings of a list tell of measures, and have to be asked. */
export function asksPostings(filters: Filters): boolean {
  const [driving] = drivingFacets(filters);
  return driving?.facet === 'all' && (filters.values.measure !== undefined || filters.measureStatus !== undefined);
}

/** The filters that are decided before any card is read: by the facet that a list looks under, or by its postings. */
function decidedBefore(filters: Filters): readonly string[] {
  if (asksPostings(filters)) return ['measure', 'measureStatus'];
  const [driving] = drivingFacets(filters);
  return driving !== undefined && DECIDED.has(driving.facet) ? [driving.facet] : [];
}

/** Whether briefs found by their postings can fail to match by their cards. */
export function needsCards(filters: Filters): boolean {
  const { values, measureStatus, voice } = filters;
  const decided = decidedBefore(filters);
  const given = Object.entries({ ...values, measureStatus, voice }).filter(([, value]) => value !== undefined);
  return given.some(([name]) => !decided.includes(name));
}

/** Whether a measure is of the type and the status that a list is narrowed to, as far as it is. */
function matchesMeasure(
  { values, measureStatus }: Filters,
  type: string | undefined,
  status: string | undefined,
): boolean {
  return (values.measure ?? type) === type && (measureStatus ?? status) === status;
}

/**
 * Whether a posting of `all` can be of a brief that matches. One that tells nothing of measures is of a brief with very many
 * of them, or of an earlier release.
 */
export function matchesPosting(filters: Filters, { measures }: Item): boolean {
  if (!Array.isArray(measures)) return true;
  return measures.some((told) => {
    const [type, status] = String(told).split('/');
    return matchesMeasure(filters, type, status);
  });
}

function matchesValues({ values }: Filters, card: Card, uploadId: string): boolean {
  const { upload, pair, party, source, country } = values;
  const [first, second] = card.parties;
  return (
    (upload === undefined || upload === uploadId) &&
    (pair === undefined || (first !== undefined && second !== undefined && pairOf(first.id, second.id) === pair)) &&
    (party === undefined || card.parties.some(({ id }) => id === party)) &&
    (source === undefined || (card.source !== null && canonicalSource(card.source) === source)) &&
    (country === undefined || card.countries.includes(country))
  );
}

function matchesMeasures(filters: Filters, { measures }: Card): boolean {
  if (filters.values.measure === undefined && filters.measureStatus === undefined) return true;
  return measures.some(({ type, status }) => matchesMeasure(filters, type, status));
}

/** Whether a brief belongs in the list, as far as its card tells: all but the search. */
export function matches(filters: Filters, card: Card, uploadId: string): boolean {
  const { order, range, voice } = filters;
  const time = order === 'received' ? new Date(receivedMs(card.receivedAt)).toISOString() : sortTimeOf(card);
  return (
    matchesValues(filters, card, uploadId) &&
    matchesMeasures(filters, card) &&
    (voice === undefined || card.voices.some((heard) => heard === voice)) &&
    (range.from === undefined || time >= range.from) &&
    (range.before === undefined || time < range.before)
  );
}
