import type { IncomingMessage } from 'node:http';
import { matchesWildcard } from '../iam/wildcard.ts';
import { S3Error } from './s3-error.ts';
import type { BucketSpec, CorsRuleSpec } from './specs.ts';

/**
 * The headers that let a page of another origin read an answer, by the first rule of the bucket that matches (Amazon S3
 * User Guide, "Using cross-origin resource sharing"). None for a request without an origin, or without a rule.
 */
export function corsHeaders(bucket: BucketSpec | undefined, message: IncomingMessage): Record<string, string> {
  const { origin } = message.headers;
  const rule = origin === undefined ? undefined : matchingRule(bucket, origin, message.method ?? '', []);
  return rule && origin !== undefined ? allowed(rule, origin) : {};
}

/** @returns the headers of an answer to a preflight request. @throws S3Error if no rule allows what it asks. */
export function preflightHeaders(bucket: BucketSpec | undefined, message: IncomingMessage): Record<string, string> {
  const { origin } = message.headers;
  const method = String(message.headers['access-control-request-method'] ?? '');
  if (origin === undefined || method === '') {
    throw new S3Error(400, 'BadRequest', 'Insufficient information. Origin request header needed.');
  }
  const asked = String(message.headers['access-control-request-headers'] ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter(Boolean);
  const rule = matchingRule(bucket, origin, method, asked);
  if (!rule) {
    throw new S3Error(403, 'AccessForbidden', 'CORSResponse: This CORS request is not allowed.', {
      details: { Method: method, ResourceType: 'OBJECT' },
    });
  }
  return {
    ...allowed(rule, origin),
    ...(asked.length > 0 && { 'access-control-allow-headers': asked.join(', ') }),
    ...(rule.maxAgeSeconds !== undefined && { 'access-control-max-age': String(rule.maxAgeSeconds) }),
  };
}

function matchingRule(
  bucket: BucketSpec | undefined,
  origin: string,
  method: string,
  headers: readonly string[],
): CorsRuleSpec | undefined {
  return bucket?.cors?.find(
    (rule) =>
      rule.origins.some((pattern) => matchesWildcard(pattern, origin)) &&
      rule.methods.includes(method) &&
      headers.every((name) => rule.headers.some((pattern) => matchesWildcard(pattern.toLowerCase(), name))),
  );
}

function allowed(rule: CorsRuleSpec, origin: string): Record<string, string> {
  const isForAll = rule.origins.includes('*');
  return {
    'access-control-allow-origin': isForAll ? '*' : origin,
    'access-control-allow-methods': rule.methods.join(', '),
    ...(rule.exposedHeaders.length > 0 && { 'access-control-expose-headers': rule.exposedHeaders.join(', ') }),
    ...(!isForAll && { 'access-control-allow-credentials': 'true' }),
    vary: 'Origin, Access-Control-Request-Headers, Access-Control-Request-Method',
  };
}
