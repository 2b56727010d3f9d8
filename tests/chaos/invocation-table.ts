import type { Change, Condition, Item, ItemKey, Page, Range, Table } from '../../functions/core/store/table.ts';
import type { Draw } from './draws.ts';
import type { Invocation } from './invocation.ts';

interface Write {
  readonly put?: Item;
  readonly delete?: ItemKey;
}

/** The table as one invocation sees it: every operation waits for its turn, and the items of a batch are one by one. */
export class InvocationTable implements Table {
  readonly #table: Table;
  readonly #invocation: Invocation;
  readonly #draw: Draw;

  constructor(table: Table, invocation: Invocation, draw: Draw) {
    this.#table = table;
    this.#invocation = invocation;
    this.#draw = draw;
  }

  get(key: ItemKey): Promise<Item | undefined> {
    return this.#invocation.read(`get ${key.pk} ${key.sk}`, () => this.#table.get(key));
  }

  batchGet(keys: readonly ItemKey[], attributes?: readonly string[]): Promise<Item[]> {
    return this.#invocation.read('get a batch', () => this.#table.batchGet(keys, attributes));
  }

  query(range: Range): Promise<Page> {
    return this.#invocation.read(`query ${range.pk}`, () => this.#table.query(range));
  }

  put(item: Item): Promise<void> {
    return this.#invocation.write(`put ${item.pk} ${item.sk}`, 1, () => this.#table.put(item));
  }

  putIf(item: Item, condition: Condition): Promise<boolean> {
    return this.#invocation.write(`put ${item.pk} ${item.sk}`, 1, async () => {
      const done = await this.#table.putIf(item, condition);
      if (done && item.sk === 'BRIEF') this.#noteBrief(item);
      return done;
    });
  }

  update(key: ItemKey, change: Change, condition?: Condition): Promise<Item | undefined> {
    return this.#invocation.write(`update ${key.pk} ${key.sk}`, 1, async () => {
      const item = await this.#table.update(key, change, condition);
      if (key.sk === 'HEAD') this.#end(`a brief and the head of its file:${key.pk}`);
      if (change.set?.['replaces'] !== undefined) this.#end(`the put of a brief and what it replaces:${key.pk}`);
      return item;
    });
  }

  delete(key: ItemKey): Promise<boolean> {
    return this.#invocation.write(`delete ${key.pk} ${key.sk}`, 1, () => this.#table.delete(key));
  }

  /** In no particular order, and with time for others in between. */
  async writeBatch(batch: { puts?: readonly Item[]; deletes?: readonly ItemKey[] }): Promise<void> {
    const all: Write[] = [
      ...(batch.puts ?? []).map((item) => ({ put: item })),
      ...(batch.deletes ?? []).map((key) => ({ delete: key })),
    ];
    const first = this.#draw(all.length || 1);
    const writes = [...all.slice(first), ...all.slice(0, first)];
    const cut = this.#draw(2) === 0 ? writes.length : Math.ceil(writes.length / 2);
    for (const some of [writes.slice(0, cut), writes.slice(cut)]) {
      if (some.length > 0) await this.#write(some);
    }
  }

  #write(writes: readonly Write[]): Promise<void> {
    const [{ put, delete: deleted } = {}] = writes;
    const label = `${put === undefined ? 'delete' : 'put'} ${writes.length}: ${(put ?? deleted)?.pk}…`;
    return this.#invocation.write(label, writes.length, (count) => {
      const done = writes.slice(0, count);
      for (const write of done) {
        const briefId = write.put?.sk.split('#')[1];
        if (briefId !== undefined) this.#invocation.unfinished.add(`the postings and their brief:BRIEF#${briefId}`);
      }
      return this.#table.writeBatch({
        puts: done.flatMap((write) => write.put ?? []),
        deletes: done.flatMap((write) => write.delete ?? []),
      });
    });
  }

  #noteBrief({ pk, uploadId, replaces }: Item): void {
    const { unfinished } = this.#invocation;
    this.#end(`the postings and their brief:${pk}`);
    unfinished.add(`a brief and the head of its file:UPLOAD#${uploadId}`);
    unfinished.add(`a brief and its announcement:${pk}`);
    if (Array.isArray(replaces) && replaces.length > 0) {
      unfinished.add(`the put of a brief and what it replaces:${pk}`);
    }
  }

  #end(what: string): void {
    this.#invocation.unfinished.delete(what);
  }
}
