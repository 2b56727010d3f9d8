import { generateKeyPair } from 'jose';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { AwsAccess } from '../../bin/precis/aws-access.ts';
import { signedFetch } from '../../bin/precis/signed-fetch.ts';
import { startSigningProxy } from '../../bin/precis/signing-proxy.ts';
import type { Transport } from '../../client/client.ts';
import type { AuthInput } from '../../lib/auth-settings.ts';
import { precis } from '../precis.ts';
import { Assemblies } from './assemblies.ts';
import { Desk } from './desk.ts';
import { signIn } from './local-identity-service.ts';
import { startIssuer, tokenOf } from './local-jwt-issuer.ts';

let assemblies: Assemblies;
let desk: Desk | undefined;

beforeAll(async () => {
  assemblies = await Assemblies.open(inject('bundles'));
});
afterAll(async () => {
  await desk?.close();
  await assemblies?.close();
});

/** A desk whose stage has this mode; the one before is closed. */
async function open(auth: AuthInput): Promise<Desk> {
  await desk?.close();
  desk = undefined;
  desk = await Desk.open({ assemblyDir: await assemblies.synthesize({ auth }), requireSignatures: true });
  return desk;
}

/**
 * What a caller is answered who reads, who asks leave to upload, and who wants the page; each answer is held against the
 * OpenAPI document.
 */
async function answers(transport: Transport): Promise<string> {
  const outcome = ({ status }: Response) => (status < 300 ? 'served' : String(status));
  const send: Transport = async (request) => {
    const answer = await transport(request);
    return desk === undefined ? answer : desk.described(request.method, request.path, answer);
  };
  const headers = { accept: '*/*' };
  const read = await send({ method: 'GET', path: '/v1/briefs?source=The%20Plata', headers });
  const write = await send({
    method: 'POST',
    path: '/v1/uploads',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ filename: 'a.txt' }),
  });
  const page = await send({ method: 'GET', path: '/', headers });
  return `read ${outcome(read)}, write ${outcome(write)}, page ${outcome(page)}`;
}

/** Sends requests with an `Authorization` header, or without. */
function as({ runtime }: Desk, authorization?: string): Transport {
  return ({ method, path, headers, body }) =>
    fetch(`${runtime.apiUrl}${path}`, {
      method,
      headers: { ...headers, ...(authorization === undefined ? {} : { authorization }) },
      ...(body === undefined ? {} : { body }),
    });
}

const WRITER = 'read served, write served, page served';
const READER = 'read served, write 403, page served';
const UNKNOWN = 'read 401, write 401, page served';
const REFUSED = 'read 403, write 403, page served';

describe('With tokens of Precis', () => {
  let opened: Desk;
  let state: string[];
  let reader: string;
  let writer: string;
  // Before the first request: the authorizer keeps the list of tokens for a minute.
  beforeAll(async () => {
    opened = await open({ mode: 'token' });
    state = ['--state', opened.stateDir];
    const create = async (name: string, scope: string) =>
      (await precis(['token', 'create', name, '--scope', scope, ...state])).out.trim();
    reader = await create('reader', 'read');
    writer = await create('writer', 'write');
  });

  it('a caller may do what the token is good for, and nothing with another', async () => {
    // Act
    const all = [`Bearer ${writer}`, `Bearer ${reader}`, undefined, `Bearer prc_${'A'.repeat(43)}`, `Basic ${writer}`];
    const found = await Promise.all(all.map((authorization) => answers(as(opened, authorization))));

    // Assess
    expect(found).toEqual([WRITER, READER, UNKNOWN, REFUSED, REFUSED]);
    const listed = await precis(['list', ...state], '', { PRECIS_TOKEN: reader });
    expect([listed.status, listed.progress]).toEqual([0, 'There is no such brief.\n']);
    expect((await precis(['list', ...state])).status).toBe(1);
  });

  it('`precis send` uploads by leave of the API, for whoever may write', async () => {
    // Prepare
    const send = (token: string) =>
      precis(['send', 'examples/2-tuesday-meridian-courier.md', ...state], '', { PRECIS_TOKEN: token });

    // Act
    const writing = await send(writer);
    const reading = await send(reader);

    // Assess
    expect(writing.out).toMatch(/^[0-9a-f]{32}\texamples\/2-tuesday-meridian-courier\.md\n$/);
    expect([reading.status, reading.out]).toEqual([1, '']);
    expect(reading.progress).toContain('The API answers 403');
  });
});

