import type { BriefQuery } from '../../../../client/client.ts';

/** The filters of the list that stand in the page's address, in the order in which the form shows them. */
export const FILTER_NAMES = [
  'q',
  'party',
  'country',
  'measure',
  'measureStatus',
  'voice',
  'source',
  'from',
  'to',
] as const;
export type FilterName = (typeof FILTER_NAMES)[number];

/** Those that are set; a value is never empty. */
export type ListFilters = Readonly<Partial<Record<FilterName, string>>>;

/** The filters that the query of an address holds; whatever else is in it counts for nothing. */
export function filtersFromSearch(search: string): ListFilters {
  const parameters = new URLSearchParams(search);
  const filters: Partial<Record<FilterName, string>> = {};
  for (const name of FILTER_NAMES) {
    const value = parameters.get(name)?.trim();
    if (value) filters[name] = value;
  }
  return filters;
}

/** The query of an address that holds the filters: empty, or with its question mark. */
export function searchOf(filters: ListFilters): string {
  const parameters = new URLSearchParams();
  for (const name of FILTER_NAMES) {
    const value = filters[name]?.trim();
    if (value) parameters.set(name, value);
  }
  const text = parameters.toString();
  return text === '' ? '' : `?${text}`;
}

/** The filters as the API takes them: a party that was typed by its name is turned into its id. */
export function queryOf(filters: ListFilters): BriefQuery {
  const { party, country, ...others } = filters;
  return {
    ...others,
    ...(party === undefined ? {} : { party: partyIdOf(party) }),
    ...(country === undefined ? {} : { country: country.toUpperCase() }),
  };
}

/** The id that a party of this name has: "United States" is `united-states`. */
export function partyIdOf(name: string): string {
  return name
    .normalize('NFC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '');
}

/** The filters without one of them. */
export function without(filters: ListFilters, name: FilterName): ListFilters {
  const { [name]: _, ...others } = filters;
  return others;
}
