import { InvalidCursorError } from '../errors.ts';
import { parsePosition } from './keys.ts';

/**
 * A cursor is an exclusive position in a list: the whole sort key of a posting, never its time alone, as many briefs
 * may share one. It carries a hash of the list's filters.
 */

/** base64url of `<16 digits>#<sort key>`, whose length never varies. */
const LENGTH = Math.ceil(((16 + 1 + 24 + 1 + 32 + 1 + 78) * 4) / 3);

/**
 * @param filterHash of `hashOfFilters`.
 * @param sortKey of the last posting that is done with.
 */
export function encodeCursor(filterHash: string, sortKey: string): string {
  return Buffer.from(`${filterHash}#${sortKey}`, 'latin1').toString('base64url');
}

/**
 * The sort key that a cursor stands for.
 * @throws InvalidCursorError if the text is not exactly what `encodeCursor` writes for these filters.
 */
export function decodeCursor(cursor: string, filterHash: string): string {
  const decoded = cursor.length === LENGTH ? Buffer.from(cursor, 'base64url').toString('latin1') : '';
  const sortKey = decoded.slice(filterHash.length + 1);
  if (parsePosition(sortKey) === undefined || encodeCursor(decoded.slice(0, filterHash.length), sortKey) !== cursor) {
    throw new InvalidCursorError('The cursor is not one that this service gave out.', {
      remedy: 'Pass "next" of the page before, unchanged, or none to begin at the start.',
    });
  }
  if (!decoded.startsWith(`${filterHash}#`)) {
    throw new InvalidCursorError('The cursor belongs to a list with other filters.', {
      remedy: 'Repeat the filters of the page that it came from, or leave the cursor out.',
    });
  }
  return sortKey;
}
