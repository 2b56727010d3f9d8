import { createRemoteJWKSet, type JWTVerifyGetKey } from 'jose';
import * as z from 'zod';

/** How long keys are kept (API Gateway Developer Guide, "Control access to HTTP APIs with JWT authorizers"): two hours. */
const KEPT_MS = 2 * 3600_000;

const FETCH_TIMEOUT_MS = 5_000;

const Configuration = z.object({ jwks_uri: z.url() });

/** The keys of an issuer cannot be found. */
export class IssuerUnreachableError extends Error {
  constructor(issuer: string, cause: unknown) {
    super(`The issuer ${issuer} does not tell its keys.`, { cause });
    this.name = 'IssuerUnreachableError';
  }
}

/**
 * Finds the public keys of issuers by OpenID Connect Discovery and keeps them.
 * @param local where this machine's own issuers are: the address below which the well-known document lies, by issuer.
 */
export class IssuerKeys {
  readonly #local: ReadonlyMap<string, string>;
  readonly #found = new Map<string, Promise<JWTVerifyGetKey>>();

  constructor(local: ReadonlyMap<string, string>) {
    this.#local = local;
  }

  /** @throws IssuerUnreachableError, and asks anew at the next call. */
  async of(issuer: string): Promise<JWTVerifyGetKey> {
    const found = this.#found.get(issuer) ?? this.#discover(issuer);
    this.#found.set(issuer, found);
    try {
      return await found;
    } catch (cause) {
      this.#found.delete(issuer);
      throw new IssuerUnreachableError(issuer, cause);
    }
  }

  async #discover(issuer: string): Promise<JWTVerifyGetKey> {
    const base = (this.#local.get(issuer) ?? issuer).replace(/\/$/, '');
    const response = await fetch(`${base}/.well-known/openid-configuration`, {
      signal: AbortSignal.timeout(FETCH_TIMEOUT_MS),
    });
    if (!response.ok) throw new Error(`It answers ${response.status}.`);
    const { jwks_uri } = Configuration.parse(await response.json());
    return createRemoteJWKSet(new URL(jwks_uri), { cacheMaxAge: KEPT_MS, timeoutDuration: FETCH_TIMEOUT_MS });
  }
}
