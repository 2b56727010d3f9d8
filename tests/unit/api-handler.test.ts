import { gzipSync } from 'node:zlib';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { requestOf } from '../../functions/api/gateway-request.ts';

/** An event of the gateway, which has found a route for it and nobody who calls. */
function eventFor(path: string, headers: Record<string, string> = {}): APIGatewayProxyEventV2 {
  const event = {
    version: '2.0',
    rawPath: path,
    rawQueryString: 'limit=5',
    headers,
    isBase64Encoded: false,
    requestContext: { domainName: 'desk.example.org', requestId: 'r1', http: { method: 'GET', path } },
  };
  return event as unknown as APIGatewayProxyEventV2;
}

describe('Function: api', () => {
  let ask: (path: string) => Promise<APIGatewayProxyStructuredResultV2>;

  beforeAll(async () => {
    const environment = {
      AUTH_MODE: 'token',
      AWS_REGION: 'eu-central-1',
      INBOX_BUCKET: 'inbox',
      STAGED_BUCKET: 'staged',
      TABLE_NAME: 'briefs',
      MAX_UPLOAD_BYTES: '1000',
      OVERDUE_AFTER_MS: '1000',
    };
    for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
    vi.resetModules();
    const { handler } = await import('../../functions/api/handler.ts');
    ask = (path) => handler(eventFor(path), { awsRequestId: 'a1' } as Context);
  });
  afterAll(() => vi.unstubAllEnvs());

  // The gateway takes `/b/a%2Fb` for the page of a brief, and hands it on decoded.
  it.each(['/b/a/b', '/assets/../x', '/v1/briefs/a/article/b', '/b/\n/x'])(
    'answers 404 for a path that only the gateway knows: %j',
    async (path) => {
      const { statusCode, headers, body } = await ask(path);
      expect([statusCode, headers?.['content-type'], headers?.['x-trace-id']]).toEqual([
        404,
        'application/problem+json',
        'r1',
      ]);
      expect(JSON.parse(String(body))).toMatchObject({
        type: 'urn:precis:problem:not-found',
        instance: encodeURI(path),
      });
    },
  );

  // Such as `/b/..%2F..%2Fv1%2Fbriefs`, should it come to be that path on its way: the page is open, briefs are not.
  it('asks by itself for the scope of a route that nobody guarded', async () => {
    const { statusCode, body } = await ask('/v1/briefs');
    expect([statusCode, JSON.parse(String(body)).type]).toEqual([403, 'urn:precis:problem:forbidden']);
  });
});

describe('The body of a request', () => {
  it('is what was sent, and not unpacked, whatever its headers say', () => {
    const packed = gzipSync('{"filename":"a.txt"}');
    const event = eventFor('/v1/uploads', { 'content-encoding': 'gzip' });

    const { body } = requestOf({ ...event, isBase64Encoded: true, body: packed.toString('base64') });

    expect(body).toBe(packed.toString());
  });
});

describe('The origin of links', () => {
  it.each([
    [{}, 'https'],
    [{ 'x-forwarded-proto': 'https' }, 'https'],
    [{ 'x-forwarded-proto': 'http' }, 'http'],
    [{ 'x-forwarded-proto': 'javascript' }, 'https'],
    [{ 'x-forwarded-proto': 'https://evil.example/?' }, 'https'],
    [{ 'x-forwarded-proto': 'http,https' }, 'https'],
    [{ 'x-forwarded-host': 'evil.example', forwarded: 'host=evil.example', host: 'evil.example' }, 'https'],
  ])('with %j is that of the gateway, by %s', (headers: Record<string, string>, scheme) => {
    expect(requestOf(eventFor('/v1/feed', headers)).origin).toBe(`${scheme}://desk.example.org`);
  });
});
