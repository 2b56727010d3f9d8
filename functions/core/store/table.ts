/**
 * The table as the brief store needs it: the few single-item primitives of a key-value table from which all of its
 * semantics are built. Every read is strongly consistent. There are no transactions, streams or secondary indexes.
 */

export interface ItemKey {
  readonly pk: string;
  readonly sk: string;
}

/** One item. `expiresAt` is in seconds since the epoch, after which the table may delete the item at any time. */
export interface Item extends ItemKey {
  readonly expiresAt?: number;
  readonly [attribute: string]: unknown;
}

/** What must hold of the stored item for a write to happen. */
export type Condition =
  | { readonly kind: 'absent' }
  | { readonly kind: 'equals'; readonly attribute: string; readonly value: string }
  /** The attribute (or the whole item) is missing, or sorts below `value` as text. */
  | { readonly kind: 'missing-or-below'; readonly attribute: string; readonly value: string };

/** A change of single attributes; what it does not name stays. */
export interface Change {
  readonly set?: Readonly<Record<string, unknown>>;
  readonly remove?: readonly string[];
  /** Adds a text to a set of texts, making the set if it is missing. */
  readonly add?: { readonly attribute: string; readonly value: string };
}

/** Part of one partition, read from the highest sort key down, or from the lowest up. */
export interface Range {
  readonly pk: string;
  /** Lowest sort key, inclusive. */
  readonly from?: string;
  /** Exclusive upper bound. */
  readonly before?: string;
  /** Items read at most, at least 1. */
  readonly limit: number;
  readonly ascending?: boolean;
  /** The attributes to return; all by default. */
  readonly attributes?: readonly string[];
}

export interface Page {
  readonly items: Item[];
  /** Whether items may be left beyond the last one; a page that has more is never empty. */
  readonly more: boolean;
}

/** Attributes of every item. */
export const PARTITION_KEY = 'pk';
export const SORT_KEY = 'sk';
export const TIME_TO_LIVE = 'expiresAt';

/**
 * Every method throws `TransientError` when the table is throttled or out of order, and `RejectedError` with the code
 * `item-too-large` when an item is over its limits. A condition that does not hold is a value, never an exception.
 */
export interface Table {
  get(key: ItemKey): Promise<Item | undefined>;
  /** Reads any number of different items, each by itself; those that do not exist are left out, in no particular order. */
  batchGet(keys: readonly ItemKey[], attributes?: readonly string[]): Promise<Item[]>;
  put(item: Item): Promise<void>;
  /** @returns whether the condition held and the item was put. */
  putIf(item: Item, condition: Condition): Promise<boolean>;
  /**
   * Changes an item, making it if it is absent and the condition allows.
   * @returns the whole item after the change, or undefined if the condition did not hold.
   */
  update(key: ItemKey, change: Change, condition?: Condition): Promise<Item | undefined>;
  /** @returns whether it was there. */
  delete(key: ItemKey): Promise<boolean>;
  /** Puts and deletes any number of different items, each by itself and in no particular order. */
  writeBatch(batch: { readonly puts?: readonly Item[]; readonly deletes?: readonly ItemKey[] }): Promise<void>;
  query(range: Range): Promise<Page>;
}

/** Items read at once where all of a range are. */
const QUERY_PAGE = 500;

/** All items of a range, from the highest sort key down. */
export async function queryAll(table: Table, range: Omit<Range, 'limit' | 'ascending'>): Promise<Item[]> {
  const items: Item[] = [];
  for (let more = true; more; ) {
    const before = items.at(-1)?.sk ?? range.before;
    const page = await table.query({ ...range, limit: QUERY_PAGE, ...(before === undefined ? {} : { before }) });
    items.push(...page.items);
    more = page.more;
  }
  return items;
}
