import type { ApiContext, Route } from '../context.ts';
import { type ApiRequest, negotiate, respond } from '../http.ts';
import { addressWith, nextLink } from '../next-page.ts';
import { FeedParameters } from '../parameters.ts';
import { readQuery } from '../query.ts';

/** `GET /v1/feed`: an Atom feed of a list, in the order of arrival: by publication, what comes late would be missed. */
export const getFeed: Route = async (request: ApiRequest, context: ApiContext) => {
  const mediaType = negotiate(request, ['application/atom+xml']);
  const query = readQuery(FeedParameters(), request.query);
  const { items, next } = await context.store.listBriefs({ ...query, order: 'received' }, context.now());
  const { renderAtom } = await import('../../core/render/atom.ts');
  const feed = renderAtom({
    title: 'Precis: briefs',
    url: addressWith(request, undefined),
    selfUrl: addressWith(request, query.cursor),
    nextUrl: next === undefined ? undefined : addressWith(request, next),
    baseUrl: request.origin,
    cards: items.map(({ card }) => card),
  });
  return respond(request, mediaType, feed, nextLink(request, next));
};
