import * as z from 'zod';
import {
  Evidence,
  IssueState,
  ItemId,
  Likelihood,
  Measure,
  MeasureStatus,
  MeasureType,
  PartyId,
  Risk,
  UnresolvedIssue,
} from '../brief.ts';
import { ITEM_LISTS } from './item-lists.ts';

/** Notes: what a desk corrects in a brief, and what it thinks of it. Append-only; applied when the brief is read. */

export const NOTE_ACTIONS = ['accept', 'reject', 'amend', 'add', 'comment', 'assess'] as const;
export const NOTED_LISTS = ['parties', 'measures', 'unresolvedIssues', 'risks', 'upsides'] as const;
export const NotedList = z.enum(NOTED_LISTS);
export type NotedList = z.infer<typeof NotedList>;

export { ITEM_LISTS };

const ItemListName = z.enum(ITEM_LISTS);

/** An item of any list of a brief. */
export const AnyItem = z.union([Measure, UnresolvedIssue, Risk]);
export type AnyItem = z.infer<typeof AnyItem>;

const Text = z.string().min(1).max(2_000);
/** Verbatim from the article, as short as it can be. */
const Quote = z.string().min(1).max(2_000);

/** What an item is changed to; the fields that its list has. */
const ItemFields = z.strictObject({
  type: MeasureType.optional(),
  status: MeasureStatus.optional(),
  actors: z.array(PartyId).max(64).optional(),
  targets: z.array(PartyId).max(64).optional(),
  description: Text.optional(),
  topic: Text.optional(),
  state: IssueState.optional(),
  statement: Text.optional(),
  likelihood: Likelihood.optional(),
  parties: z.array(PartyId).max(64).optional(),
});
export type ItemFields = z.infer<typeof ItemFields>;

const reason = Text.optional();
const item = ItemId.describe('The item that it is about.');

const accept = z.strictObject({ action: z.literal('accept'), item, reason });
const reject = z.strictObject({ action: z.literal('reject'), item, reason });
const amend = z.strictObject({
  action: z.literal('amend'),
  item,
  value: ItemFields.extend({ quote: Quote.optional() }),
  reason,
});
const add = z.strictObject({
  action: z.literal('add'),
  value: ItemFields.extend({ list: ItemListName, quote: Quote }),
  reason,
});
const comment = z.strictObject({
  action: z.literal('comment'),
  item: item.optional(),
  value: z.strictObject({ text: Text }),
  reason,
});
const assess = z.strictObject({
  action: z.literal('assess'),
  item: item.optional(),
  /** The desk's own; never mixed with the article's. */
  value: z.strictObject({ likelihood: Likelihood.optional(), impact: Text.optional(), comment: Text.optional() }),
  reason,
});
const ACTIONS = { error: `It must be one of ${NOTE_ACTIONS.join(', ')}.` };

/** What a caller writes. */
export const NoteInput = z.discriminatedUnion('action', [accept, reject, amend, add, comment, assess], ACTIONS);
export type NoteInput = z.infer<typeof NoteInput>;

const stored = {
  /** A ULID: notes of a brief are ordered by it. */
  id: z.string(),
  briefId: z.string(),
  /** The version of the brief that the writer saw. */
  version: z.string(),
  /** The caller, as the API's authorizer names them, and when (a UTC instant). */
  by: z.string(),
  at: z.string(),
  /** The item as it was then, by which it is found again in later versions: same list, quotes overlapping by half. */
  anchor: z
    .strictObject({
      list: ItemListName,
      /** The clearest first. */
      quotes: z.array(z.string()),
      /** Ids of the other items of that list then: what overlaps this item but was beside it is another one. */
      others: z.array(ItemId),
    })
    .optional(),
  /** Where the quote of an added or amended item stands in the text that was noted. */
  evidence: Evidence.optional(),
  /** SHA-256 of that text, as the brief states it. */
  contentHash: z.string().optional(),
  /** An added item, as the evidence gate passed it. */
  made: AnyItem.optional(),
};

/** A note as it is stored and served. */
export const Note = z.discriminatedUnion('action', [
  accept.extend(stored),
  reject.extend(stored),
  amend.extend(stored),
  add.extend(stored),
  comment.extend(stored),
  assess.extend(stored),
]);
export type Note = z.infer<typeof Note>;

const by = { noteId: z.string(), by: z.string(), at: z.string(), reason: z.string().optional() };

/** What notes made of a brief; served beside it as `desk`, where there is any note. */
export const Desk = z.strictObject({
  /** By the id of the item as it is shown: who corrected or confirmed it, and what it was. */
  corrections: z.array(
    z.strictObject({ ...by, action: z.enum(['accept', 'amend', 'add']), itemId: ItemId, was: AnyItem.optional() }),
  ),
  /** Items that somebody rejected: they are in no list. */
  rejected: z.array(z.strictObject({ ...by, list: ItemListName, item: AnyItem })),
  comments: z.array(z.strictObject({ ...by, itemId: ItemId.optional(), text: Text })),
  assessments: z.array(
    z.strictObject({
      ...by,
      itemId: ItemId.optional(),
      likelihood: Likelihood.optional(),
      impact: Text.optional(),
      comment: Text.optional(),
    }),
  ),
  /** Notes on passages that this version does not have. */
  unplaced: z.array(Note),
});
export type Desk = z.infer<typeof Desk>;
