import * as z from 'zod';
import { Upload } from './article.ts';
import {
  CERTAINTIES,
  ISSUE_STATES,
  LIKELIHOODS,
  MEASURE_STATUSES,
  MEASURE_TYPES,
  PARTY_KINDS,
  PARTY_ROLES,
  VOICES,
} from './brief-terms.ts';

/**
 * The brief, one schema from which the types, the JSON Schema and the OpenAPI document are derived.
 * The terms are defined in `docs/brief.md`.
 */

export * from './brief-terms.ts';

export const PartyKind = z.enum(PARTY_KINDS);
export type PartyKind = z.infer<typeof PartyKind>;
export const MeasureType = z.enum(MEASURE_TYPES);
export type MeasureType = z.infer<typeof MeasureType>;
export const MeasureStatus = z.enum(MEASURE_STATUSES);
export type MeasureStatus = z.infer<typeof MeasureStatus>;
export const IssueState = z.enum(ISSUE_STATES);
export type IssueState = z.infer<typeof IssueState>;
export const Likelihood = z.enum(LIKELIHOODS);
export type Likelihood = z.infer<typeof Likelihood>;
export const PartyRole = z.enum(PARTY_ROLES);
export type PartyRole = z.infer<typeof PartyRole>;
export const Voice = z.enum(VOICES);
export type Voice = z.infer<typeof Voice>;
export const Certainty = z.enum(CERTAINTIES);
export type Certainty = z.infer<typeof Certainty>;

/** A party's id within the brief: a slug of its canonical name (`united-states`), the same in every brief. */
export const PartyId = z
  .string()
  .regex(/^[\p{L}\p{N}]+(-[\p{L}\p{N}]+)*$/u)
  .max(200);
export type PartyId = z.infer<typeof PartyId>;
/** An item's id: `m-`, `i-`, `r-` or `u-` and a short hash of its first quote. */
export const ItemId = z.string().regex(/^[miru]-[0-9a-f]{8}$/);
export type ItemId = z.infer<typeof ItemId>;

/** A verbatim quote: `article.text.slice(start, end) === quote`. Offsets are UTF-16 code units. */
export const Evidence = z.strictObject({
  quote: z.string().min(1),
  start: z.int().nonnegative(),
  end: z.int().positive(),
  /** Index of the sentence and of the paragraph in which the quote starts, from 0. */
  sentence: z.int().nonnegative(),
  paragraph: z.int().nonnegative(),
});
export type Evidence = z.infer<typeof Evidence>;

/** The clearest quote first. */
const EvidenceList = z.array(Evidence).min(1).max(8);

/** Who says it. */
export const Attribution = z.strictObject({
  voice: Voice,
  /** The source as the text names it ("Syrian Foreign Ministry", "observers"). */
  label: z.string().optional(),
  party: PartyId.optional(),
  /** The attributing words ("has announced"). */
  cue: z.string().optional(),
  evidence: z.array(Evidence).optional(),
});
export type Attribution = z.infer<typeof Attribution>;

/** A point or stretch in time; nothing is resolved beyond what the article carries. */
export const When = z.strictObject({
  /** Extended Date/Time Format (ISO 8601-2): `2026-03-04`, `XXXX-07` for "in July" of an undated article. */
  edtf: z.string(),
  stated: z.string(),
  basis: z.enum(['stated', 'from-publication', 'from-dateline']),
});
export type When = z.infer<typeof When>;

export const Position = z.strictObject({ statement: z.string(), speaker: z.string(), evidence: EvidenceList });
export type Position = z.infer<typeof Position>;

export const Party = z.strictObject({
  id: PartyId,
  name: z.string(),
  kind: PartyKind,
  aliases: z.array(z.string()),
  /** ISO 3166-1 alpha-2 of the state that the party is, or belongs to. */
  country: z.string().length(2).optional(),
  role: PartyRole,
  /** Whether the article attributes any statement to it. */
  heard: z.boolean(),
  positions: z.array(Position),
  mentions: z.int().positive(),
  evidence: EvidenceList,
});
export type Party = z.infer<typeof Party>;

const item = { id: ItemId, attribution: Attribution, certainty: Certainty, evidence: EvidenceList };

export const Measure = z.strictObject({
  ...item,
  type: MeasureType,
  status: MeasureStatus,
  actors: z.array(PartyId),
  targets: z.array(PartyId),
  description: z.string(),
  object: z.string().optional(),
  extent: z.string().optional(),
  purpose: z.string().optional(),
  condition: z.string().optional(),
  deadline: z.string().optional(),
  place: z.string().optional(),
  when: When.optional(),
});
export type Measure = z.infer<typeof Measure>;

