import type { FunctionPlan, Plan } from './plan.ts';

/**
 * The functions that something on this machine calls: a queue, a route, an authorizer of one or a schedule. What CloudFormation alone
 * would call, when a stack is deleted, never runs here, and needs no sandbox.
 */
export function calledFunctions({ functions, eventSources, schedules, apis }: Plan): FunctionPlan[] {
  const called = new Set([...eventSources, ...schedules].map(({ functionName }) => functionName));
  for (const { functionName, authorization } of apis.flatMap(({ routes }) => routes)) {
    called.add(functionName);
    if (typeof authorization === 'object' && authorization.type === 'CUSTOM') called.add(authorization.functionName);
  }
  return functions.filter(({ name }) => called.has(name));
}
