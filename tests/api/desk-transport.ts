import type { ClientRequest, Transport } from '../../client/client.ts';
import { ROUTE_TABLE, type RouteKey, routeKeyOf } from '../../functions/api/route-table.ts';
import { RouteTable } from '../../local/http-api/route-table.ts';
import type { ApiDesk } from './api-desk.ts';

const table = new RouteTable(ROUTE_TABLE.map((entry) => ({ key: routeKeyOf(entry) })));

/**
 * Sends requests to the routes of a desk, as the gateway would.
 * @param sent gathers what was sent.
 */
export function transportTo(desk: ApiDesk, sent: ClientRequest[] = []): Transport {
  return async (request) => {
    sent.push(request);
    const { pathname, search } = new URL(request.path, 'https://desk.example');
    const match = table.match(request.method, pathname);
    if (!match) return Response.json({ message: 'Not Found' }, { status: 404 });
    const [id] = Object.values(match.parameters);
    const answer = await desk.ask(match.route.key as RouteKey, {
      ...(id === undefined ? {} : { id }),
      query: search.slice(1),
      headers: { ...request.headers },
      ...(request.body === undefined ? {} : { body: request.body }),
    });
    const body = answer.status === 204 ? null : answer.body;
    return new Response(body, { status: answer.status, headers: answer.headers });
  };
}
