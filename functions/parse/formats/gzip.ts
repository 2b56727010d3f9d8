import { constants, gunzipSync } from 'node:zlib';
import { RejectedError } from '../../core/errors.ts';
import { FREE_EXPANSION, overExpanded } from '../archive/expansion.ts';
import type { ReadBytes } from './reader.ts';

/**
 * A gzip file (RFC 1952, several members one after another included) holds one file, named like it without `.gz`.
 * Inflating stops at the limit.
 * @throws RejectedError `too-large` over the limits on expansion; `malformed` where it is damaged or cut.
 */
export const readGzip: ReadBytes = (bytes, hints, limits) => {
  const most = Math.min(limits.expandedBytes, Math.max(FREE_EXPANSION, bytes.byteLength * limits.expansionRatio));
  let expanded: Uint8Array;
  try {
    expanded = gunzipSync(bytes, { maxOutputLength: most, finishFlush: constants.Z_FINISH });
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'ERR_BUFFER_TOO_LARGE') {
      throw overExpanded(most + 1, bytes.byteLength, limits);
    }
    throw new RejectedError('malformed', 'The gzip file is damaged or cut.', {
      remedy: 'Compress the file again, or upload it as it is.',
      cause,
    });
  }
  const name = hints.name?.replace(/\.gz$/i, '').replace(/\.tgz$/i, '.tar');
  return [{ kind: 'file', part: '', bytes: expanded, hints: name === undefined ? {} : { name } }];
};
