import * as z from 'zod';
import { Evidence, ItemId, When } from '../brief.ts';

/** What lies ahead, by its day: dated next steps and deadlines of briefs, as they are served and sent. */

export const AheadEvent = z.strictObject({
  /** The same for the same passage however often it is read: 32 hexadecimal digits. */
  id: z.string(),
  /** The day of it, `2026-03-04`; of one whose day is not stated, the first of its month. */
  day: z.iso.date(),
  precision: z.enum(['day', 'month']),
  kind: z.enum(['step', 'deadline']),
  /** A passage of the article; of a deadline, the measure that has it. */
  text: z.string(),
  when: When,
  /** The measure that has the deadline. */
  itemId: ItemId.optional(),
  briefId: z.string(),
  version: z.string(),
  headline: z.string(),
  source: z.string().nullable(),
  /** Publication, or the whole day of the dateline; null for an undated article. */
  datedAt: z.string().nullable(),
  receivedAt: z.string().nullable(),
  evidence: z.array(Evidence).min(1),
});
export type AheadEvent = z.infer<typeof AheadEvent>;

/** What `GET /v1/calendar` answers. */
export const Calendar = z.strictObject({
  /** Days, both inclusive. */
  from: z.string(),
  to: z.string(),
  /** The soonest first. */
  items: z.array(AheadEvent),
  /** The last day up to which the items are all that there are: `to`, or an earlier one where there are very many. */
  completeTo: z.string().nullable(),
});
export type Calendar = z.infer<typeof Calendar>;
