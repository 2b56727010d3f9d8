/** What an issuer says of itself (OpenID Connect Discovery 1.0, 3). */
export interface Discovered {
  readonly issuer: string;
  readonly authorization_endpoint: string;
  readonly token_endpoint: string;
  readonly end_session_endpoint?: string;
}

export interface Grant {
  readonly accessToken: string;
  readonly refreshToken: string | undefined;
}

interface IssuerOptions {
  readonly discoveryUrl: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
  /** As the deployment knows it; the document must say the same. */
  readonly issuer: string | undefined;
}

/** A signing in that has begun, and what the answer to it is checked against. */
interface Pending {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly returnTo: string;
}

const PENDING_KEY = 'precis.signing-in';
const STILL = 'Signing in did not complete';

/** A provider of identities, by the authorization code flow with PKCE (RFC 6749, 4.1; RFC 7636; RFC 9700, 2.1.1). */
export class Issuer {
  readonly #options: IssuerOptions;
  #discovered: Promise<Discovered> | undefined;

  constructor(options: IssuerOptions) {
    this.#options = options;
  }

  /**
   * The address at which to sign in.
   * @param returnTo an address of this page to come back to.
   */
  async signInAddress(returnTo: string): Promise<string> {
    const { authorization_endpoint } = await this.#discover();
    const { pathname, search, hash } = new URL(returnTo);
    const pending: Pending = {
      state: randomText(),
      nonce: randomText(),
      verifier: randomText(),
      returnTo: `${pathname}${search}${hash}`,
    };
    sessionStorage.setItem(PENDING_KEY, JSON.stringify(pending));
    const url = new URL(authorization_endpoint);
    const parameters = {
      response_type: 'code',
      client_id: this.#options.clientId,
      redirect_uri: redirectUri(),
      scope: ['openid', ...this.#options.scopes].join(' '),
      state: pending.state,
      nonce: pending.nonce,
      code_challenge: await challengeOf(pending.verifier),
      code_challenge_method: 'S256',
    };
    for (const [name, value] of Object.entries(parameters)) url.searchParams.set(name, value);
    return url.href;
  }

  /** Whether an address is an answer to a signing in that this tab began. */
  isAnswer(address: string): boolean {
    const { searchParams } = new URL(address);
    return searchParams.has('state') && (searchParams.has('code') || searchParams.has('error'));
  }

  /**
   * Turns the issuer's answer into tokens.
   * @throws Error where it is no answer to what this tab asked, or the issuer refuses.
   */
  async redeem(address: string): Promise<{ grant: Grant; returnTo: string }> {
    const { searchParams } = new URL(address);
    const pending = takePending();
    if (pending === undefined || searchParams.get('state') !== pending.state) {
      throw new Error(`${STILL}: it was not begun in this tab.`);
    }
    const refusal = searchParams.get('error');
    if (refusal !== null) throw new Error(`${STILL}: ${searchParams.get('error_description') ?? refusal}.`);
    const answer = await this.#token({
      grant_type: 'authorization_code',
      code: searchParams.get('code') ?? '',
      redirect_uri: redirectUri(),
      code_verifier: pending.verifier,
    });
    const { nonce, aud } = claimsOf(answer.id_token);
    const audiences = Array.isArray(aud) ? aud : [aud];
    if (nonce !== pending.nonce || !audiences.includes(this.#options.clientId)) {
      throw new Error(`${STILL}: the issuer answered another request.`);
    }
    return { grant: grantOf(answer), returnTo: pending.returnTo };
  }

  async refresh(refreshToken: string): Promise<Grant> {
    return grantOf(await this.#token({ grant_type: 'refresh_token', refresh_token: refreshToken }));
  }

  /** Where to end the issuer's own session; undefined where it has no such page. */
  async signOutAddress(returnTo: string): Promise<string | undefined> {
    const { end_session_endpoint } = await this.#discover();
    if (end_session_endpoint === undefined) return undefined;
    const url = new URL(end_session_endpoint);
    url.searchParams.set('client_id', this.#options.clientId);
    // Amazon Cognito calls it `logout_uri`, others as OpenID Connect RP-Initiated Logout 1.0 does.
    url.searchParams.set('logout_uri', returnTo);
    url.searchParams.set('post_logout_redirect_uri', returnTo);
    return url.href;
  }

  #discover(): Promise<Discovered> {
    this.#discovered ??= this.#fetchDiscovered().catch((error: unknown) => {
      this.#discovered = undefined;
      throw error;
    });
    return this.#discovered;
  }

  async #fetchDiscovered(): Promise<Discovered> {
    const response = await fetch(this.#options.discoveryUrl, { credentials: 'omit' });
    if (!response.ok) throw new Error(`The issuer answers ${response.status}.`);
    const found = (await response.json()) as Discovered;
    const expected = this.#options.issuer;
    if (expected !== undefined && found.issuer !== expected)
      throw new Error('The issuer calls itself by another name.');
    return found;
  }

  async #token(parameters: Record<string, string>): Promise<TokenAnswer> {
    const { token_endpoint } = await this.#discover();
    const response = await fetch(token_endpoint, {
      method: 'POST',
      credentials: 'omit',
      body: new URLSearchParams({ ...parameters, client_id: this.#options.clientId }),
    });
    if (!response.ok) throw new Error(`${STILL}: the issuer answers ${response.status}.`);
    return (await response.json()) as TokenAnswer;
  }
}

interface TokenAnswer {
  readonly access_token: string;
  readonly refresh_token?: string;
  readonly id_token?: string;
}

function grantOf({ access_token, refresh_token }: TokenAnswer): Grant {
  return { accessToken: access_token, refreshToken: refresh_token };
}

/** The issuer answers with the one page that every deployment registers. */
function redirectUri(): string {
  return `${location.origin}/`;
}

function takePending(): Pending | undefined {
  const stored = sessionStorage.getItem(PENDING_KEY);
  sessionStorage.removeItem(PENDING_KEY);
  return stored === null ? undefined : (JSON.parse(stored) as Pending);
}

/**
 * The claims of a token that came from the issuer itself over TLS, for which its signature need not be checked
 * (OpenID Connect Core 1.0, 3.1.3.7).
 */
function claimsOf(idToken: string | undefined): { nonce?: unknown; aud?: unknown } {
  const payload = idToken?.split('.')[1];
  if (payload === undefined) throw new Error(`${STILL}: the issuer gave no identity.`);
  const bytes = Uint8Array.from(atob(payload.replaceAll('-', '+').replaceAll('_', '/')), (char) => char.charCodeAt(0));
  return JSON.parse(new TextDecoder().decode(bytes)) as { nonce?: unknown; aud?: unknown };
}

function randomText(): string {
  return base64Url(crypto.getRandomValues(new Uint8Array(32)));
}

async function challengeOf(verifier: string): Promise<string> {
  return base64Url(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier))));
}

function base64Url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replace(/=+$/, '');
}
