import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readBoundedBody } from '../bounded-body.ts';
import { systemClock } from '../clock.ts';
import type { Clock, LocalAccount, LocalService, Principals } from '../contracts.ts';
import { RequestTooLargeError, ThrottledError } from '../lambda/function-pool.ts';
import type { InvocationResult } from '../lambda/lambda-function.ts';
import type { ApiPlan, RoutePlan } from '../template/plan.ts';
import type { Decision, FunctionAuthorizer, IamAuthorizer, JwtAuthorizer } from './authorization.ts';
import { allowsOrigin, preflightAnswer, withCors } from './cors.ts';
import { functionAuthorizer } from './function-authorizer.ts';
import { functionResponse, type GatewayResponse, gatewayMessage } from './function-response.ts';
import { iamAuthorizer } from './iam-authorizer.ts';
import { IssuerKeys } from './issuer-keys.ts';
import { jwtAuthorizer } from './jwt-authorizer.ts';
import { type GatewayRequest, type RouteContext, requestEvent } from './request-event.ts';
import { type RouteMatch, RouteTable } from './route-table.ts';
import { isLoadedElsewhere, isOwnHost, isOwnOrigin } from './same-origin.ts';
import { withinTime } from './within-time.ts';

export interface HttpApiOptions {
  api: Pick<ApiPlan, 'id' | 'routes' | 'cors'>;
  /** 0 or absent: any free port. */
  port?: number;
  account: LocalAccount;
  clock: Clock;
  /** The time by which signatures and tokens expire: that of the signers, so by default the machine's. */
  signatureClock?: Clock;
  /** Who may sign requests to routes with `AWS_IAM`. */
  principals: Principals;
  /** Whom routes with `AWS_IAM` take a caller for who does not sign: on this machine nobody needs to. */
  caller: { accessKeyId: string; arn: string };
  /** Whether requests to routes with `AWS_IAM` must be signed, as in AWS. */
  requireSignatures?: boolean;
  /** Where this machine's own issuers of tokens are, by their name in tokens. */
  localIssuers?: ReadonlyMap<string, string>;
  invoke(functionName: string, event: unknown): Promise<InvocationResult>;
}

/** The largest request (API Gateway quotas for HTTP APIs): 10 MB. */
const MAXIMUM_BODY_BYTES = 10 * 1024 * 1024;

/** Responses without a body (RFC 9110, 15). */
const WITHOUT_BODY = new Set([204, 304]);

/**
 * Starts an HTTP API on 127.0.0.1, with payload format 2.0. It answers only requests that name it as their host and come
 * from no page but its own and those of its CORS configuration, and only callers whom the route's authorizer lets pass.
 */
