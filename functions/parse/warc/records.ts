import { RejectedError } from '../../core/errors.ts';
import { latin1 } from '../sniff.ts';

/** Header fields by name in lower case; of a repeated field the first counts. */
export type HeaderFields = ReadonlyMap<string, string>;

/** A record of a web archive: its fields, and the bytes of its block. */
export interface WarcRecord {
  fields: HeaderFields;
  block: Uint8Array;
}

/** A status line or version, the fields under it, and where the body begins. */
export interface HeaderBlock {
  start: string;
  fields: HeaderFields;
  end: number;
}

const MAX_HEADER = 65_536;
const LF = 0x0a;
const CR = 0x0d;

/** Where the empty line ends that closes the header beginning at `from`, or -1; both CRLF and LF end lines. */
function headerEnd(bytes: Uint8Array, from: number): number {
  const last = Math.min(bytes.length, from + MAX_HEADER);
  for (let at = bytes.indexOf(LF, from); at !== -1 && at < last; at = bytes.indexOf(LF, at + 1)) {
    const next = bytes[at + 1] === CR ? at + 2 : at + 1;
    if (bytes[next] === LF) return next + 1;
  }
  return -1;
}

/**
 * The header that begins at a place: a first line, then fields (of WARC as of HTTP), lines that begin with white space
 * continuing the field above. Null where none ends within 64 KB.
 */
export function headerAt(bytes: Uint8Array, from: number): HeaderBlock | null {
  const end = headerEnd(bytes, from);
  if (end === -1) return null;
  const [start = '', ...lines] = latin1(bytes, from, end)
    .replace(/\r?\n[ \t]{1,100}(?=\S)/g, ' ')
    .split(/\r?\n/);
  const fields = new Map<string, string>();
  for (const line of lines) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).trim().toLowerCase();
    if (colon > 0 && !fields.has(name)) fields.set(name, line.slice(colon + 1).trim());
  }
  return { start, fields, end };
}

function malformed(place: number): RejectedError {
  return new RejectedError('malformed', `The web archive is damaged or cut: its record ${place} is not whole.`, {
    remedy: 'Save the archive again, or upload the pages themselves.',
  });
}

/**
 * The records of a WARC file that is not compressed (ISO 28500, section 4: version, fields, empty line, as many bytes as
 * `Content-Length` says, two line ends), one after another.
 * @throws RejectedError `malformed` at the record that is damaged or cut.
 */
export function* recordsOf(bytes: Uint8Array): Generator<WarcRecord> {
  let at = 0;
  for (let place = 1; at < bytes.length; place += 1) {
    while (bytes[at] === CR || bytes[at] === LF) at += 1;
    if (at >= bytes.length) return;
    const header = headerAt(bytes, at);
    if (header === null || !/^WARC\/\d/.test(header.start)) throw malformed(place);
    const written = header.fields.get('content-length') ?? '';
    const length = /^\d{1,12}$/.test(written) ? Number(written) : Number.NaN;
    if (!(header.end + length <= bytes.length)) throw malformed(place);
    at = header.end + length;
    yield { fields: header.fields, block: bytes.subarray(header.end, at) };
  }
}
