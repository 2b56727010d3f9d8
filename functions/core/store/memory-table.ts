import type { Change, Condition, Item, ItemKey, Page, Range, Table } from './table.ts';

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

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

/** Without the attributes that are undefined, as the table in the cloud stores it. */
function stripped(item: Item): Item {
  return {
    ...Object.fromEntries(Object.entries(item).filter(([, value]) => value !== undefined)),
    pk: item.pk,
    sk: item.sk,
  };
}

function projected(item: Item, attributes: readonly string[] | undefined): Item {
  if (attributes === undefined) return structuredClone(item);
  const kept = Object.entries(item).filter(([name]) => attributes.includes(name));
  return structuredClone({ ...Object.fromEntries(kept), pk: item.pk, sk: item.sk });
}

/** The table in memory: each method takes effect at once and whole. For tests and measurements. */
export class MemoryTable implements Table {
  readonly #partitions = new Map<string, Map<string, Item>>();

  async get(key: ItemKey): Promise<Item | undefined> {
    const item = this.#find(key);
    return item === undefined ? undefined : structuredClone(item);
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
    const item = changed(stored, key, change);
    this.#store(item);
    return structuredClone(item);
  }

  async writeBatch(batch: { puts?: readonly Item[]; deletes?: readonly ItemKey[] }): Promise<void> {
    for (const item of batch.puts ?? []) this.#store(item);
    for (const key of batch.deletes ?? []) this.#remove(key);
  }

  async query(range: Range): Promise<Page> {
    const partition = this.#partitions.get(range.pk) ?? new Map<string, Item>();
    const items = [...partition.values()]
      .filter((item) => range.from === undefined || item.sk >= range.from)
      .filter((item) => range.before === undefined || item.sk < range.before)
      .sort((a, b) => compareText(b.sk, a.sk))
      .slice(0, range.limit);
    // As in DynamoDB, a full page says that there may be more, even if it was the last.
    return { items: items.map((item) => projected(item, range.attributes)), more: items.length === range.limit };
  }

  /** All items, ordered by their keys. */
  items(): Item[] {
    return [...this.#partitions.values()]
      .flatMap((partition) => [...partition.values()])
      .sort((a, b) => compareText(a.pk, b.pk) || compareText(a.sk, b.sk))
      .map((item) => structuredClone(item));
  }

  #find(key: ItemKey): Item | undefined {
    return this.#partitions.get(key.pk)?.get(key.sk);
  }

  #store(item: Item): void {
    const partition = this.#partitions.get(item.pk) ?? new Map<string, Item>();
    partition.set(item.sk, structuredClone(stripped(item)));
    this.#partitions.set(item.pk, partition);
  }

  #remove(key: ItemKey): void {
    const partition = this.#partitions.get(key.pk);
    partition?.delete(key.sk);
    if (partition?.size === 0) this.#partitions.delete(key.pk);
  }
}
