import type { IncomingHttpHeaders } from 'node:http';
import { contentEncoding } from './body/request-body.ts';
import { invalidArgument, S3Error } from './s3-error.ts';
import type { ObjectRecord } from './store/object-record.ts';

/** The headers that are stored with an object and come back with it. */
const STORED_HEADERS = ['cache-control', 'content-disposition', 'content-language', 'expires'];

/** Most bytes of names and values of user metadata together (Amazon S3 User Guide, "Working with object metadata"). */
const MOST_METADATA = 2048;

const PREFIX = 'x-amz-meta-';

/**
 * Reads what a request (or the fields of a form) says of an object beside its bytes.
 * @throws S3Error for too much metadata.
 */
export function readObjectHeaders(headers: IncomingHttpHeaders): Pick<ObjectRecord, 'headers' | 'metadata'> {
  const stored: Record<string, string> = {
    'content-type': String(headers['content-type'] ?? 'application/octet-stream'),
  };
  for (const name of STORED_HEADERS) {
    const value = headers[name];
    if (value !== undefined) stored[name] = String(value);
  }
  const encoding = contentEncoding(headers['content-encoding']);
  if (encoding !== undefined) stored['content-encoding'] = encoding;
  for (const [name, value] of Object.entries(stored)) checkHeaderValue(name, value);
  const metadata = Object.fromEntries(
    Object.entries(headers)
      .filter(([name]) => name.startsWith(PREFIX))
      .map(([name, value]) => [name.slice(PREFIX.length), decodedText(String(value))]),
  );
  const odd = Object.keys(metadata).find((name) => !/^[\w!#$%&'*+.^`|~-]+$/.test(name));
  if (odd !== undefined) throw invalidArgument('The name of a metadata field is not that of a header.');
  const bytes = Object.entries(metadata).reduce(
    (sum, [name, value]) => sum + Buffer.byteLength(name) + Buffer.byteLength(value),
    0,
  );
  if (bytes > MOST_METADATA) {
    throw new S3Error(400, 'MetadataTooLarge', 'Your metadata headers exceed the maximum allowed metadata size', {
      details: { Size: String(bytes), MaxSizeAllowed: String(MOST_METADATA) },
    });
  }
  return { headers: stored, metadata };
}

/** The headers of an answer that gives an object or tells of it. */
export function objectHeaders(record: ObjectRecord, isVersioned: boolean): Record<string, string> {
  const metadata = Object.entries(record.metadata).map(([name, value]) => [`${PREFIX}${name}`, encodedText(value)]);
  return {
    ...record.headers,
    ...Object.fromEntries(metadata),
    ...versionHeaders(record, isVersioned),
    etag: quoted(record.etag),
    'last-modified': new Date(record.lastModified).toUTCString(),
    'accept-ranges': 'bytes',
    'x-amz-server-side-encryption': 'AES256',
  };
}

/** The version of an object, where its bucket has versions. */
export function versionHeaders({ versionId }: ObjectRecord, isVersioned: boolean): Record<string, string> {
  return isVersioned ? { 'x-amz-version-id': versionId } : {};
}

/** The checksum of an object; of one that is not in the record, nothing. */
export function checksumHeaders({ checksum }: Pick<ObjectRecord, 'checksum'>): Record<string, string> {
  if (!checksum) return {};
  return {
    [`x-amz-checksum-${checksum.algorithm.toLowerCase()}`]: checksum.value,
    'x-amz-checksum-type': checksum.type,
  };
}

/** @throws S3Error for a value that no header can carry; forms and query parameters can hold any. */
export function checkHeaderValue(name: string, value: string): void {
  if (!/^[\t\x20-\x7E\x80-\xFF]*$/.test(value)) {
    throw invalidArgument(`The value of ${name} holds characters that a header cannot carry.`);
  }
}

export function quoted(etag: string): string {
  return `"${etag}"`;
}

/** Header values arrive as Latin-1; most senders mean UTF-8, some RFC 2047. */
function decodedText(value: string): string {
  const encoded = /^=\?utf-8\?b\?([A-Za-z0-9+/=]*)\?=$/i.exec(value);
  if (encoded) return Buffer.from(encoded[1] ?? '', 'base64').toString();
  const bytes = Buffer.from(value, 'latin1');
  if (bytes.toString('latin1') !== value) return value;
  const text = bytes.toString('utf8');
  return Buffer.from(text, 'utf8').equals(bytes) ? text : value;
}

/** Beyond ASCII, a value goes out as RFC 2047 has it (Amazon S3 User Guide, "Working with object metadata"). */
function encodedText(value: string): string {
  return /^[\x20-\x7E]*$/.test(value) ? value : `=?UTF-8?B?${Buffer.from(value).toString('base64')}?=`;
}
