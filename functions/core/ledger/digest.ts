import * as z from 'zod';
import { REJECTION_CODES } from '../errors.ts';
import { AheadEvent } from './calendar.ts';
import { Changes, LedgerLine, StoryChanges } from './ledger-line.ts';

/** The page of the morning, as it is served and sent; `docs/ledger.md` says what stands on it. */

const NamedWatch = z.strictObject({ id: z.string(), name: z.string() });

/** A file, or an article of one, that could not be read. */
export const UnreadFile = z.strictObject({
  uploadId: z.string(),
  /** The article that was refused; null for a whole file. */
  briefId: z.string().nullable(),
  /** The key in the inbox bucket; null where it is known no more. */
  key: z.string().nullable(),
  receivedAt: z.string(),
  code: z.enum(REJECTION_CODES),
  reason: z.string(),
  /** What can be done about it. */
  remedy: z.string(),
});
export type UnreadFile = z.infer<typeof UnreadFile>;

/** What a digest remembers a refusal by: that of the same file put again is another one. */
export function unreadIdOf({ uploadId, briefId, receivedAt }: Pick<UnreadFile, 'uploadId' | 'briefId' | 'receivedAt'>) {
  return `${briefId ?? uploadId}@${receivedAt}`;
}

export const Digest = z.strictObject({
  /** Instants; what is known after `since` and not after `until`. */
  since: z.string(),
  until: z.string(),
  /** The watch that was asked for; null for all of them. */
  watch: NamedWatch.nullable(),
  /** How many briefs were received in that time; where not `complete`, at least so many. */
  arrived: z.strictObject({ briefs: z.int().nonnegative(), complete: z.boolean() }),
  /** One for each watch; without watches, one for everything, whose `watch` is null. Without lines of `quiet`. */
  sections: z.array(
    z.strictObject({
      watch: NamedWatch.nullable(),
      items: z.array(StoryChanges),
      examined: Changes.shape.examined,
    }),
  ),
  /** Watches over the number that a digest holds: each has its own. */
  leftOut: z.array(NamedWatch),
  /** Issues that went quiet, each once. */
  quiet: z.array(z.strictObject({ story: z.strictObject({ id: z.string(), title: z.string() }), line: LedgerLine })),
  /** The dated next steps and deadlines of the days ahead, over all briefs or those on the watch. */
  ahead: z.strictObject({
    from: z.string(),
    to: z.string(),
    items: z.array(AheadEvent),
    completeTo: z.string().nullable(),
  }),
  unread: z.strictObject({ items: z.array(UnreadFile), complete: z.boolean() }),
});
export type Digest = z.infer<typeof Digest>;
