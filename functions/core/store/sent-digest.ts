import * as z from 'zod';
import { CorruptDataError } from '../errors.ts';
import type { ItemKey, Table } from './table.ts';

/** The partition of what is remembered of digests: one item. */
export const DIGEST_PARTITION = 'DIGEST';
const KEY: ItemKey = { pk: DIGEST_PARTITION, sk: 'SENT' };

/** The digest that was sent last, or is being sent. */
const SentDigest = z.object({
  /** The scheduled time that it is for: whatever asks for the same time again asks for the same digest. */
  scheduledFor: z.string(),
  /** When its sending began last, by the clock of the function. */
  claimedAt: z.string(),
  isSent: z.boolean(),
  /** Until when the last one told that is known to have been sent; null before the first. */
  sentUntil: z.string().nullable(),
  /** The lines and refusals that were told and may be read again, each with the moment since when it is known. */
  told: z.record(z.string(), z.string()),
});
export type SentDigest = Readonly<z.infer<typeof SentDigest>>;

/** What is remembered of digests, in the table: a digest is claimed before it is sent, and marked after. */
export class SentDigests {
  readonly #table: Table;

  constructor(table: Table) {
    this.#table = table;
  }

  /** @throws CorruptDataError, TransientError */
  async last(): Promise<SentDigest | undefined> {
    const item = await this.#table.get(KEY);
    if (item === undefined) return undefined;
    const parsed = SentDigest.safeParse(item);
    if (parsed.success) return parsed.data;
    throw new CorruptDataError('What is remembered of the digest is not of its form.', { cause: parsed.error });
  }

  /** Writes it over what was read. @returns false where another run came first. */
  write(digest: SentDigest, before: SentDigest | undefined): Promise<boolean> {
    return this.#table.putIf(
      { ...KEY, ...digest },
      before === undefined ? { kind: 'absent' } : { kind: 'equals', attribute: 'claimedAt', value: before.claimedAt },
    );
  }
}
