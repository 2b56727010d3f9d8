import type { ApiContext, Route } from '../context.ts';
import { type ApiRequest, negotiate, respond, respondJson } from '../http.ts';
import { nextLink } from '../next-page.ts';
import { ListParameters } from '../parameters.ts';
import { readQuery } from '../query.ts';
import type { BriefPage } from '../responses.ts';

/** `GET /v1/briefs`: cards, newest first, as JSON or CSV. */
export const listBriefs: Route = async (request: ApiRequest, context: ApiContext) => {
  const mediaType = negotiate(request, ['application/json', 'text/csv']);
  const page = await context.store.listBriefs(readQuery(ListParameters(), request.query), context.now());
  const links = nextLink(request, page.next);
  if (mediaType === 'text/csv') {
    const { renderCsv } = await import('../../core/render/csv.ts');
    const headers = { ...links, 'content-disposition': 'inline; filename="briefs.csv"' };
    return respond(request, mediaType, renderCsv(page.items.map(({ card }) => card)), headers);
  }
  const items = page.items.map(({ card, version, duplicateOf, matches }) => ({
    ...card,
    version,
    duplicateOf,
    ...(matches === undefined ? {} : { matches: [...matches] }),
  }));
  const body: BriefPage = { items, ...(page.next === undefined ? {} : { next: page.next }) };
  return respondJson(request, body, links);
};