describe('With users of the stack', () => {
  it('who was invited may read, and who was invited as a writer may write', async () => {
    // Prepare
    const opened = await open({ mode: 'users', domainPrefix: 'precis-desk' });
    const { runtime, stateDir } = opened;
    await precis(['invite', 'anna@example.org', '--state', stateDir]);
    await precis(['invite', 'ben@example.org', '--write', '--state', stateDir]);
    const tokens = (email: string, scope = 'openid precis/read precis/write') =>
      signIn(String(runtime.identityUrl), email, {
        client_id: runtime.outputs['UserPoolClientId'],
        redirect_uri: `${runtime.apiUrl}/`,
        scope,
      });
    const anna = await tokens('anna@example.org');
    const ben = await tokens('ben@example.org');
    const benReading = await tokens('ben@example.org', 'openid precis/read');

    // Act
    const all = [ben.access_token, anna.access_token, benReading.access_token, String(ben.id_token)];
    const found = await Promise.all(all.map((token) => answers(as(opened, `Bearer ${token}`))));

    // Assess
    expect(found).toEqual([WRITER, READER, READER, REFUSED]);
    expect(await answers(as(opened))).toBe(UNKNOWN);
  });
});

describe('With tokens of an issuer', () => {
  it('a caller may do what the scopes say, and nothing with a token that is forged, expired or for others', async () => {
    // Prepare
    const issuer = await startIssuer();
    const opened = await open({
      mode: 'jwt',
      issuer: issuer.url,
      audience: ['desk'],
      clientId: 'reader',
      scopes: { read: 'briefs.read', write: 'briefs.write' },
    });
    const { privateKey } = await generateKeyPair('RS256');
    const now = Math.floor(Date.now() / 1000);
    const scope = 'briefs.write';
    const tokens = await Promise.all([
      tokenOf(issuer, { scope }),
      tokenOf(issuer, { scope: 'openid briefs.read' }),
      tokenOf(issuer, { scope: undefined, scp: ['briefs.read'] }),
      tokenOf(issuer, { scope: 'openid' }),
      tokenOf(issuer, { scope }, { key: privateKey }),
      tokenOf(issuer, { scope, iat: now - 7200, exp: now - 3600 }),
      tokenOf(issuer, { scope, aud: 'others' }),
      tokenOf(issuer, { scope, iss: 'https://login.example.org' }),
    ]);

    // Act
    const found = await Promise.all(tokens.map((token) => answers(as(opened, `Bearer ${token}`))));

    // Assess
    expect(found).toEqual([WRITER, READER, READER, REFUSED, UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN]);
    expect(await answers(as(opened))).toBe(UNKNOWN);
  });
});

describe('With signatures', () => {
  it('a caller may do what the policies say, also through `precis open`', async () => {
    // Prepare
    const opened = await open('iam');
    const { runtime } = opened;
    const api = new URL(runtime.apiUrl);
    const keyOf = (output: string) =>
      runtime.policyCredentials[String(runtime.outputs[output]).split('/').at(-1) ?? ''];
    const access = (output: string, changes: object = {}): AwsAccess => {
      const key = keyOf(output);
      if (!key) throw new Error(`No key has the policy ${output}.`);
      return { region: async () => runtime.region, credentials: async () => ({ ...key, ...changes }) };
    };
    const proxy = await startSigningProxy(api, access('ReaderPolicyArn'), 0);

    // Act
    const found = [
      await answers(signedFetch(api, access('WriterPolicyArn'))),
      await answers(signedFetch(api, access('ReaderPolicyArn'))),
      await answers(({ path, ...request }) => fetch(`${proxy.url}${path}`, request)),
      await answers(signedFetch(api, access('WriterPolicyArn', { secretAccessKey: 'another' }))),
      await answers(as(opened)),
    ];
    await proxy.close();

    // Assess
    const closed = 'read 403, write 403, page 403';
    expect(found).toEqual([WRITER, READER, READER, closed, closed]);
  });
});

describe('In public', () => {
  it('anybody may read, and writes who signs and may', async () => {
    // Prepare
    const opened = await open('public');
    const { apiUrl, region, ownerCredentials } = opened.runtime;
    const owner = { region: async () => region, credentials: async () => ownerCredentials };

    // Act
    const found = [await answers(as(opened)), await answers(signedFetch(new URL(apiUrl), owner))];

    // Assess
    expect(found).toEqual([READER, WRITER]);
  });
});
