import type { IdentitySource } from '../template/plan.ts';
import { type GatewayRequest, joinHeaders, joinQuery } from './request-event.ts';

/**
 * What a request holds in the places that say who calls.
 * @returns undefined where one of them is missing or empty.
 */
export function identityOf(
  request: GatewayRequest,
  sources: readonly IdentitySource[],
  routeKey: string,
): string[] | undefined {
  const headers = joinHeaders(request.rawHeaders);
  const query = joinQuery(request.query);
  const values = sources.map((source) => {
    if (source.from === 'routeKey') return routeKey;
    const place = source.from === 'header' ? headers : query;
    return Object.hasOwn(place, source.name) ? place[source.name] : undefined;
  });
  return values.every((value): value is string => value !== undefined && value !== '') ? values : undefined;
}
