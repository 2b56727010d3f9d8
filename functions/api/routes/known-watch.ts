import { UnknownWatchError } from '../../core/ledger/read-changes.ts';
import { ProblemError } from '../problem.ts';
import { WRONG_PARAMETERS } from '../query.ts';

/**
 * What `read` gives. A watch that there is not is told as what the request names it in: its address (`not-found`), or the
 * parameter `watch` (`invalid-request`).
 * @throws ProblemError
 */
export async function withKnownWatch<T>(kind: 'not-found' | 'invalid-request', read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    if (!(error instanceof UnknownWatchError)) throw error;
    if (kind === 'not-found') throw new ProblemError(kind, error.message);
    throw new ProblemError(kind, WRONG_PARAMETERS, [{ field: 'watch', message: error.message }]);
  }
}
