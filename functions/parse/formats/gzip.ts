import { constants, gunzipSync } from 'node:zlib';
import { RejectedError } from '../../core/errors.ts';
import { expandWithin } from '../archive/expansion.ts';
import type { ReadBytes } from './reader.ts';

/**
 * A gzip file (RFC 1952, several members one after another included) holds one file, named like it without `.gz`.
 * Inflating stops at the limit.
 * @throws RejectedError `too-large` over the limits on expansion; `malformed` where it is damaged or cut.
 */
export const readGzip: ReadBytes = (bytes, hints, limits) => {
  const expanded = expandWithin(
    bytes,
    limits,
    (packed, most) => gunzipSync(packed, { maxOutputLength: most, finishFlush: constants.Z_FINISH }),
    (cause) =>
      new RejectedError('malformed', 'The gzip file is damaged or cut.', {
        remedy: 'Compress the file again, or upload it as it is.',
        cause,
      }),
  );
  const name = hints.name?.replace(/\.gz$/i, '').replace(/\.tgz$/i, '.tar');
  return [{ kind: 'file', part: '', bytes: expanded, hints: name === undefined ? {} : { name } }];
};
