import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { onTestFinished } from 'vitest';
import type { Clock, LocalService } from '../../local/contracts.ts';
import { ownerPrincipal, principalsOf, rolePrincipal } from '../../local/iam/principals.ts';
import type { UserPoolSpec } from '../../local/identity/specs.ts';
import { startIdentity } from '../../local/identity/start-identity.ts';
import type { PolicyStatement } from '../../local/template/plan.ts';
import { ACCOUNT, OWNER, ROLE, temporaryDirectory } from './local-principals.ts';

export const CALLBACK = 'http://127.0.0.1:4311/';
export const POOL: UserPoolSpec = {
  id: 'eu-central-1_desk',
  arn: 'arn:aws:cognito-idp:eu-central-1:000000000000:userpool/eu-central-1_desk',
  issuer: 'https://cognito-idp.eu-central-1.amazonaws.com/eu-central-1_desk',
  hasLogin: true,
  groups: ['writers'],
  clients: [
    {
      id: 'reader',
      callbackUrls: ['https://desk.example/'],
      logoutUrls: ['https://desk.example/'],
      scopes: ['openid', 'email', 'precis/read', 'precis/write'],
      accessSeconds: 3600,
      idSeconds: 3600,
      refreshSeconds: 86_400,
    },
  ],
};

export interface StartedIdentity {
  identity: LocalService;
  dir: string;
  owner: CognitoIdentityProviderClient;
  role: CognitoIdentityProviderClient;
  clientOf(credentials: { accessKeyId: string; secretAccessKey: string }): CognitoIdentityProviderClient;
}

/** The state of pools without users, by their ids: to make a key takes longer than most tests. */
const newPools = new Map<string, string>();

/** A new state of these pools, with the keys of the first that was made. */
async function newState(pools: readonly UserPoolSpec[]): Promise<string> {
  const dir = join(await temporaryDirectory(), 'identity');
  await mkdir(dir, { mode: 0o700 });
  for (const { id } of pools) {
    const state = newPools.get(id);
    if (state !== undefined) await writeFile(join(dir, `${id}.json`), state, { mode: 0o600 });
  }
  return dir;
}

/**
 * Starts user pools that the test's end closes, with clients of their owner and of a role. Without a directory, theirs is new,
 * with a key that other tests have, too.
 */
export async function startPools(
  more: {
    pools?: UserPoolSpec[];
    dir?: string;
    clock?: Clock;
    statements?: PolicyStatement[];
    /** Of the pages that may ask for tokens. */
    origins?: string[];
  } = {},
): Promise<StartedIdentity> {
  const { origins = ['http://127.0.0.1:4311'], pools = [POOL] } = more;
  const dir = more.dir ?? (await newState(pools));
  const identity = await startIdentity({
    dir,
    principals: principalsOf([ownerPrincipal(OWNER), rolePrincipal(ROLE, more.statements ?? [], ACCOUNT)]),
    account: ACCOUNT,
    pools,
    allowsOrigin: (origin) => origins.includes(origin),
    ...(more.clock ? { clock: more.clock } : {}),
  });
  onTestFinished(() => identity.close());
  if (more.dir === undefined) {
    for (const { id } of pools) newPools.set(id, await readFile(join(dir, `${id}.json`), 'utf8'));
  }
  const clientOf = (credentials: { accessKeyId: string; secretAccessKey: string }) => {
    const client = new CognitoIdentityProviderClient({
      endpoint: identity.url,
      region: ACCOUNT.region,
      maxAttempts: 1,
      credentials,
    });
    onTestFinished(() => client.destroy());
    return client;
  };
  return { identity, dir, clientOf, owner: clientOf(OWNER), role: clientOf(ROLE) };
}

/** What a page asks a browser to sign in with, and the verifier that it keeps to itself. */
export function signInRequest(changes: Record<string, string | undefined> = {}): {
  parameters: URLSearchParams;
  verifier: string;
} {
  const verifier = randomBytes(32).toString('base64url');
  const all = {
    response_type: 'code',
    client_id: 'reader',
    redirect_uri: CALLBACK,
    scope: 'openid precis/read',
    state: 'state-1',
    nonce: 'nonce-1',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...changes,
  };
  const given = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return { parameters: new URLSearchParams(given), verifier };
}

/** Sends the form of the login page, as its browser does. */
export function sendLogin(url: string, parameters: URLSearchParams, choice: Record<string, string>): Promise<Response> {
  const body = new URLSearchParams(parameters);
  for (const [name, value] of Object.entries(choice)) body.append(name, value);
  return fetch(`${url}/oauth2/authorize`, { method: 'POST', body, headers: { origin: url }, redirect: 'manual' });
}

/** Where an answer sends the browser; its parameters. */
export function sentTo(response: Response): Record<string, string> {
  const url = new URL(response.headers.get('location') ?? '');
  return { to: `${url.origin}${url.pathname}`, ...Object.fromEntries(url.searchParams) };
}

/** Asks for tokens. */
export function askTokens(url: string, form: Record<string, string>, origin?: string): Promise<Response> {
  return fetch(`${url}/oauth2/token`, {
    method: 'POST',
    body: new URLSearchParams(form),
    headers: origin === undefined ? {} : { origin },
  });
}

export interface Tokens {
  access_token: string;
  id_token?: string;
  refresh_token?: string;
  token_type: string;
  expires_in: number;
}

/** Signs somebody in, from the login page to the tokens. */
export async function signIn(
  url: string,
  email: string,
  changes: Record<string, string | undefined> = {},
): Promise<Tokens> {
  const { parameters, verifier } = signInRequest(changes);
  const { code = '' } = sentTo(await sendLogin(url, parameters, { email }));
  const answer = await askTokens(url, {
    grant_type: 'authorization_code',
    client_id: parameters.get('client_id') ?? '',
    redirect_uri: parameters.get('redirect_uri') ?? '',
    code,
    code_verifier: verifier,
  });
  return (await answer.json()) as Tokens;
}
