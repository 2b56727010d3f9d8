import { InvalidCursorError, InvalidRequestError, TransientError } from '../core/errors.ts';
import type { ApiContext, Route } from './context.ts';
import type { ApiRequest, ApiResponse } from './http.ts';
import { ProblemError, problemOf } from './problem.ts';
import { WRONG_PARAMETERS } from './query.ts';
import type { Problem } from './responses.ts';

/** What went wrong on our side is for the log; the caller is told only that it did. */
function asProblem(error: unknown): ProblemError {
  if (error instanceof ProblemError) return error;
  if (error instanceof InvalidCursorError) {
    const message = [error.message, error.remedy].filter(Boolean).join(' ');
    return new ProblemError('invalid-request', WRONG_PARAMETERS, [{ field: 'cursor', message }]);
  }
  if (error instanceof InvalidRequestError) return new ProblemError('invalid-request', error.message);
  if (error instanceof TransientError)
    return new ProblemError('try-again', 'The table or the bucket is busy. Try again.');
  return new ProblemError('internal', 'The log has the reason under the trace id of this answer.');
}

/** Seconds after which what is busy is worth another try (RFC 9110, 10.2.3). */
const RETRY_AFTER_SECONDS = 1;

function problemResponse(problem: Problem, headers: Readonly<Record<string, string>>): ApiResponse {
  const later: Record<string, string> = problem.status === 503 ? { 'retry-after': `${RETRY_AFTER_SECONDS}` } : {};
  return {
    status: problem.status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store', ...later, ...headers },
    body: JSON.stringify(problem),
  };
}

/**
 * Runs a route and turns whatever it throws into a problem (RFC 9457).
 * @param onFault is told of errors that are ours, not the caller's.
 */
export async function dispatch(
  route: Route,
  request: ApiRequest,
  context: ApiContext,
  onFault: (error: unknown) => void,
): Promise<ApiResponse> {
  try {
    return await route(request, context);
  } catch (error) {
    const problem = asProblem(error);
    if (problem.kind === 'internal' || problem.kind === 'try-again') onFault(error);
    return problemResponse(problemOf(problem, request.path), problem.headers);
  }
}
