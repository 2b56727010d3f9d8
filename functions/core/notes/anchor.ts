import type { Brief } from '../brief.ts';
import type { ItemList } from '../evidence.ts';
import { type AnyItem, ITEM_LISTS, type Note } from './note.ts';

/** An item of a brief with the list that it is in. */
export function itemIn(brief: Brief, id: string): { list: ItemList; item: AnyItem } | undefined {
  for (const list of ITEM_LISTS) {
    const item = brief[list].find((one) => one.id === id);
    if (item !== undefined) return { list, item };
  }
  return undefined;
}

/**
 * What a note keeps of its item, so that it is found in later versions.
 * @param briefs the version that was noted, as the analyzer wrote it and as it was shown.
 */
export function anchorOf(list: ItemList, item: AnyItem, briefs: readonly Brief[]): NonNullable<Note['anchor']> {
  const ids = new Set(briefs.flatMap((brief) => brief[list].map(({ id }) => id)));
  ids.delete(item.id);
  return { list, quotes: item.evidence.map(({ quote }) => quote), others: [...ids] };
}
