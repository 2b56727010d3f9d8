import { type Grant, Issuer } from './issuer.ts';
import type { ReaderConfig } from './reader-config.ts';

/** Why nobody is signed in. */
export type SignedOut = { readonly because: 'start' | 'ended' | 'refused' | 'failed'; readonly message?: string };

const TOKEN_KEY = 'precis.token';
const REFRESH_KEY = 'precis.refresh';

/**
 * Who reads. Tokens are kept in the session storage of the tab, and nowhere else: another tab signs in by itself, and
 * closing the tab ends it.
 */
export class Session {
  readonly config: ReaderConfig;
  readonly #issuer: Issuer | undefined;
  readonly #listeners = new Set<() => void>();
  #signedOut: SignedOut | undefined;
  #refreshing: Promise<boolean> | undefined;

  constructor(config: ReaderConfig) {
    this.config = config;
    const { mode, discoveryUrl, clientId } = config;
    if ((mode === 'users' || mode === 'jwt') && discoveryUrl !== undefined && clientId !== undefined) {
      this.#issuer = new Issuer({ discoveryUrl, clientId, scopes: config.scopes ?? [], issuer: config.issuer });
    }
    if (this.#asksForToken && this.token === undefined) this.#signedOut = { because: 'start' };
  }

  get token(): string | undefined {
    return sessionStorage.getItem(TOKEN_KEY) ?? undefined;
  }

  /** Undefined while somebody is signed in, or nobody needs to be. */
  get signedOut(): SignedOut | undefined {
    return this.#signedOut;
  }

  /** Whether there is something to sign out of. */
  get canSignOut(): boolean {
    return this.#asksForToken && this.token !== undefined;
  }

  get #asksForToken(): boolean {
    return this.config.mode === 'users' || this.config.mode === 'jwt' || this.config.mode === 'token';
  }

  listen(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** In `token` mode: takes the token that somebody typed. */
  useToken(token: string): void {
    sessionStorage.setItem(TOKEN_KEY, token.trim());
    this.#signedOut = undefined;
    this.#tell();
  }

  /** In `users` and `jwt` mode: leaves for the issuer's own page. */
  async signIn(): Promise<void> {
    try {
      if (this.#issuer === undefined) throw new Error('This deployment names no issuer.');
      location.assign(await this.#issuer.signInAddress(location.href));
    } catch (error) {
      this.#end({ because: 'failed', message: messageOf(error) });
    }
  }

  /**
   * Completes a signing in where the address is the issuer's answer to one.
   * @returns the path to go on at; undefined where the address is no such answer.
   */
  async completeSignIn(address: string): Promise<string | undefined> {
    if (this.#issuer === undefined || !this.#issuer.isAnswer(address)) return undefined;
    try {
      const { grant, returnTo } = await this.#issuer.redeem(address);
      this.#keep(grant);
      this.#signedOut = undefined;
      return returnTo;
    } catch (error) {
      // Anybody can make a link that looks like an answer: it ends nothing for who is signed in.
      if (this.token === undefined) this.#end({ because: 'failed', message: messageOf(error) });
      return '/';
    }
  }

  /**
   * After the API refused the token: gets another by the refresh token, once for all requests that wait for it.
   * @returns whether there is a new one; if not, nobody is signed in any more.
   */
  renew(): Promise<boolean> {
    this.#refreshing ??= this.#renewOnce().finally(() => {
      this.#refreshing = undefined;
    });
    return this.#refreshing;
  }

  /** Forgets the tokens at once, then leaves for the issuer's own page to end its session. */
  async signOut(): Promise<void> {
    this.#end({ because: 'start' });
    const leave = await this.#issuer?.signOutAddress(`${location.origin}/`).catch(() => undefined);
    if (leave !== undefined) location.assign(leave);
  }

  async #renewOnce(): Promise<boolean> {
    if (!this.#asksForToken) return false;
    const refreshToken = sessionStorage.getItem(REFRESH_KEY);
    if (this.#issuer !== undefined && refreshToken !== null) {
      const grant = await this.#issuer.refresh(refreshToken).catch(() => undefined);
      if (grant !== undefined) {
        this.#keep(grant);
        return true;
      }
    }
    this.#end({ because: this.config.mode === 'token' ? 'refused' : 'ended' });
    return false;
  }

  #keep({ accessToken, refreshToken }: Grant): void {
    sessionStorage.setItem(TOKEN_KEY, accessToken);
    if (refreshToken !== undefined) sessionStorage.setItem(REFRESH_KEY, refreshToken);
  }

  #end(signedOut: SignedOut): void {
    sessionStorage.removeItem(TOKEN_KEY);
    sessionStorage.removeItem(REFRESH_KEY);
    this.#signedOut = signedOut;
    this.#tell();
  }

  #tell(): void {
    for (const listener of this.#listeners) listener();
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
