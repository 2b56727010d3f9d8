import { createHash } from 'node:crypto';
import { ProblemError } from './problem.ts';

/** A request as the routes see it: no Lambda, no gateway. */
export interface ApiRequest {
  path: string;
  parameters: Record<string, string>;
  query: URLSearchParams;
  /** Names in lower case. */
  headers: Record<string, string | undefined>;
}

export interface ApiResponse {
  status: number;
  headers: Record<string, string>;
  body: string;
  /** Whether `body` is base64 of the bytes, as those of a compressed answer are. */
  isBase64?: boolean;
}

/** API Gateway ends a Lambda answer at 6 MB, headers and JSON escapes included. */
const MAX_BODY_BYTES = 5_000_000;

/** Whatever is read may change or be removed at any moment: a cache asks each time, and a 304 is cheap. */
const CACHE_CONTROL = 'private, no-cache';

/**
 * The media type of `offered` (in the server's order of preference) that the request accepts best (RFC 9110, 12.5.1).
 * @throws ProblemError `not-acceptable` where it accepts none.
 */
export function negotiate<T extends string>(request: ApiRequest, offered: readonly T[]): T {
  const accept = request.headers['accept']?.trim() || '*/*';
  const ranges = accept.split(',').map((part) => {
    const [type = '', ...parameters] = part.split(';').map((piece) => piece.trim().toLowerCase());
    const quality = parameters.find((parameter) => parameter.startsWith('q='));
    return { type, quality: quality === undefined ? 1 : Number(quality.slice(2)) };
  });
  const qualityOf = (type: string): number => {
    const wanted = [type, `${type.split('/')[0]}/*`, '*/*'];
    for (const candidate of wanted) {
      const range = ranges.find((one) => one.type === candidate);
      if (range) return range.quality;
    }
    return 0;
  };
  let best: { type: T; quality: number } | undefined;
  for (const type of offered) {
    const quality = qualityOf(type);
    if (quality > 0 && quality > (best?.quality ?? 0)) best = { type, quality };
  }
  if (!best) throw new ProblemError('not-acceptable', `It is served as ${offered.join(' or ')}.`);
  return best.type;
}

/**
 * An answer with a strong ETag over its bytes, or 304 where the request's `If-None-Match` names it (RFC 9110, 13.1.2).
 * @throws ProblemError `too-large`
 */
export function respond(
  request: ApiRequest,
  mediaType: string,
  body: string,
  headers: Record<string, string> = {},
): ApiResponse {
  if (Buffer.byteLength(body) > MAX_BODY_BYTES) {
    throw new ProblemError('too-large', `It is larger than ${MAX_BODY_BYTES / 1_000_000} MB.`);
  }
  const digest = createHash('sha256').update(`${mediaType}\n${body}`).digest('hex').slice(0, 32);
  const etag = `"${digest}"`;
  const common = {
    'content-type': `${mediaType}; charset=utf-8`,
    etag,
    'cache-control': CACHE_CONTROL,
    vary: 'accept',
    ...headers,
  };
  const known = (request.headers['if-none-match'] ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  // The gateway would put a type of its own on a 304 without one, and caches would take it over (RFC 9111, 3.2).
  if (known.includes(etag) || known.includes('*')) return { status: 304, headers: common, body: '' };
  return { status: 200, headers: common, body };
}

export function respondJson(request: ApiRequest, value: unknown, headers: Record<string, string> = {}): ApiResponse {
  return respond(request, 'application/json', JSON.stringify(value), headers);
}
