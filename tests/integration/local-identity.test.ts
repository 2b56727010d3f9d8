import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AdminAddUserToGroupCommand, AdminCreateUserCommand } from '@aws-sdk/client-cognito-identity-provider';
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import { describe, expect, it } from 'vitest';
import { type TestClock, testClock } from '../../local/clock.ts';
import {
  askTokens,
  CALLBACK,
  POOL,
  sendLogin,
  sentTo,
  signIn,
  signInRequest,
  startPools,
} from './local-identity-service.ts';
import { temporaryDirectory } from './local-principals.ts';
import { rawRequest } from './local-raw-request.ts';

const UserPoolId = POOL.id;

/** Verifies a token as who trusts the pool would. */
function verified(url: string, token: string, audience?: string) {
  const keys = createRemoteJWKSet(new URL(`${url}/${POOL.id}/.well-known/jwks.json`));
  return jwtVerify(token, keys, { issuer: POOL.issuer, ...(audience ? { audience } : {}) });
}

describe('User pool: its documents', () => {
  it('tell where all is on this machine, under the name that Cognito would have', async () => {
    const { url } = (await startPools()).identity;

    const discovery = await fetch(`${url}/${POOL.id}/.well-known/openid-configuration`);
    const keys = await fetch(`${url}/${POOL.id}/.well-known/jwks.json`);

    expect(await discovery.json()).toMatchObject({
      issuer: POOL.issuer,
      authorization_endpoint: `${url}/oauth2/authorize`,
      token_endpoint: `${url}/oauth2/token`,
      end_session_endpoint: `${url}/logout`,
      jwks_uri: `${url}/${POOL.id}/.well-known/jwks.json`,
      code_challenge_methods_supported: ['S256'],
    });
    const { keys: found } = (await keys.json()) as { keys: Record<string, unknown>[] };
    expect(found.map((key) => Object.keys(key).sort())).toEqual([['alg', 'e', 'kid', 'kty', 'n', 'use']]);
    expect((await fetch(`${url}/eu-central-1_other/.well-known/jwks.json`)).status).toBe(404);
  });

  it('are for the API’s own page to read, and no other', async () => {
    const { url } = (await startPools()).identity;
    const allowed = async (address: string, method: string, origin: string) => {
      const response = await fetch(address, { method, headers: { origin } });
      return [response.status, response.headers.get('access-control-allow-origin')];
    };
    const discovery = `${url}/${POOL.id}/.well-known/openid-configuration`;

    expect(await allowed(discovery, 'GET', 'http://127.0.0.1:4311')).toEqual([200, 'http://127.0.0.1:4311']);
    expect(await allowed(`${url}/oauth2/token`, 'OPTIONS', 'http://127.0.0.1:4311')).toEqual([
      204,
      'http://127.0.0.1:4311',
    ]);
    expect(await allowed(discovery, 'GET', 'https://elsewhere.example')).toEqual([200, null]);
    expect(await allowed(`${url}/oauth2/token`, 'OPTIONS', 'https://elsewhere.example')).toEqual([204, null]);
  });
});

