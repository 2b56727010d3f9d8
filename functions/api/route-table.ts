/**
 * Every route of the API and what a caller needs for it: the one list from which the infrastructure makes the gateway's
 * routes, the function its router, and the OpenAPI document its operations.
 */

/** What a caller may do. */
export const SCOPES = ['read', 'write'] as const;
export type Scope = (typeof SCOPES)[number];

/**
 * `read` and `write` ask for a caller with that scope. `shell` is the reader's page without any data: it may be open
 * where people sign in by it.
 */
export type Access = Scope | 'shell';

export interface RouteEntry {
  /** `GET` is answered to HEAD as well, without a body. */
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** As API Gateway writes paths: `/v1/briefs/{id}`. */
  readonly path: string;
  readonly access: Access;
}

export const ROUTE_TABLE = [
  { method: 'GET', path: '/v1/briefs', access: 'read' },
  { method: 'GET', path: '/v1/briefs/{id}', access: 'read' },
  { method: 'GET', path: '/v1/briefs/{id}/article', access: 'read' },
  { method: 'GET', path: '/v1/briefs/{id}/versions', access: 'read' },
  { method: 'GET', path: '/v1/briefs/{id}/notes', access: 'read' },
  { method: 'POST', path: '/v1/briefs/{id}/notes', access: 'write' },
  { method: 'GET', path: '/v1/parties', access: 'read' },
  { method: 'GET', path: '/v1/parties/{id}', access: 'read' },
  { method: 'GET', path: '/v1/issues', access: 'read' },
  { method: 'GET', path: '/v1/feed', access: 'read' },
  { method: 'GET', path: '/v1/changes', access: 'read' },
  { method: 'GET', path: '/v1/digest', access: 'read' },
  { method: 'GET', path: '/v1/calendar', access: 'read' },
  { method: 'GET', path: '/v1/calendar.ics', access: 'read' },
  { method: 'GET', path: '/v1/watches', access: 'read' },
  { method: 'GET', path: '/v1/watches/{id}', access: 'read' },
  { method: 'PUT', path: '/v1/watches/{id}', access: 'write' },
  { method: 'DELETE', path: '/v1/watches/{id}', access: 'write' },
  { method: 'GET', path: '/v1/watches/{id}/changes', access: 'read' },
  { method: 'GET', path: '/v1/uploads', access: 'read' },
  { method: 'POST', path: '/v1/uploads', access: 'write' },
  { method: 'GET', path: '/v1/uploads/{uploadId}', access: 'read' },
  { method: 'GET', path: '/openapi.json', access: 'read' },
  { method: 'GET', path: '/', access: 'shell' },
  { method: 'GET', path: '/b/{id}', access: 'shell' },
  { method: 'GET', path: '/parties', access: 'shell' },
  { method: 'GET', path: '/parties/{id}', access: 'shell' },
  { method: 'GET', path: '/issues', access: 'shell' },
  { method: 'GET', path: '/assets/{name}', access: 'shell' },
] as const satisfies readonly RouteEntry[];

type KeyOf<Entry extends RouteEntry> = Entry extends RouteEntry ? `${Entry['method']} ${Entry['path']}` : never;
/** A route as API Gateway names it: `GET /v1/briefs`. */
export type RouteKey = KeyOf<(typeof ROUTE_TABLE)[number]>;
/** A route that serves data, and no page of the reader. */
export type DataRouteKey = KeyOf<Exclude<(typeof ROUTE_TABLE)[number], { access: 'shell' }>>;

/** The methods under which a route is reached. */
export function methodsOf({ method }: RouteEntry): readonly ('HEAD' | RouteEntry['method'])[] {
  return method === 'GET' ? ['GET', 'HEAD'] : [method];
}

export function routeKeyOf({ method, path }: RouteEntry): RouteKey {
  return `${method} ${path}` as RouteKey;
}
