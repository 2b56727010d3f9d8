import { ConfigurationError } from '../core/errors.ts';
import { ProblemError } from './problem.ts';
import type { Access, Scope } from './route-table.ts';

/** The group of those who may write, in the stack's own pool of users. */
export const WRITERS = 'writers';

/** How the deployment tells who may do what. */
export type Authorization =
  | { readonly mode: 'iam' | 'public' | 'token' }
  /** With the names that the scopes have in a token. */
  | { readonly mode: 'users' | 'jwt'; readonly scopes: Readonly<Record<Scope, string>> };

/** The part of a request that the gateway's authorizer has filled: nothing in it comes from the caller unverified. */
export interface AuthorizedContext {
  readonly authorizer?: unknown;
}

const NONE: ReadonlySet<Scope> = new Set();
const READ: ReadonlySet<Scope> = new Set(['read']);
const BOTH: ReadonlySet<Scope> = new Set(['read', 'write']);

/**
 * Reads the mode from the environment that the stack sets.
 * @throws ConfigurationError if it is missing or incomplete: no mode is taken for granted.
 */
export function authorizationOf(environment: Readonly<Record<string, string | undefined>>): Authorization {
  const mode = environment['AUTH_MODE'];
  if (mode === 'iam' || mode === 'public' || mode === 'token') return { mode };
  const read = environment['AUTH_READ_SCOPE'];
  const write = environment['AUTH_WRITE_SCOPE'];
  if ((mode === 'users' || mode === 'jwt') && read && write) return { mode, scopes: { read, write } };
  throw new ConfigurationError('The environment does not say who may call the API (AUTH_MODE).', {
    remedy: 'Deploy again: the stack sets it.',
  });
}

/**
 * What a caller may do. The gateway has let the request in by then; what it says of the caller decides how far.
 * @param requestContext of the event (payload format 2.0).
 */
export function scopesOf({ authorizer }: AuthorizedContext, authorization: Authorization): ReadonlySet<Scope> {
  switch (authorization.mode) {
    case 'iam':
      // The caller's own IAM policy has decided, route by route.
      return isRecord(member(authorizer, 'iam')) ? BOTH : NONE;
    case 'public':
      return isRecord(member(authorizer, 'iam')) ? BOTH : READ;
    case 'token': {
      const scope = member(member(authorizer, 'lambda'), 'scope');
      if (scope === 'write') return BOTH;
      return scope === 'read' ? READ : NONE;
    }
    case 'users':
    case 'jwt': {
      const claims = member(member(authorizer, 'jwt'), 'claims');
      // An access token has `scope` (RFC 9068, 2.2.3), those of some providers `scp`.
      const granted = [...listOf(member(claims, 'scope')), ...listOf(member(claims, 'scp'))];
      const { read, write } = authorization.scopes;
      // Whoever signs in asks for both scopes: which people may write, their group tells.
      const mayWrite = authorization.mode === 'jwt' || groupsOf(member(claims, 'cognito:groups')).includes(WRITERS);
      if (granted.includes(write) && mayWrite) return BOTH;
      return granted.includes(read) || granted.includes(write) ? READ : NONE;
    }
  }
}

/**
 * @param access that a route asks for; the reader's page (`shell`) asks for none.
 * @throws ProblemError `forbidden` where the caller lacks it.
 */
export function requireScope(scopes: ReadonlySet<Scope>, access: Access): void {
  if (access === 'shell' || scopes.has(access)) return;
  throw new ProblemError(
    'forbidden',
    access === 'write' ? 'You may read, but not write.' : 'You are known, but may not read.',
  );
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A property of the value itself, never one that all objects have. */
function member(value: unknown, name: string): unknown {
  return isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** Scopes: words between spaces; the gateway hands on a list as the text `[a b]`. */
function listOf(claim: unknown): string[] {
  if (typeof claim !== 'string') return [];
  return (bracketed(claim) ?? claim).split(' ').filter(Boolean);
}

/** Groups: a list always, also of one. A text without brackets is a claim of another making. */
function groupsOf(claim: unknown): string[] {
  if (typeof claim !== 'string') return [];
  return (bracketed(claim) ?? '').split(' ').filter(Boolean);
}

function bracketed(text: string): string | undefined {
  return text.startsWith('[') && text.endsWith(']') ? text.slice(1, -1) : undefined;
}
