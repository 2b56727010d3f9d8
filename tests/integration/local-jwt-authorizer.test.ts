import { createHmac } from 'node:crypto';
import { exportSPKI, generateKeyPair, importJWK, UnsecuredJWT } from 'jose';
import { beforeEach, describe, expect, it } from 'vitest';
import type { RoutePlan } from '../../local/template/plan.ts';
import { readAndWrite, type StartedApi, startApi, told } from './local-http-service.ts';
import { startIssuer, type TestIssuer, tokenOf } from './local-jwt-issuer.ts';

const jwt = (issuer: string, scopes: string[]): RoutePlan['authorization'] => ({
  type: 'JWT',
  authorizerId: 'Users',
  source: { from: 'header', name: 'authorization' },
  issuer,
  audiences: ['desk', 'other'],
  scopes,
});

let issuer: TestIssuer;
let api: StartedApi;

beforeEach(async () => {
  issuer = await startIssuer();
  api = await startApi(readAndWrite(jwt(issuer.url, ['precis/read']), jwt(issuer.url, ['precis/write', 'precis/all'])));
});

const read = (authorization?: string) =>
  fetch(`${api.url}/v1/briefs/a`, authorization === undefined ? {} : { headers: { authorization } });

/** The challenge of an answer to a token, which must be 401 without a call of the function. */
async function refusal(token: string): Promise<string | null> {
  const { status, body, challenge } = await told(await read(`Bearer ${token}`));
  expect([status, body, api.events]).toEqual([401, { message: 'Unauthorized' }, []]);
  return challenge;
}

const invalid = (description: string) =>
  `Bearer scope="precis/read" error="invalid_token" error_description="${description}"`;

describe('HTTP API with a JWT authorizer: whom it lets pass', () => {
  it('a caller with a right token, whose claims reach the function as texts', async () => {
    const exp = Math.floor(Date.now() / 1000) + 60;
    const token = await tokenOf(issuer, {
      exp,
      'cognito:groups': ['writers', 'desk two'],
      verified: true,
      address: { country: 'NO' },
    });

    const answer = await read(`Bearer ${token}`);

    expect(answer.status).toBe(200);
    expect(api.events[0]?.requestContext.authorizer).toEqual({
      jwt: {
        claims: {
          iss: issuer.url,
          aud: 'desk',
          sub: 'ada',
          iat: expect.stringMatching(/^\d{10}$/),
          exp: String(exp),
          scope: 'openid precis/read',
          'cognito:groups': '[writers desk two]',
          verified: 'true',
          address: '{"country":"NO"}',
        },
        scopes: ['precis/read'],
      },
    });
  });

  it.each<[string, Record<string, unknown>]>([
    ['for one of several audiences', { aud: ['elsewhere', 'other'] }],
    ['with a client in place of an audience', { aud: undefined, client_id: 'desk' }],
    ['with its scopes in scp', { scope: undefined, scp: ['openid', 'precis/read'] }],
    ['whose nbf has come', { nbf: Math.floor(Date.now() / 1000) - 1 }],
  ])('a token %s', async (_, claims) => {
    expect((await read(`Bearer ${await tokenOf(issuer, claims)}`)).status).toBe(200);
  });

  it('a token without the word Bearer, or with it in lower case', async () => {
    const token = await tokenOf(issuer);

    expect([(await read(token)).status, (await read(`bearer ${token}`)).status]).toEqual([200, 200]);
  });

  it('any token where a route asks for no scope', async () => {
    api = await startApi(readAndWrite(jwt(issuer.url, [])));

    expect((await read(await tokenOf(issuer, { scope: undefined }))).status).toBe(200);
    expect(api.events[0]?.requestContext.authorizer).toMatchObject({ jwt: { scopes: null } });
  });
});

