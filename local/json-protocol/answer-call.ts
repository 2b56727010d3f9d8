import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import * as z from 'zod';
import { readBoundedBody } from '../bounded-body.ts';
import type { Clock, LocalAccount, Principal, Principals } from '../contracts.ts';
import { deniedMessage } from '../iam/principals.ts';
import { ServiceError } from '../service-error.ts';
import { authenticate } from '../sigv4/authenticate.ts';
import { AuthenticationError, jsonAuthenticationAnswer } from '../sigv4/authentication-error.ts';
import type { Caller, Operation, Permission } from './operation.ts';

/** What a service with an AWS JSON protocol consists of. */
export interface JsonService<Context extends Caller> {
  /** The name that signatures are for: `sqs`, `ssm`, `cognito-idp`. */
  signedFor: string;
  operations: ReadonlyMap<string, Operation<Context>>;
  /** What an operation that is not there is answered with. */
  unknownOperation(name: string): ServiceError;
  account: LocalAccount;
  principals: Principals;
  /** The time by which signatures expire. */
  signatureClock: Clock;
  /** The HTTP status of AccessDeniedException. */
  deniedStatus: number;
  /** The largest request in bytes. */
  largestRequest: number;
}

/**
 * Does what a request of an AWS JSON protocol asks for, if whoever signed it may.
 * @param contextOf what the operation works with, for its caller.
 * @param disturb lets a request that is allowed go wrong on purpose. It may throw.
 * @returns the answer's body. @throws what `toldError` tells.
 */
export async function answerCall<Context extends Caller>(
  request: IncomingMessage,
  service: JsonService<Context>,
  contextOf: (principal: Principal) => Context,
  disturb?: (principal: Principal, permission: Permission) => void,
): Promise<object> {
  const body = await readBoundedBody(request, service.largestRequest);
  if (!body) throw new ServiceError('RequestTooLarge', 'The request is too large.', 413);
  const { principal } = await authenticate(
    {
      method: request.method ?? '',
      target: request.url ?? '/',
      headers: request.headers,
      service: service.signedFor,
      region: service.account.region,
      body,
    },
    service.principals,
    service.signatureClock,
  );
  const [, name = ''] = String(request.headers['x-amz-target'] ?? '').split('.');
  const operation = service.operations.get(name);
  if (!operation) throw service.unknownOperation(name);
  const call = operation.read(JSON.parse(body.toString() || '{}'));
  const context = contextOf(principal);
  const permissions = call.permissions(context);
  for (const { action, resource } of permissions) {
    if (!principal.allows(action, resource)) {
      throw new ServiceError('AccessDeniedException', deniedMessage(principal, action, resource), service.deniedStatus);
    }
  }
  const [permission] = permissions;
  if (permission) disturb?.(principal, permission);
  return call.run(context);
}

/**
 * Answers a request in version 1.1 of the protocol: what it asks for is done, or it is told why not.
 * @param contextOf as in `answerCall`, as is `disturb`.
 */
export async function respondToCall<Context extends Caller>(
  request: IncomingMessage,
  response: ServerResponse,
  service: JsonService<Context>,
  contextOf: (principal: Principal) => Context,
  disturb?: (principal: Principal, permission: Permission) => void,
): Promise<void> {
  try {
    sendJson(response, '1.1', 200, await answerCall(request, service, contextOf, disturb));
  } catch (error) {
    const { code, message, status } = toldError(error);
    sendJson(response, '1.1', status, { __type: code, message });
  }
}

/** An error in the words of the protocol. */
export function toldError(error: unknown): { code: string; message: string; status: number } {
  if (error instanceof ServiceError) return error;
  if (error instanceof AuthenticationError) return { message: error.message, ...jsonAuthenticationAnswer(error) };
  if (error instanceof z.ZodError) {
    return { code: 'SerializationException', message: z.prettifyError(error), status: 400 };
  }
  if (error instanceof SyntaxError) {
    return { code: 'SerializationException', message: 'The request is not JSON.', status: 400 };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { code: 'InternalFailure', message, status: 500 };
}

/** Sends an answer, unless whoever asked has gone away. @param version of the JSON protocol. */
export function sendJson(
  response: ServerResponse,
  version: '1.0' | '1.1',
  status: number,
  body: object,
  headers: Record<string, string> = {},
): void {
  if (response.destroyed) return;
  const text = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': `application/x-amz-json-${version}`,
    'content-length': Buffer.byteLength(text),
    'x-amzn-requestid': randomUUID(),
    ...headers,
  });
  response.end(text);
}
