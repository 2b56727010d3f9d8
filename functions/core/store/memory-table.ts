import { compareText } from '../compare-text.ts';
import type { Change, Condition, Item, ItemKey, Page, Range, Table } from './table.ts';

function holds(condition: Condition | undefined, stored: Item | undefined): boolean {
  if (condition === undefined) return true;
  if (condition.kind === 'absent') return stored === undefined;
  const value = stored?.[condition.attribute];
  if (condition.kind === 'equals') return value === condition.value;
  return typeof value !== 'string' || value < condition.value;
}

function changed(stored: Item | undefined, key: ItemKey, change: Change): Item {
  const attributes: Record<string, unknown> = { ...stored, ...change.set };
  for (const name of change.remove ?? []) delete attributes[name];
  if (change.add !== undefined) {
    const before = attributes[change.add.attribute];
    attributes[change.add.attribute] = new Set([...(before instanceof Set ? before : []), change.add.value]);
  }
  return { ...attributes, pk: key.pk, sk: key.sk };
}

/** Freezes what holds nothing that can be changed; bytes and sets always can. */
function frozenIfPlain<T extends object>(value: T): T {
  for (const inner of Object.values(value)) {
    if (typeof inner === 'object' && inner !== null && !Object.isFrozen(inner)) return value;
  }
  return Object.freeze(value);
}

/** A copy that shares nothing with its original, frozen where it can be; far quicker than `structuredClone`. */
function keptValue(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return frozenIfPlain(value.map(keptValue));
  if (value instanceof Set) return new Set(value);
  if (value instanceof Uint8Array) return value.slice();
  if (Object.getPrototypeOf(value) !== Object.prototype) return structuredClone(value);
  const copy: Record<string, unknown> = {};
  for (const [name, inner] of Object.entries(value)) copy[name] = keptValue(inner);
  return frozenIfPlain(copy);
}

/** A copy to keep, without the attributes that are undefined, as the table in the cloud stores it. */
function kept(item: Item): Item {
  const copy: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(item)) if (value !== undefined) copy[name] = keptValue(value);
  return frozenIfPlain({ ...copy, pk: item.pk, sk: item.sk });
}

/** What is kept, to be given away: as it is where nobody can change it, else a copy. */
function given(value: unknown): unknown {
  return typeof value !== 'object' || value === null || Object.isFrozen(value) ? value : keptValue(value);
}

function givenItem(item: Item): Item {
  if (Object.isFrozen(item)) return item;
  const copy: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(item)) copy[name] = given(value);
  return { ...copy, pk: item.pk, sk: item.sk };
}

function projected(item: Item, attributes: readonly string[] | undefined): Item {
  if (attributes === undefined) return givenItem(item);
  const wanted = Object.entries(item).filter(([name]) => attributes.includes(name));
  return givenItem({ ...Object.fromEntries(wanted), pk: item.pk, sk: item.sk });
}

/** Index of the first of some sorted texts that is not below `text`. */
function lowerBound(sorted: readonly string[], text: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (compareText(sorted[middle] ?? '', text) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** More new keys than these are sorted in together. */
const FEW = 32;

/** Items of one partition, whose keys are kept sorted, so that a query costs little however many there are. */
class Partition {
  readonly #items = new Map<string, Item>();
  #sorted: string[] = [];
  /** Keys that are not sorted in yet. */
  #added: string[] = [];

  get size(): number {
    return this.#items.size;
  }

  get(sk: string): Item | undefined {
    return this.#items.get(sk);
  }

  set(item: Item): void {
    if (!this.#items.has(item.sk)) this.#added.push(item.sk);
    this.#items.set(item.sk, item);
  }

  delete(sk: string): void {
    if (!this.#items.delete(sk)) return;
    const sorted = this.#keys();
    sorted.splice(lowerBound(sorted, sk), 1);
  }

  /** From the highest key down, or from the lowest up. */
  range({ from, before, limit, ascending = false }: Range): Item[] {
    const sorted = this.#keys();
    const end = before === undefined ? sorted.length : lowerBound(sorted, before);
    const start = from === undefined ? 0 : lowerBound(sorted, from);
    const keys = ascending
      ? sorted.slice(start, Math.max(start, Math.min(end, start + limit)))
      : sorted.slice(Math.max(start, end - limit), Math.max(start, end)).reverse();
    return keys.flatMap((sk) => this.#items.get(sk) ?? []);
  }

  #keys(): string[] {
    if (this.#added.length > FEW) {
      this.#sorted = this.#sorted.concat(this.#added).sort(compareText);
    } else {
      for (const sk of this.#added) this.#sorted.splice(lowerBound(this.#sorted, sk), 0, sk);
    }
    this.#added = [];
    return this.#sorted;
  }
}

/**
 * The table in memory: each method takes effect at once and whole. Items that it gives away are frozen, but for their bytes
 * and sets, which are copies. For tests and measurements.
 */
export class MemoryTable implements Table {
  readonly #partitions = new Map<string, Partition>();

  async get(key: ItemKey): Promise<Item | undefined> {
    const item = this.#find(key);
    return item === undefined ? undefined : givenItem(item);
  }

  async batchGet(keys: readonly ItemKey[], attributes?: readonly string[]): Promise<Item[]> {
    return keys.flatMap((key) => this.#find(key) ?? []).map((item) => projected(item, attributes));
  }

  async put(item: Item): Promise<void> {
    this.#store(item);
  }

  async putIf(item: Item, condition: Condition): Promise<boolean> {
    if (!holds(condition, this.#find(item))) return false;
    this.#store(item);
    return true;
  }

  async update(key: ItemKey, change: Change, condition?: Condition): Promise<Item | undefined> {
    const stored = this.#find(key);
    if (!holds(condition, stored)) return undefined;
    return givenItem(this.#store(changed(stored, key, change)));
  }

  async delete(key: ItemKey): Promise<boolean> {
    const wasThere = this.#find(key) !== undefined;
    this.#remove(key);
    return wasThere;
  }

  async writeBatch(batch: { puts?: readonly Item[]; deletes?: readonly ItemKey[] }): Promise<void> {
    for (const item of batch.puts ?? []) this.#store(item);
    for (const key of batch.deletes ?? []) this.#remove(key);
  }

  async query(range: Range): Promise<Page> {
    const items = this.#partitions.get(range.pk)?.range(range) ?? [];
    // As in DynamoDB, a full page says that there may be more, even if it was the last.
    return { items: items.map((item) => projected(item, range.attributes)), more: items.length === range.limit };
  }

  /** All items, ordered by their keys. */
  items(): Item[] {
    return [...this.#partitions]
      .sort(([a], [b]) => compareText(a, b))
      .flatMap(([pk, partition]) => partition.range({ pk, limit: partition.size }).reverse())
      .map(givenItem);
  }

  #find(key: ItemKey): Item | undefined {
    return this.#partitions.get(key.pk)?.get(key.sk);
  }

  /** @returns the item as it is kept. */
  #store(item: Item): Item {
    const partition = this.#partitions.get(item.pk) ?? new Partition();
    const stored = kept(item);
    partition.set(stored);
    this.#partitions.set(item.pk, partition);
    return stored;
  }

  #remove(key: ItemKey): void {
    const partition = this.#partitions.get(key.pk);
    partition?.delete(key.sk);
    if (partition?.size === 0) this.#partitions.delete(key.pk);
  }
}
