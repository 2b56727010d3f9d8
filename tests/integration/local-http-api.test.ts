import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { afterEach, describe, expect, it } from 'vitest';
import type { LocalService } from '../../local/contracts.ts';
import { startHttpApi } from '../../local/http-api/start-http-api.ts';
import { RequestTooLargeError, ThrottledError } from '../../local/lambda/function-pool.ts';
import type { InvocationResult } from '../../local/lambda/lambda-function.ts';
import type { RoutePlan } from '../../local/template/plan.ts';
import { rawRequest } from './local-raw-request.ts';

const TIME = Date.UTC(2026, 2, 4, 9, 8, 7);

let service: LocalService | undefined;
let events: APIGatewayProxyEventV2[] = [];

afterEach(async () => {
  await service?.close();
  service = undefined;
  events = [];
});

const route = (key: string, changes: Partial<RoutePlan> = {}): RoutePlan => ({
  key,
  functionName: 'api',
  authorization: 'NONE',
  timeoutMs: 30_000,
  ...changes,
});

/** Starts an API whose function answers with `answer`. */
async function start(
  answer: (event: APIGatewayProxyEventV2) => unknown = () => ({ statusCode: 200 }),
  routes = [route('GET /v1/briefs/{id}'), route('ANY /v1/notes'), route('HEAD /v1/notes')],
): Promise<string> {
  const started = await startHttpApi({
    api: { id: 'Api', routes, cors: undefined },
    principals: { find: () => undefined },
    account: { accountId: '000000000000', region: 'eu-central-1' },
    clock: { now: () => TIME, after: () => () => undefined },
    caller: { accessKeyId: 'OWNER', arn: 'arn:aws:iam::000000000000:root' },
    async invoke(_name, event) {
      events.push(event as APIGatewayProxyEventV2);
      return { payload: JSON.stringify(await answer(event as APIGatewayProxyEventV2)) ?? 'null', failed: false };
    },
  });
  service = started;
  return started.url;
}

describe('HTTP API: the event', () => {
  it('has the shape of payload format 2.0', async () => {
    const url = await start();
    const { host } = new URL(url);

    await fetch(`${url}/v1/briefs/a%20b?party=x&party=y&q=caf%C3%A9`, {
      headers: { accept: 'text/markdown', cookie: 'a=1; b=2', 'user-agent': 'test' },
    });

    const [event] = events;
    expect(event).toMatchObject({
      version: '2.0',
      routeKey: 'GET /v1/briefs/{id}',
      rawPath: '/v1/briefs/a b',
      rawQueryString: 'party=x&party=y&q=caf%C3%A9',
      cookies: ['a=1', 'b=2'],
      queryStringParameters: { party: 'x,y', q: 'café' },
      pathParameters: { id: 'a b' },
      isBase64Encoded: false,
      requestContext: {
        accountId: '000000000000',
        apiId: 'Api',
        domainName: host,
        http: {
          method: 'GET',
          path: '/v1/briefs/a b',
          protocol: 'HTTP/1.1',
          sourceIp: '127.0.0.1',
          userAgent: 'test',
        },
        routeKey: 'GET /v1/briefs/{id}',
        stage: '$default',
        time: '04/Mar/2026:09:08:07 +0000',
        timeEpoch: TIME,
      },
    });
    expect(event?.headers).toMatchObject({ accept: 'text/markdown', host, 'x-forwarded-for': '127.0.0.1' });
    expect(event?.headers).not.toHaveProperty('cookie');
    expect(event).not.toHaveProperty('body');
    expect(event?.requestContext).not.toHaveProperty('authorizer');
  });

  it('has its path decoded after the route was found, an escaped slash too', async () => {
    await fetch(`${await start()}/v1/briefs/a%2Fb`);
    expect(events).toMatchObject([
      { routeKey: 'GET /v1/briefs/{id}', rawPath: '/v1/briefs/a/b', pathParameters: { id: 'a/b' } },
    ]);
  });

  it('leaves out what the request does not have', async () => {
    await fetch(`${await start()}/v1/notes`);

    expect(events[0]).not.toHaveProperty('queryStringParameters');
    expect(events[0]).not.toHaveProperty('pathParameters');
    expect(events[0]).not.toHaveProperty('cookies');
    expect(events[0]?.rawQueryString).toBe('');
  });

  it.each([
    ['application/json', '{"a":"ü"}', '{"a":"ü"}', false],
    ['text/plain; charset=utf-8', 'ü', 'ü', false],
    ['application/octet-stream', 'ü', Buffer.from('ü').toString('base64'), true],
    ['application/x-www-form-urlencoded', 'a=1', Buffer.from('a=1').toString('base64'), true],
  ])('gives a body of %s as text or as Base64', async (type, sent, body, isBase64Encoded) => {
    await fetch(`${await start()}/v1/notes`, { method: 'POST', headers: { 'content-type': type }, body: sent });

    expect(events[0]).toMatchObject({ body, isBase64Encoded });
  });

  it('takes the caller of a route with IAM authorization for the owner, without a signature', async () => {
    const url = await start(undefined, [route('GET /closed', { authorization: 'AWS_IAM' })]);

    const response = await fetch(`${url}/closed`);

    expect(response.status).toBe(200);
    expect(events[0]?.requestContext).toMatchObject({
      authorizer: { iam: { accessKey: 'OWNER', userArn: 'arn:aws:iam::000000000000:root' } },
    });
  });
});

