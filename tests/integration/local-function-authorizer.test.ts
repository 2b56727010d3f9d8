import { describe, expect, it } from 'vitest';
import { testClock } from '../../local/clock.ts';
import { ThrottledError } from '../../local/lambda/function-pool.ts';
import type { InvocationResult } from '../../local/lambda/lambda-function.ts';
import type { FunctionAuthorization } from '../../local/template/plan.ts';
import { readAndWrite, startApi, told } from './local-http-service.ts';

const NOON = Date.UTC(2026, 4, 4, 12);
const BY_TOKEN: FunctionAuthorization = {
  type: 'CUSTOM',
  authorizerId: 'Tokens',
  functionName: 'tokens',
  sources: [{ from: 'header', name: 'authorization' }, { from: 'routeKey' }],
  ttlSeconds: 300,
};

interface Question {
  identitySource: string[] | null;
  [member: string]: unknown;
}

const says = (answer: unknown): InvocationResult => ({ failed: false, payload: JSON.stringify(answer) });

/** Knows the tokens `read` and `write`, and what they are for. */
function knowsTokens({ identitySource }: Question): InvocationResult {
  const [token = '', routeKey = ''] = identitySource ?? [];
  const isAuthorized = token === 'write' || (token === 'read' && routeKey.startsWith('GET '));
  return says({ isAuthorized, context: { scope: token, days: 7, desk: { name: 'Oslo' } } });
}

/** Starts an API whose authorizer answers as told, and keeps what it was asked. */
async function start(
  answer: (question: Question) => InvocationResult | Promise<InvocationResult> = knowsTokens,
  authorization: Partial<FunctionAuthorization> = {},
) {
  const questions: Question[] = [];
  const clock = testClock(NOON);
  const api = await startApi(readAndWrite({ ...BY_TOKEN, ...authorization }), {
    clock,
    async invoke(name, event) {
      expect(name).toBe('tokens');
      questions.push(event as Question);
      return answer(event as Question);
    },
  });
  const ask = (path: string, authorization?: string, method = 'GET') =>
    fetch(`${api.url}${path}`, { method, headers: authorization === undefined ? {} : { authorization } });
  return { ...api, questions, clock, ask };
}

describe('HTTP API with a Lambda authorizer', () => {
  it('asks the function with an event of format 2.0, without the body', async () => {
    const { url, questions } = await start();

    await fetch(`${url}/v1/briefs/a%20b?party=x&party=y`, {
      headers: { authorization: 'read', cookie: 'a=1; b=2', 'x-desk': 'Oslo' },
    });

    expect(questions).toEqual([
      {
        version: '2.0',
        type: 'REQUEST',
        routeArn: 'arn:aws:execute-api:eu-central-1:000000000000:Api/$default/GET/v1/briefs/a%20b',
        identitySource: ['read', 'GET /v1/briefs/{id}'],
        routeKey: 'GET /v1/briefs/{id}',
        rawPath: '/v1/briefs/a b',
        rawQueryString: 'party=x&party=y',
        cookies: ['a=1', 'b=2'],
        headers: expect.objectContaining({ authorization: 'read', 'x-desk': 'Oslo' }),
        queryStringParameters: { party: 'x,y' },
        pathParameters: { id: 'a b' },
        requestContext: expect.objectContaining({
          apiId: 'Api',
          accountId: '000000000000',
          stage: '$default',
          timeEpoch: NOON,
          http: expect.objectContaining({ method: 'GET', path: '/v1/briefs/a b' }),
        }),
      },
    ]);
    expect(questions[0]?.['requestContext']).not.toHaveProperty('authorizer');
  });

  it('hands its context on to the function behind', async () => {
    const { ask, events } = await start();

    expect((await ask('/v1/briefs/a', 'read')).status).toBe(200);

    expect(events[0]?.requestContext.authorizer).toEqual({
      lambda: { scope: 'read', days: 7, desk: { name: 'Oslo' } },
    });
  });

  it('answers 403 where the function says no, to a reader who tries to write as well', async () => {
    const { ask, events } = await start();

    const refused = { status: 403, body: { message: 'Forbidden' }, challenge: null };
    expect(await told(await ask('/v1/briefs/a', 'guessed'))).toEqual(refused);
    expect((await ask('/v1/briefs/a', 'read')).status).toBe(200);
    expect(await told(await ask('/v1/uploads', 'read', 'POST'))).toEqual(refused);
    expect(events).toHaveLength(1);
  });

  it.each<[string, string | undefined]>([
    ['is missing', undefined],
    ['is empty', ''],
  ])('answers 401 without asking where an identity source %s', async (_, authorization) => {
    const { ask, questions } = await start();

    expect(await told(await ask('/v1/briefs/a', authorization))).toEqual({
      status: 401,
      body: { message: 'Unauthorized' },
      challenge: null,
    });
    expect(questions).toEqual([]);
  });

  it('reads an identity from the query, and asks without one where there is no source', async () => {
    const byQuery = await start(knowsTokens, { sources: [{ from: 'query', name: 'token' }] });
    const byNothing = await start(() => says({ isAuthorized: true }), { sources: [], ttlSeconds: 0 });

    await byQuery.ask('/v1/briefs/a?token=wr%69te');
    expect((await byQuery.ask('/v1/briefs/a?other=1')).status).toBe(401);
    expect((await byNothing.ask('/v1/briefs/a')).status).toBe(200);

    expect(byQuery.questions.map(({ identitySource }) => identitySource)).toEqual([['write']]);
    expect(byNothing.questions.map(({ identitySource }) => identitySource)).toEqual([null]);
    expect(byNothing.events[0]?.requestContext.authorizer).toEqual({ lambda: {} });
  });

  it.each<[string, () => InvocationResult | Promise<InvocationResult>]>([
    ['fails', () => ({ failed: true, payload: '{"errorMessage":"x"}' })],
    ['is throttled', () => Promise.reject(new ThrottledError(''))],
    ['answers no JSON', () => ({ failed: false, payload: 'yes' })],
    ['answers nothing', () => says(null)],
    ['answers with a word for yes', () => says({ isAuthorized: 'true' })],
    ['answers a policy', () => says({ principalId: 'me', policyDocument: {} })],
    ['answers a context that is none', () => says({ isAuthorized: true, context: 'read' })],
  ])('answers 500 where the function %s, and asks again', async (_, answer) => {
    const { ask, events, questions } = await start(answer);

    for (let time = 0; time < 2; time++) {
      expect(await told(await ask('/v1/briefs/a', 'read'))).toEqual({
        status: 500,
        body: { message: 'Internal Server Error' },
        challenge: null,
      });
    }
    expect([events, questions.length]).toEqual([[], 2]);
  });
});

