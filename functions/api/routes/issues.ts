import { groupIssues } from '../../core/dossier/issue-groups.ts';
import type { ApiContext, Route } from '../context.ts';
import { type ApiRequest, negotiate, respondJson } from '../http.ts';
import { nextLink } from '../next-page.ts';
import { IssueParameters } from '../parameters.ts';
import { readQuery } from '../query.ts';
import type { IssuePage } from '../responses.ts';

/** `GET /v1/issues`: unresolved issues of one page of briefs, grouped by topic, the one seen open last first. */
export const listIssues: Route = async (request: ApiRequest, context: ApiContext) => {
  negotiate(request, ['application/json']);
  const { state, ...filters } = readQuery(IssueParameters(), request.query);
  const view = `issues ${state ?? ''}`;
  const { items, next } = await context.store.listWholeBriefs({ ...filters, view }, context.now());
  const page: IssuePage = {
    items: groupIssues(items, state),
    briefs: items.length,
    ...(next === undefined ? {} : { next }),
  };
  return respondJson(request, page, nextLink(request, next));
};