describe('HTTP API: the response', () => {
  it('sends status, headers, cookies and body as the function gives them', async () => {
    const url = await start(() => ({
      statusCode: 201,
      headers: { 'Content-Type': 'application/json', ETag: '"1"', 'x-number': 7 },
      cookies: ['a=1', 'b=2; HttpOnly'],
      body: '{"ok":true}',
    }));

    const response = await fetch(`${url}/v1/notes`);

    expect(response.status).toBe(201);
    expect(response.headers.get('etag')).toBe('"1"');
    expect(response.headers.get('x-number')).toBe('7');
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2; HttpOnly']);
    expect(response.headers.get('apigw-requestid')).toMatch(/^[\w-]{16}$/);
    expect(await response.json()).toEqual({ ok: true });
  });

  it('decodes a Base64 body, and takes an answer without a status for JSON', async () => {
    const bytes = Buffer.from([0, 255, 1]);
    const answers: unknown[] = [
      { statusCode: 200, isBase64Encoded: true, body: bytes.toString('base64') },
      { items: [1] },
      'text',
    ];
    const url = await start(() => answers.shift());

    expect(Buffer.from(await (await fetch(`${url}/v1/notes`)).arrayBuffer())).toEqual(bytes);
    const inferred = await fetch(`${url}/v1/notes`);
    expect(inferred.headers.get('content-type')).toBe('application/json');
    expect(await inferred.json()).toEqual({ items: [1] });
    expect(await (await fetch(`${url}/v1/notes`)).text()).toBe('text');
  });

  it('sends no body to HEAD, nor with 304 and 204', async () => {
    const statuses = [200, 304, 204];
    const url = await start(() => ({ statusCode: statuses.shift(), body: 'four' }));

    const head = await fetch(`${url}/v1/notes`, { method: 'HEAD' });
    expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([200, '4', '']);
    const unchanged = await fetch(`${url}/v1/notes`);
    expect([unchanged.status, await unchanged.text()]).toEqual([304, '']);
    const empty = await fetch(`${url}/v1/notes`);
    expect([empty.status, await empty.text()]).toEqual([204, '']);
  });

  it.each<[string, () => Promise<InvocationResult>, number, string]>([
    ['fails', async () => ({ failed: true, payload: '{}' }), 500, 'Internal Server Error'],
    ['answers no JSON', async () => ({ failed: false, payload: '<p>' }), 500, 'Internal Server Error'],
    ['answers no status', async () => ({ failed: false, payload: '{"statusCode":"x"}' }), 500, 'Internal Server Error'],
    [
      'answers a header that is none',
      async () => ({ failed: false, payload: '{"statusCode":200,"headers":{"a b":"c"}}' }),
      500,
      'Internal Server Error',
    ],
    ['is throttled', () => Promise.reject(new ThrottledError('')), 503, 'Service Unavailable'],
    ['gets too large an event', () => Promise.reject(new RequestTooLargeError('')), 413, 'Request Too Long'],
    ['is too slow', () => new Promise(() => undefined), 503, 'Service Unavailable'],
  ])('answers as the gateway where the function %s', async (_, invoke, status, message) => {
    service = await startHttpApi({
      api: { id: 'Api', cors: undefined, routes: [route('$default', { timeoutMs: 50 })] },
      account: { accountId: '000000000000', region: 'eu-central-1' },
      clock: { now: () => TIME, after: () => () => undefined },
      principals: { find: () => undefined },
      caller: { accessKeyId: 'OWNER', arn: 'arn' },
      invoke,
    });

    const response = await fetch(service.url);

    expect([response.status, await response.json()]).toEqual([status, { message }]);
  });
});

describe('HTTP API: what does not reach the function', () => {
  it('an unknown route, a malformed path and a body over 10 MB', async () => {
    const url = await start();

    const unknown = await fetch(`${url}/v2`);
    expect([unknown.status, await unknown.json()]).toEqual([404, { message: 'Not Found' }]);
    const malformed = await rawRequest(`${url}/v1/briefs/%E0%A4%A`, {});
    expect([malformed.status, malformed.body]).toEqual([400, '{"message":"Bad Request"}']);
    const large = await fetch(`${url}/v1/notes`, { method: 'POST', body: Buffer.alloc(10 * 1024 * 1024 + 1) });
    expect([large.status, await large.json()]).toEqual([413, { message: 'Request Entity Too Large' }]);
    expect(events).toEqual([]);
  });

  it('a request under another name, or from the page of another origin', async () => {
    const url = await start();
    const { host } = new URL(url);

    expect((await rawRequest(`${url}/v1/notes`, { host: 'rebound.example' })).status).toBe(403);
    expect((await rawRequest(`${url}/v1/notes`, { host, origin: 'https://news.example' })).status).toBe(403);
    expect((await rawRequest(`${url}/v1/notes`, { host, origin: 'null' })).status).toBe(403);
    // An image or a frame of another page has no Origin.
    const loaded = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate', 'sec-fetch-dest': 'iframe' };
    expect((await rawRequest(`${url}/v1/notes`, { host, ...loaded })).status).toBe(403);
    expect(events).toEqual([]);
    expect((await rawRequest(`${url}/v1/notes`, { host, origin: url })).status).toBe(200);
    expect((await rawRequest(`${url}/v1/notes`, { host, ...loaded, 'sec-fetch-dest': 'document' })).status).toBe(200);
  });
});
