import type { UserPoolClientPlan } from '../template/plan.ts';
import type { SignIn } from './authorization-codes.ts';
import { findClient, type UserPool } from './user-pool.ts';

/** What the token endpoint answers. */
export interface TokenAnswer {
  status: number;
  body: object;
}

/**
 * Exchanges a code or a refresh token for tokens (RFC 6749, 4.1.3 and 6; RFC 7636, 4.5).
 * @param form the fields that were sent.
 */
export async function exchange(pools: readonly UserPool[], form: URLSearchParams): Promise<TokenAnswer> {
  const found = findClient(pools, form.get('client_id'));
  if (!found) return failure('invalid_client');
  const { pool, client } = found;
  switch (form.get('grant_type')) {
    case 'authorization_code': {
      const signIn = pool.codes.take(form.get('code') ?? '', {
        clientId: client.id,
        redirectUri: form.get('redirect_uri') ?? '',
        verifier: form.get('code_verifier') ?? '',
      });
      if (!signIn) return failure('invalid_grant');
      const { nonce, ...later } = signIn;
      const refreshToken = pool.refreshTokens.issue({ ...later, nonce: undefined }, client.refreshSeconds);
      return tokensFor(pool, client, signIn, { refresh_token: refreshToken });
    }
    case 'refresh_token': {
      const signIn = pool.refreshTokens.find(form.get('refresh_token') ?? '', client.id);
      return signIn ? tokensFor(pool, client, signIn) : failure('invalid_grant');
    }
    default:
      return failure('unsupported_grant_type');
  }
}

async function tokensFor(
  pool: UserPool,
  client: UserPoolClientPlan,
  signIn: SignIn,
  more: object = {},
): Promise<TokenAnswer> {
  // The groups are those of now, not of the sign-in.
  const user = pool.users.find(signIn.username);
  if (!user) return failure('invalid_grant');
  return { status: 200, body: { ...(await pool.tokens.issue(signIn, user, client)), ...more } };
}

function failure(error: string): TokenAnswer {
  return { status: 400, body: { error } };
}
