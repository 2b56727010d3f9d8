import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Authentication } from '../sigv4/authenticate.ts';
import { S3Error } from './s3-error.ts';

/** Longest key in bytes of UTF-8 (Amazon S3 User Guide, "Creating object key names"). */
const LONGEST_KEY = 1024;

/** What a request addresses, before anybody knows whose it is. */
export interface S3Target {
  /** Empty for the service itself. */
  bucket: string;
  /** Empty for the bucket itself. */
  key: string;
  query: URLSearchParams;
}

/** A request whose sender is known. */
export interface S3Request extends S3Target {
  message: IncomingMessage;
  method: string;
  /** The headers, with those that a presigned URL carries in its query. */
  headers: IncomingHttpHeaders;
  authentication: Authentication;
  requestId: string;
}

/**
 * Reads a path-style address: `/<bucket>/<key>`, taken as it is, dots and double slashes too.
 * @param target path and query as received. @throws S3Error for one that is not percent-encoded UTF-8.
 */
export function readTarget(target: string): S3Target {
  const [path = '/', ...search] = target.split('?');
  const slash = path.indexOf('/', 1);
  const bucket = decode(slash < 0 ? path.slice(1) : path.slice(1, slash));
  const key = slash < 0 ? '' : decode(path.slice(slash + 1));
  checkKeyLength(key);
  const query = new URLSearchParams(search.join('?').replaceAll('+', '%2B'));
  return { bucket, key, query };
}

/** @throws S3Error for a key that is too long. */
export function checkKeyLength(key: string): void {
  const bytes = Buffer.byteLength(key);
  if (bytes > LONGEST_KEY) {
    throw new S3Error(400, 'KeyTooLongError', 'Your key is too long', {
      details: { Size: String(bytes), MaxSizeAllowed: String(LONGEST_KEY) },
    });
  }
}

/** @returns the headers of a request and those that were moved into its query when it was signed. */
export function withQueryHeaders(headers: IncomingHttpHeaders, query: URLSearchParams): IncomingHttpHeaders {
  const moved = [...query].filter(([name]) => isQueryHeader(name)).map(([name, value]) => [name.toLowerCase(), value]);
  return { ...headers, ...Object.fromEntries(moved) };
}

/** Whether a query parameter is a header in disguise, rather than a part of the signature. */
export function isQueryHeader(name: string): boolean {
  return /^x-amz-/i.test(name) && !isSignatureParameter(name);
}

/** Whether a query parameter belongs to the signature of a presigned URL. */
export function isSignatureParameter(name: string): boolean {
  return SIGNATURE_PARAMETERS.has(name);
}

const SIGNATURE_PARAMETERS = new Set([
  'X-Amz-Algorithm',
  'X-Amz-Credential',
  'X-Amz-Date',
  'X-Amz-Expires',
  'X-Amz-SignedHeaders',
  'X-Amz-Signature',
  'X-Amz-Security-Token',
  'X-Amz-Content-Sha256',
]);

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new S3Error(400, 'InvalidURI', "Couldn't parse the specified URI.");
  }
}
