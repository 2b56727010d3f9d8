import type { IncomingMessage, ServerResponse } from 'node:http';
import { basename } from 'node:path';
import type { ApiContext } from '../../functions/api/context.ts';
import { dispatch } from '../../functions/api/dispatch.ts';
import { ROUTE_TABLE, type RouteEntry, routeKeyOf } from '../../functions/api/route-table.ts';
import type { ReaderSettings } from '../../functions/api/routes/reader.ts';
import { ROUTES } from '../../functions/api/routes.ts';
import { buildReader } from '../../lib/reader-bundle.ts';
import { RouteTable } from '../../local/http-api/route-table.ts';
import { serveLoopback } from '../../local/loopback-server.ts';
import type { Runtime } from '../../local/runtime.ts';

/** A server of the page before a runtime, for a page that is told something else than the runtime tells its own. */
export interface Front {
  readonly url: string;
  close(): Promise<void>;
}

const shells = new RouteTable(
  ROUTE_TABLE.filter(({ access }) => access === 'shell').map((entry: RouteEntry) => ({ key: routeKeyOf(entry) })),
);

/**
 * @param settings what the page is told.
 * @param accepts whether a bearer token may read.
 */
export function startFront(
  runtime: Runtime,
  settings: Omit<ReaderSettings, 'files'>,
  accepts: (token: string | undefined) => boolean,
): Promise<Front> {
  const files = new Map(buildReader('/reader').map(({ path, contents }) => [basename(path), contents]));
  const context = { reader: { ...settings, files: async () => files } } as unknown as ApiContext;
  return serveLoopback((request, response) => {
    answer(request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', runtime.apiUrl);
    const shell = shells.match(request.method ?? '', url.pathname);
    if (shell !== undefined) return serveShell(url, shell.route.key, shell.parameters, response);
    const token = /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1];
    if (!accepts(token)) {
      // As the gateway says it.
      response.writeHead(401, { 'content-type': 'application/json' }).end('{"message":"Unauthorized"}');
      return;
    }
    const direct = await fetch(url, { headers: { accept: request.headers.accept ?? '*/*' } });
    response.writeHead(direct.status, { 'content-type': direct.headers.get('content-type') ?? '' });
    response.end(Buffer.from(await direct.arrayBuffer()));
  }

  async function serveShell(
    url: URL,
    key: ReturnType<typeof routeKeyOf>,
    parameters: Record<string, string>,
    response: ServerResponse,
  ): Promise<void> {
    const request = {
      method: 'GET',
      caller: 'public',
      origin: url.origin,
      path: url.pathname,
      parameters,
      query: url.searchParams,
    };
    const shown = await dispatch(ROUTES[key], { ...request, headers: {} }, context, (error) => {
      throw error;
    });
    response.writeHead(shown.status, shown.headers).end(shown.body);
  }
}
