import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { AlertTarget } from '../watches/watch.ts';

/**
 * What is remembered of one story for one target of a watch: the message that was made last, and the lines that have been
 * told before it.
 */
export const AlertRecord = z.object({
  /** `targetKeyOf` it. */
  target: z.string(),
  storyId: z.string(),
  /** The same each time that the message is sent: what a receiver knows it by. */
  messageId: z.string(),
  /** `claimed` until it is known to have arrived; `given-up` after a day, or where the receiver wants no more. */
  state: z.enum(['claimed', 'sent', 'given-up']),
  /** The ids of the lines in the message. */
  lines: z.array(z.string()),
  /** The earliest moment at which one of them was known. */
  knownFrom: z.string(),
  /** The times of the sweeps that made it and that tried it last. */
  madeAt: z.string(),
  sweptAt: z.string(),
  /** When its sending began last, by the clock of the function: by this one attempt is told from another. */
  triedAt: z.string(),
  /** The ids of lines told in earlier messages, the newest last. */
  told: z.array(z.string()),
});
export type AlertRecord = Readonly<z.infer<typeof AlertRecord>>;

/** How far the sweeps of a watch have come. */
export const AlertProgress = z.object({
  /** Lines known until then are not told: the watch, or the setting, is younger. */
  from: z.string(),
  /** Every line known until then has been told, or is in a record. */
  since: z.string(),
});
export type AlertProgress = Readonly<z.infer<typeof AlertProgress>>;

/** A target's name among those of a watch: the same whatever stands beside it, and nothing of its address. */
export function targetKeyOf(target: AlertTarget): string {
  const where = target.type === 'email' ? target.address.toLowerCase() : target.url;
  return createHash('sha256').update(`${target.type}\n${where}`).digest('hex').slice(0, 16);
}

/** The id of a message: the same however often the sweep that makes it is run. */
export function messageIdOf(
  watchId: string,
  { target, storyId, madeAt }: Pick<AlertRecord, 'target' | 'storyId' | 'madeAt'>,
): string {
  const name = [watchId, target, storyId, madeAt].join('\n');
  return `msg_${createHash('sha256').update(name).digest('hex').slice(0, 32)}`;
}
