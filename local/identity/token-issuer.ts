import { createHash, randomUUID } from 'node:crypto';
import { type CryptoKey, importJWK, type JWK, SignJWT } from 'jose';
import type { Clock } from '../contracts.ts';
import type { UserPoolClientPlan } from '../template/plan.ts';
import type { SignIn } from './authorization-codes.ts';
import type { User } from './user-directory.ts';

/** The tokens of one sign-in, as the token endpoint names them. */
export interface IssuedTokens {
  access_token: string;
  /** Where `openid` was asked for. */
  id_token?: string;
  token_type: 'Bearer';
  expires_in: number;
}

/**
 * Makes tokens with the claims that Amazon Cognito gives them (Amazon Cognito Developer Guide, "Understanding the access
 * token" and "Understanding the identity (ID) token").
 */
export class TokenIssuer {
  /** What verifies the tokens, as a member of a key set. */
  readonly publicKey: JWK;
  readonly #issuer: string;
  readonly #key: CryptoKey;
  readonly #clock: Clock;

  private constructor(issuer: string, key: CryptoKey, publicKey: JWK, clock: Clock) {
    this.#issuer = issuer;
    this.#key = key;
    this.publicKey = publicKey;
    this.#clock = clock;
  }

  /** @param key the private key as a JWK. */
  static async open(issuer: string, key: Readonly<Record<string, unknown>>, clock: Clock): Promise<TokenIssuer> {
    const { kty, n, e, kid, alg, use } = key as JWK;
    const imported = await importJWK(key as JWK, 'RS256');
    if (imported instanceof Uint8Array) throw new TypeError('The key of a pool is no private key.');
    const publicKey = { kty, n, e, kid, alg, use } as JWK;
    return new TokenIssuer(issuer, imported, publicKey, clock);
  }

  async issue(signIn: SignIn, user: User, client: UserPoolClientPlan): Promise<IssuedTokens> {
    const groups = user.groups.length > 0 ? { 'cognito:groups': user.groups } : {};
    const common = {
      sub: user.username,
      ...groups,
      origin_jti: randomUUID(),
      event_id: randomUUID(),
      auth_time: signIn.authTime,
    };
    const access = await this.#sign(
      {
        ...common,
        client_id: client.id,
        version: 2,
        token_use: 'access',
        scope: signIn.scopes.join(' '),
        username: user.username,
      },
      client.accessSeconds,
    );
    const answer: IssuedTokens = { access_token: access, token_type: 'Bearer', expires_in: client.accessSeconds };
    if (!signIn.scopes.includes('openid')) return answer;
    // `openid` alone stands for all that the client may read.
    const seesEmail =
      signIn.scopes.some((scope) => scope === 'email' || scope === 'profile') || signIn.scopes.length === 1;
    answer.id_token = await this.#sign(
      {
        ...common,
        aud: client.id,
        token_use: 'id',
        at_hash: halfHash(access),
        ...(signIn.nonce === undefined ? {} : { nonce: signIn.nonce }),
        'cognito:username': user.username,
        ...(seesEmail ? { email: user.email, email_verified: true } : {}),
      },
      client.idSeconds,
    );
    return answer;
  }

  #sign(claims: Record<string, unknown>, lifeSeconds: number): Promise<string> {
    const now = Math.floor(this.#clock.now() / 1000);
    return new SignJWT({ ...claims, iss: this.#issuer, iat: now, exp: now + lifeSeconds, jti: randomUUID() })
      .setProtectedHeader({ alg: 'RS256', kid: this.publicKey.kid ?? '' })
      .sign(this.#key);
  }
}

/** OpenID Connect Core 1.0, 3.1.3.6. */
function halfHash(token: string): string {
  return createHash('sha256').update(token).digest().subarray(0, 16).toString('base64url');
}