export async function startHttpApi(options: HttpApiOptions): Promise<LocalService> {
  const gateway = gatewayOf(options);
  const server = createServer((request, response) => {
    const requestId = randomBytes(12).toString('base64url');
    const { port } = request.socket.address() as AddressInfo;
    answerRequest(request, port, requestId, gateway)
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

/** What all requests of one API share. */
interface Gateway {
  options: HttpApiOptions;
  routes: RouteTable<RoutePlan>;
  iam: IamAuthorizer;
  jwt: JwtAuthorizer;
  ofFunction: FunctionAuthorizer;
}

function gatewayOf(options: HttpApiOptions): Gateway {
  const { account, api, clock, caller, invoke, requireSignatures, principals } = options;
  const signatureClock = options.signatureClock ?? systemClock();
  return {
    options,
    routes: new RouteTable(api.routes),
    iam: iamAuthorizer({
      apiId: api.id,
      account,
      principals,
      signatureClock,
      unsigned: requireSignatures ? undefined : caller,
    }),
    jwt: jwtAuthorizer(new IssuerKeys(options.localIssuers ?? new Map()), signatureClock),
    ofFunction: functionAuthorizer({ apiId: api.id, account, clock, invoke }),
  };
}

async function answerRequest(
  request: IncomingMessage,
  port: number,
  requestId: string,
  gateway: Gateway,
): Promise<GatewayResponse> {
  const { cors } = gateway.options.api;
  const { host, origin } = request.headers;
  const isAllowed =
    origin === undefined
      ? !isLoadedElsewhere(request.headers)
      : isOwnOrigin(origin, port) || allowsOrigin(cors, origin);
  if (!isOwnHost(host, port) || !isAllowed) return gatewayMessage(403, 'Forbidden');
  const isPreflight = request.method === 'OPTIONS' && request.headers['access-control-request-method'] !== undefined;
  if (cors && isPreflight && origin !== undefined && allowsOrigin(cors, origin)) return preflightAnswer(cors, origin);
  return withCors(await answerRoute(request, requestId, gateway), cors, origin);
}

async function answerRoute(
  message: IncomingMessage,
  requestId: string,
  { options, routes, ...authorizers }: Gateway,
): Promise<GatewayResponse> {
  const { method = 'GET', url = '/' } = message;
  const question = url.indexOf('?');
  const path = question < 0 ? url : url.slice(0, question);
  let match: RouteMatch<RoutePlan> | undefined;
  try {
    match = routes.match(method, path);
    decodeURIComponent(path);
  } catch (error) {
    if (error instanceof URIError) return gatewayMessage(400, 'Bad Request');
    throw error;
  }
  if (!match) return gatewayMessage(404, 'Not Found');
  const body = await readBoundedBody(message, MAXIMUM_BODY_BYTES);
  if (!body) return gatewayMessage(413, 'Request Entity Too Large');
  const { route, parameters } = match;
  const request: GatewayRequest = {
    method,
    path,
    query: question < 0 ? '' : url.slice(question + 1),
    rawHeaders: message.rawHeaders,
    body,
    sourceIp: message.socket.remoteAddress ?? '127.0.0.1',
  };
  const context: RouteContext = {
    routeKey: route.key,
    parameters,
    apiId: options.api.id,
    accountId: options.account.accountId,
    requestId,
    time: Math.floor(options.clock.now()),
    caller: undefined,
  };
  const decision = await decide(request, context, route, authorizers);
  if (decision && !decision.allowed) return decision.answer;
  const event = requestEvent(request, { ...context, caller: decision?.caller });
  return integrate(options.invoke(route.functionName, event), route.timeoutMs);
}

/** @returns undefined for a route that is open. */
async function decide(
  request: GatewayRequest,
  context: RouteContext,
  { authorization }: RoutePlan,
  { iam, jwt, ofFunction }: Pick<Gateway, 'iam' | 'jwt' | 'ofFunction'>,
): Promise<Decision | undefined> {
  if (authorization === 'NONE') return undefined;
  if (authorization === 'AWS_IAM') return iam(request);
  if (authorization.type === 'JWT') return jwt(request, authorization);
  const { body, isBase64Encoded, ...seen } = requestEvent(request, context);
  return ofFunction(request, authorization, seen);
}

/**
 * Waits for the function as long as the gateway does. An HTTP API answers 500 for a function that failed, and 503 for
 * one that is too slow or throttled (a REST API would say 502 and 504).
 */
async function integrate(invocation: Promise<InvocationResult>, timeoutMs: number): Promise<GatewayResponse> {
  try {
    const result = await withinTime(invocation, timeoutMs);
    if (!result) return gatewayMessage(503, 'Service Unavailable');
    return result.failed ? gatewayMessage(500, 'Internal Server Error') : functionResponse(result.payload);
  } catch (error) {
    if (error instanceof ThrottledError) return gatewayMessage(503, 'Service Unavailable');
    if (error instanceof RequestTooLargeError) return gatewayMessage(413, 'Request Too Long');
    throw error;
  }
}

function send(request: IncomingMessage, response: ServerResponse, requestId: string, answer: GatewayResponse): void {
  const { status, headers, body } = answer;
  const length = WITHOUT_BODY.has(status) ? {} : { 'content-length': body.length };
  response.writeHead(status, { 'apigw-requestid': requestId, ...headers, ...length });
  response.end(request.method === 'HEAD' || WITHOUT_BODY.has(status) ? undefined : body);
}
