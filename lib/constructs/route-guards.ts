import { HttpNoneAuthorizer, type IHttpRouteAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2';
import { HttpIamAuthorizer, HttpJwtAuthorizer } from 'aws-cdk-lib/aws-apigatewayv2-authorizers';
import type { Access, Scope } from '../../functions/api/route-table.ts';

/** What stands before a route. */
export interface RouteGuard {
  authorizer: IHttpRouteAuthorizer;
  /** A token must have one of them. */
  scopes?: string[];
}

/** What stands before the routes of each kind of access. */
export type RouteGuards = Readonly<Record<Access, RouteGuard>>;

/** No guard: nobody asks who calls. */
export const OPEN: RouteGuard = { authorizer: new HttpNoneAuthorizer() };

const SIGNED: RouteGuard = { authorizer: new HttpIamAuthorizer() };

/** All requests are signed, those for the reader's page too: `precis open` signs them all. */
export const IAM_GUARDS: RouteGuards = { read: SIGNED, write: SIGNED, shell: SIGNED };

/** Anybody may read; files come into a bucket from people who are known alone. */
export const PUBLIC_GUARDS: RouteGuards = { read: OPEN, write: SIGNED, shell: OPEN };

/** Tokens of an issuer; whoever may write may read. The page is open, as people sign in by it. */
export function jwtGuards(issuer: string, audience: string[], scopes: Readonly<Record<Scope, string>>): RouteGuards {
  const authorizer = new HttpJwtAuthorizer('Jwt', issuer, { jwtAudience: audience });
  return {
    read: { authorizer, scopes: [scopes.read, scopes.write] },
    write: { authorizer, scopes: [scopes.write] },
    shell: OPEN,
  };
}
