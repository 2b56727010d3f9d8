import { createHash } from 'node:crypto';
import * as z from 'zod';
import { ISSUE_STATES, MEASURE_TYPES, PARTY_KINDS } from '../brief.ts';
import { PrecisError } from '../errors.ts';

/** The desk's own words, laid over the lexicons of an analyzer. `docs/lexicon.md` tells what each part does. */

/** The longest file of an overlay, in bytes: it goes with each article to whoever reads it. */
export const MAX_OVERLAY_BYTES = 262_144;

/** Steps that a phrase of the lexicons may have. */
const MOST_STEPS = 12;

/** What a person writes: no control characters, and something to look up. */
const Words = z
  .string()
  .min(1)
  .max(100)
  .refine((text) => /[\p{L}\p{N}]/u.test(text), 'it holds no letter and no digit')
  .refine((text) => !/\p{C}/u.test(text), 'it holds a control character')
  .refine((text) => text.trim() === text, 'it begins or ends with a blank');

/** A step of a phrase: `*`, or words of which any is met, which may have to be a verb or a noun. */
const STEP = /^(?:\*|(?:[vn]:)?[\p{L}\p{N}.&'’]+(?:\|[\p{L}\p{N}.&'’]+)*|-)$/u;

/**
 * A phrase as the lexicons of the embedded analyzer write it (docs/analyzer.md): in lower case, a hyphen a word of its own.
 * It is no regular expression.
 */
export function lexiconPhrase(written: string): string {
  return written
    .toLowerCase()
    .replaceAll('-', ' - ')
    .split(/\s+/u)
    .filter((step) => step !== '')
    .join(' ');
}

const LexiconPhrase = Words.refine((text) => {
  const steps = lexiconPhrase(text).split(' ');
  const edges = [steps[0], steps.at(-1)];
  return steps.length <= MOST_STEPS && steps.every((step) => STEP.test(step)) && !edges.includes('*');
}, `it is no phrase: words of letters and digits, at most ${MOST_STEPS}, \`a|b\`, \`v:\` or \`n:\` before a word, \`*\` between words`);

const aliases = z.array(Words).max(50);

const Shape = z.strictObject({
  schemaVersion: z.literal(1),
  /** Names by which a party is called, by its canonical name: `{ "Uruguay": ["the eastern shore"] }`. */
  aliases: z
    .record(Words, aliases)
    .refine((named) => Object.keys(named).length <= 2_000, 'it holds more than 2,000 names')
    .default({}),
  /** Parties that the analyzer does not know. */
  parties: z
    .array(
      z.strictObject({
        name: Words,
        kind: z.enum(PARTY_KINDS),
        country: z
          .string()
          .regex(/^[A-Z]{2}$/, 'it is no ISO 3166-1 alpha-2 code')
          .optional(),
        aliases: aliases.default([]),
      }),
    )
    .max(2_000)
    .default([]),
  /** Words that make a measure of a type: verbs or nouns, or phrases as the lexicons write them. */
  measureWords: z
    .array(z.strictObject({ phrase: LexiconPhrase, type: z.enum(MEASURE_TYPES) }))
    .max(2_000)
    .default([]),
  /** Words that make an issue open or a risk. */
  cues: z
    .strictObject({
      issues: z
        .array(z.strictObject({ phrase: LexiconPhrase, state: z.enum(ISSUE_STATES) }))
        .max(500)
        .default([]),
      risks: z
        .array(z.strictObject({ phrase: LexiconPhrase }))
        .max(500)
        .default([]),
    })
    .default({ issues: [], risks: [] }),
  /** What is never an item: an item whose quote holds one of these is dropped. */
  alwaysDrop: z.array(Words).max(2_000).default([]),
});

/** Every alias with the party that it is of, and where it stands in the overlay. */
export function* aliasesIn(
  overlay: Pick<z.infer<typeof Shape>, 'aliases' | 'parties'>,
): Generator<{ alias: string; name: string; path: (string | number)[] }, void, undefined> {
  for (const [name, list] of Object.entries(overlay.aliases)) {
    for (const [at, alias] of list.entries()) yield { alias, name, path: ['aliases', name, at] };
  }
  for (const [index, party] of overlay.parties.entries()) {
    for (const [at, alias] of party.aliases.entries()) {
      yield { alias, name: party.name, path: ['parties', index, 'aliases', at] };
    }
  }
}

export const LexiconOverlay = Shape.superRefine((overlay, context) => {
  const owners = new Map<string, string>();
  for (const { alias, name, path } of aliasesIn(overlay)) {
    const owner = owners.get(alias.toLowerCase());
    if (owner === undefined) owners.set(alias.toLowerCase(), name);
    else if (owner !== name) context.addIssue({ code: 'custom', path, message: 'two parties are called so' });
  }
});
export type LexiconOverlay = z.infer<typeof LexiconOverlay>;

/** No words at all: what is applied to take an overlay back. */
export const EMPTY_OVERLAY: LexiconOverlay = LexiconOverlay.parse({ schemaVersion: 1 });

/** A file that is no overlay; the message names the first entry that is wrong. */
export class OverlayError extends PrecisError {
  static override readonly name = 'OverlayError';
}

/** Of a path and of what is wrong with it, so much is told: both may hold what a stranger wrote. */
const LONGEST_TOLD = 200;

/**
 * Reads an overlay.
 * @param text JSON.
 * @throws OverlayError if it is none, or over the bounds.
 */
export function readOverlay(text: string): LexiconOverlay {
  if (Buffer.byteLength(text) > MAX_OVERLAY_BYTES) {
    throw new OverlayError(`It is over ${MAX_OVERLAY_BYTES / 1024} KB.`);
  }
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (cause) {
    throw new OverlayError('It is not JSON.', { cause });
  }
  const parsed = LexiconOverlay.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue, ...others] = parsed.error.issues;
  const path = issue === undefined || issue.path.length === 0 ? 'the whole' : issue.path.join('.');
  const more = others.length === 0 ? '' : ` (and ${others.length} more)`;
  const told = `${path}: ${issue?.message ?? 'it is no overlay'}`.replace(/\p{C}/gu, ' ').slice(0, LONGEST_TOLD);
  throw new OverlayError(`${told}${more}`, { cause: parsed.error });
}

/** SHA-256 of an overlay's words, `sha256:<hex>`: the same of the same words, however their file is written. */
export function overlayHash(overlay: LexiconOverlay): string {
  const named = Object.entries(overlay.aliases).sort(([a], [b]) => (a < b ? -1 : 1));
  const { parties, measureWords, cues, alwaysDrop } = overlay;
  const words = JSON.stringify([
    named,
    parties.map(({ name, kind, country, aliases }) => [name, kind, country ?? null, aliases]),
    measureWords.map(({ phrase, type }) => [phrase, type]),
    cues.issues.map(({ phrase, state }) => [phrase, state]),
    cues.risks.map(({ phrase }) => phrase),
    alwaysDrop,
  ]);
  return `sha256:${createHash('sha256').update(words).digest('hex')}`;
}

/** An overlay with its place in the order of all that were applied to a deployment. */
export interface NumberedOverlay {
  /** From 1 to `LAST_OVERLAY`; 0 where it was applied to none. */
  readonly number: number;
  readonly hash: string;
  readonly overlay: LexiconOverlay;
}
