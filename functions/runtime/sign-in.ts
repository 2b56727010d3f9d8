import type { ReaderConfig } from '../api/reader/session/reader-config.ts';
import { ConfigurationError } from '../core/errors.ts';

/** How people sign in on the page, and where it has to send for that. */
export interface SignIn {
  readonly config: ReaderConfig;
  /** Origins of the issuer: where it describes itself, and where it gives tokens. */
  readonly origins: readonly string[];
}

type Environment = Readonly<Record<string, string | undefined>>;

const WELL_KNOWN = '.well-known/openid-configuration';
/** Every sign-in asks for it. */
const OPENID = 'openid';

/**
 * Reads from the environment that the stack sets how people sign in. The issuer of the stack's own pool stands at the
 * service's address, which the environment may name as it does for every service of AWS.
 * @throws ConfigurationError if it is missing or incomplete.
 */
export function signInOf(environment: Environment): SignIn {
  const mode = environment['AUTH_MODE'];
  if (mode === 'iam' || mode === 'token' || mode === 'public') return { config: { mode }, origins: [] };
  const { AUTH_ISSUER: issuer, AUTH_CLIENT_ID: clientId, AUTH_SCOPES: asked } = environment;
  if ((mode !== 'users' && mode !== 'jwt') || !issuer || !clientId || asked === undefined) {
    throw new ConfigurationError('The environment does not say how people sign in (AUTH_MODE).', {
      remedy: 'Deploy again: the stack sets it.',
    });
  }
  const scopes = asked.split(' ').filter((scope) => scope !== '' && scope !== OPENID);
  const endpoint = environment['AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER'];
  const here = mode === 'users' && endpoint ? `${endpoint}/${environment['AUTH_USER_POOL_ID'] ?? ''}` : undefined;
  const discoveryUrl = `${(here ?? issuer).replace(/\/+$/, '')}/${WELL_KNOWN}`;
  const elsewhere = here === undefined ? environment['AUTH_TOKEN_ORIGIN'] : undefined;
  const origins = [discoveryUrl, ...(elsewhere ? [elsewhere] : [])].map((url) => new URL(url).origin);
  return { config: { mode, issuer, discoveryUrl, clientId, scopes }, origins: [...new Set(origins)] };
}
