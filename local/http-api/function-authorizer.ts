import type { Clock, LocalAccount } from '../contracts.ts';
import type { InvocationResult } from '../lambda/lambda-function.ts';
import type { FunctionAuthorization } from '../template/plan.ts';
import { isObject, type Json } from '../template/template.ts';
import {
  type AuthorizedEvent,
  type Decision,
  type FunctionAuthorizer,
  forbidden,
  refusal,
  requestArn,
  unauthorized,
} from './authorization.ts';
import { identityOf } from './identity-sources.ts';
import type { GatewayRequest } from './request-event.ts';
import { withinTime } from './within-time.ts';

export interface FunctionAuthorizerOptions {
  apiId: string;
  account: LocalAccount;
  /** The time by which decisions grow old. */
  clock: Clock;
  invoke(functionName: string, event: unknown): Promise<InvocationResult>;
}

/** The longest that an authorizer function may take (API Gateway quotas for HTTP APIs). */
const AUTHORIZER_TIMEOUT_MS = 10_000;

/**
 * Routes with a Lambda authorizer, payload format 2.0 with simple responses (API Gateway Developer Guide, "Control access
 * to HTTP APIs with AWS Lambda authorizers"): 401 without a request to the function where an identity source is missing,
 * 403 where it says no, 500 where it fails or makes no sense. Decisions are kept for their time by the whole identity.
 */
export function functionAuthorizer(options: FunctionAuthorizerOptions): FunctionAuthorizer {
  const kept = new Map<string, { decision: Decision; until: number }>();
  return async (request, authorization, event) => {
    const identity = identityOf(request, authorization.sources, event.routeKey);
    if (!identity) return unauthorized();
    const { authorizerId, ttlSeconds } = authorization;
    const key = JSON.stringify([authorizerId, ...identity]);
    const now = options.clock.now();
    const known = kept.get(key);
    if (known && now < known.until) return known.decision;

    const decision = await ask(request, authorization, identity, event, options);
    if (!decision) return refusal(500, 'Internal Server Error');
    for (const [old, { until }] of kept) if (until <= now) kept.delete(old);
    if (ttlSeconds > 0) kept.set(key, { decision, until: now + ttlSeconds * 1000 });
    return decision;
  };
}

/** @returns undefined where the function gives no decision. */
async function ask(
  request: GatewayRequest,
  { functionName, sources }: FunctionAuthorization,
  identity: string[],
  event: AuthorizedEvent,
  { account, apiId, invoke }: FunctionAuthorizerOptions,
): Promise<Decision | undefined> {
  const question = {
    ...event,
    version: '2.0',
    type: 'REQUEST',
    routeArn: requestArn(account, apiId, request),
    identitySource: sources.length === 0 ? null : identity,
  };
  const result = await withinTime(invoke(functionName, question), AUTHORIZER_TIMEOUT_MS).catch(() => undefined);
  return result && !result.failed ? readDecision(result.payload) : undefined;
}

function readDecision(payload: string): Decision | undefined {
  let answer: Json;
  try {
    answer = JSON.parse(payload);
  } catch {
    return undefined;
  }
  if (!isObject(answer) || typeof answer['isAuthorized'] !== 'boolean') return undefined;
  const { isAuthorized, context } = answer;
  if (!isAuthorized) return forbidden();
  if (context !== undefined && context !== null && !isObject(context)) return undefined;
  return { allowed: true, caller: { lambda: context ?? {} } };
}
