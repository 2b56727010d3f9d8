import { createHash } from 'node:crypto';
import { CorruptDataError, InvalidRequestError } from '../errors.ts';
import type { Watch } from '../watches/watch.ts';
import { watchKey } from './keys.ts';
import { type Item, queryAll, type Table } from './table.ts';

/** A desk has some dozens; all are read at once. */
export const MAX_WATCHES = 200;

/** The secrets that a watch's webhooks are signed with, by their URLs; never served once they are made. */
export type WatchSecrets = Readonly<Record<string, string>>;

/** A watch as it is stored: for who changes it, or signs with its secrets. */
export interface WatchRecord {
  readonly watch: Watch;
  readonly secrets: WatchSecrets;
  /** Tells this content from any other. */
  readonly tag: string;
}

function tagOf(watch: Watch, secrets: WatchSecrets): string {
  return createHash('sha256')
    .update(JSON.stringify([watch, secrets]))
    .digest('hex')
    .slice(0, 32);
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
   * @param seen stores it only where the table holds what has this tag still, or none (`absent`).
   * @returns whether it is stored.
   * @throws InvalidRequestError if it is a new one and there are 200 already; RejectedError `item-too-large`.
   */
  async put(watch: Watch, secrets: WatchSecrets = {}, seen?: string): Promise<boolean> {
    const item = { ...watchKey(watch.id), watch, secrets, tag: tagOf(watch, secrets) };
    const stored = await queryAll(this.#table, { pk: item.pk, attributes: [] });
    if (stored.length >= MAX_WATCHES && !stored.some(({ sk }) => sk === item.sk)) {
      throw new InvalidRequestError(`There are ${MAX_WATCHES} watches, and no more can be kept.`, {
        remedy: 'Remove one that is not needed any more.',
      });
    }
    if (seen === 'absent') return this.#table.putIf(item, { kind: 'absent' });
    if (seen !== undefined) return this.#table.putIf(item, { kind: 'equals', attribute: 'tag', value: seen });
    await this.#table.put(item);
    return true;
  }

  async get(watchId: string): Promise<Watch | undefined> {
    const item = await this.#table.get(watchKey(watchId));
    return item === undefined ? undefined : watchOf(item);
  }

  /** A watch with the secrets of its webhooks. */
  async getWithSecrets(watchId: string): Promise<WatchRecord | undefined> {
    const item = await this.#table.get(watchKey(watchId));
    if (item === undefined) return undefined;
    return { watch: await watchOf(item), secrets: secretsIn(item), tag: String(item['tag'] ?? '') };
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
