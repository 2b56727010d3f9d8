import { createHash, randomBytes } from 'node:crypto';
import type { Clock } from '../contracts.ts';

/** What a code stands for: a sign-in that is not yet exchanged for tokens. */
export interface SignIn {
  clientId: string;
  username: string;
  redirectUri: string;
  scopes: string[];
  /** PKCE (RFC 7636), by S256. */
  codeChallenge: string;
  nonce: string | undefined;
  /** Seconds since the epoch. */
  authTime: number;
}

/** How long a code lives (Amazon Cognito Developer Guide, "The redirect and authorization endpoint"): five minutes. */
const CODE_LIFE_MS = 5 * 60_000;

/** Authorization codes, each good for one exchange. They end with the process. */
export class AuthorizationCodes {
  readonly #codes = new Map<string, { signIn: SignIn; until: number }>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  issue(signIn: SignIn): string {
    const now = this.#clock.now();
    for (const [code, { until }] of this.#codes) if (until <= now) this.#codes.delete(code);
    const code = randomBytes(24).toString('base64url');
    this.#codes.set(code, { signIn, until: now + CODE_LIFE_MS });
    return code;
  }

  /**
   * Takes a code, which is gone then whether or not it is exchanged rightly.
   * @returns undefined for a code that is unknown or old, of another client or redirect, or whose verifier is not
   * that of its challenge.
   */
  take(code: string, proof: { clientId: string; redirectUri: string; verifier: string }): SignIn | undefined {
    const found = this.#codes.get(code);
    this.#codes.delete(code);
    if (!found || this.#clock.now() >= found.until) return undefined;
    const { signIn } = found;
    const isOurs = signIn.clientId === proof.clientId && signIn.redirectUri === proof.redirectUri;
    return isOurs && challengeOf(proof.verifier) === signIn.codeChallenge ? signIn : undefined;
  }
}

/** RFC 7636, 4.2. */
function challengeOf(verifier: string): string {
  return createHash('sha256').update(verifier).digest('base64url');
}
