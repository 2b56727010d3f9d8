import type { Change, Condition, Item, ItemKey, Page, Range, Table } from './table.ts';

/**
 * What an operation costs on an on-demand table. Amazon DynamoDB Developer Guide, "Read and write operations": a write
 * unit is 1 KB of an item, a strongly consistent read unit 4 KB; a query rounds up once, for all that it reads.
 */
export interface Cost {
  requests: number;
  readUnits: number;
  writeUnits: number;
}

/** Costs by the kind of item (`brief`, `version`, `head`, `owner`, `config`, `note`, `watch`, `posting`). */
export type Costs = Record<string, Cost>;

const READ_UNIT = 4096;
const WRITE_UNIT = 1024;

function sizeOfValue(value: unknown): number {
  if (typeof value === 'string') return Buffer.byteLength(value);
  // A number takes half a byte a digit and one more; 21 bytes at most.
  if (typeof value === 'number') return Math.min(21, Math.ceil(String(value).length / 2) + 1);
  if (value instanceof Uint8Array) return value.length;
  if (value instanceof Set) return [...value].reduce((sum: number, member) => sum + sizeOfValue(member), 0);
  if (Array.isArray(value)) return value.reduce((sum: number, member) => sum + 1 + sizeOfValue(member), 3);
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).reduce((sum, [name, member]) => sum + 1 + sizeOfValue(name) + sizeOfValue(member), 3);
  }
  return 1;
}

/** Bytes of an item as it is billed ("Item sizes and formats"). */
export function itemSize(item: Item): number {
  return Object.entries(item)
    .filter(([, value]) => value !== undefined)
    .reduce((sum, [name, value]) => sum + sizeOfValue(name) + sizeOfValue(value), 0);
}

const units = (bytes: number, unit: number): number => Math.max(1, Math.ceil(bytes / unit));

function kindOf({ pk, sk }: ItemKey): string {
  if (sk === 'BRIEF') return 'brief';
  if (sk.startsWith('V#')) return 'version';
  if (sk === 'HEAD') return 'head';
  if (sk === 'OWNER') return 'owner';
  if (pk.startsWith('NOTE')) return 'note';
  if (pk === 'WATCHES') return 'watch';
  return pk === 'CONFIG' ? 'config' : 'posting';
}

/** A table that counts what passes through it. Batches count as one request for each 100 reads or 25 writes. */
export class CountingTable implements Table {
  readonly costs: Costs = {};
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  /** The sum over all kinds of items. */
  total(): Cost {
    const total: Cost = { requests: 0, readUnits: 0, writeUnits: 0 };
    for (const { requests, readUnits, writeUnits } of Object.values(this.costs)) {
      total.requests += requests;
      total.readUnits += readUnits;
      total.writeUnits += writeUnits;
    }
    return total;
  }

  async get(key: ItemKey): Promise<Item | undefined> {
    const item = await this.#table.get(key);
    this.#count(key, { requests: 1, readUnits: this.#readUnits(item) });
    return item;
  }

  async batchGet(keys: readonly ItemKey[], attributes?: readonly string[]): Promise<Item[]> {
    // A projection saves nothing: the whole item is read and billed.
    const items = await this.#table.batchGet(keys);
    const byKey = new Map(items.map((item) => [`${item.pk} ${item.sk}`, item]));
    keys.forEach((key, index) => {
      const item = byKey.get(`${key.pk} ${key.sk}`);
      this.#count(key, { requests: index % 100 === 0 ? 1 : 0, readUnits: this.#readUnits(item) });
    });
    return attributes === undefined ? items : this.#table.batchGet(keys, attributes);
  }

  async put(item: Item): Promise<void> {
    this.#count(item, { requests: 1, writeUnits: await this.#unitsOfPut(item) });
    await this.#table.put(item);
  }

  async putIf(item: Item, condition: Condition): Promise<boolean> {
    // A condition that does not hold is billed as well.
    this.#count(item, { requests: 1, writeUnits: await this.#unitsOfPut(item) });
    return this.#table.putIf(item, condition);
  }

  async update(key: ItemKey, change: Change, condition?: Condition): Promise<Item | undefined> {
    const before = await this.#table.get(key);
    const after = await this.#table.update(key, change, condition);
    const bytes = Math.max(before === undefined ? 0 : itemSize(before), after === undefined ? 0 : itemSize(after));
    this.#count(key, { requests: 1, writeUnits: units(bytes, WRITE_UNIT) });
    return after;
  }

  async delete(key: ItemKey): Promise<boolean> {
    const item = await this.#table.get(key);
    const writeUnits = units(item === undefined ? 0 : itemSize(item), WRITE_UNIT);
    this.#count(key, { requests: 1, writeUnits });
    return this.#table.delete(key);
  }

  async writeBatch(batch: { puts?: readonly Item[]; deletes?: readonly ItemKey[] }): Promise<void> {
    const { puts = [], deletes = [] } = batch;
    let index = 0;
    for (const item of puts) {
      this.#count(item, { requests: index % 25 === 0 ? 1 : 0, writeUnits: await this.#unitsOfPut(item) });
      index += 1;
    }
    for (const key of deletes) {
      const item = await this.#table.get(key);
      const writeUnits = units(item === undefined ? 0 : itemSize(item), WRITE_UNIT);
      this.#count(key, { requests: index % 25 === 0 ? 1 : 0, writeUnits });
      index += 1;
    }
    await this.#table.writeBatch(batch);
  }

  async query(range: Range): Promise<Page> {
    const { attributes: _, ...whole } = range;
    const page = await this.#table.query(whole);
    const bytes = page.items.reduce((sum, item) => sum + itemSize(item), 0);
    this.#count({ pk: range.pk, sk: page.items[0]?.sk ?? '' }, { requests: 1, readUnits: units(bytes, READ_UNIT) });
    return range.attributes === undefined ? page : this.#table.query(range);
  }

  #readUnits(item: Item | undefined): number {
    return units(item === undefined ? 0 : itemSize(item), READ_UNIT);
  }

  async #unitsOfPut(item: Item): Promise<number> {
    const before = await this.#table.get(item);
    return units(Math.max(itemSize(item), before === undefined ? 0 : itemSize(before)), WRITE_UNIT);
  }

  #count(key: ItemKey, cost: Partial<Cost>): void {
    const kind = kindOf(key);
    const sum = this.costs[kind] ?? { requests: 0, readUnits: 0, writeUnits: 0 };
    sum.requests += cost.requests ?? 0;
    sum.readUnits += cost.readUnits ?? 0;
    sum.writeUnits += cost.writeUnits ?? 0;
    this.costs[kind] = sum;
  }
}
