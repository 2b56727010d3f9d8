import type { ApiContext } from '../context.ts';
import { objectTrace } from '../object-trace.ts';
import { ProblemError } from '../problem.ts';

/**
 * The brief that is shown under an id now, with its trace as a header; the errors have theirs.
 * @throws ProblemError `not-found` where there never was one, `removed` or `rejected` where there is none any more.
 */
export async function liveBrief(id: string, context: ApiContext) {
  const found = await context.store.getBrief(id, context.now());
  if (found === undefined) throw new ProblemError('not-found', `There is no brief ${id}.`);
  const trace = objectTrace(id, found.version);
  if (found.state === 'removed')
    throw new ProblemError('removed', 'The article was removed from the inbox.', [], trace);
  if (found.state === 'rejected') throw new ProblemError('rejected', found.rejection.reason, [], trace);
  return { ...found, trace };
}
