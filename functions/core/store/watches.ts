import { createHash } from 'node:crypto';
import { CorruptDataError, InvalidRequestError } from '../errors.ts';
import type { Watch } from '../watches/watch.ts';
import { watchKey } from './keys.ts';
import { type Item, queryAll, type Table } from './table.ts';

/** A desk has some dozens; all are read at once. */
export const MAX_WATCHES = 200;

/** The secrets that a watch's webhooks are signed with, by their URLs; never served once they are made. */
export type WatchSecrets = Readonly<Record<string, string>>;

/** What a writer has seen: another's change since then is not overwritten. `absent` for no such watch. */
export type SeenWatch = Watch | 'absent';

/** Tells one content of a watch from another. */
function tagOf(watch: Watch): string {
  return createHash('sha256').update(JSON.stringify(watch)).digest('hex').slice(0, 32);
}

function secretsIn(item: Item): WatchSecrets {
  const { secrets } = item;
  return typeof secrets === 'object' && secrets !== null ? (secrets as WatchSecrets) : {};
}

async function watchOf(item: Item): Promise<Watch> {
  // Not at start: most requests read no watch.
  const { Watch } = await import('../watches/watch.ts');
  const parsed = Watch.safeParse(item['watch']);
  if (parsed.success) return parsed.data;
  throw new CorruptDataError('A stored watch does not have the shape of one.', { file: item.sk, cause: parsed.error });
}

/**
 * The watches of a stage. All methods throw `TransientError` when the table is throttled or out of order, and are safe to
 * repeat.
 */
export class WatchStore {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  /**
   * Stores a watch in place of the one that has its id. Writers that come together can exceed the bound by as many as they
   * are.
   * @param secrets of its webhooks, in place of those that it had.
   * @param seen stores it only where the table holds this one still.
   * @returns whether it is stored.
   * @throws InvalidRequestError if it is a new one and there are 200 already; RejectedError `item-too-large`.
   */
  async put(watch: Watch, secrets: WatchSecrets = {}, seen?: SeenWatch): Promise<boolean> {
    const item = { ...watchKey(watch.id), watch, secrets, tag: tagOf(watch) };
    const stored = await queryAll(this.#table, { pk: item.pk, attributes: [] });
    if (stored.length >= MAX_WATCHES && !stored.some(({ sk }) => sk === item.sk)) {
      throw new InvalidRequestError(`There are ${MAX_WATCHES} watches, and no more can be kept.`, {
        remedy: 'Remove one that is not needed any more.',
      });
    }
    if (seen === 'absent') return this.#table.putIf(item, { kind: 'absent' });
    if (seen !== undefined) return this.#table.putIf(item, { kind: 'equals', attribute: 'tag', value: tagOf(seen) });
    await this.#table.put(item);
    return true;
  }

  async get(watchId: string): Promise<Watch | undefined> {
    const item = await this.#table.get(watchKey(watchId));
    return item === undefined ? undefined : watchOf(item);
  }

  /** A watch with the secrets of its webhooks: for who signs with them. */
  async getWithSecrets(watchId: string): Promise<{ watch: Watch; secrets: WatchSecrets } | undefined> {
    const item = await this.#table.get(watchKey(watchId));
    return item === undefined ? undefined : { watch: await watchOf(item), secrets: secretsIn(item) };
  }

  /** All of them, in the order of their ids. */
  async list(): Promise<Watch[]> {
    const items = await queryAll(this.#table, { pk: watchKey('').pk });
    return Promise.all(items.reverse().map(watchOf));
  }

  /** @returns whether it was there. */
  async remove(watchId: string): Promise<boolean> {
    return this.#table.delete(watchKey(watchId));
  }
}
