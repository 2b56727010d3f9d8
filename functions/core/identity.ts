import { createHash } from 'node:crypto';
import { CorruptDataError } from './errors.ts';
import { TOMBSTONE_GENERATION } from './generations.ts';

/** Width of a padded S3 sequencer, in hexadecimal digits. */
export const REVISION_WIDTH = 64;
const GENERATION_WIDTH = 6;

function hash(...parts: string[]): string {
  // Each part is preceded by its length, so that no two lists of parts read the same.
  const bytes = parts.map((part) => `${Buffer.byteLength(part)}:${part}`).join('');
  return createHash('sha256').update(bytes).digest('hex').slice(0, 32);
}

/** Identity of a file: 32 hexadecimal digits from the bucket and key that it was put at. */
export function uploadIdOf(bucket: string, key: string): string {
  return hash('upload', bucket, key);
}

/**
 * Identity of an article (and of its brief): 32 hexadecimal digits from bucket, key and part.
 * @param part '' for a file that holds a single article, else the name of the entry within the file.
 */
export function articleIdOf(bucket: string, key: string, part: string): string {
  return hash('article', bucket, key, part);
}

/** SHA-256 of a text (as UTF-8) or of bytes, as `sha256:<hex>`. */
export function contentHashOf(content: string | Uint8Array): string {
  return `sha256:${createHash('sha256').update(content).digest('hex')}`;
}

/**
 * The revision of one version of a file: the S3 sequencer, right-padded with zeros to 64 digits, so that revisions of
 * one key order as text (Amazon S3 User Guide, "Event message structure": pad, then compare lexicographically).
 * @throws CorruptDataError if the sequencer is not hexadecimal or is longer than 64 digits: it is never cut.
 */
export function revisionOf(sequencer: string): string {
  if (!/^[0-9A-Fa-f]{1,64}$/.test(sequencer)) {
    throw new CorruptDataError(`The S3 sequencer is not 1 to ${REVISION_WIDTH} hexadecimal digits.`);
  }
  return sequencer.toUpperCase().padEnd(REVISION_WIDTH, '0');
}

function generation(value: number): string {
  if (!Number.isInteger(value) || value < 0 || value > TOMBSTONE_GENERATION) {
    throw new CorruptDataError(`A generation is a whole number from 0 to ${TOMBSTONE_GENERATION}.`);
  }
  return String(value).padStart(GENERATION_WIDTH, '0');
}

/** `revision.parserGeneration`: the version of an upload head and of a staged object; fixed width, ordered as text. */
export function headVersionOf(revision: string, parserGeneration: number): string {
  return `${revision}.${generation(parserGeneration)}`;
}

/** `revision.parserGeneration.analyzerGeneration`: the version of a brief; fixed width, ordered as text. */
export function briefVersionOf(headVersion: string, analyzerGeneration: number): string {
  return `${headVersion}.${generation(analyzerGeneration)}`;
}

/** The version of a tombstone put for `headVersion`: above every brief of that head version, below the next. */
export function tombstoneVersionOf(headVersion: string): string {
  return briefVersionOf(headVersion, TOMBSTONE_GENERATION);
}

/** The `revision.parserGeneration` part of a brief's version. */
export function headVersionOfBrief(version: string): string {
  return version.slice(0, REVISION_WIDTH + 1 + GENERATION_WIDTH);
}

/** Whether a text is one of our 128-bit ids. */
export function isId(text: string): boolean {
  return /^[0-9a-f]{32}$/.test(text);
}
