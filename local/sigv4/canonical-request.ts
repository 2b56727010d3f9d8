import { createHash } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { getCanonicalQuery } from '@smithy/signature-v4';

/** The parts of a request that a signature covers. */
export interface CanonicalParts {
  method: string;
  /** The path as received, percent-encoded as its sender chose. */
  path: string;
  query: URLSearchParams;
  headers: IncomingHttpHeaders;
  signedHeaders: readonly string[];
  payloadHash: string;
  /** S3 takes the path as it is; every other service normalises it and encodes it once more. */
  service: string;
  /** How non-ASCII header values become bytes: clients differ. */
  headerEncoding: 'utf8' | 'latin1';
}

/**
 * The canonical request (AWS Signature Version 4, "Create a canonical request").
 * @returns its SHA-256 in hex. @throws URIError for a path of S3 that is not percent-encoded UTF-8.
 */
export function canonicalRequestHash(parts: CanonicalParts): string {
  const headers = parts.signedHeaders.map((name) => `${name}:${headerValue(parts.headers[name])}\n`).join('');
  const canonical = [
    parts.method,
    parts.service === 's3' ? encodePath(decodeURIComponent(parts.path)) : encodePath(normalised(parts.path)),
    getCanonicalQuery({
      method: parts.method,
      protocol: 'http:',
      hostname: '',
      path: '/',
      headers: {},
      query: queryBag(parts.query),
    }),
    headers,
    parts.signedHeaders.join(';'),
    parts.payloadHash,
  ].join('\n');
  return createHash('sha256').update(Buffer.from(canonical, parts.headerEncoding)).digest('hex');
}

/** Percent-encodes all but the unreserved characters of RFC 3986, as AWS's `UriEncode` does. */
export function uriEncode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);
}

function encodePath(path: string): string {
  return path.split('/').map(uriEncode).join('/');
}

function normalised(path: string): string {
  const segments: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..') segments.pop();
    else if (segment !== '' && segment !== '.') segments.push(segment);
  }
  return `/${segments.join('/')}${segments.length > 0 && path.endsWith('/') ? '/' : ''}`;
}

function headerValue(value: string | string[] | undefined): string {
  const text = Array.isArray(value) ? value.join(',') : (value ?? '');
  return text.trim().replace(/[ \t]+/g, ' ');
}

function queryBag(query: URLSearchParams): Record<string, string[]> {
  const bag: Record<string, string[]> = Object.create(null);
  for (const name of new Set(query.keys())) {
    if (name !== 'X-Amz-Signature') bag[name] = query.getAll(name);
  }
  return bag;
}
