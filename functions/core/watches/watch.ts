import * as z from 'zod';
import { MeasureStatus, MeasureType, PartyId } from '../brief.ts';
import { ChangeKind } from '../ledger/ledger-line.ts';

/** A saved filter with a name. A brief is on a watch if it matches one value of every field that the watch has. */

/** A watch's id: what stands in its address. */
export const WatchId = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(60);
export type WatchId = z.infer<typeof WatchId>;

const some = <T extends z.ZodType>(value: T) => z.array(value).min(1).max(50).optional();

/** Where an alert goes. The stage's settings name the hosts and addresses that may be written to. */
export const AlertTarget = z.discriminatedUnion('type', [
  /** Signed as Standard Webhooks has it. */
  z.strictObject({ type: z.literal('webhook'), url: z.url().max(500) }),
  /** An incoming webhook of Slack, or of what takes the same. */
  z.strictObject({ type: z.literal('slack'), url: z.url().max(500) }),
  z.strictObject({ type: z.literal('email'), address: z.email().max(254) }),
]);
export type AlertTarget = z.infer<typeof AlertTarget>;

export const Alert = z.strictObject({ kinds: z.array(ChangeKind).min(1).max(5), to: AlertTarget });
export type Alert = z.infer<typeof Alert>;

/** What a caller writes of a watch. */
export const WatchInput = z.strictObject({
  name: z.string().min(1).max(100),
  parties: some(PartyId),
  /** The ids of the two foremost parties of a brief, joined by `~`. */
  pairs: some(z.string().max(401)),
  /** ISO 3166-1 alpha-2 of states that are parties. */
  countries: some(z.string().regex(/^[A-Z]{2}$/, 'It must be an ISO 3166-1 alpha-2 code, in capitals.')),
  measures: some(MeasureType),
  statuses: some(MeasureStatus),
  /** Outlets by name, in any case. */
  sources: some(z.string().min(1).max(200)),
  /** Words, beginnings (`withdr*`) and "phrases", each as a search takes them. */
  words: some(z.string().min(1).max(200)),
  /** Own names to look for: as whole words in headlines, names and quotes, in any case. */
  names: some(z.string().min(1).max(200)),
  alerts: z.array(Alert).max(10).optional(),
});
export type WatchInput = z.infer<typeof WatchInput>;

/** A watch as it is stored and served. */
export const Watch = z.strictObject({
  id: WatchId,
  ...WatchInput.shape,
  /** Who wrote it last, and when (a UTC instant). */
  by: z.string(),
  at: z.string(),
});
export type Watch = z.infer<typeof Watch>;
