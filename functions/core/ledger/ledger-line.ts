import * as z from 'zod';
import {
  Attribution,
  Certainty,
  Evidence,
  IssueState,
  ItemId,
  Likelihood,
  MeasureStatus,
  MeasureType,
  PartyId,
} from '../brief.ts';

/** The lines of the ledger, as they are made, served and sent; `docs/ledger.md` defines the terms. */

export const CHANGE_KINDS = ['new', 'moved', 'repeated', 'contradicted', 'quiet'] as const;
export const ChangeKind = z.enum(CHANGE_KINDS);
export type ChangeKind = z.infer<typeof ChangeKind>;

/** The lists of a brief that are followed. */
export const FollowedList = z.enum(['measures', 'unresolvedIssues', 'risks']);
export type FollowedList = z.infer<typeof FollowedList>;

const NamedParty = z.strictObject({ id: PartyId, name: z.string() });

/** One telling of a thread: an item of a brief, with all that it takes to cite it. */
export const Telling = z.strictObject({
  briefId: z.string(),
  version: z.string(),
  itemId: ItemId,
  headline: z.string(),
  source: z.string().nullable(),
  /** Publication, or the whole day of the dateline; null for an undated article. */
  datedAt: z.string().nullable(),
  receivedAt: z.string().nullable(),
  /** The description of a measure, the topic of an issue, the statement of a risk. */
  text: z.string(),
  /** Of a measure; of an issue its state, of a risk its likelihood. */
  status: z.union([MeasureStatus, IssueState, Likelihood]),
  attribution: Attribution,
  certainty: Certainty,
  evidence: z.array(Evidence).min(1),
});
export type Telling = z.infer<typeof Telling>;

export const LedgerLine = z.strictObject({
  /** The same for the same line however often it is computed: 32 hexadecimal digits. */
  id: z.string(),
  kind: ChangeKind,
  list: FollowedList,
  storyId: z.string(),
  threadId: z.string(),
  /** What the thread is about: the text of its clearest telling. */
  subject: z.string(),
  parties: z.array(NamedParty),
  /** Of a measure. */
  type: MeasureType.optional(),
  /** The earlier end; of `contradicted`, the other side. Absent of `new` and `quiet`. */
  from: Telling.optional(),
  to: Telling,
  /** Outlets that tell it (of `repeated`: that had not told it), and how many of them are independent. */
  outlets: z.int().nonnegative(),
  independent: z.int().nonnegative(),
  /** Of `quiet`: whole days since it was last told open. */
  days: z.int().nonnegative().optional(),
  /** Since when the line is known: a UTC instant of 24 characters. */
  knownAt: z.string(),
});
export type LedgerLine = z.infer<typeof LedgerLine>;

export const Story = z.strictObject({
  /** 32 hexadecimal digits, made of its earliest article. */
  id: z.string(),
  /** The headline of its newest article. */
  title: z.string(),
  parties: z.array(NamedParty),
  /** Its articles, the earliest first. */
  briefIds: z.array(z.string()),
  outlets: z.int().nonnegative(),
  independent: z.int().nonnegative(),
  /** Articles that are copies of each other, the earliest first; only where there are some. */
  copies: z.array(z.array(z.string()).min(2)),
  /** The times by which its earliest and newest article are listed. */
  from: z.string(),
  to: z.string(),
});
export type Story = z.infer<typeof Story>;

/** What changed in one story, moved and contradicted lines first. */
export const StoryChanges = z.strictObject({ story: Story, lines: z.array(LedgerLine) });
export type StoryChanges = z.infer<typeof StoryChanges>;

/** What `GET /v1/changes` and `GET /v1/watches/{id}/changes` answer. */
export const Changes = z.strictObject({
  /** Instants; lines known after `since` and not after `until`. */
  since: z.string(),
  until: z.string(),
  watch: z.strictObject({ id: z.string(), name: z.string() }).nullable(),
  /** Stories with a change, the newest change first. */
  items: z.array(StoryChanges),
  /** How many briefs were read, the time of the earliest one, and whether those are all that the window holds. */
  examined: z.strictObject({ briefs: z.int().nonnegative(), from: z.string().nullable(), complete: z.boolean() }),
});
export type Changes = z.infer<typeof Changes>;
