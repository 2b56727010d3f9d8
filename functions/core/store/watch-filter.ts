import type { Brief } from '../brief.ts';
import { holdsAny } from '../search/find-words.ts';
import { foldedWords } from '../search/folded-words.ts';
import { parseSearch, type SearchTerm } from '../search/search-query.ts';
import type { WatchInput } from '../watches/watch.ts';
import type { Card } from './card.ts';
import { canonicalSource, pairOf } from './facets.ts';
import type { FacetValue } from './filters.ts';
import { statePartyOf } from './state-parties.ts';
import type { Item } from './table.ts';

/** What a watch narrows briefs to: one value of every field that it has. Its words and names need bodies. */
export type WatchFields = Pick<
  WatchInput,
  'parties' | 'pairs' | 'countries' | 'measures' | 'statuses' | 'sources' | 'words' | 'names'
>;

/** The fields of a watch in the form that they are compared in. */
export interface WatchFilter {
  readonly fields: WatchFields;
  readonly pairs: ReadonlySet<string> | undefined;
  readonly sources: ReadonlySet<string> | undefined;
  /** Of each of its words and names, the terms that a brief holds all of. */
  readonly words: readonly (readonly SearchTerm[])[] | undefined;
  readonly names: readonly (readonly SearchTerm[])[] | undefined;
}

function canonicalPair(pair: string): string {
  const [first = '', second = ''] = pair.split('~');
  return pairOf(first, second);
}

/** A name as a phrase of whole words; nothing where it has no word. */
function phraseOf(name: string): SearchTerm[][] {
  const words = foldedWords(name);
  return words.length === 0 ? [] : [[{ words, open: false }]];
}

/** @throws InvalidRequestError if one of its words is no search. */
export function watchFilterOf(fields: WatchFields): WatchFilter {
  return {
    fields,
    pairs: fields.pairs && new Set(fields.pairs.map(canonicalPair)),
    sources: fields.sources && new Set(fields.sources.map(canonicalSource)),
    words: fields.words?.map(parseSearch),
    names: fields.names?.flatMap(phraseOf),
  };
}

/**
 * The lists in which each brief of a watch is found: one field decides, the one that mostly has the fewest briefs. Undefined
 * where only all briefs will do.
 */
export function watchFacets({ fields, pairs, sources }: WatchFilter): FacetValue[] | undefined {
  const { parties, countries } = fields;
  if (pairs !== undefined)
    return distinct([...pairs].map((pair) => ({ facet: 'party', value: pair.split('~')[0] ?? '' })));
  if (parties !== undefined) return distinct(parties.map((value) => ({ facet: 'party', value })));
  if (sources !== undefined) return [...sources].map((value) => ({ facet: 'source', value }));
  if (countries === undefined) return undefined;
  const states = countries.flatMap((country): FacetValue[] => {
    const value = statePartyOf(country);
    return value === undefined ? [] : [{ facet: 'party', value }];
  });
  return distinct([...countries.map((value): FacetValue => ({ facet: 'country', value })), ...states]);
}

function distinct(facets: readonly FacetValue[]): FacetValue[] {
  return [...new Map(facets.map((one) => [`${one.facet} ${one.value}`, one])).values()];
}

/** Whether a measure is of the types and the statuses that a watch has: one measure must be of both. */
function watchesMeasure({ measures, statuses }: WatchFields, type: string, status: string): boolean {
  return (
    (measures === undefined || measures.some((one) => one === type)) &&
    (statuses === undefined || statuses.some((one) => one === status))
  );
}

/** Whether a posting of `all` can be of a brief on the watch. One that tells nothing of measures can. */
export function postingMayBeWatched({ fields }: WatchFilter, { measures: told }: Item): boolean {
  if (fields.measures === undefined && fields.statuses === undefined) return true;
  if (!Array.isArray(told)) return true;
  return told.some((one) => {
    const [type = '', status = ''] = String(one).split('/');
    return watchesMeasure(fields, type, status);
  });
}

/** Whether a brief is on the watch as far as its card tells. */
export function cardIsWatched({ fields, pairs, sources }: WatchFilter, card: Card): boolean {
  const { parties, countries, measures, statuses } = fields;
  const [first, second] = card.parties;
  return (
    (pairs === undefined || (first !== undefined && second !== undefined && pairs.has(pairOf(first.id, second.id)))) &&
    (parties === undefined || card.parties.some(({ id }) => parties.includes(id))) &&
    (countries === undefined || card.countries.some((country) => countries.includes(country))) &&
    (sources === undefined || (card.source !== null && sources.has(canonicalSource(card.source)))) &&
    ((measures === undefined && statuses === undefined) ||
      card.measures.some(({ type, status }) => watchesMeasure(fields, type, status)))
  );
}

/** Whether a brief holds one of the watch's words and one of its names, where it has any. */
export function bodyIsWatched({ words, names }: WatchFilter, brief: Brief): boolean {
  return (words === undefined || holdsAny(brief, words)) && (names === undefined || holdsAny(brief, names));
}
