import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';
import { Brief, SCHEMA_VERSION } from '../brief.ts';
import { CorruptDataError, RejectedError } from '../errors.ts';
import { isPacked, pack, unpack } from './packing.ts';

/** A shorter body is stored as text, so that it can be read in the console; hardly a brief is. */
const PACKED_FROM_BYTES = 2 * 1024;
/** A longer body holds enough of its own to be smaller by brotli. */
const PACKED_TO_BYTES = 64 * 1024;
/** A DynamoDB item may have 400 KB (Developer Guide, "Service, account, and table quotas"); the rest is for its other attributes. */
const MAX_BODY_BYTES = 300 * 1024;
/** No brief expands to more; reading stops there. */
const MAX_EXPANDED_BYTES = 64 * 1024 * 1024;
/** Of eleven: on briefs, the higher ones take several times as long for about 2 % less. */
const BROTLI_QUALITY = 9;

/** A brief as stored: JSON as text, packed, or as brotli of its UTF-8. */
export type Body = string | Uint8Array;

/**
 * @throws RejectedError `item-too-large` if the brief is over 300 KB compressed.
 */
export function encodeBody(brief: Brief): Body {
  const json = JSON.stringify(brief);
  const bytes = Buffer.from(json);
  if (bytes.length <= PACKED_FROM_BYTES) return json;
  if (bytes.length <= PACKED_TO_BYTES) return pack(json);
  const compressed = brotliCompressSync(bytes, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY,
      [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
      [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
    },
  });
  if (compressed.length > MAX_BODY_BYTES) {
    throw new RejectedError(
      'item-too-large',
      `The brief has ${compressed.length} bytes; ${MAX_BODY_BYTES} can be stored.`,
      {
        file: brief.article.upload.key,
        remedy: 'Split the article, or lower the limit on items for a list.',
      },
    );
  }
  return new Uint8Array(compressed);
}

function textOf(body: Body): string {
  if (typeof body === 'string') return body;
  if (isPacked(body)) return unpack(body, MAX_EXPANDED_BYTES);
  return brotliDecompressSync(body, { maxOutputLength: MAX_EXPANDED_BYTES }).toString();
}

/** @param read makes a brief of what the body holds. */
function decoded(body: Body, read: (held: unknown) => Brief): Brief {
  try {
    return read(JSON.parse(textOf(body)));
  } catch (cause) {
    throw new CorruptDataError('A stored brief cannot be read.', { cause });
  }
}

/**
 * The brief that a stored body holds, of any published schema version, as today's.
 * @throws CorruptDataError if it holds none.
 */
export function decodeBody(body: Body): Brief {
  return decoded(body, (held) => Brief.parse(held));
}

function isOfToday(held: unknown): held is Brief {
  return typeof held === 'object' && held !== null && 'schemaVersion' in held && held.schemaVersion === SCHEMA_VERSION;
}

/**
 * As `decodeBody`, but a body of today's schema version is taken to have its shape, which was checked before it was stored: to
 * check it again is two fifths of the work, and this is for who reads some hundred.
 * @throws CorruptDataError if it says that it is no brief.
 */
export function decodeCheckedBody(body: Body): Brief {
  return decoded(body, (held) => (isOfToday(held) ? held : Brief.parse(held)));
}
