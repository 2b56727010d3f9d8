import * as z from 'zod';
import { CorruptDataError } from '../errors.ts';
import { lexiconKey } from './keys.ts';
import type { Item, Table } from './table.ts';

/** Which lexicon overlay articles are briefed with. */
export interface LexiconPointer {
  /** From 1: each overlay is above those that were applied before it. */
  readonly number: number;
  /** Where it lies in the staged bucket. */
  readonly key: string;
  /** Of its words: `overlayHash`. */
  readonly hash: string;
}

/** Fixed width, so that numbers compare as text. */
const WIDTH = 6;

const Stored = z.object({ number: z.string().regex(/^\d{6}$/), key: z.string(), hash: z.string() });

function parsePointer(item: Item): LexiconPointer {
  const parsed = Stored.safeParse(item);
  if (!parsed.success) throw new CorruptDataError('The lexicon pointer in the table is none.', { cause: parsed.error });
  const { number, key, hash } = parsed.data;
  return { number: Number(number), key, hash };
}

/** The overlay that is in force, read consistently; undefined where there never was one. */
export async function readLexiconPointer(table: Table): Promise<LexiconPointer | undefined> {
  const item = await table.get(lexiconKey());
  return item === undefined ? undefined : parsePointer(item);
}

/**
 * Puts an overlay in force, unless one with its number or a higher one is.
 * @returns whether it was put; and the one that is in force now.
 */
export async function raiseLexiconPointer(
  table: Table,
  { number, key, hash }: LexiconPointer,
): Promise<{ raised: boolean; pointer: LexiconPointer | undefined }> {
  const value = String(number).padStart(WIDTH, '0');
  const item = await table.update(
    lexiconKey(),
    { set: { number: value, key, hash } },
    { kind: 'missing-or-below', attribute: 'number', value },
  );
  return item === undefined
    ? { raised: false, pointer: await readLexiconPointer(table) }
    : { raised: true, pointer: parsePointer(item) };
}
