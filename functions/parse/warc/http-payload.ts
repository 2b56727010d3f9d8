import { brotliDecompressSync, constants, gunzipSync, inflateRawSync, inflateSync } from 'node:zlib';
import { RejectedError } from '../../core/errors.ts';
import { expandWithin } from '../archive/expansion.ts';
import type { ParseLimits } from '../parse-limits.ts';
import { latin1 } from '../sniff.ts';
import type { HeaderFields } from './records.ts';

const CHUNK_LINE = 64;

/**
 * The body that was sent in chunks (RFC 9112, section 7.1). Archives also keep the header of a body that they stored
 * without chunks: what is no chunk is taken as it is.
 */
function withoutChunks(body: Uint8Array): Uint8Array {
  const whole = new Uint8Array(body.length);
  let written = 0;
  let at = 0;
  while (at < body.length) {
    const line = /^([\da-f]{1,8})[ \t]{0,8}(?:;[^\r\n]{0,40})?\r?\n/i.exec(latin1(body, at, at + CHUNK_LINE));
    const size = line === null ? body.length - at : Number.parseInt(line[1] ?? '0', 16);
    if (size === 0) break;
    const start = at + (line?.[0].length ?? 0);
    const chunk = body.subarray(start, start + size);
    whole.set(chunk, written);
    written += chunk.length;
    at = start + size;
    while (body[at] === 0x0d || body[at] === 0x0a) at += 1;
  }
  return whole.subarray(0, written);
}

type Inflate = (bytes: Uint8Array, most: number) => Uint8Array;

const DECODERS: Readonly<Record<string, Inflate>> = {
  gzip: (bytes, most) => gunzipSync(bytes, { maxOutputLength: most, finishFlush: constants.Z_SYNC_FLUSH }),
  br: (bytes, most) => brotliDecompressSync(bytes, { maxOutputLength: most }),
  // "deflate" is zlib's format (RFC 9110, 8.4.1.2); some servers send bare deflate.
  deflate: (bytes, most) =>
    (((bytes[0] ?? 0) & 0x0f) === 8 ? inflateSync : inflateRawSync)(bytes, {
      maxOutputLength: most,
      finishFlush: constants.Z_SYNC_FLUSH,
    }),
};

function decoded(bytes: Uint8Array, coding: string, limits: ParseLimits): Uint8Array {
  const inflate = Object.hasOwn(DECODERS, coding) ? DECODERS[coding] : undefined;
  if (inflate === undefined) {
    throw new RejectedError('unsupported-format', `The page is stored with the coding "${coding.slice(0, 40)}".`, {
      remedy: 'Upload the page itself.',
    });
  }
  // Archives also keep the header of a body that they stored decoded.
  if (coding === 'gzip' && !(bytes[0] === 0x1f && bytes[1] === 0x8b)) return bytes;
  return expandWithin(
    bytes,
    limits,
    inflate,
    (cause) =>
      new RejectedError('malformed', 'The page in the web archive is damaged or cut.', {
        remedy: 'Upload the page itself.',
        cause,
      }),
  );
}

/**
 * The bytes that an HTTP response was of, without transfer and content codings.
 * @throws RejectedError `too-large` over the limits on expansion; `malformed`; `unsupported-format` for another coding.
 */
export function payloadOf(fields: HeaderFields, body: Uint8Array, limits: ParseLimits): Uint8Array {
  const listed = (name: string) =>
    (fields.get(name) ?? '')
      .toLowerCase()
      .split(',')
      .map((coding) => coding.trim().replace(/^x-/, ''))
      .filter((coding) => coding !== '' && coding !== 'identity')
      .reverse();
  const codings = [...listed('transfer-encoding'), ...listed('content-encoding')];
  if (codings.length > 4) throw new RejectedError('too-complex', 'The page is stored with over 4 codings, the limit.');
  return codings.reduce(
    (bytes, coding) => (coding === 'chunked' ? withoutChunks(bytes) : decoded(bytes, coding, limits)),
    body,
  );
}