describe('User pool: signing in', () => {
  it('goes from the page to tokens as Cognito makes them', async () => {
    const { identity, owner } = await startPools();
    await owner.send(new AdminCreateUserCommand({ UserPoolId, Username: 'ada@desk.example' }));
    await owner.send(
      new AdminAddUserToGroupCommand({ UserPoolId, Username: 'ada@desk.example', GroupName: 'writers' }),
    );
    const { parameters, verifier } = signInRequest();

    const page = await fetch(`${identity.url}/oauth2/authorize?${parameters}`);
    const login = await sendLogin(identity.url, parameters, { user: 'ada@desk.example' });
    const { code = '', ...rest } = sentTo(login);
    const answer = await askTokens(
      identity.url,
      {
        grant_type: 'authorization_code',
        client_id: 'reader',
        redirect_uri: CALLBACK,
        code,
        code_verifier: verifier,
      },
      'http://127.0.0.1:4311',
    );

    expect(await page.text()).toContain('value="ada@desk.example"');
    expect([login.status, rest]).toEqual([303, { to: CALLBACK, state: 'state-1' }]);
    expect(answer.headers.get('access-control-allow-origin')).toBe('http://127.0.0.1:4311');
    expect(answer.headers.get('cache-control')).toBe('no-store');
    const tokens = (await answer.json()) as Record<string, string>;
    expect(tokens).toMatchObject({ token_type: 'Bearer', expires_in: 3600, refresh_token: expect.any(String) });
    const access = await verified(identity.url, tokens['access_token'] ?? '');
    expect(access.protectedHeader).toEqual({ alg: 'RS256', kid: expect.any(String) });
    const { payload } = access;
    expect(payload).toEqual({
      sub: expect.stringMatching(/^[0-9a-f-]{36}$/),
      'cognito:groups': ['writers'],
      iss: POOL.issuer,
      client_id: 'reader',
      version: 2,
      origin_jti: expect.any(String),
      event_id: expect.any(String),
      token_use: 'access',
      scope: 'openid precis/read',
      auth_time: expect.any(Number),
      exp: (payload.iat ?? 0) + 3600,
      iat: expect.any(Number),
      jti: expect.any(String),
      username: payload.sub,
    });
    const id = await verified(identity.url, tokens['id_token'] ?? '', 'reader');
    expect(id.payload).toMatchObject({
      token_use: 'id',
      nonce: 'nonce-1',
      sub: payload.sub,
      'cognito:username': payload.sub,
    });
    expect(id.payload).not.toHaveProperty('email');
  });

  it('makes a user of who types an e-mail, in the groups that were ticked, once', async () => {
    const { url } = (await startPools()).identity;
    const { parameters } = signInRequest();

    const first = await sendLogin(url, parameters, { email: ' bo@desk.example ', group: 'writers' });
    const again = await signIn(url, 'BO@desk.example');
    const other = await signIn(url, 'cy@desk.example', { scope: 'openid email' });

    expect(first.status).toBe(303);
    expect(decodeJwt(again.access_token)['cognito:groups']).toEqual(['writers']);
    expect(decodeJwt(other.access_token)).not.toHaveProperty('cognito:groups');
    expect(decodeJwt(other.id_token ?? '')).toMatchObject({ email: 'cy@desk.example', email_verified: true });
    const page = await (await fetch(`${url}/oauth2/authorize?${parameters}`)).text();
    expect(page.match(/<button name="user" value="[^"]*"/g)).toEqual([
      '<button name="user" value="bo@desk.example"',
      '<button name="user" value="cy@desk.example"',
    ]);
  });

  it('says on the page what is wrong with an address, and keeps the request', async () => {
    const { url } = (await startPools()).identity;
    const { parameters } = signInRequest({ state: '"><script>alert(1)</script>' });

    const answer = await sendLogin(url, parameters, { email: '<b>me</b>' });

    const page = await answer.text();
    expect(answer.status).toBe(400);
    expect(page).toContain('Username should be an email.');
    expect(page).toContain('name="state" value="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"');
    expect(page).not.toContain('<script>');
    expect(page).not.toContain('<b>');
    expect(answer.headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'; /);
  });

  it('asks for no id token without openid, and grants all scopes to whom asks for none', async () => {
    const { url } = (await startPools()).identity;

    const plain = await signIn(url, 'ada@desk.example', { scope: 'precis/read' });
    const all = await signIn(url, 'ada@desk.example', { scope: undefined });

    expect(plain).not.toHaveProperty('id_token');
    expect(decodeJwt(plain.access_token)['scope']).toBe('precis/read');
    expect(decodeJwt(all.access_token)['scope']).toBe('openid email precis/read precis/write');
  });
});

