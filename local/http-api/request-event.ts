import type { IncomingHttpHeaders } from 'node:http';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import type { CallerContext } from './authorization.ts';

/** A request as the gateway received it. */
export interface GatewayRequest {
  method: string;
  /** Undecoded, without the query. */
  path: string;
  /** Undecoded, without the question mark. */
  query: string;
  /** Names and values in turn, as received (`IncomingMessage.rawHeaders`). */
  rawHeaders: string[];
  body: Buffer;
  sourceIp: string;
}

export interface RouteContext {
  routeKey: string;
  parameters: Record<string, string>;
  apiId: string;
  accountId: string;
  requestId: string;
  /** Milliseconds since the epoch. */
  time: number;
  /** Whom the route's authorizer found; undefined for an open route. */
  caller: CallerContext | undefined;
}

/** The media types whose bodies come as text; all others, and none, come as Base64 (as HTTP APIs were observed to do). */
const TEXT_TYPES = /^(text\/[^;]*|application\/(json|xml|javascript))\s*(;|$)/i;

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/**
 * The event of payload format 2.0 (API Gateway Developer Guide, "Create AWS Lambda proxy integrations for HTTP APIs").
 * @throws URIError if the path is not percent-encoded UTF-8.
 */
export function requestEvent(request: GatewayRequest, route: RouteContext): APIGatewayProxyEventV2 {
  const headers = joinHeaders(request.rawHeaders);
  const { cookie, ...others } = headers;
  const host = others['host'] ?? '';
  const isText = TEXT_TYPES.test(others['content-type'] ?? '');
  const queryParameters = joinQuery(request.query);
  // All of it, an escaped slash too, as HTTP APIs were observed to do.
  const path = decodeURIComponent(request.path);
  return {
    version: '2.0',
    routeKey: route.routeKey,
    rawPath: path,
    rawQueryString: request.query,
    ...(cookie === undefined ? {} : { cookies: cookie.split(/; */) }),
    headers: {
      ...others,
      'x-forwarded-for': request.sourceIp,
      'x-forwarded-port': host.split(':')[1] ?? '80',
      'x-forwarded-proto': 'http',
    },
    ...(Object.keys(queryParameters).length > 0 ? { queryStringParameters: queryParameters } : {}),
    ...(Object.keys(route.parameters).length > 0 ? { pathParameters: route.parameters } : {}),
    requestContext: {
      accountId: route.accountId,
      apiId: route.apiId,
      ...(route.caller ? { authorizer: route.caller } : {}),
      domainName: host,
      domainPrefix: host.split(/[.:]/)[0] ?? '',
      http: {
        method: request.method,
        path,
        protocol: 'HTTP/1.1',
        sourceIp: request.sourceIp,
        userAgent: others['user-agent'] ?? '',
      },
      requestId: route.requestId,
      routeKey: route.routeKey,
      stage: '$default',
      time: commonLogTime(route.time),
      timeEpoch: route.time,
    },
    ...(request.body.length > 0 ? { body: request.body.toString(isText ? 'utf8' : 'base64') } : {}),
    isBase64Encoded: request.body.length > 0 && !isText,
  };
}

/** Headers as Node has them: a signature is over each value as it was sent. */
export function headersOf(rawHeaders: string[]): IncomingHttpHeaders {
  return joinHeaders(rawHeaders);
}

/** Headers by lower-case name; what comes more than once is joined by a comma (cookies: by a semicolon). */
export function joinHeaders(rawHeaders: string[]): Record<string, string> {
  const headers: Record<string, string> = Object.create(null);
  for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
    const name = String(rawHeaders[index]).toLowerCase();
    const value = String(rawHeaders[index + 1]);
    const before = headers[name];
    headers[name] = before === undefined ? value : `${before}${name === 'cookie' ? '; ' : ','}${value}`;
  }
  return { ...headers };
}

/** Parameters by name; what comes more than once is joined by a comma. */
export function joinQuery(query: string): Record<string, string> {
  const parameters: Record<string, string> = Object.create(null);
  for (const [name, value] of new URLSearchParams(query)) {
    const before = parameters[name];
    parameters[name] = before === undefined ? value : `${before},${value}`;
  }
  return { ...parameters };
}

/** As `12/Mar/2026:19:03:58 +0000`. */
function commonLogTime(time: number): string {
  const date = new Date(time);
  const two = (number: number) => String(number).padStart(2, '0');
  const day = `${two(date.getUTCDate())}/${MONTHS[date.getUTCMonth()]}/${date.getUTCFullYear()}`;
  return `${day}:${two(date.getUTCHours())}:${two(date.getUTCMinutes())}:${two(date.getUTCSeconds())} +0000`;
}
