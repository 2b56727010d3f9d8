import * as z from 'zod';
import { ArticleText, Edition } from '../../functions/api/responses.ts';
import { Brief } from '../../functions/core/brief.ts';
import { PrecisError } from '../../functions/core/errors.ts';
import { LexiconOverlay } from '../../functions/core/lexicon/overlay.ts';
import { Note } from '../../functions/core/notes/note.ts';

/**
 * A proof: one JSON file that holds all that it takes to check a brief without a network or an account. `docs/proof.md`
 * describes it for those who check it by programs of their own.
 */
export const Proof = z.strictObject({
  format: z.literal('precis-proof'),
  version: z.literal(1),
  /** The brief as its analyzer wrote it. */
  brief: Brief.extend({ edition: Edition }),
  /** The text that the offsets index. */
  article: z.strictObject(ArticleText.shape).omit({ briefId: true, contentHash: true }),
  /** The bytes of the file that the article came in, or why they are not here. */
  original: z.union([z.strictObject({ base64: z.base64() }), z.strictObject({ absent: z.string() })]),
  /** The desk's own words that it was read with; null where it was read with none, or they are not here. */
  lexicon: LexiconOverlay.nullable(),
  /** What a desk noted, which makes of the brief what is shown. */
  notes: z.array(Note),
});
export type Proof = z.infer<typeof Proof>;

/** A file that is no proof. */
export class NoProofError extends PrecisError {
  static override readonly name: string = 'NoProofError';
}

const REMEDY = 'A proof is written by `precis verify ID --save FILE`.';

/** Fields that are named where a file has not the form of a proof. */
const MOST_NAMED = 3;

/**
 * The proof in a file.
 * @throws NoProofError where the bytes are not UTF-8 or not JSON, or have not the form of a proof.
 */
export function readProof(bytes: Uint8Array): Proof {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new NoProofError('It is not JSON in UTF-8.', { cause, remedy: REMEDY });
  }
  if (typeof value !== 'object' || value === null || !('format' in value) || value.format !== 'precis-proof') {
    throw new NoProofError('It is no proof: its `format` is not "precis-proof".', { remedy: REMEDY });
  }
  if ('version' in value && value.version !== 1) {
    throw new NoProofError('It is a proof of another version than 1, the only one that this program knows.', {
      remedy: 'Update Precis.',
    });
  }
  const parsed = Proof.safeParse(value);
  if (parsed.success) return parsed.data;
  const { issues } = parsed.error;
  const named = issues.slice(0, MOST_NAMED).map(({ path, message }) => `${path.join('.') || 'the whole'}: ${message}`);
  const more = issues.length > MOST_NAMED ? `; and ${issues.length - MOST_NAMED} more` : '';
  throw new NoProofError(`It has not the form of a proof (${named.join('; ')}${more}).`, {
    cause: parsed.error,
    remedy: REMEDY,
  });
}