describe('HTTP API with a JWT authorizer: whom it does not know', () => {
  it('a caller without a token', async () => {
    expect(await told(await read())).toEqual({ status: 401, body: { message: 'Unauthorized' }, challenge: 'Bearer' });
    expect(await told(await read('Bearer '))).toMatchObject({ status: 401, challenge: 'Bearer' });
    expect(issuer.asked).toEqual([]);
  });

  it.each<[string, Record<string, unknown>, string]>([
    ['has expired', { exp: Math.floor(Date.now() / 1000) - 1 }, 'the token has expired'],
    ['never expires', { exp: undefined }, 'the token does not have a valid exp'],
    ['is not yet valid', { nbf: Math.floor(Date.now() / 1000) + 60 }, 'the token does not have a valid nbf'],
    ['is of the future', { iat: Math.floor(Date.now() / 1000) + 60 }, 'the token was issued in the future'],
    ['is another issuer’s', { iss: 'https://elsewhere.example' }, 'the token does not have a valid iss'],
    ['is for another audience', { aud: 'elsewhere' }, 'the token does not have a valid audience'],
    ['is for nobody', { aud: undefined }, 'the token does not have a valid audience'],
    [
      'has another audience, though a client that fits',
      { aud: 'elsewhere', client_id: 'desk' },
      'the token does not have a valid audience',
    ],
  ])('a token that %s', async (_, claims, description) => {
    expect(await refusal(await tokenOf(issuer, claims))).toBe(invalid(description));
  });

  it('a token that was forged with another key, under the name of the right one or its own', async () => {
    const { privateKey: key } = await generateKeyPair('RS256');

    expect(await refusal(await tokenOf(issuer, {}, { key }))).toBe(invalid('the token is not valid'));
    expect(await refusal(await tokenOf(issuer, {}, { key, kid: 'key-2' }))).toBe(invalid('the token is not valid'));
  });

  it('a token that does not name its key', async () => {
    expect(await refusal(await tokenOf(issuer, {}, { kid: undefined }))).toBe(
      invalid('the token does not name its key'),
    );
  });

  it('a token that nobody signed, or that the public key signed as a secret', async () => {
    const now = Math.floor(Date.now() / 1000);
    const claims = { iss: issuer.url, aud: 'desk', exp: now + 60, scope: 'precis/read' };
    const unsecured = new UnsecuredJWT(claims).encode();
    const publicKey = await importJWK(issuer.publicKey, 'RS256', { extractable: true });
    const secret = publicKey instanceof Uint8Array ? '' : await exportSPKI(publicKey);
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const content = `${part({ alg: 'HS256', kid: issuer.kid })}.${part(claims)}`;
    const confused = `${content}.${createHmac('sha256', secret).update(content).digest('base64url')}`;

    expect(secret).toContain('PUBLIC KEY');
    expect(await refusal(unsecured)).toBe(invalid('the token is not valid'));
    expect(await refusal(confused)).toBe(invalid('the token is not valid'));
  });

  it('a token that was changed after it was signed', async () => {
    const [header, , signature] = (await tokenOf(issuer)).split('.');
    const [, payload] = (await tokenOf(issuer, { sub: 'root' })).split('.');

    expect(await refusal([header, payload, signature].join('.'))).toBe(invalid('the token is not valid'));
  });

  it.each(['abc', 'a.b.c', '..', '{"alg":"RS256"}', `e30.${'A'.repeat(5000)}.x`])(
    'something that is no token: %.20s',
    async (token) => {
      expect(await refusal(token)).toBe(invalid('the token is not valid'));
    },
  );
});

describe('HTTP API with a JWT authorizer: what a caller may', () => {
  it('a reader who tries to write is told which scopes it takes', async () => {
    const authorization = `Bearer ${await tokenOf(issuer)}`;

    const written = await fetch(`${api.url}/v1/uploads`, { method: 'POST', headers: { authorization } });

    expect(await told(written)).toEqual({
      status: 403,
      body: { message: 'Forbidden' },
      challenge:
        'Bearer scope="precis/write precis/all" error="insufficient_scope" error_description="the token does not have a scope of the route"',
    });
    expect(api.events).toEqual([]);
  });

  it('one of the scopes of a route is enough, and what only resembles one is none', async () => {
    const write = async (scope: string) => {
      const authorization = `Bearer ${await tokenOf(issuer, { scope })}`;
      return (await fetch(`${api.url}/v1/uploads`, { method: 'POST', headers: { authorization } })).status;
    };

    const scopes = ['precis/all', 'precis/wri', 'precis/writer', 'PRECIS/WRITE', ''];
    const statuses: number[] = [];
    for (const scope of scopes) statuses.push(await write(scope));

    expect(statuses).toEqual([200, 403, 403, 403, 403]);
  });
});

describe('HTTP API with a JWT authorizer: the keys of its issuer', () => {
  it('are found by discovery, once for many requests', async () => {
    for (const sub of ['a', 'b', 'c']) expect((await read(await tokenOf(issuer, { sub }))).status).toBe(200);

    expect(issuer.asked).toEqual(['/.well-known/openid-configuration', '/keys']);
  });

  it('are asked for again after the issuer was not there', async () => {
    issuer.down = true;
    expect(await refusal(await tokenOf(issuer))).toBe(invalid('the keys of the issuer cannot be read'));
    issuer.down = false;

    expect((await read(await tokenOf(issuer))).status).toBe(200);
  });

  it('are those at another address for an issuer of this machine', async () => {
    const name = 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_abc';
    api = await startApi(readAndWrite(jwt(name, [])), { localIssuers: new Map([[name, issuer.url]]) });

    expect((await read(await tokenOf(issuer, { iss: name }))).status).toBe(200);
    expect((await read(await tokenOf(issuer))).status).toBe(401);
  });
});
