import type { ApiContext, Route } from '../context.ts';
import { type ApiRequest, negotiate, respondJson } from '../http.ts';
import { ListParameters } from '../parameters.ts';
import { readQuery } from '../query.ts';
import type { BriefPage } from '../responses.ts';

/** `GET /v1/briefs`: cards, newest first. */
export const listBriefs: Route = async (request: ApiRequest, context: ApiContext) => {
  negotiate(request, ['application/json']);
  const page = await context.store.listBriefs(readQuery(ListParameters, request.query), context.now());
  const items = page.items.map(({ card, version, duplicateOf, matches }) => ({
    ...card,
    version,
    duplicateOf,
    ...(matches === undefined ? {} : { matches: [...matches] }),
  }));
  return respondJson(request, { items, ...(page.next === undefined ? {} : { next: page.next }) } satisfies BriefPage);
};
