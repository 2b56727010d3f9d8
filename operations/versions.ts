import { CorruptDataError, PrecisError } from '../functions/core/errors.ts';
import { REVISION_WIDTH } from '../functions/core/identity.ts';

/** A revision that is below all others: of an upload of which nothing is known. */
export const LOWEST_REVISION = '0'.repeat(REVISION_WIDTH);

const HIGHEST = 'F'.repeat(REVISION_WIDTH);

/** What a version consists of: `revision`, `.parserGeneration` and, of a brief, its own `.generation`. */
const VERSION = new RegExp(`^([0-9A-F]{${REVISION_WIDTH}})\\.(\\d{6})(?:\\.(\\d{6}))?$`);

/** No revision is left above one. */
export class RevisionsUsedUpError extends PrecisError {}

/**
 * The revision that is next above another: plus one in its last digit, of 64. S3's sequencers fill far fewer digits and
 * are padded with zeros on the right, so the next event of S3 is above it still.
 * @throws RevisionsUsedUpError above the highest of all; CorruptDataError if it is no revision.
 */
export function revisionAfter(revision: string): string {
  if (!/^[0-9A-F]+$/.test(revision) || revision.length !== REVISION_WIDTH) {
    throw new CorruptDataError(`A revision is ${REVISION_WIDTH} hexadecimal digits.`);
  }
  if (revision === HIGHEST) throw new RevisionsUsedUpError('No revision is left above this one.');
  return (BigInt(`0x${revision}`) + 1n).toString(16).toUpperCase().padStart(REVISION_WIDTH, '0');
}

function partsOf(version: string): [revision: string, parser: string, analyzer: string | undefined] {
  const [, revision, parser, analyzer] = VERSION.exec(version) ?? [];
  if (revision === undefined || parser === undefined) throw new CorruptDataError('A version is not of its form.');
  return [revision, parser, analyzer];
}

/** The revision in a version of a head, a staged object or a brief. @throws CorruptDataError if it is none. */
export function revisionIn(version: string): string {
  return partsOf(version)[0];
}

/** The parser's generation in a version. @throws CorruptDataError if it is none. */
export function parserGenerationIn(version: string): number {
  return Number(partsOf(version)[1]);
}

/** The generation of a brief, in its version. @throws CorruptDataError if it is not a brief's. */
export function generationIn(version: string): number {
  const generation = partsOf(version)[2];
  if (generation === undefined) throw new CorruptDataError('It is not the version of a brief.');
  return Number(generation);
}
