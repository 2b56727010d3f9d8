import type { UserPoolClientPlan } from '../template/plan.ts';
import { isAllowedRedirect } from './redirects.ts';
import { findClient, type UserPool } from './user-pool.ts';

/** What a client asks a browser to sign in for. */
export interface AuthorizationRequest {
  pool: UserPool;
  client: UserPoolClientPlan;
  redirectUri: string;
  state: string;
  scopes: string[];
  codeChallenge: string;
  nonce: string | undefined;
}

/** A request that cannot be granted. */
export class AuthorizationRequestError extends Error {
  /** Where the client is told so; undefined where nothing vouches for the address. */
  readonly redirect: string | undefined;

  constructor(message: string, redirect?: string) {
    super(message);
    this.name = 'AuthorizationRequestError';
    this.redirect = redirect;
  }
}

/**
 * Reads the parameters of `/oauth2/authorize` (RFC 6749, 4.1.1). More than Cognito does it demands PKCE by S256 and a
 * `state`, as a public client should send both.
 * @throws AuthorizationRequestError
 */
export function readAuthorizationRequest(
  pools: readonly UserPool[],
  parameters: URLSearchParams,
): AuthorizationRequest {
  const found = findClient(pools, parameters.get('client_id'));
  if (!found) throw new AuthorizationRequestError('There is no such client in the user pools of this app.');
  const { pool, client } = found;
  const redirectUri = parameters.get('redirect_uri') ?? '';
  if (!isAllowedRedirect(redirectUri, client.callbackUrls)) {
    throw new AuthorizationRequestError('The redirect_uri is neither of this client nor of this machine.');
  }
  const state = parameters.get('state') ?? '';
  const refuse = (error: string, description: string) => {
    const answer = { error, error_description: description, ...(state === '' ? {} : { state }) };
    return new AuthorizationRequestError(description, withParameters(redirectUri, answer));
  };
  if (!pool.spec.hasLogin) throw refuse('unauthorized_client', 'The user pool has no domain, so it has no login page.');
  if (parameters.get('response_type') !== 'code') throw refuse('unsupported_response_type', 'Ask for a code.');
  if (state === '') throw refuse('invalid_request', 'The state is missing.');
  const codeChallenge = parameters.get('code_challenge') ?? '';
  if (parameters.get('code_challenge_method') !== 'S256' || !/^[\w-]{43}$/.test(codeChallenge)) {
    throw refuse('invalid_request', 'PKCE by S256 is missing.');
  }
  const asked = (parameters.get('scope') ?? '').split(' ').filter(Boolean);
  const unknown = asked.find((scope) => !client.scopes.includes(scope));
  if (unknown !== undefined) throw refuse('invalid_scope', 'The client may not ask for one of the scopes.');
  return {
    pool,
    client,
    redirectUri,
    state,
    // Who asks for none gets all of the client's (Amazon Cognito Developer Guide, "The redirect and authorization endpoint").
    scopes: asked.length > 0 ? [...new Set(asked)] : client.scopes,
    codeChallenge,
    nonce: parameters.get('nonce') ?? undefined,
  };
}

/** An address with more parameters in its query. */
export function withParameters(address: string, parameters: Record<string, string>): string {
  const url = new URL(address);
  for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
  return url.href;
}
