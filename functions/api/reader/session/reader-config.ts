/** How the reader proves who reads: what the server writes into the page. */
export interface ReaderConfig {
  readonly mode: 'iam' | 'users' | 'jwt' | 'token' | 'public';
  readonly issuer?: string;
  /** Where the issuer describes itself (OpenID Connect Discovery 1.0). */
  readonly discoveryUrl?: string;
  readonly clientId?: string;
  /** Scopes to ask for beside `openid`. */
  readonly scopes?: readonly string[];
  /** The deployment serves briefs with their quotes, and no whole article. */
  readonly articleText?: 'not-served';
}

/** The name of the `meta` element that holds it, as JSON. */
export const CONFIG_META = 'precis-config';
