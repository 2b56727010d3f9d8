import type { LocalAccount } from '../contracts.ts';
import { regionalArn } from '../regional-arn.ts';
import type { FunctionAuthorization, JwtAuthorization } from '../template/plan.ts';
import { type GatewayResponse, gatewayMessage } from './function-response.ts';
import type { GatewayRequest } from './request-event.ts';

/** What a function learns of its caller, as `requestContext.authorizer`. */
export type CallerContext =
  | { iam: IamIdentity }
  | { jwt: { claims: Record<string, string>; scopes: string[] | null } }
  | { lambda: Record<string, unknown> };

export interface IamIdentity {
  accessKey: string;
  accountId: string;
  callerId: string;
  cognitoIdentity: null;
  principalOrgId: string;
  userArn: string;
  userId: string;
}

/** Whether a request may go on, and as whose. */
export type Decision = { allowed: true; caller: CallerContext } | { allowed: false; answer: GatewayResponse };

/** Decides on the requests of routes with `AWS_IAM`. */
export type IamAuthorizer = (request: GatewayRequest) => Promise<Decision>;
/** Decides on the requests of routes with a JWT authorizer. */
export type JwtAuthorizer = (request: GatewayRequest, authorization: JwtAuthorization) => Promise<Decision>;
/** Decides on the requests of routes with a Lambda authorizer. @param event of the request, without its body. */
export type FunctionAuthorizer = (
  request: GatewayRequest,
  authorization: FunctionAuthorization,
  event: AuthorizedEvent,
) => Promise<Decision>;

/** The part of a request's event that an authorizer function sees. */
export interface AuthorizedEvent {
  routeKey: string;
  [member: string]: unknown;
}

/** An HTTP API tells a caller whom it knows no more than this, whatever the reason. */
export function forbidden(headers: Record<string, string> = {}): Decision {
  return refusal(403, 'Forbidden', headers);
}

/** For a caller whom it does not know. */
export function unauthorized(headers: Record<string, string> = {}): Decision {
  return refusal(401, 'Unauthorized', headers);
}

/** Refuses with a message of the gateway's own. */
export function refusal(status: number, message: string, headers: Record<string, string> = {}): Decision {
  const answer = gatewayMessage(status, message);
  return { allowed: false, answer: { ...answer, headers: { ...answer.headers, ...headers } } };
}

/**
 * The ARN by which policies and authorizers name one request (API Gateway Developer Guide, "Control access to HTTP APIs
 * with IAM authorization"). @param path undecoded, as received.
 */
export function requestArn(
  account: LocalAccount,
  apiId: string,
  { method, path }: Pick<GatewayRequest, 'method' | 'path'>,
): string {
  return regionalArn('execute-api', `${apiId}/$default/${method}${path}`, account);
}
