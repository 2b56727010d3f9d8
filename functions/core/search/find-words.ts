import type { Brief, Evidence } from '../brief.ts';
import { foldedWords } from './folded-words.ts';
import type { SearchTerm } from './search-query.ts';
import { type SearchedList, type SearchedPlace, searchedPlaces } from './searched-places.ts';

const MOST_MATCHES = 10;

/** A place of a brief in which a search found words. */
export interface Match {
  readonly list: SearchedList;
  /** Of a measure, issue, risk or upside. */
  readonly itemId?: string;
  readonly text: string;
  readonly evidence?: Evidence;
}

/** Words set between spaces, so that whole words and phrases are found in it by plain comparison. */
function spaced(text: string): string {
  return ` ${foldedWords(text).join(' ')} `;
}

function needleOf({ words, open }: SearchTerm): string {
  return ` ${words.join(' ')}${open ? '' : ' '}`;
}

/** Tells which of the needles a text holds, as their indexes. A brief has many a text twice: each is folded once. */
function holder(needles: readonly string[]): (text: string) => readonly number[] {
  const known = new Map<string, readonly number[]>();
  return (text) => {
    const before = known.get(text);
    if (before !== undefined) return before;
    const haystack = spaced(text);
    const held = needles.flatMap((needle, index) => (haystack.includes(needle) ? [index] : []));
    known.set(text, held);
    return held;
  };
}

interface Found {
  readonly match: Match;
  readonly terms: Set<number>;
}

function foundIn({ list, itemId, text, evidence }: SearchedPlace, heldBy: (text: string) => readonly number[]): Found {
  const inText = heldBy(text);
  const inQuotes = evidence.map(({ quote }) => heldBy(quote));
  // The quote that holds most of the words shows best why the place was found; of equal ones, the clearest.
  const most = Math.max(0, ...inQuotes.map((held) => held.length));
  const shown = evidence[inQuotes.findIndex((held) => held.length === most)];
  const match: Match = {
    list,
    ...(itemId === undefined ? {} : { itemId }),
    text,
    ...(shown === undefined ? {} : { evidence: shown }),
  };
  return { match, terms: new Set([...inText, ...inQuotes.flat()]) };
}

/** One entry for each item, with all the terms that its texts hold between them, and the text that holds most. */
function gathered(places: readonly Found[]): Found[] {
  const byItem = new Map<string, { best: Found; terms: Set<number> }>();
  places.forEach((place, index) => {
    const { list, itemId } = place.match;
    const key = itemId === undefined ? String(index) : `${list} ${itemId}`;
    const before = byItem.get(key);
    const best = before === undefined || place.terms.size > before.best.terms.size ? place : before.best;
    byItem.set(key, { best, terms: new Set([...(before?.terms ?? []), ...place.terms]) });
  });
  return [...byItem.values()].map(({ best, terms }) => ({ match: best.match, terms }));
}

/**
 * Where a brief holds the terms of a search; undefined if it does not hold all of them. A phrase counts only within one
 * text or quote; the terms may be in different places. At most ten places are told: those with an item first, and then
 * those that hold most terms. Where an item holds all terms, places that do not are left out.
 */
export function findWords(brief: Brief, terms: readonly SearchTerm[]): Match[] | undefined {
  const needles = terms.map(needleOf);
  const heldBy = holder(needles);
  const places = [...searchedPlaces(brief)].map((place) => foundIn(place, heldBy));
  const held = new Set(places.flatMap((place) => [...place.terms]));
  if (held.size < needles.length) return undefined;

  const isItem = ({ match }: Found): boolean => match.itemId !== undefined;
  const isWhole = ({ terms: inPlace }: Found): boolean => inPlace.size === needles.length;
  const found = gathered(places.filter((place) => place.terms.size > 0));
  const told = found.some((place) => isItem(place) && isWhole(place)) ? found.filter(isWhole) : found;
  return told
    .sort((a, b) => Number(isItem(b)) - Number(isItem(a)) || b.terms.size - a.terms.size)
    .slice(0, MOST_MATCHES)
    .map(({ match }) => match);
}

/** Whether a brief holds all terms of one of some searches: what `findWords` finds, without where. Each text is folded once. */
export function holdsAny(brief: Brief, searches: readonly (readonly SearchTerm[])[]): boolean {
  const lacking = searches.map((terms) => new Set(terms.map(needleOf)));
  const seen = new Set<string>();
  for (const { text, evidence } of searchedPlaces(brief)) {
    for (const one of [text, ...evidence.map(({ quote }) => quote)]) {
      if (seen.has(one)) continue;
      seen.add(one);
      const haystack = spaced(one);
      for (const needles of lacking) {
        for (const needle of needles) if (haystack.includes(needle)) needles.delete(needle);
        if (needles.size === 0) return true;
      }
    }
  }
  return false;
}
