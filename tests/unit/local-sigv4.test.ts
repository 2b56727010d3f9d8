import { Sha256 } from '@aws-crypto/sha256-js';
import { SignatureV4 } from '@smithy/signature-v4';
import { describe, expect, it } from 'vitest';
import { testClock } from '../../local/clock.ts';
import { ownerPrincipal, principalsOf } from '../../local/iam/principals.ts';
import { authenticate, type SignedRequest } from '../../local/sigv4/authenticate.ts';
import { AuthenticationError, jsonAuthenticationAnswer } from '../../local/sigv4/authentication-error.ts';

const NOON = Date.UTC(2026, 4, 4, 12);
const OWNER = { accessKeyId: 'AKIDOWNER', secretAccessKey: 'owner-secret', arn: 'arn:owner' };
const PRINCIPALS = principalsOf([ownerPrincipal(OWNER)]);
const CLOCK = testClock(NOON);

/** A request as the AWS SDKs sign it. */
async function signed(
  service: string,
  path: string,
  more: {
    query?: Record<string, string | string[]>;
    body?: string;
    headers?: Record<string, string>;
    at?: number;
  } = {},
): Promise<SignedRequest> {
  const signer = new SignatureV4({
    service,
    region: 'eu-central-1',
    credentials: OWNER,
    sha256: Sha256,
    uriEscapePath: service !== 's3',
    applyChecksum: service === 's3',
  });
  const { headers } = await signer.sign(
    {
      method: 'POST',
      protocol: 'http:',
      hostname: '127.0.0.1',
      path,
      query: more.query ?? {},
      headers: { host: '127.0.0.1:4000', ...more.headers },
      body: more.body ?? '',
    },
    { signingDate: new Date(more.at ?? NOON) },
  );
  const query = Object.entries(more.query ?? {}).flatMap(([name, values]) =>
    [values].flat().map((value) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`),
  );
  return {
    method: 'POST',
    target: query.length > 0 ? `${path}?${query.join('&')}` : path,
    headers,
    service,
    region: 'eu-central-1',
    ...(service !== 's3' && { body: Buffer.from(more.body ?? '') }),
  };
}

function failureOf(request: SignedRequest): Promise<string> {
  return authenticate(request, PRINCIPALS, CLOCK).then(
    () => 'accepted',
    (error) => error.failure,
  );
}

describe('authenticate', () => {
  it.each([
    ['sqs', '/'],
    ['s3', '/bucket/a%20b/%C3%BC//../x'],
    ['execute-api', '/v1/briefs/a%2Fb/%E2%9C%93'],
    ['execute-api', '/v1//briefs/./x/../y/'],
    ['lambda', '/2015-03-31/functions/parse/invocations'],
  ])('knows who signed a request of %s for %s', async (service, path) => {
    const request = await signed(service, path, {
      query: { b: ['2', '1'], a: ['ü +&=', ''], '-': '' },
      body: '{"a":"ü"}',
    });

    const { principal, presigned } = await authenticate(request, PRINCIPALS, CLOCK);

    expect([principal.arn, presigned]).toEqual(['arn:owner', false]);
  });

  it('takes header values beyond ASCII, in UTF-8 and with runs of spaces', async () => {
    const request = await signed('s3', '/b/k', { headers: { 'x-amz-meta-title': '  Grüße   aus  Köln ' } });

    expect(await failureOf(request)).toBe('accepted');
    // As a client sends it that writes UTF-8 bytes, which Node reads as Latin-1.
    const asLatin1 = Buffer.from('Grüße aus Köln').toString('latin1');
    expect(await failureOf({ ...request, headers: { ...request.headers, 'x-amz-meta-title': asLatin1 } })).toBe(
      'accepted',
    );
  });

  it('refuses what was changed after it was signed', async () => {
    const request = await signed('execute-api', '/v1/briefs', { query: { q: 'a' }, body: 'text' });

    expect(await failureOf({ ...request, method: 'GET' })).toBe('mismatch');
    expect(await failureOf({ ...request, target: '/v1/briefs?q=b' })).toBe('mismatch');
    expect(await failureOf({ ...request, target: '/v1/brief?q=a' })).toBe('mismatch');
    expect(await failureOf({ ...request, body: Buffer.from('Text') })).toBe('mismatch');
    expect(await failureOf({ ...request, headers: { ...request.headers, host: '127.0.0.1:5000' } })).toBe('mismatch');
    expect(await failureOf({ ...request, headers: { ...request.headers, 'x-amz-target': 'x' } })).toBe(
      'unsigned-headers',
    );
  });

  it('refuses another service, another region and another time', async () => {
    const request = await signed('sqs', '/');

    expect(await failureOf({ ...request, service: 'lambda' })).toBe('malformed-header');
    expect(await failureOf({ ...request, region: 'us-east-1' })).toBe('malformed-header');
    expect(await failureOf(await signed('sqs', '/', { at: NOON - 15 * 60_000 }))).toBe('accepted');
    expect(await failureOf(await signed('sqs', '/', { at: NOON - 15 * 60_000 - 1000 }))).toBe('skewed');
    expect(await failureOf(await signed('sqs', '/', { at: NOON + 15 * 60_000 + 1000 }))).toBe('skewed');
  });

  it.each([
    ['Basic dXNlcjpwYXNz'],
    ['AWS4-HMAC-SHA256 Credential=AKIDOWNER/20260504/eu-central-1/sqs/aws4_request'],
    ['AWS4-HMAC-SHA256 Credential=AKIDOWNER, SignedHeaders=host, Signature=0'],
    ['AWS4-HMAC-SHA256'],
  ])('refuses the header %j', async (authorization) => {
    const request = await signed('sqs', '/');

    expect(await failureOf({ ...request, headers: { ...request.headers, authorization } })).toBe('malformed-header');
  });

  it('refuses a request that nobody signed', async () => {
    const { headers, ...request } = await signed('sqs', '/');

    expect(await failureOf({ ...request, headers: { host: headers.host ?? '' } })).toBe('missing');
    for (const query of ['X-Amz-Algorithm=AWS4-HMAC-SHA256', 'AWSAccessKeyId=AKIDOWNER&Expires=1&Signature=x']) {
      const target = `/?${query}`;
      expect(await failureOf({ ...request, headers: { host: '' }, target })).toBe('malformed-query');
    }
  });

  it('has an answer for every failure in the JSON protocols', () => {
    const answer = (failure: 'missing' | 'unknown-key' | 'malformed-header' | 'mismatch') =>
      jsonAuthenticationAnswer(new AuthenticationError(failure, 'x'));

    expect(answer('missing')).toEqual({ code: 'MissingAuthenticationTokenException', status: 403 });
    expect(answer('unknown-key')).toEqual({ code: 'UnrecognizedClientException', status: 403 });
    expect(answer('malformed-header')).toEqual({ code: 'IncompleteSignatureException', status: 400 });
    expect(answer('mismatch')).toEqual({ code: 'InvalidSignatureException', status: 403 });
  });
});
