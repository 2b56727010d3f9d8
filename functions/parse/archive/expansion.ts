import { RejectedError } from '../../core/errors.ts';
import type { ParseLimits } from '../parse-limits.ts';

/** What expands to so few bytes may do so by any ratio: a short text of one word repeated is no attack. */
export const FREE_EXPANSION = 1_000_000;

/** The rejection of something compressed that expands beyond a limit. */
export function overExpanded(
  expandedBytes: number,
  compressedBytes: number,
  limits: Pick<ParseLimits, 'expandedBytes' | 'expansionRatio'>,
): RejectedError {
  const bySize = expandedBytes > limits.expandedBytes;
  return new RejectedError(
    'too-large',
    bySize
      ? `Expanded, the file has over ${limits.expandedBytes} bytes, the limit.`
      : `The file expands to over ${limits.expansionRatio} times its ${compressedBytes} bytes, the limit on the ratio.`,
    { remedy: 'Upload the article itself.' },
  );
}
