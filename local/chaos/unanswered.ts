import type { ServerResponse } from 'node:http';
import type { ServiceFault } from './chaos.ts';

/** A request was to be lost: nobody is to be told, the connection is broken already. */
export class LostRequestError extends Error {}

/**
 * Breaks the connection of a request instead of answering it: now, or, where the request is to be done, as soon as its
 * answer begins.
 * @throws LostRequestError where it is not to be done.
 */
export function leaveUnanswered(fault: Extract<ServiceFault, { kind: 'unanswered' }>, response: ServerResponse): void {
  let isCut = false;
  const cut = () => {
    if (isCut) return;
    isCut = true;
    fault.cut();
    response.destroy();
  };
  response.writeHead = () => {
    cut();
    return response;
  };
  if (fault.done) return;
  cut();
  throw new LostRequestError('The request was lost on its way.');
}
