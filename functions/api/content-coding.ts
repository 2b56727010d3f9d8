import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { qualitiesOf, qualityOf } from './accept.ts';

/** The content codings of answers (RFC 9110, 8.4.1), the better one first. API Gateway makes none of its own. */
const CODINGS = ['br', 'gzip'] as const;
export type ContentCoding = (typeof CODINGS)[number];

/** A shorter body gains nothing. */
const CODED_FROM_BYTES = 1024;
/** Of eleven: on JSON, 5 is within a few per cent of the higher ones and takes a fraction of their time. */
const BROTLI_QUALITY = 5;

/**
 * The coding that a request accepts best; undefined for none (RFC 9110, 12.5.3).
 * @param accepted the value of its `Accept-Encoding`; without one, a body is sent as it is.
 */
export function codingFor(accepted: string | undefined, bodyBytes: number): ContentCoding | undefined {
  if (accepted === undefined || bodyBytes < CODED_FROM_BYTES) return undefined;
  const qualities = qualitiesOf(accepted);
  let best: { coding: ContentCoding; quality: number } | undefined;
  for (const coding of CODINGS) {
    const quality = qualityOf(qualities, [coding, '*']);
    if (quality > (best?.quality ?? 0)) best = { coding, quality };
  }
  return best?.coding;
}

/** A body in a content coding. */
export function encodeContent(body: string | Uint8Array, coding: ContentCoding): Uint8Array {
  if (coding === 'gzip') return gzipSync(body);
  return brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } });
}
