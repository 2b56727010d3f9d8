import { createHash } from 'node:crypto';
import type { Evidence, ItemId } from './brief.ts';

/** The lists whose items have an id, with the letter that their ids begin with. */
const ITEM_LETTERS = { measures: 'm', unresolvedIssues: 'i', risks: 'r', upsides: 'u' } as const;
export type ItemList = keyof typeof ITEM_LETTERS;

/**
 * An item's id: a short hash of its list and its first quote's text, so that it survives re-briefing and re-ranking,
 * and links and notes keep pointing at the same thing.
 */
export function itemIdOf(list: ItemList, firstQuote: string): ItemId {
  const digest = createHash('sha256').update(`${list}\n${firstQuote}`).digest('hex');
  return `${ITEM_LETTERS[list]}-${digest.slice(0, 8)}`;
}

/** Whether a quote is verbatim: the text between its offsets, to the code unit. */
export function isVerbatim(text: string, evidence: Evidence): boolean {
  return evidence.end > evidence.start && text.slice(evidence.start, evidence.end) === evidence.quote;
}
