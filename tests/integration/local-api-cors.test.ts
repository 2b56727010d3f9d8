import { describe, expect, it } from 'vitest';
import type { ApiCors } from '../../local/template/plan.ts';
import { readAndWrite, startApi } from './local-http-service.ts';
import { rawRequest } from './local-raw-request.ts';

const CORS: ApiCors = {
  origins: ['https://desk.example', 'https://other.example'],
  methods: ['GET', 'POST'],
  headers: ['authorization', 'content-type'],
  exposedHeaders: ['etag', 'x-trace-id'],
  maxAgeSeconds: 3600,
  credentials: false,
};

/** An answer with its headers about origins. */
async function ask(address: string, headers: Record<string, string>, method = 'GET') {
  const { status, headers: all, body } = await rawRequest(address, headers, method);
  const cors = Object.fromEntries(Object.entries(all).filter(([name]) => /^(access-|vary$)/.test(name)));
  return { status, cors, body };
}

const preflight = (address: string, origin: string) =>
  ask(address, { origin, 'access-control-request-method': 'POST' }, 'OPTIONS');

describe('HTTP API: pages of other origins', () => {
  it('get a preflight answered for the origins of the template, with no route for OPTIONS', async () => {
    const { url, events } = await startApi(readAndWrite('AWS_IAM'), { cors: CORS, requireSignatures: true });

    expect(await preflight(`${url}/v1/uploads`, 'https://desk.example')).toEqual({
      status: 204,
      body: '',
      cors: {
        'access-control-allow-origin': 'https://desk.example',
        'access-control-allow-methods': 'GET,POST',
        'access-control-allow-headers': 'authorization,content-type',
        'access-control-max-age': '3600',
        vary: 'Origin',
      },
    });
    expect(events).toEqual([]);
  });

  it('may read answers, and refusals too', async () => {
    const { url } = await startApi(readAndWrite('AWS_IAM'), { cors: CORS });
    const readable = {
      'access-control-allow-origin': 'https://other.example',
      'access-control-expose-headers': 'etag,x-trace-id',
      vary: 'Origin',
    };

    const answer = await ask(`${url}/v1/briefs/a`, { origin: 'https://other.example' });
    const refused = await ask(`${url}/v1/briefs/a`, { origin: 'https://other.example', authorization: 'Bearer x' });

    expect([answer.status, answer.cors]).toEqual([200, readable]);
    expect([refused.status, refused.cors]).toEqual([403, readable]);
  });

  it.each([
    'https://elsewhere.example',
    'http://desk.example',
    'https://desk.example.evil.example',
    'https://desk.example:444',
    'HTTPS://desk.example',
    'null',
    'http://127.0.0.1:1',
  ])('are refused from %s', async (origin) => {
    const { url, events } = await startApi(readAndWrite('AWS_IAM'), { cors: CORS });

    const refused = { status: 403, cors: {}, body: '{"message":"Forbidden"}' };
    expect(await ask(`${url}/v1/briefs/a`, { origin })).toEqual(refused);
    expect(await preflight(`${url}/v1/briefs/a`, origin)).toEqual(refused);
    expect(events).toEqual([]);
  });

  it('are all refused where the template says nothing of them', async () => {
    const { url } = await startApi(readAndWrite('AWS_IAM'));

    expect(await preflight(`${url}/v1/uploads`, 'https://desk.example')).toMatchObject({ status: 403, cors: {} });
  });

  it('do not get past the Host, whatever their origin', async () => {
    const { url } = await startApi(readAndWrite('AWS_IAM'), { cors: { ...CORS, origins: ['*'] } });

    const rebound = await ask(`${url}/v1/briefs/a`, { host: 'rebound.example', origin: 'https://desk.example' });
    expect(rebound).toMatchObject({ status: 403, cors: {} });
  });

  it.each<[string[], string, string | undefined]>([
    [['*'], 'https://desk.example', '*'],
    [['https://*'], 'https://desk.example', 'https://desk.example'],
    [['https://*'], 'http://desk.example', undefined],
    [['https://*.example'], 'https://desk.example', undefined],
  ])('%j and %s: %s', async (origins, origin, allowed) => {
    const { url } = await startApi(readAndWrite('NONE'), { cors: { ...CORS, origins } });

    const { status, cors } = await ask(`${url}/v1/briefs/a`, { origin });

    expect([status, cors['access-control-allow-origin']]).toEqual([allowed === undefined ? 403 : 200, allowed]);
  });
});

describe('HTTP API: its own pages', () => {
  it('need no leave, whatever the template says', async () => {
    for (const cors of [CORS, undefined]) {
      const { url } = await startApi(readAndWrite('AWS_IAM'), { cors });
      const { port } = new URL(url);

      for (const origin of [url, `http://localhost:${port}`]) {
        expect(await ask(`${url}/v1/briefs/a`, { origin })).toMatchObject({ status: 200, cors: {} });
      }
    }
  });
});

describe('HTTP API: what a function says of CORS', () => {
  const invoke = async () => {
    const headers = { 'access-control-allow-origin': '*', 'access-control-expose-headers': 'x', vary: 'Accept' };
    return { failed: false, payload: JSON.stringify({ statusCode: 200, headers, body: '' }) };
  };
  const routes = readAndWrite('NONE').map((route) => ({ ...route, functionName: 'other' }));

  it('does not count where the template says something', async () => {
    const { url } = await startApi(routes, { cors: CORS, invoke });

    expect((await ask(`${url}/v1/briefs/a`, { origin: 'https://desk.example' })).cors).toEqual({
      'access-control-allow-origin': 'https://desk.example',
      'access-control-expose-headers': 'etag,x-trace-id',
      vary: 'Accept, Origin',
    });
    expect((await ask(`${url}/v1/briefs/a`, {})).cors).toEqual({ vary: 'Accept' });
  });

  it('is passed on where it says nothing', async () => {
    const { url } = await startApi(routes, { invoke });

    expect((await ask(`${url}/v1/briefs/a`, {})).cors).toEqual({
      'access-control-allow-origin': '*',
      'access-control-expose-headers': 'x',
      vary: 'Accept',
    });
  });
});