export const UnresolvedIssue = z.strictObject({
  ...item,
  topic: z.string(),
  state: IssueState,
  parties: z.array(PartyId),
  sides: z.array(z.strictObject({ party: PartyId, wants: z.string(), evidence: EvidenceList })),
  description: z.string(),
});
export type UnresolvedIssue = z.infer<typeof UnresolvedIssue>;

export const Risk = z.strictObject({
  ...item,
  statement: z.string(),
  likelihood: Likelihood,
  /** True only where the text uses a term of probability ("likely", "expected", a percentage). */
  probabilityStated: z.boolean(),
  /** The words that make it a risk ("could", "warned"). */
  cue: z.string(),
  condition: z.string().optional(),
  consequence: z.string().optional(),
  horizon: z.string().optional(),
  /** The measures and issues that it concerns. */
  about: z.array(ItemId),
  parties: z.array(PartyId),
});
export type Risk = z.infer<typeof Risk>;

export const SummarySentence = z.strictObject({ text: z.string(), evidence: EvidenceList });
export type SummarySentence = z.infer<typeof SummarySentence>;

/** What the brief rests on: facts, no adjective of ours. */
export const Sourcing = z.strictObject({
  /** Persons quoted by name. */
  named: z.array(z.string()),
  /** Bodies to whom statements are attributed. */
  bodies: z.array(z.string()),
  /** Unnamed sources as the text calls them ("observers"). */
  unnamed: z.array(z.string()),
  /** Items with a source, and items that rest on the outlet alone. */
  attributed: z.int().nonnegative(),
  outletOnly: z.int().nonnegative(),
  /** Parties that act or are acted upon, and to whom no statement is attributed. */
  notHeard: z.array(PartyId),
  /** Whether the article is marked or written as opinion. */
  opinion: z.boolean(),
});
export type Sourcing = z.infer<typeof Sourcing>;

/** Which rule of the analyzer made an item, and the entries of its lexicons or the words that the rule rests on. */
export const Reason = z.strictObject({ rule: z.string(), cues: z.array(z.string()) });
export type Reason = z.infer<typeof Reason>;

const dated = z.strictObject({ when: When, text: z.string(), evidence: EvidenceList });

/** What an analyzer writes, before the evidence gate. */
export const BriefDraft = z.strictObject({
  /** At most 16 words: the article's title, or made of the items named in `items`. */
  headline: z.strictObject({ text: z.string(), from: z.enum(['title', 'items']), items: z.array(ItemId) }),
  /** Two or three sentences, at most 75 words. */
  summary: z.array(SummarySentence),
  sourcing: Sourcing,
  parties: z.array(Party),
  measures: z.array(Measure),
  unresolvedIssues: z.array(UnresolvedIssue),
  risks: z.array(Risk),
  /** Hoped-for gains; shaped as risks. */
  upsides: z.array(Risk),
  timeline: z.array(dated),
  /** Next steps, deadlines, votes. */
  ahead: z.array(dated.extend({ when: When.optional() })),
  /** What a reader would ask for and the article lacks. */
  notStated: z.array(z.string()),
  coverage: z.strictObject({
    sentences: z.int().nonnegative(),
    cited: z.int().nonnegative(),
    /** Sentences that no item cites, with the reason. */
    uncited: z.array(z.strictObject({ sentence: z.int().nonnegative(), reason: z.string() })),
  }),
  analysis: z.strictObject({
    analyzer: z.string(),
    version: z.string(),
    lexiconHash: z.string(),
    /** Items dropped, and sentences replaced by their quote, by list. */
    dropped: z.record(z.string(), z.int()),
    held: z.record(z.string(), z.int()),
    /** Why a list is empty, and other remarks for the reader. */
    notes: z.array(z.string()),
    /** Why an item is here, by its id; an analyzer without rules has none, nor have briefs of before generation 5. */
    reasons: z.record(ItemId, Reason).optional(),
  }),
});
export type BriefDraft = z.infer<typeof BriefDraft>;

export const SCHEMA_VERSION = 1;

/** The stored brief: a draft that passed the gate, with its article's card. */
export const Brief = z.strictObject({
  schemaVersion: z.literal(SCHEMA_VERSION),
  /** The article's id. */
  briefId: z.string(),
  revision: z.string(),
  /** Which analyzer and lexicon wrote it; a whole number, ordered. */
  generation: z.int(),
  article: z.strictObject({
    title: z.string().nullable(),
    source: z.string().nullable(),
    url: z.string().nullable(),
    authors: z.array(z.string()),
    publishedAt: z.string().nullable(),
    receivedAt: z.string().nullable(),
    dateline: z.strictObject({ places: z.array(z.string()), date: z.string().nullable() }),
    language: z.string(),
    words: z.int().nonnegative(),
    rights: z.string().nullable(),
    contentHash: z.string(),
    upload: Upload,
  }),
  ...BriefDraft.shape,
});
export type Brief = z.infer<typeof Brief>;
