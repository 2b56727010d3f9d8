import { timingSafeEqual } from 'node:crypto';
import { type Access, ROUTE_TABLE, routeKeyOf, type Scope } from '../api/route-table.ts';
import { hashOf, isToken, type StoredToken, type TokenList } from './token-list.ts';

/** What the gateway is told of a caller, and hands on to the api function. */
export interface Verdict {
  isAuthorized: boolean;
  context: { scope: Scope; name: string } | Record<string, never>;
}

const REFUSED: Verdict = { isAuthorized: false, context: {} };

/** The token of an `Authorization` header (RFC 6750, 2.1); undefined where it is none of ours. */
export function bearerOf(header: string | undefined): string | undefined {
  const token = /^Bearer +(\S+)$/i.exec(header ?? '')?.[1];
  return token !== undefined && isToken(token) ? token : undefined;
}

/** What a route asks for, by the gateway's key of it (`GET /v1/briefs`); undefined for one that there is not. */
export function accessOf(routeKey: string): Access | undefined {
  const asked = routeKey.replace(/^HEAD /, 'GET ');
  return ROUTE_TABLE.find((route) => routeKeyOf(route) === asked)?.access;
}

/**
 * Whether a token is good for a route. It is compared with every hash, so that the time says nothing of where it is.
 * @param now milliseconds since the epoch.
 */
export function judge({ tokens }: TokenList, token: string, routeKey: string, now: number): Verdict {
  const given = hashOf(token);
  let found: StoredToken | undefined;
  for (const stored of tokens) if (timingSafeEqual(given, Buffer.from(stored.sha256, 'hex'))) found = stored;
  if (!found || (found.expiresAt !== undefined && Date.parse(found.expiresAt) <= now)) return REFUSED;
  const access = accessOf(routeKey);
  if (access === undefined || (access === 'write' && found.scope !== 'write')) return REFUSED;
  return { isAuthorized: true, context: { scope: found.scope, name: found.name } };
}
