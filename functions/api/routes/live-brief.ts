import type { ApiContext } from '../context.ts';
import { ProblemError } from '../problem.ts';

/**
 * The brief that is shown under an id now.
 * @throws ProblemError `not-found` where there never was one, `removed` or `rejected` where there is none any more.
 */
export async function liveBrief(id: string, context: ApiContext) {
  const found = await context.store.getBrief(id, context.now());
  if (found === undefined) throw new ProblemError('not-found', `There is no brief ${id}.`);
  if (found.state === 'removed') throw new ProblemError('removed', 'The article was removed from the inbox.');
  if (found.state === 'rejected') throw new ProblemError('rejected', found.rejection.reason);
  return found;
}