describe('User pool: a sign-in that is not granted', () => {
  it.each<[string, Record<string, string | undefined>]>([
    ['an unknown client', { client_id: 'other' }],
    ['a redirect elsewhere', { redirect_uri: 'https://evil.example/' }],
    ['a redirect below the client’s', { redirect_uri: 'https://desk.example/other' }],
    ['a redirect that only looks like this machine', { redirect_uri: 'http://127.0.0.1.evil.example/' }],
    ['a redirect with somebody else’s host behind an @', { redirect_uri: 'http://127.0.0.1:1@evil.example/' }],
    ['a redirect to a script', { redirect_uri: 'javascript:alert(1)' }],
    ['no redirect', { redirect_uri: undefined }],
  ])('%s is refused on the page, without a redirect', async (_, changes) => {
    const { url } = (await startPools()).identity;
    const { parameters } = signInRequest(changes);

    const asked = await fetch(`${url}/oauth2/authorize?${parameters}`, { redirect: 'manual' });
    const sent = await sendLogin(url, parameters, { email: 'ada@desk.example' });

    for (const answer of [asked, sent]) {
      expect([answer.status, answer.headers.get('location')]).toEqual([400, null]);
    }
  });

  it.each<[string, Record<string, string | undefined>, string]>([
    ['no PKCE', { code_challenge: undefined }, 'invalid_request'],
    ['plain PKCE', { code_challenge_method: 'plain' }, 'invalid_request'],
    ['no state', { state: undefined }, 'invalid_request'],
    ['the implicit flow', { response_type: 'token' }, 'unsupported_response_type'],
    ['a scope that is not the client’s', { scope: 'openid precis/all' }, 'invalid_scope'],
  ])('%s is told to the client', async (_, changes, error) => {
    const { url } = (await startPools()).identity;
    const { parameters } = signInRequest(changes);

    const asked = sentTo(await fetch(`${url}/oauth2/authorize?${parameters}`, { redirect: 'manual' }));
    const sent = sentTo(await sendLogin(url, parameters, { email: 'ada@desk.example' }));

    expect([asked['to'], asked['error'], asked['code'], asked['state']]).toEqual([
      CALLBACK,
      error,
      undefined,
      'state' in changes ? undefined : 'state-1',
    ]);
    expect(sent).toEqual(asked);
  });

  it('a form from the page of another origin, and a request under another name', async () => {
    const { url } = (await startPools()).identity;
    const { parameters: body } = signInRequest();
    body.append('email', 'ada@desk.example');
    const post = (headers: Record<string, string>) =>
      fetch(`${url}/oauth2/authorize`, { method: 'POST', body, headers, redirect: 'manual' });

    expect((await post({ origin: 'https://evil.example' })).status).toBe(403);
    expect((await post({ origin: 'null' })).status).toBe(403);
    expect((await post({})).status).toBe(403);
    const rebound = await rawRequest(`${url}/${POOL.id}/.well-known/jwks.json`, { host: 'rebound.example' });
    expect(rebound.status).toBe(403);
  });

  it('whom a link would have somebody sign in as', async () => {
    const { url } = (await startPools()).identity;
    const { parameters } = signInRequest();
    const chosen = new URLSearchParams(parameters);
    for (const [name, value] of [
      ['user', 'eve@evil.example'],
      ['email', 'eve@evil.example'],
      ['group', 'writers'],
    ] as const)
      chosen.append(name, value);

    const plain = await fetch(`${url}/oauth2/authorize?${parameters}`);
    const led = await fetch(`${url}/oauth2/authorize?${chosen}`);

    expect(await led.text()).toBe(await plain.text());
  });

  it('a pool without a domain has no login page', async () => {
    const { url } = (await startPools({ pools: [{ ...POOL, hasLogin: false }] })).identity;
    const { parameters } = signInRequest();

    const answer = await fetch(`${url}/oauth2/authorize?${parameters}`, { redirect: 'manual' });

    expect(sentTo(answer)).toMatchObject({ error: 'unauthorized_client' });
  });
});

describe('User pool: codes', () => {
  /** A code that was just given, and the form that exchanges it. */
  async function codeOf(url: string): Promise<Record<string, string>> {
    const { parameters, verifier } = signInRequest();
    const { code = '' } = sentTo(await sendLogin(url, parameters, { email: 'ada@desk.example' }));
    return {
      grant_type: 'authorization_code',
      client_id: 'reader',
      redirect_uri: CALLBACK,
      code,
      code_verifier: verifier,
    };
  }

  it('are good once', async () => {
    const { url } = (await startPools()).identity;
    const form = await codeOf(url);

    expect((await askTokens(url, form)).status).toBe(200);
    const again = await askTokens(url, form);
    expect([again.status, await again.json()]).toEqual([400, { error: 'invalid_grant' }]);
  });

  it.each<[string, Record<string, string>, string]>([
    ['without the verifier of their challenge', { code_verifier: 'guessed'.repeat(7) }, 'invalid_grant'],
    ['without any verifier', { code_verifier: '' }, 'invalid_grant'],
    ['for another redirect', { redirect_uri: 'https://desk.example/' }, 'invalid_grant'],
    ['for another client', { client_id: 'other' }, 'invalid_client'],
    ['for a code that nobody gave', { code: 'guessed' }, 'invalid_grant'],
    ['for another grant', { grant_type: 'password' }, 'unsupported_grant_type'],
  ])('are not exchanged %s', async (_, changes, error) => {
    const { url } = (await startPools()).identity;

    const answer = await askTokens(url, { ...(await codeOf(url)), ...changes });

    expect([answer.status, await answer.json()]).toEqual([400, { error }]);
  });

  it('and what was tried wrongly is no longer good', async () => {
    const { url } = (await startPools()).identity;
    const form = await codeOf(url);

    await askTokens(url, { ...form, code_verifier: 'guessed'.repeat(7) });

    expect((await askTokens(url, form)).status).toBe(400);
  });

  it('grow old in five minutes', async () => {
    const clock: TestClock = testClock(Date.now());
    const { url } = (await startPools({ clock })).identity;
    const [young, old] = [await codeOf(url), await codeOf(url)];

    clock.advance(5 * 60_000 - 1);
    expect((await askTokens(url, young)).status).toBe(200);
    clock.advance(1);
    expect((await askTokens(url, old)).status).toBe(400);
  });
});