describe('HTTP API with a Lambda authorizer: decisions that are kept', () => {
  it('hold for their time, yes and no', async () => {
    const { ask, questions, clock } = await start();
    const both = async () => [(await ask('/v1/briefs/a', 'read')).status, (await ask('/v1/briefs/a', 'none')).status];

    expect(await both()).toEqual([200, 403]);
    clock.advance(299_999);
    expect(await both()).toEqual([200, 403]);
    expect(questions).toHaveLength(2);
    clock.advance(1);
    expect(await both()).toEqual([200, 403]);
    expect(questions).toHaveLength(4);
  });

  it('are of one identity alone: nobody passes by what somebody else was allowed', async () => {
    const { ask, questions } = await start();

    expect((await ask('/v1/uploads', 'write', 'POST')).status).toBe(200);
    expect((await ask('/v1/uploads', 'read', 'POST')).status).toBe(403);
    expect((await ask('/v1/uploads', 'write"', 'POST')).status).toBe(403);
    expect((await ask('/v1/briefs/a', 'read')).status).toBe(200);
    expect(questions).toHaveLength(4);
  });

  it('are not mixed up where two sources hold the same letters in other places', async () => {
    const sources: FunctionAuthorization['sources'] = [
      { from: 'query', name: 'a' },
      { from: 'query', name: 'b' },
    ];
    const { ask, questions } = await start(
      ({ identitySource }) => says({ isAuthorized: identitySource?.[0] === 'x' }),
      { sources },
    );

    const pairs = ['a=x&b=y%2Cz', 'a=x%2Cy&b=z', 'a=x&b=y%22%2C%22z', 'a=x%22%2C%22y&b=z', 'a=x&b=y', 'a=y&b=x'];
    const statuses: number[] = [];
    for (const query of pairs) statuses.push((await ask(`/v1/briefs/a?${query}`)).status);

    expect(statuses).toEqual([200, 403, 200, 403, 200, 403]);
    expect(questions).toHaveLength(6);
  });

  it('hold for every route where the route is no part of the identity, as in AWS', async () => {
    const { ask, questions } = await start(knowsTokens, { sources: [{ from: 'header', name: 'authorization' }] });

    expect((await ask('/v1/uploads', 'write', 'POST')).status).toBe(200);
    expect((await ask('/v1/briefs/a', 'write')).status).toBe(200);
    expect(questions).toHaveLength(1);
  });

  it('are none with a time of 0', async () => {
    const { ask, questions } = await start(knowsTokens, { ttlSeconds: 0 });

    await ask('/v1/briefs/a', 'read');
    await ask('/v1/briefs/a', 'read');
    expect(questions).toHaveLength(2);
  });
});
