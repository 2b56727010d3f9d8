import type { ItemId, Reason } from '../../core/brief.ts';
import type { Merged } from './merging.ts';

const MOST_CUES = 8;
const LONGEST = 200;

/** Items in the order of the hits that they were written of. */
interface Written {
  readonly items: readonly { id: ItemId }[];
  readonly ranked: readonly Merged<{ rule: string; cues: readonly string[] }>[];
}

/** The rule that made each item, and its cues, by the item's id: those of the hit that leads it. */
export function itemReasons(lists: readonly Written[]): Record<ItemId, Reason> {
  const reasons: Record<ItemId, Reason> = {};
  for (const { items, ranked } of lists) {
    for (const [position, { id }] of items.entries()) {
      const lead = ranked[position]?.lead;
      // Of two with one id, the gate keeps the first.
      if (lead === undefined || Object.hasOwn(reasons, id)) continue;
      reasons[id] = { rule: shortened(lead.rule), cues: lead.cues.slice(0, MOST_CUES).map(shortened) };
    }
  }
  return reasons;
}

/** What is worth showing of a rule or a cue: most are a word or two, some a long list of them. */
function shortened(text: string): string {
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST).replace(/[\uD800-\uDBFF]$/, '')}…`;
}
