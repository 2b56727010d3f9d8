import * as z from 'zod';
import { ISSUE_STATES, MEASURE_TYPES, PARTY_KINDS } from '../brief.ts';

/** The desk's own words, laid over the lexicons of the embedded analyzer. */

const Phrase = z.string().min(1).max(100);

export const LexiconOverlay = z.strictObject({
  schemaVersion: z.literal(1),
  /** Names by which a party is called, by its canonical name: `{ "Uruguay": ["the eastern shore"] }`. */
  aliases: z.record(Phrase, z.array(Phrase).max(50)).default({}),
  /** Parties that the analyzer does not know. */
  parties: z
    .array(
      z.strictObject({
        name: Phrase,
        kind: z.enum(PARTY_KINDS),
        country: z
          .string()
          .regex(/^[A-Z]{2}$/)
          .optional(),
        aliases: z.array(Phrase).max(50).default([]),
      }),
    )
    .max(2_000)
    .default([]),
  /** Words that make a measure of a type: verbs or nouns, as the lexicon writes phrases. */
  measureWords: z
    .array(z.strictObject({ phrase: Phrase, type: z.enum(MEASURE_TYPES) }))
    .max(2_000)
    .default([]),
  /** Words that make an issue open or a risk. */
  cues: z
    .strictObject({
      issues: z
        .array(z.strictObject({ phrase: Phrase, state: z.enum(ISSUE_STATES) }))
        .max(500)
        .default([]),
      risks: z
        .array(z.strictObject({ phrase: Phrase }))
        .max(500)
        .default([]),
    })
    .default({ issues: [], risks: [] }),
  /** What is never an item: an item whose quote holds one of these is dropped. */
  alwaysDrop: z.array(Phrase).max(2_000).default([]),
});
export type LexiconOverlay = z.infer<typeof LexiconOverlay>;
