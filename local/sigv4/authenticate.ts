import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { Sha256 } from '@aws-crypto/sha256-js';
import { getSigningKey } from '@smithy/signature-v4';
import type { Clock, Principal, Principals } from '../contracts.ts';
import { AuthenticationError } from './authentication-error.ts';
import { canonicalRequestHash } from './canonical-request.ts';
import { instantOf, readAuthorizationHeader, readPresignedQuery, type SignatureClaim } from './credential-scope.ts';

/** A request as received. */
export interface SignedRequest {
  method: string;
  /** Path and query, undecoded (`IncomingMessage.url`). */
  target: string;
  headers: IncomingHttpHeaders;
  /** The service that the signature must be for: `s3`, `sqs`, `dynamodb`, `execute-api`, `lambda`. */
  service: string;
  region: string;
  /** The whole body. Absent only for S3, whose requests state their payload's hash in a header. */
  body?: Uint8Array;
}

/** Whose request it is, and what its signature covers. */
export interface Authentication {
  principal: Principal;
  /** Whether the signature is in the URL. */
  presigned: boolean;
  /** Hex SHA-256 that the body must have, `UNSIGNED-PAYLOAD`, or one of S3's `STREAMING-…`. */
  payloadHash: string;
  /** From which the signatures of the chunks of a streamed body follow. */
  seed: SignatureSeed;
}

/** The start of a chain of chunk signatures. */
export interface SignatureSeed {
  signature: string;
  signingKey: Uint8Array;
  date: string;
  scope: string;
}

/** How far the clocks of signer and service may differ: 15 minutes (Amazon S3, error RequestTimeTooSkewed). */
const LARGEST_SKEW_MS = 15 * 60_000;

/**
 * Verifies the Signature Version 4 of a request, in its `Authorization` header or its presigned query.
 * @param clock the time by which signatures expire.
 * @throws AuthenticationError if nobody known signed it, or not this, or not now.
 */
export async function authenticate(
  request: SignedRequest,
  principals: Principals,
  clock: Clock,
): Promise<Authentication> {
  const [path = '/', ...search] = request.target.split('?');
  const query = new URLSearchParams(encodedPlus(search.join('?')));
  const presigned = query.has('X-Amz-Signature') || query.has('X-Amz-Algorithm');
  const { authorization } = request.headers;
  if (!presigned && query.has('AWSAccessKeyId')) {
    throw new AuthenticationError(
      'malformed-query',
      'The authorization mechanism you have provided (Signature Version 2) is not supported. Please use AWS4-HMAC-SHA256.',
    );
  }
  if (!presigned && authorization === undefined) {
    throw new AuthenticationError('missing', 'Request is missing Authentication Token');
  }
  const claim = presigned
    ? readPresignedQuery(query)
    : readAuthorizationHeader(authorization ?? '', single(request.headers['x-amz-date']));
  checkScope(claim, request, presigned);
  const principal = principals.find(claim.accessKeyId);
  if (!principal) {
    throw new AuthenticationError('unknown-key', 'The AWS Access Key Id you provided does not exist in our records.');
  }
  checkTime(claim, clock);
  checkAllSigned(claim, request.headers, presigned);

  const payloadHash = payloadHashOf(request, query, presigned);
  const { date, scope } = claim;
  const signingKey = await signingKeyOf(principal, scope);
  const scopeText = `${scope.date}/${scope.region}/${scope.service}/aws4_request`;
  const accepted = (['utf8', 'latin1'] as const).some((headerEncoding) => {
    const hash = canonicalRequestHash({
      method: request.method,
      path,
      query,
      headers: request.headers,
      signedHeaders: claim.signedHeaders,
      payloadHash,
      service: request.service,
      headerEncoding,
    });
    const expected = sign(signingKey, `AWS4-HMAC-SHA256\n${date}\n${scopeText}\n${hash}`);
    return equalSignatures(expected, claim.signature);
  });
  if (!accepted) {
    throw new AuthenticationError(
      'mismatch',
      'The request signature we calculated does not match the signature you provided. Check your key and signing method.',
    );
  }
  return {
    principal,
    presigned,
    payloadHash,
    seed: { signature: claim.signature, signingKey, date, scope: scopeText },
  };
}

/** The key that signs for one day, region and service. */
export function signingKeyOf(principal: Principal, scope: SignatureClaim['scope']): Promise<Uint8Array> {
  return getSigningKey(Sha256, principal, scope.date, scope.region, scope.service);
}

/** @returns the HMAC-SHA256 of a text in hex. */
export function sign(signingKey: Uint8Array, text: string): string {
  const hash = new Sha256(signingKey);
  hash.update(text);
  return Buffer.from(hash.digestSync()).toString('hex');
}

/** Compares two signatures in a time that does not tell where they differ. */
export function equalSignatures(expected: string, given: string): boolean {
  const a = Buffer.from(expected);
  const b = Buffer.from(given);
  return a.length === b.length && timingSafeEqual(a, b);
}

/** A literal plus in a query is a plus to AWS, but a space to URLSearchParams. */
function encodedPlus(search: string): string {
  return search.replaceAll('+', '%2B');
}

function single(value: string | string[] | undefined): string | undefined {
  return Array.isArray(value) ? value[0] : value;
}

function checkScope(claim: SignatureClaim, { service, region }: SignedRequest, presigned: boolean): void {
  const failure = presigned ? 'malformed-query' : 'malformed-header';
  if (claim.scope.service !== service) {
    throw new AuthenticationError(failure, `Credential should be scoped to correct service: '${service}'.`);
  }
  if (claim.scope.region !== region) {
    throw new AuthenticationError(failure, `the region '${claim.scope.region}' is wrong; expecting '${region}'`);
  }
  if (claim.scope.date !== claim.date.slice(0, 8)) {
    throw new AuthenticationError(failure, 'Date in Credential scope does not match YYYYMMDD from X-Amz-Date.');
  }
}

function checkTime(claim: SignatureClaim, clock: Clock): void {
  const age = clock.now() - instantOf(claim.date);
  if (claim.expiresIn === undefined) {
    if (Math.abs(age) > LARGEST_SKEW_MS) {
      throw new AuthenticationError(
        'skewed',
        'The difference between the request time and the current time is too large.',
      );
    }
    return;
  }
  if (age < -LARGEST_SKEW_MS) throw new AuthenticationError('not-yet-valid', 'Request is not valid yet');
  if (age > claim.expiresIn * 1000) throw new AuthenticationError('expired', 'Request has expired');
}

/** Every `x-amz-` header must be signed, else whoever relays the request could change its meaning. */
function checkAllSigned(claim: SignatureClaim, headers: IncomingHttpHeaders, presigned: boolean): void {
  const signed = new Set(claim.signedHeaders);
  for (const name of Object.keys(headers)) {
    if (!name.startsWith('x-amz-') || signed.has(name)) continue;
    if (presigned && name === 'x-amz-content-sha256') continue;
    throw new AuthenticationError(
      'unsigned-headers',
      `There were headers present in the request which were not signed: ${name}`,
    );
  }
}

function payloadHashOf(request: SignedRequest, query: URLSearchParams, presigned: boolean): string {
  if (request.service !== 's3') {
    return createHash('sha256')
      .update(request.body ?? '')
      .digest('hex');
  }
  const header = single(request.headers['x-amz-content-sha256']);
  if (presigned) return query.get('X-Amz-Content-Sha256') ?? header ?? 'UNSIGNED-PAYLOAD';
  if (header === undefined) {
    throw new AuthenticationError('malformed-header', 'Missing required header for this request: x-amz-content-sha256');
  }
  return header;
}
