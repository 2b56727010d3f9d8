import type { ApiContext, Route } from '../context.ts';
import { type ApiRequest, negotiate, respondJson } from '../http.ts';
import { objectTrace } from '../object-trace.ts';
import { readId } from '../parameters.ts';
import { ProblemError } from '../problem.ts';
import { refuseParameters } from '../query.ts';
import type { VersionList } from '../responses.ts';

/** `GET /v1/briefs/{id}/versions`: every version that was ever current, newest first. */
export const listVersions: Route = async (request: ApiRequest, context: ApiContext) => {
  negotiate(request, ['application/json']);
  refuseParameters(request.query);
  const id = readId(request.parameters['id']);
  const versions = await context.store.getVersions(id, context.now());
  const [shown] = [...versions.filter(({ current }) => current), ...versions];
  if (shown === undefined) throw new ProblemError('not-found', `There is no brief ${id}.`);
  const items = versions.map(({ version, state, current }) => ({ version, state, current }));
  return respondJson(request, { items } satisfies VersionList, objectTrace(id, shown.version));
};
