import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { AuthorizedContext } from './authorization.ts';
import { callerOf } from './caller.ts';
import type { ApiRequest } from './http.ts';

/** A request of the gateway (payload format 2.0) as the routes see it. */
export function requestOf(event: APIGatewayProxyEventV2): ApiRequest {
  const { http, domainName } = event.requestContext;
  // It becomes part of links, and its header is one that a caller may send as well.
  const scheme = event.headers['x-forwarded-proto'] === 'http' ? 'http' : 'https';
  const body = event.isBase64Encoded ? Buffer.from(event.body ?? '', 'base64').toString() : event.body;
  return {
    method: http.method,
    caller: callerOf(event.requestContext as AuthorizedContext),
    origin: `${scheme}://${domainName}`,
    path: http.path,
    parameters: definedParameters(event.pathParameters),
    query: new URLSearchParams(event.rawQueryString),
    headers: event.headers,
    body,
  };
}

function definedParameters(parameters: APIGatewayProxyEventV2['pathParameters']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(parameters ?? {}).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
