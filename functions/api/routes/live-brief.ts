import type { ApiContext } from '../context.ts';
import { objectTrace } from '../object-trace.ts';
import { ProblemError } from '../problem.ts';

export type LiveBrief = Awaited<ReturnType<typeof liveBrief>>;

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

/**
 * One version of a brief, whether or not it is the one that is shown now, with its trace as a header.
 * @throws ProblemError `removed` where the brief is, whatever of it is kept; `not-found` for a version that is not kept.
 */
export async function liveVersion(id: string, version: string, context: ApiContext): Promise<LiveBrief> {
  const now = context.now();
  const current = await context.store.getBrief(id, now);
  if (current?.state === 'removed') {
    throw new ProblemError('removed', 'The article was removed from the inbox.', [], objectTrace(id, current.version));
  }
  const found = current?.version === version ? current : await context.store.getVersion(id, version, now);
  if (found?.state !== 'live') throw new ProblemError('not-found', `No such version of the brief ${id} is kept.`);
  return { ...found, trace: objectTrace(id, found.version) };
}
