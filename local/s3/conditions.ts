import type { IncomingHttpHeaders } from 'node:http';
import { noSuchKey, notImplemented, preconditionFailed } from './s3-error.ts';
import type { Precondition } from './store/bucket.ts';
import type { ObjectRecord } from './store/object-record.ts';

/**
 * The conditions of a request that writes (Amazon S3 User Guide, "Conditional requests"): `If-None-Match: *`, or
 * `If-Match` with an ETag.
 * @throws S3Error for a condition that does not exist for writing.
 */
export function writeCondition(key: string, headers: IncomingHttpHeaders): Precondition {
  const { 'if-none-match': noneMatch, 'if-match': match } = headers;
  if (noneMatch !== undefined && noneMatch !== '*') throw notImplemented(`If-None-Match: ${noneMatch}`);
  for (const name of ['if-modified-since', 'if-unmodified-since']) {
    if (headers[name] !== undefined) throw notImplemented(`The header ${name} of a request that writes`);
  }
  return (current) => {
    if (noneMatch !== undefined && current) throw preconditionFailed('If-None-Match');
    if (match === undefined) return;
    if (!current) throw noSuchKey(key);
    if (!matches(match, current.etag)) throw preconditionFailed('If-Match');
  };
}

/**
 * The conditions of a request that reads (RFC 9110, section 13.2.2).
 * @returns whether the reader has it already (304).
 * @throws S3Error `PreconditionFailed`.
 */
export function isNotModified(record: ObjectRecord, headers: IncomingHttpHeaders): boolean {
  const match = headers['if-match'];
  const noneMatch = headers['if-none-match'];
  const modified = seconds(record.lastModified);
  if (match !== undefined) {
    if (!matches(match, record.etag)) throw preconditionFailed('If-Match');
  } else {
    const unmodifiedSince = instant(headers['if-unmodified-since']);
    if (unmodifiedSince !== undefined && modified > unmodifiedSince) throw preconditionFailed('If-Unmodified-Since');
  }
  if (noneMatch !== undefined) return matches(noneMatch, record.etag);
  const modifiedSince = instant(headers['if-modified-since']);
  return modifiedSince !== undefined && modified <= modifiedSince;
}

/** Whether `If-Range` lets a range be given: its ETag or time is still that of the object. */
export function rangeHolds(record: ObjectRecord, header: string | string[] | undefined): boolean {
  if (header === undefined) return true;
  const value = String(header);
  const time = instant(value);
  return time === undefined ? matches(value, record.etag) : seconds(record.lastModified) <= time;
}

function matches(list: string, etag: string): boolean {
  return list
    .split(',')
    .map((tag) => tag.trim().replace(/^W\//, '').replace(/^"|"$/g, ''))
    .some((tag) => tag === '*' || tag === etag);
}

function seconds(milliseconds: number): number {
  return Math.floor(milliseconds / 1000);
}

function instant(date: string | undefined): number | undefined {
  if (date === undefined || /^(W\/)?"/.test(date)) return undefined;
  const parsed = Date.parse(date);
  return Number.isNaN(parsed) ? undefined : seconds(parsed);
}
