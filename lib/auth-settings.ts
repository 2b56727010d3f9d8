import * as z from 'zod';

/** The names of the scopes in a token, as users of the stack's own pool get them, and as `jwt` takes them by default. */
export const RESOURCE_SERVER = 'precis';
export const DEFAULT_SCOPES = { read: `${RESOURCE_SERVER}/read`, write: `${RESOURCE_SERVER}/write` } as const;

/** A scope as tokens hold it, between spaces (RFC 6749, 3.3). */
const ScopeName = z.string().regex(/^[\x21\x23-\x5b\x5d-\x7e]{1,128}$/, 'it must be a scope as tokens name it');

/** Whether an address leads to one's own machine. */
function isLoopback({ hostname }: URL): boolean {
  return hostname === '127.0.0.1' || hostname === 'localhost';
}

/** An issuer is compared with the token's `iss` as a text, and its keys are fetched from it. */
function isIssuer(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  const safe = url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url));
  return safe && url.username === '' && url.search === '' && url.hash === '';
}

/** The name of a parameter (Systems Manager API Reference, PutParameter); those two beginnings are AWS's own. */
const ParameterName = z
  .string()
  .max(512)
  .regex(/^(\/[A-Za-z0-9_.-]+){1,15}$/, 'it must be a path as /precis/dev/tokens')
  .refine((name) => !/^\/(aws|ssm)/i.test(name), 'it must not begin with /aws or /ssm, which are kept for AWS');

/** A domain prefix of a Cognito pool (API Reference, CreateUserPoolDomain; the three words are refused). */
const DomainPrefix = z
  .string()
  .regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/, 'it must be of small letters, digits and hyphens, at most 63')
  .refine((prefix) => !/aws|amazon|cognito/.test(prefix), 'it must not hold the words aws, amazon or cognito');

const Auth = z.discriminatedUnion(
  'mode',
  [
    /** Callers with IAM permission, whose requests are signed. */
    z.strictObject({ mode: z.literal('iam') }),
    /** Anybody may read; who writes still needs IAM permission. */
    z.strictObject({ mode: z.literal('public') }),
    /** People, invited into a pool of the stack (Amazon Cognito), who sign in on a hosted page. */
    z.strictObject({
      mode: z.literal('users'),
      /** The page to sign in on is https://<domainPrefix>.auth.<region>.amazoncognito.com: unique in the region. */
      domainPrefix: DomainPrefix,
      /** Whether everybody must sign in by an authenticator app as well; the hosted page sets it up where it must be. */
      secondFactor: z.enum(['optional', 'required']).default('optional'),
    }),
    /** Whoever has a token of an identity provider that is there already (OpenID Connect). */
    z
      .strictObject({
        mode: z.literal('jwt'),
        /** The `iss` of its tokens; its keys are found below it. */
        issuer: z
          .string()
          .refine(isIssuer, 'it must begin with https:// (or name this machine), without a query or a fragment'),
        /** The `aud` (or `client_id`) of tokens that are meant for this API. */
        audience: z.array(z.string().min(1).max(2_048)).min(1).max(50),
        /** The client as which the reader signs in: a public one, with code and PKCE. */
        clientId: z.string().min(1).max(256),
        /** How its tokens name the two scopes; `write` implies `read`. */
        scopes: z.strictObject({ read: ScopeName, write: ScopeName }).default(DEFAULT_SCOPES),
        /** What signing in asks for, where that is not `openid` and both scopes. */
        signInScopes: z.array(ScopeName).min(1).optional(),
        /** Where it gives tokens, if that is another origin than the issuer's: the page may send there, too. */
        tokenOrigin: z
          .string()
          .refine(isExactOrigin, 'it must be an exact origin as https://login.example.org')
          .optional(),
      })
      .refine(({ scopes }) => scopes.read !== scopes.write, {
        path: ['scopes', 'write'],
        error: 'it is the same as scopes.read, so that every reader could write',
      }),
    /** Whoever has a token of `precis token create`; only their hashes are stored, in one parameter. */
    z.strictObject({
      mode: z.literal('token'),
      /** The parameter's name; without it, /precis/<stage>/tokens. */
      parameter: ParameterName.optional(),
    }),
  ],
  { error: 'it must be iam or public, or have the mode users, jwt or token' },
);
export type Auth = z.output<typeof Auth>;
export type AuthMode = Auth['mode'];

/** As a stage's file writes it: `'iam'` is short for `{ mode: 'iam' }`, and so is `'public'`. */
export type AuthInput = 'iam' | 'public' | z.input<typeof Auth>;

/** Who may call the API. */
export const AuthSetting = z.preprocess((auth: AuthInput) => (typeof auth === 'string' ? { mode: auth } : auth), Auth);

/** The parameter that holds the hashes of a stage's tokens. */
export function tokensParameter(stage: string, { parameter }: Extract<Auth, { mode: 'token' }>): string {
  return parameter ?? `/precis/${stage}/tokens`;
}

/** Every port of one's own machine: the one wildcard that S3 knows in an origin. */
const ANY_LOCAL_PORT = ['http://127.0.0.1:*', 'http://localhost:*'];

function isOrigin(text: string): boolean {
  return ANY_LOCAL_PORT.includes(text) || isExactOrigin(text);
}

function isExactOrigin(text: string): boolean {
  if (text.includes('*') || !URL.canParse(text)) return false;
  const url = new URL(text);
  return url.origin === text && (url.protocol === 'https:' || (url.protocol === 'http:' && isLoopback(url)));
}

/** The origins of pages that may use the API and upload to the inbox from a browser. */
export const OriginsSetting = z
  .array(
    z
      .string()
      .refine(
        isOrigin,
        `it must be an exact origin as https://desk.example.org, without a path, or one of ${ANY_LOCAL_PORT.join(' and ')}`,
      ),
  )
  .max(50)
  .refine((origins) => new Set(origins).size === origins.length, 'it names an origin twice');

/** The origins without those of any port. */
export function exactOrigins(origins: readonly string[]): string[] {
  return origins.filter((origin) => !ANY_LOCAL_PORT.includes(origin));
}

/**
 * Those of the exact origins to which people come back after they signed in at the stack's own pool. An address of API
 * Gateway is this stack's own, which is among them in any case, or no page.
 */
export function returnOrigins(origins: readonly string[]): string[] {
  return exactOrigins(origins).filter((origin) => !/^https:\/\/[a-z0-9]+\.execute-api\./.test(origin));
}

/**
 * An origin that a pool cannot lead people back to after they signed in: over http, Cognito takes `localhost` alone
 * (Developer Guide, "Application-specific settings with app clients").
 */
export function isRefusedByCognito(origin: string): boolean {
  return origin.startsWith('http://127.0.0.1');
}
