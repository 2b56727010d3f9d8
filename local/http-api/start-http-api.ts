import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Clock, LocalAccount, LocalService } from '../contracts.ts';
import { RequestTooLargeError, ThrottledError } from '../lambda/function-pool.ts';
import type { InvocationResult } from '../lambda/lambda-function.ts';
import type { ApiPlan, RoutePlan } from '../template/plan.ts';
import { functionResponse, type GatewayResponse, gatewayMessage } from './function-response.ts';
import { requestEvent } from './request-event.ts';
import { type RouteMatch, RouteTable } from './route-table.ts';
import { isSameOrigin } from './same-origin.ts';

export interface HttpApiOptions {
  api: Pick<ApiPlan, 'id' | 'routes'>;
  /** 0 or absent: any free port. */
  port?: number;
  account: LocalAccount;
  clock: Clock;
  /** Whom routes with `AWS_IAM` take the caller for: on this machine nobody needs to sign. */
  caller: { accessKeyId: string; arn: string };
  invoke(functionName: string, event: unknown): Promise<InvocationResult>;
}

/** The largest request (API Gateway quotas for HTTP APIs): 10 MB. */
const MAXIMUM_BODY_BYTES = 10 * 1024 * 1024;

/** Responses without a body (RFC 9110, 15). */
const WITHOUT_BODY = new Set([204, 304]);

/**
 * Starts an HTTP API on 127.0.0.1, with payload format 2.0. It answers only requests that name it as their host and come
 * from no other origin; signatures of `AWS_IAM` routes are not asked for.
 */
export async function startHttpApi(options: HttpApiOptions): Promise<LocalService> {
  const routes = new RouteTable(options.api.routes);
  const server = createServer((request, response) => {
    const requestId = randomBytes(12).toString('base64url');
    const { port } = request.socket.address() as AddressInfo;
    answerRequest(request, port, requestId, routes, options)
      .then((answer) => send(request, response, requestId, answer))
      .catch(() => send(request, response, requestId, gatewayMessage(500, 'Internal Server Error')))
      .catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  let closed: Promise<void> | undefined;
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      closed ??= new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      });
      return closed;
    },
  };
}

async function answerRequest(
  request: IncomingMessage,
  port: number,
  requestId: string,
  routes: RouteTable<RoutePlan>,
  options: HttpApiOptions,
): Promise<GatewayResponse> {
  const { method = 'GET', url = '/', headers } = request;
  if (!isSameOrigin(headers.host, headers.origin, port)) {
    return gatewayMessage(403, 'Forbidden');
  }
  const question = url.indexOf('?');
  const path = question < 0 ? url : url.slice(0, question);
  let match: RouteMatch<RoutePlan> | undefined;
  try {
    match = routes.match(method, path);
    decodeURI(path);
  } catch (error) {
    if (error instanceof URIError) return gatewayMessage(400, 'Bad Request');
    throw error;
  }
  if (!match) return gatewayMessage(404, 'Not Found');
  const body = await readBody(request);
  if (!body) return gatewayMessage(413, 'Request Entity Too Large');
  const { route, parameters } = match;
  const event = requestEvent(
    {
      method,
      path,
      query: question < 0 ? '' : url.slice(question + 1),
      rawHeaders: request.rawHeaders,
      body,
      sourceIp: request.socket.remoteAddress ?? '127.0.0.1',
    },
    {
      routeKey: route.key,
      parameters,
      apiId: options.api.id,
      accountId: options.account.accountId,
      requestId,
      time: Math.floor(options.clock.now()),
      caller: route.authorization === 'AWS_IAM' ? options.caller : undefined,
    },
  );
  return integrate(options.invoke(route.functionName, event), route.timeoutMs);
}

/**
 * Waits for the function as long as the gateway does. An HTTP API answers 500 for a function that failed, and 503 for
 * one that is too slow or throttled (a REST API would say 502 and 504).
 */
async function integrate(invocation: Promise<InvocationResult>, timeoutMs: number): Promise<GatewayResponse> {
  let timer: NodeJS.Timeout | undefined;
  const tooLate = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), timeoutMs);
  });
  try {
    const result = await Promise.race([invocation, tooLate]);
    if (!result) return gatewayMessage(503, 'Service Unavailable');
    return result.failed ? gatewayMessage(500, 'Internal Server Error') : functionResponse(result.payload);
  } catch (error) {
    if (error instanceof ThrottledError) return gatewayMessage(503, 'Service Unavailable');
    if (error instanceof RequestTooLargeError) return gatewayMessage(413, 'Request Too Long');
    throw error;
  } finally {
    clearTimeout(timer);
    // Late, it fails for nobody.
    invocation.catch(() => undefined);
  }
}

function send(request: IncomingMessage, response: ServerResponse, requestId: string, answer: GatewayResponse): void {
  const { status, headers, body } = answer;
  const length = WITHOUT_BODY.has(status) ? {} : { 'content-length': body.length };
  response.writeHead(status, { 'apigw-requestid': requestId, ...headers, ...length });
  response.end(request.method === 'HEAD' || WITHOUT_BODY.has(status) ? undefined : body);
}

/** @returns undefined for a body over the limit. */
async function readBody(request: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += chunk.length;
    if (bytes <= MAXIMUM_BODY_BYTES) chunks.push(chunk);
  }
  return bytes > MAXIMUM_BODY_BYTES ? undefined : Buffer.concat(chunks);
}
