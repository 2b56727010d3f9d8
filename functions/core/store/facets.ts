import type { Brief, MeasureStatus, MeasureType } from '../brief.ts';
import { type AheadDay, daysAheadOf } from './ahead.ts';
import { type Facet, positionKey, postingPartition, shardOf } from './keys.ts';
import { datedAtOf, receivedMs, sortTimeOf } from './sort-time.ts';
import { statePartyOf } from './state-parties.ts';
import type { ItemKey } from './table.ts';

/** Each posting is a write unit; more than these are never made for one brief. */
export const MAX_POSTINGS = 32;
const FIXED_POSTINGS = 4; // all, received, upload, source
const LONGEST_SOURCE = 200;

/** What a brief can be found by, beyond its times: the postings are made of it, and the card holds the same values. */
export interface FacetValues {
  readonly parties: readonly { readonly id: string; readonly name: string }[];
  /** ISO 3166-1 alpha-2 of states that are parties. */
  readonly countries: readonly string[];
  /** Distinct pairs, in the order of the brief. */
  readonly measures: readonly { readonly type: MeasureType; readonly status: MeasureStatus }[];
  /** As `canonicalSource` writes it. */
  readonly source: string | null;
  /** Whether it was dated long before it was received. */
  readonly isLate: boolean;
  /** Days and months of dated events ahead. */
  readonly ahead: readonly AheadDay[];
}

/** The first `length` code units of a text, or one less where that would cut a character in two. */
export function foremost(text: string, length: number): string {
  return text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '');
}

/** An outlet's name as lists compare it: spaces collapsed, lower case, at most 200 characters. */
export function canonicalSource(source: string): string {
  return foremost(source, LONGEST_SOURCE).normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase();
}

/** Two parties' ids as one value, whichever comes first. */
export function pairOf(first: string, second: string): string {
  return first < second ? `${first}~${second}` : `${second}~${first}`;
}

function distinct<T>(values: readonly T[], keyOf: (value: T) => string): T[] {
  const byKey = new Map<string, T>();
  for (const value of values) if (!byKey.has(keyOf(value))) byKey.set(keyOf(value), value);
  return [...byKey.values()];
}

/** How many values of each list fit in `room`, taking the foremost of each list in turn. */
function fairShares(lengths: readonly number[], room: number): number[] {
  const shares = lengths.map(() => 0);
  for (let left = room, before = -1; left > 0 && before !== left; ) {
    before = left;
    lengths.forEach((length, index) => {
      const share = shares[index] ?? 0;
      if (left > 0 && share < length) {
        shares[index] = share + 1;
        left -= 1;
      }
    });
  }
  return shares;
}

/** The values that a brief is listed under: all of them, or the foremost where they would need too many postings. */
export function facetValuesOf(brief: Brief): FacetValues {
  const parties = distinct(brief.parties, (party) => party.id);
  const states = parties.filter((party) => party.kind === 'state').map((party) => party.country?.toUpperCase());
  const countries = distinct(
    states.filter((country) => country !== undefined),
    (country) => country,
  );
  const { article } = brief;
  const isLate = isLateArrival({ datedAt: datedAtOf(article), receivedAt: article.receivedAt });
  const ahead = daysAheadOf(brief);
  const [listedParties, listedCountries] = fairShares(
    [parties.length, countries.length],
    MAX_POSTINGS - FIXED_POSTINGS - Number(isLate) - ahead.length,
  );
  const measures = distinct(brief.measures, (measure) => `${measure.type} ${measure.status}`);
  const source = brief.article.source === null ? '' : canonicalSource(brief.article.source);
  return {
    parties: parties.slice(0, listedParties).map(({ id, name }) => ({ id, name })),
    countries: countries.slice(0, listedCountries),
    measures: measures.map(({ type, status }) => ({ type, status })),
    source: source === '' ? null : source,
    isLate,
    ahead,
  };
}

function facetList({ source, parties, countries }: FacetValues): [Facet, string][] {
  const ids = new Set(parties.map(({ id }) => id));
  const unnamed = countries.filter((country) => !ids.has(statePartyOf(country) ?? ''));
  return [
    ['all', ''],
    ...(source === null ? [] : [['source', source] satisfies [Facet, string]]),
    ...[...ids].map((id): [Facet, string] => ['party', id]),
    ...unnamed.map((country): [Facet, string] => ['country', country]),
  ];
}

/** A posting fits in a write unit, 1 KB, with its key. */
const MEASURES_BYTES = 600;

/**
 * What a posting of `all` says of a brief's measures, each as `type/status`, so that a list by them need not read the briefs;
 * undefined where that would not fit.
 */
export function measuresOnPosting({ measures }: Pick<FacetValues, 'measures'>): string[] | undefined {
  const told = measures.map(({ type, status }) => `${type}/${status}`);
  return told.join().length > MEASURES_BYTES ? undefined : told;
}

/** What the place of a brief's postings depends on besides its facets. */
export interface PostingSubject {
  readonly briefId: string;
  readonly version: string;
  readonly uploadId: string;
  /** As `datedAtOf` gives it. */
  readonly datedAt: string | null;
  readonly receivedAt: string | null;
}

/**
 * The posting by which the articles of a file are found. It is never sharded: whoever looks for them after writing the
 * file's head must not depend on a shard count that is just rising.
 */
export function uploadPosting(subject: PostingSubject): ItemKey {
  const { briefId, version, uploadId } = subject;
  const sk = positionKey({ time: sortTimeOf(subject), briefId, version });
  return { pk: postingPartition('upload', uploadId, 0), sk };
}

/**
 * Days before its receipt that an article may be dated, and still be looked for among those of its time: whoever asks for
 * what arrived, and was dated earlier, finds it by the value `late` of the facet `received`.
 */
export const LATE_AFTER_DAYS = 60;
export const LATE = 'late';

const DAY_MS = 86_400_000;

function isLateArrival(article: { datedAt: string | null; receivedAt: string | null }): boolean {
  return Date.parse(sortTimeOf(article)) < receivedMs(article.receivedAt) - LATE_AFTER_DAYS * DAY_MS;
}

/** The posting by which a rejection is found: by the receipt of its file, never sharded, as there are few. */
export function rejectedPosting(subject: Pick<PostingSubject, 'briefId' | 'version' | 'receivedAt'>): ItemKey {
  const { briefId, version, receivedAt } = subject;
  const time = new Date(receivedMs(receivedAt)).toISOString();
  return { pk: postingPartition('rejected', '', 0), sk: positionKey({ time, briefId, version }) };
}

/** The keys of all postings of a version of a brief. */
export function postingsOf(subject: PostingSubject, values: FacetValues, shardCount: number): ItemKey[] {
  const { briefId, version } = subject;
  const shard = shardOf(briefId, shardCount);
  const received = new Date(receivedMs(subject.receivedAt)).toISOString();
  const sk = positionKey({ time: sortTimeOf(subject), briefId, version });
  return [
    uploadPosting(subject),
    ...['', ...(values.isLate ? [LATE] : [])].map((value) => ({
      pk: postingPartition('received', value, shard),
      sk: positionKey({ time: received, briefId, version }),
    })),
    ...facetList(values).map(([facet, value]) => ({ pk: postingPartition(facet, value, shard), sk })),
    ...values.ahead.map(({ day, precision }) => ({
      pk: postingPartition('ahead', precision, shard),
      sk: positionKey({ time: `${day}T00:00:00.000Z`, briefId, version }),
    })),
  ];
}
