import { RejectedError } from '../../core/errors.ts';
import type { ParseLimits } from '../parse-limits.ts';

/** The limits on what something compressed may become. */
export type ExpansionLimits = Pick<ParseLimits, 'expandedBytes' | 'expansionRatio'>;

/** What expands to so few bytes may do so by any ratio: a short text of one word repeated is no attack. */
const FREE_EXPANSION = 1_000_000;

/** The bytes that something compressed may have by the limit on the ratio. */
function mostByRatio(compressedBytes: number, { expansionRatio }: ExpansionLimits): number {
  return Math.max(FREE_EXPANSION, compressedBytes * expansionRatio);
}

/** The rejection of something compressed that expands beyond a limit. */
export function overExpanded(expandedBytes: number, compressedBytes: number, limits: ExpansionLimits): RejectedError {
  const bySize = expandedBytes > limits.expandedBytes;
  return new RejectedError(
    'too-large',
    bySize
      ? `Expanded, the file has over ${limits.expandedBytes} bytes, the limit.`
      : `The file expands to over ${limits.expansionRatio} times its ${compressedBytes} bytes, the limit on the ratio.`,
    { remedy: 'Upload the article itself.' },
  );
}

/** @throws RejectedError `too-large` if something compressed is over the limit on the ratio. */
export function refuseRatio(expandedBytes: number, compressedBytes: number, limits: ExpansionLimits): void {
  if (expandedBytes > mostByRatio(compressedBytes, limits)) throw overExpanded(expandedBytes, compressedBytes, limits);
}

/** Whether an error of `node:zlib` says that there is more than the `maxOutputLength` it was given. */
export function saysOver(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
}

/**
 * Expands bytes; expanding stops at the limits.
 * @param inflate expands at most so many bytes, as `maxOutputLength` of `node:zlib` does.
 * @param damaged the rejection of bytes that cannot be expanded.
 * @throws RejectedError `too-large` over a limit, else what `damaged` gives.
 */
export function expandWithin(
  bytes: Uint8Array,
  limits: ExpansionLimits,
  inflate: (bytes: Uint8Array, most: number) => Uint8Array,
  damaged: (cause: unknown) => RejectedError,
): Uint8Array {
  const most = Math.min(limits.expandedBytes, mostByRatio(bytes.byteLength, limits));
  try {
    return inflate(bytes, most);
  } catch (cause) {
    throw saysOver(cause) ? overExpanded(most + 1, bytes.byteLength, limits) : damaged(cause);
  }
}
