import { createHash } from 'node:crypto';
import { qualitiesOf, qualityOf } from './accept.ts';
import { codingFor, encodeContent } from './content-coding.ts';
import { ProblemError } from './problem.ts';

/** A request as the routes see it: no Lambda, no gateway. */
export interface ApiRequest {
  method: string;
  /** Who calls, by `callerOf`: one line of text. */
  caller: string;
  /** Scheme and host that it was sent to: `https://desk.example`. */
  origin: string;
  path: string;
  parameters: Record<string, string>;
  query: URLSearchParams;
  /** Names in lower case. */
  headers: Record<string, string | undefined>;
  /** As text; undefined for none. */
  body?: string | undefined;
}

export interface ApiResponse {
  status: number;
  headers: Record<string, string>;
  /** Bytes where it is in a content coding. */
  body: string | Uint8Array;
}

/**
 * The largest body as the function hands it over, escaped as JSON or in Base64: Lambda ends an answer at 6 MB (Developer
 * Guide, "Lambda quotas"); the rest is for headers.
 */
const MAX_PAYLOAD_BYTES = 5_500_000;

/** Whatever is read may change or be removed at any moment: a cache asks each time, and a 304 is cheap. */
const CACHE_CONTROL = 'private, no-cache';

/**
 * The media type of `offered` (in the server's order of preference) that the request accepts best (RFC 9110, 12.5.1).
 * @throws ProblemError `not-acceptable` where it accepts none.
 */
export function negotiate<T extends string>(request: ApiRequest, offered: readonly T[]): T {
  const qualities = qualitiesOf(request.headers['accept']?.trim() || '*/*');
  let best: { type: T; quality: number } | undefined;
  for (const type of offered) {
    const quality = qualityOf(qualities, [type, `${type.split('/')[0]}/*`, '*/*']);
    if (quality > (best?.quality ?? 0)) best = { type, quality };
  }
  if (!best) throw new ProblemError('not-acceptable', `It is served as ${offered.join(' or ')}.`);
  return best.type;
}

/** The validator of a representation before any content coding, without its quotation marks. */
export function digestOf(mediaType: string, body: string | Uint8Array): string {
  return createHash('sha256').update(`${mediaType}\n`).update(body).digest('hex').slice(0, 32);
}

/** Whether `If-None-Match` names an entity tag (RFC 9110, 13.1.2). */
function isKnown(request: ApiRequest, etag: string): boolean {
  const known = (request.headers['if-none-match'] ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return known.includes(etag) || known.includes('*');
}

function payloadBytes(body: string | Uint8Array): number {
  return typeof body === 'string' ? Buffer.byteLength(JSON.stringify(body)) : Math.ceil(body.length / 3) * 4;
}

/**
 * An answer in the content coding that the request accepts best, with a strong ETag of those bytes, or 304 where the
 * request's `If-None-Match` names it.
 * @throws ProblemError `too-large`
 */
export function respond(
  request: ApiRequest,
  mediaType: string,
  body: string | Uint8Array,
  headers: Record<string, string> = {},
): ApiResponse {
  const coding = codingFor(request.headers['accept-encoding'], Buffer.byteLength(body));
  // Other bytes, another validator (RFC 9110, 8.8.1).
  const etag = `"${digestOf(mediaType, body)}${coding === undefined ? '' : `-${coding}`}"`;
  const common = {
    'content-type': `${mediaType}; charset=utf-8`,
    etag,
    'cache-control': CACHE_CONTROL,
    vary: 'accept, accept-encoding',
    ...headers,
  };
  // The gateway would put a type of its own on a 304 without one, and caches would take it over (RFC 9111, 3.2).
  if (isKnown(request, etag)) return { status: 304, headers: common, body: '' };
  const sent = coding === undefined ? body : encodeContent(body, coding);
  if (payloadBytes(sent) > MAX_PAYLOAD_BYTES) {
    const remedy = coding === undefined ? ' Ask for it with `Accept-Encoding: gzip`.' : '';
    throw new ProblemError('too-large', `It is larger than ${MAX_PAYLOAD_BYTES / 1_000_000} MB.${remedy}`);
  }
  const coded: Record<string, string> = coding === undefined ? {} : { 'content-encoding': coding };
  return { status: 200, headers: { ...common, ...coded }, body: sent };
}

export function respondJson(request: ApiRequest, value: unknown, headers: Record<string, string> = {}): ApiResponse {
  return respond(request, 'application/json', JSON.stringify(value), headers);
}

/** The answer to a request that replaced something. */
export function respondStored(value: unknown): ApiResponse {
  const headers = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store' };
  return { status: 200, headers, body: JSON.stringify(value) };
}

/** The answer to a request that removed something: 204. */
export function respondRemoved(): ApiResponse {
  return { status: 204, headers: { 'cache-control': 'no-store' }, body: '' };
}

/** The answer to a request that made something: 201, with its address. */
export function respondCreated(location: string, value: unknown): ApiResponse {
  const headers = { 'content-type': 'application/json; charset=utf-8', 'cache-control': 'no-store', location };
  return { status: 201, headers, body: JSON.stringify(value) };
}