describe('User pool: refreshing and signing out', () => {
  it('gives new tokens with the groups of now, until the refresh token is old', async () => {
    const clock = testClock(Date.now());
    const { identity, owner } = await startPools({ clock });
    const { refresh_token: token = '', access_token: before } = await signIn(identity.url, 'ada@desk.example');
    await owner.send(
      new AdminAddUserToGroupCommand({ UserPoolId, Username: 'ada@desk.example', GroupName: 'writers' }),
    );
    const refresh = (changes: Record<string, string> = {}) =>
      askTokens(identity.url, { grant_type: 'refresh_token', client_id: 'reader', refresh_token: token, ...changes });
    clock.advance(60_000);

    const answer = (await (await refresh()).json()) as Record<string, string>;

    const [first, second] = [decodeJwt(before), decodeJwt(answer['access_token'] ?? '')];
    expect(second).toMatchObject({ sub: first.sub, scope: first['scope'], 'cognito:groups': ['writers'] });
    expect((second.exp ?? 0) - (first.exp ?? 0)).toBe(60);
    expect(second['auth_time']).toBe(first['auth_time']);
    expect(answer).not.toHaveProperty('refresh_token');
    expect(decodeJwt(answer['id_token'] ?? '')).not.toHaveProperty('nonce');
    expect((await refresh({ refresh_token: 'guessed' })).status).toBe(400);
    clock.advance(86_400_000);
    expect((await refresh()).status).toBe(400);
  });

  it('signs out to the client’s own addresses and to this machine', async () => {
    const { url } = (await startPools()).identity;
    const logout = (parameters: Record<string, string>) =>
      fetch(`${url}/logout?${new URLSearchParams(parameters)}`, { redirect: 'manual' });

    const there = await logout({ client_id: 'reader', logout_uri: 'https://desk.example/' });
    const here = await logout({ client_id: 'reader', logout_uri: 'http://localhost:5000/' });
    const elsewhere = await logout({ client_id: 'reader', logout_uri: 'https://evil.example/' });

    expect([there.status, there.headers.get('location')]).toEqual([303, 'https://desk.example/']);
    expect([here.status, here.headers.get('location')]).toEqual([303, 'http://localhost:5000/']);
    expect([elsewhere.status, elsewhere.headers.get('location')]).toEqual([400, null]);
  });

  it('signs out to an address that no header can hold as it is, and goes on', async () => {
    const { url } = (await startPools()).identity;
    const parameters = new URLSearchParams({ client_id: 'reader', logout_uri: 'http://127.0.0.1:5000/\r\nx: 1/ü→' });

    const answer = await fetch(`${url}/logout?${parameters}`, { redirect: 'manual' });

    const location = 'http://127.0.0.1:5000/x:%201/%C3%BC%E2%86%92';
    expect([answer.status, answer.headers.get('location'), answer.headers.get('x')]).toEqual([303, location, null]);
  });
});

describe('User pool: between starts', () => {
  it('keeps users and key, in a file for its owner alone', async () => {
    const first = await startPools({ dir: join(await temporaryDirectory(), 'identity') });
    const tokens = await signIn(first.identity.url, 'ada@desk.example');
    await first.identity.close();

    const second = await startPools({ dir: first.dir });

    const { payload } = await verified(second.identity.url, tokens.access_token);
    const again = await signIn(second.identity.url, 'ada@desk.example');
    expect(decodeJwt(again.access_token).sub).toBe(payload.sub);
    expect((await stat(join(first.dir, `${POOL.id}.json`))).mode & 0o777).toBe(0o600);
  });
});
