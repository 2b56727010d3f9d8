import { errors, type JWTPayload, jwtVerify } from 'jose';
import type { Clock } from '../contracts.ts';
import type { JwtAuthorization } from '../template/plan.ts';
import { type Decision, forbidden, type JwtAuthorizer, unauthorized } from './authorization.ts';
import { identityOf } from './identity-sources.ts';
import { type IssuerKeys, IssuerUnreachableError } from './issuer-keys.ts';

/** API Gateway knows the algorithms that are based on RSA. */
const ALGORITHMS = ['RS256', 'RS384', 'RS512'];

/**
 * Routes with a JWT authorizer (API Gateway Developer Guide, "Control access to HTTP APIs with JWT authorizers"), in its
 * order: the token, its algorithm and signature by the key that its `kid` names, `iss`, `aud` (or `client_id` where there
 * is no `aud`), `exp`, `nbf`, `iat`, and one of the route's scopes in `scope` or `scp`. All but the last answer 401.
 * @param clock the time by which tokens expire: that of their issuers.
 */
export function jwtAuthorizer(keys: IssuerKeys, clock: Clock): JwtAuthorizer {
  return async (request, authorization) => {
    const [shown] = identityOf(request, [authorization.source], '') ?? [];
    const token = shown?.replace(/^bearer( +|$)/i, '');
    if (!token) return unauthorized({ 'www-authenticate': 'Bearer' });
    let claims: JWTPayload;
    try {
      claims = await verify(token, authorization, keys, clock);
    } catch (error) {
      return challenge(authorization, 'invalid_token', describe(error));
    }
    const { scopes } = authorization;
    const granted = scopesIn(claims);
    if (scopes.length > 0 && !scopes.some((scope) => granted.includes(scope))) {
      return challenge(authorization, 'insufficient_scope', 'the token does not have a scope of the route');
    }
    return {
      allowed: true,
      caller: { jwt: { claims: claimTexts(claims), scopes: scopes.length > 0 ? scopes : null } },
    };
  };
}

/** A claim that is not what the route asks for. */
class ClaimError extends Error {}

async function verify(
  token: string,
  { issuer, audiences }: JwtAuthorization,
  keys: IssuerKeys,
  clock: Clock,
): Promise<JWTPayload> {
  const now = clock.now();
  const issuerKeys = await keys.of(issuer);
  const { payload } = await jwtVerify(
    token,
    async (header, input) => {
      if (typeof header.kid !== 'string') throw new ClaimError('the token does not name its key');
      return issuerKeys(header, input);
    },
    { algorithms: ALGORITHMS, issuer, currentDate: new Date(now), requiredClaims: ['exp'] },
  );
  const { aud, iat, client_id: client } = payload;
  const meant = aud === undefined ? [client] : [aud].flat();
  if (!meant.some((one) => typeof one === 'string' && audiences.includes(one))) {
    throw new ClaimError('the token does not have a valid audience');
  }
  if (iat !== undefined && iat * 1000 > now) throw new ClaimError('the token was issued in the future');
  return payload;
}

/** Says in our words what is wrong; nothing of a token that nobody vouches for gets into a header. */
function describe(error: unknown): string {
  if (error instanceof ClaimError) return error.message;
  if (error instanceof IssuerUnreachableError) return 'the keys of the issuer cannot be read';
  if (error instanceof errors.JWTExpired) return 'the token has expired';
  if (error instanceof errors.JWTClaimValidationFailed && ['iss', 'exp', 'nbf', 'iat'].includes(error.claim)) {
    return `the token does not have a valid ${error.claim}`;
  }
  return 'the token is not valid';
}

function challenge(
  { scopes }: JwtAuthorization,
  error: 'invalid_token' | 'insufficient_scope',
  description: string,
): Decision {
  const value = `Bearer scope="${scopes.join(' ')}" error="${error}" error_description="${description}"`;
  return (error === 'invalid_token' ? unauthorized : forbidden)({ 'www-authenticate': value });
}

function scopesIn({ scope, scp }: JWTPayload): string[] {
  return [scope, scp].flat().flatMap((value) => (typeof value === 'string' ? value.split(' ') : []));
}

/** Claims reach a function as texts, lists as `[a b]`. */
function claimTexts(claims: JWTPayload): Record<string, string> {
  const text = (value: unknown): string => {
    if (Array.isArray(value)) return `[${value.map(text).join(' ')}]`;
    return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value);
  };
  return Object.fromEntries(Object.entries(claims).map(([name, value]) => [name, text(value)]));
}
