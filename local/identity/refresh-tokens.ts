import { randomBytes } from 'node:crypto';
import type { Clock } from '../contracts.ts';
import type { SignIn } from './authorization-codes.ts';

/** Refresh tokens, each of one sign-in. They end with the process: after a restart one signs in anew. */
export class RefreshTokens {
  readonly #tokens = new Map<string, { signIn: SignIn; until: number }>();
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  issue(signIn: SignIn, lifeSeconds: number): string {
    const token = randomBytes(48).toString('base64url');
    this.#tokens.set(token, { signIn, until: this.#clock.now() + lifeSeconds * 1000 });
    return token;
  }

  /** @returns undefined for a token that is unknown, old or another client's. */
  find(token: string, clientId: string): SignIn | undefined {
    const found = this.#tokens.get(token);
    return found && this.#clock.now() < found.until && found.signIn.clientId === clientId ? found.signIn : undefined;
  }
}
