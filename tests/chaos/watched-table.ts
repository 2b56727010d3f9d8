import { RejectedError } from '../../functions/core/errors.ts';
import { headKey, parsePosition } from '../../functions/core/store/keys.ts';
import { parseStoredBrief, type StoredBrief, ungroupPostings } from '../../functions/core/store/stored-brief.ts';
import type { Change, Condition, Item, ItemKey, Page, Range, Table } from '../../functions/core/store/table.ts';
import { BrokenInvariant, type Tally } from './broken-invariant.ts';
import { TOO_LARGE } from './contents.ts';

/** What is checked at every write. */
export const NEVER_OLDER = 'a brief is never followed by an older one';
const ALL_POSTINGS = 'what is current has all of its postings';

const textOf = ({ pk, sk }: ItemKey): string => `${pk} ${sk}`;
const isBrief = ({ sk }: ItemKey): boolean => sk === 'BRIEF';

/** A brief as it is now, as far as the watch follows it. */
export interface Watched {
  readonly stored: StoredBrief;
  readonly postings: ReadonlySet<string>;
}

/** The place of a version in the order of time: the event, then the generations. */
export type OrderOf = (uploadId: string, version: string) => readonly number[];

/** Whether that version of a file's articles is to be erased. */
export type IsPurged = (uploadId: string, version: string) => boolean;

function isLess(a: readonly number[], b: readonly number[]): boolean {
  const at = a.findIndex((value, index) => value !== b[index]);
  return at >= 0 && (a[at] ?? 0) < (b[at] ?? 0);
}

/** A table that is looked at after every single write: no brief goes back, and the current one is in all its lists. */
export class WatchedTable implements Table {
  readonly #table: Table;
  readonly #orderOf: OrderOf;
  readonly #isPurged: IsPurged;
  readonly #checked: Tally;
  readonly #reached: Tally;
  readonly #postings = new Set<string>();
  readonly #expired = new Set<string>();
  readonly #current = new Map<string, Watched>();
  /** Every version that was ever current, by brief, the last one last. */
  readonly versions = new Map<string, string[]>();

  constructor(
    table: Table,
    { orderOf, isPurged }: { orderOf: OrderOf; isPurged: IsPurged },
    { checked, reached }: { checked: Tally; reached: Tally },
  ) {
    this.#table = table;
    this.#orderOf = orderOf;
    this.#isPurged = isPurged;
    this.#checked = checked;
    this.#reached = reached;
  }

  get current(): ReadonlyMap<string, Watched> {
    return this.#current;
  }

  get(key: ItemKey): Promise<Item | undefined> {
    return this.#table.get(key);
  }
  batchGet(keys: readonly ItemKey[], attributes?: readonly string[]): Promise<Item[]> {
    return this.#table.batchGet(keys, attributes);
  }
  query(range: Range): Promise<Page> {
    return this.#table.query(range);
  }

  async put(item: Item): Promise<void> {
    await this.#table.put(item);
    this.#seePut(item);
  }

  async putIf(item: Item, condition: Condition): Promise<boolean> {
    const stored = isBrief(item) ? parseStoredBrief(item) : undefined;
    if (stored?.state === 'live' && JSON.stringify(stored.card).includes(TOO_LARGE)) {
      throw new RejectedError('item-too-large', 'The brief is too large.');
    }
    const done = await this.#table.putIf(item, condition);
    if (done) this.#seePut(item);
    if (isBrief(item) && !done) this.#reached.add('a brief put over by another writer, tried again');
    if (done && item.sk === 'OWNER' && condition.kind === 'equals') this.#reached.add("a takeover of a text's owner");
    return done;
  }

  async update(key: ItemKey, change: Change, condition?: Condition): Promise<Item | undefined> {
    const item = await this.#table.update(key, change, condition);
    if (item !== undefined && isBrief(key)) this.#seePut(item);
    if (item === undefined && key.sk === headKey('').sk) this.#reached.add('a head that was not newer');
    return item;
  }

  async delete(key: ItemKey): Promise<boolean> {
    const wasThere = await this.#table.delete(key);
    this.#seeDelete(key);
    return wasThere;
  }

  async writeBatch(batch: { puts?: readonly Item[]; deletes?: readonly ItemKey[] }): Promise<void> {
    await this.#table.writeBatch(batch);
    for (const item of batch.puts ?? []) this.#seePut(item);
    for (const key of batch.deletes ?? []) this.#seeDelete(key);
  }

  /** What the table deletes by itself, because it has expired. */
  async expire(keys: readonly ItemKey[]): Promise<void> {
    await this.#table.writeBatch({ deletes: keys });
    for (const key of keys) {
      if (isBrief(key)) this.#current.delete(key.pk.slice('BRIEF#'.length));
      this.#postings.delete(textOf(key));
      this.#expired.add(textOf(key));
    }
  }

  #seePut(item: Item): void {
    if (parsePosition(item.sk) !== undefined || /^\d{4}-/.test(item.sk)) this.#postings.add(textOf(item));
    if (isBrief(item)) this.#seeBrief(parseStoredBrief(item));
  }

  #seeBrief(stored: StoredBrief): void {
    const { briefId, version, uploadId } = stored;
    const versions = this.versions.get(briefId) ?? [];
    this.versions.set(briefId, versions);
    const last = versions.at(-1);
    if (last !== version) versions.push(version);
    this.#checked.add(NEVER_OLDER);
    if (last !== undefined && isLess(this.#orderOf(uploadId, version), this.#orderOf(uploadId, last))) {
      throw new BrokenInvariant(NEVER_OLDER, `${version} over ${last}`);
    }
    const postings = new Set(ungroupPostings(stored.postings).map(textOf));
    this.#current.set(briefId, { stored, postings });
    // Of two writers of one refusal, the slower takes back what it had posted for a brief, and then posts it again.
    if (stored.state !== 'live') return;
    // Of two writers of a purged version, one takes back what the other has posted, which erases it then.
    if (this.#isPurged(uploadId, version)) return;
    this.#checked.add(ALL_POSTINGS);
    for (const posting of postings) {
      if (this.#expired.has(posting)) continue;
      if (!this.#postings.has(posting)) throw new BrokenInvariant(ALL_POSTINGS, `${posting} is missing`);
    }
  }

  #seeDelete(key: ItemKey): void {
    this.#postings.delete(textOf(key));
    const briefId = key.sk.split('#')[1] ?? '';
    const current = this.#current.get(briefId);
    if (current?.stored.state !== 'live') return;
    if (this.#isPurged(current.stored.uploadId, current.stored.version)) return;
    this.#checked.add(ALL_POSTINGS);
    if (current.postings.has(textOf(key))) {
      throw new BrokenInvariant(ALL_POSTINGS, `${textOf(key)} was deleted`);
    }
  }
}
