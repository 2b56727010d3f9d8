import type { CachedReading } from './cached-reading.ts';
import { bearerOf, judge, type Verdict } from './judge.ts';
import type { TokenList } from './token-list.ts';

/** How old the list of tokens may be where a token is found in it: a revoked one is good for as long. */
const LIST_AGE_MS = 60_000;
/** And where it is not: it may have been made just now, and the gateway would keep the refusal for minutes. */
const LIST_AGE_UNKNOWN_MS = 5_000;

/** What the gateway tells of a request; only what is used. */
export interface AuthorizerRequest {
  routeKey: string;
  /** The `Authorization` header. */
  authorization: string | undefined;
}

/**
 * Whether a caller may call a route. Rejects as the reading of the tokens does.
 * @param tokens the list as it is stored; empty where there is none.
 * @param now milliseconds since the epoch.
 */
export async function authorize(
  { routeKey, authorization }: AuthorizerRequest,
  tokens: CachedReading<TokenList>,
  now: () => number,
): Promise<Verdict> {
  const token = bearerOf(authorization);
  if (token === undefined) return { isAuthorized: false, context: {} };
  const verdict = judge(await tokens.get(LIST_AGE_MS), token, routeKey, now());
  return verdict.isAuthorized ? verdict : judge(await tokens.get(LIST_AGE_UNKNOWN_MS), token, routeKey, now());
}
