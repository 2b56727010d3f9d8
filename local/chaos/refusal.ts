import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Principal } from '../contracts.ts';
import type { Chaos } from './chaos.ts';
import { leaveUnanswered } from './unanswered.ts';

/**
 * Lets go wrong with an allowed request what is to go wrong: its connection is broken, or it is to be refused.
 * @param permission that it needs: its action, on a resource.
 * @returns the code of the error that it is to be answered; undefined where it is to be done.
 * @throws LostRequestError where nobody is to be told.
 */
export function refusalOf(
  chaos: Chaos | undefined,
  request: IncomingMessage,
  response: ServerResponse,
  { arn }: Principal,
  permission: { action: string; resource: string },
): string | undefined {
  const traceId = request.headers['x-amzn-trace-id']?.toString();
  const fault = chaos?.request({ ...permission, caller: arn, traceId });
  if (fault?.kind === 'unanswered') leaveUnanswered(fault, response);
  return fault?.kind === 'refused' ? fault.code : undefined;
}
