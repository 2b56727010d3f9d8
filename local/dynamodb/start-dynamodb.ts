import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readBoundedBody } from '../bounded-body.ts';
import { systemClock } from '../clock.ts';
import type { Clock, LocalAccount, LocalService, Principals } from '../contracts.ts';
import { deniedMessage } from '../iam/principals.ts';
import { authenticate } from '../sigv4/authenticate.ts';
import { AuthenticationError, jsonAuthenticationAnswer } from '../sigv4/authentication-error.ts';
import { isObject, type Json, type JsonObject } from '../template/template.ts';
import { type Engine, openEngine } from './engine.ts';
import { requiredPermissions, unmodelledParameter } from './required-permissions.ts';

/** A failure to answer with instead of doing the request. */
export type DynamoDbFault = 'ProvisionedThroughputExceededException' | 'ThrottlingException' | 'InternalServerError';

export interface DynamoDbOptions {
  /** Where the tables live. Made if absent; only one process may use it. */
  dir: string;
  /** 0 or absent: any free port. */
  port?: number;
  principals: Principals;
  account: LocalAccount;
  /** The time by which signatures expire: that of the signers, so by default the machine's. */
  signatureClock?: Clock;
  /** Fails a request that is allowed, for tests under faults. @param action as `dynamodb:GetItem`. */
  fault?: (action: string, resource: string) => DynamoDbFault | undefined;
}

/** The largest request (Amazon DynamoDB Developer Guide, "Service quotas"): 16 MB. */
const MAXIMUM_REQUEST_BYTES = 16 * 1024 * 1024;

const TARGET = /^DynamoDB_20120810\.([A-Za-z]+)$/;
const SERVICE_ERROR = 'com.amazon.coral.service#';
const DYNAMODB_ERROR = 'com.amazonaws.dynamodb.v20120810#';

interface Answer {
  status: number;
  body: JsonObject;
}

/**
 * Starts DynamoDB on 127.0.0.1: signatures and role policies are checked in front of `dynalite`, which does the rest.
 * Tables are on disk and outlive a crash.
 */
export async function startDynamoDb(options: DynamoDbOptions): Promise<LocalService> {
  const engine = await openEngine(options.dir);
  const clock = options.signatureClock ?? systemClock();
  const server = createServer((request, response) => {
    handle(request, response, engine, options, clock).catch(() => {
      if (!response.headersSent) answer(response, failure('InternalServerError', 'The local database failed.', 500));
    });
  });
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(options.port ?? 0, '127.0.0.1', resolve);
    });
  } catch (error) {
    await engine.close();
    throw error;
  }
  let closed: Promise<void> | undefined;
  const close = async () => {
    await new Promise((resolve) => {
      server.close(resolve);
      server.closeAllConnections();
    });
    await engine.close();
  };
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: () => {
      closed ??= close();
      return closed;
    },
  };
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  engine: Engine,
  options: DynamoDbOptions,
  clock: Clock,
): Promise<void> {
  const body = await readBoundedBody(request, MAXIMUM_REQUEST_BYTES);
  if (!body) return answer(response, failure('RequestEntityTooLargeException', 'The request is over 16 MB.', 413));
  const refused = await refusal(request, body, options, clock);
  if (refused) return answer(response, refused);
  const { status, headers, body: payload } = await engine.send(request.headers, body);
  const { connection, 'keep-alive': keepAlive, 'transfer-encoding': encoding, ...rest } = headers;
  response.writeHead(status, { ...rest, 'content-length': payload.length });
  response.end(payload);
}

/** Why a request is not passed on; undefined where it is. */
async function refusal(
  request: IncomingMessage,
  body: Buffer,
  { principals, account, fault }: DynamoDbOptions,
  clock: Clock,
): Promise<Answer | undefined> {
  const operation = TARGET.exec(String(request.headers['x-amz-target']))?.[1];
  if (request.method !== 'POST' || operation === undefined) {
    return coralFailure('UnknownOperationException', '', 400);
  }
  let principal: Awaited<ReturnType<typeof authenticate>>['principal'];
  try {
    const { method, headers, url: target = '/' } = request;
    const signed = { method, target, headers, body, service: 'dynamodb', region: account.region };
    ({ principal } = await authenticate(signed, principals, clock));
  } catch (error) {
    if (!(error instanceof AuthenticationError)) throw error;
    const { code, status } = jsonAuthenticationAnswer(error);
    return coralFailure(code, error.message, status);
  }
  const parsed = readJson(body);
  if (!parsed) return coralFailure('SerializationException', 'The request is not a JSON object.', 400);
  for (const { action, resource } of requiredPermissions(operation, parsed, account)) {
    if (!principal.allows(action, resource)) {
      return coralFailure('AccessDeniedException', deniedMessage(principal, action, resource), 400);
    }
    const code = fault?.(action, resource);
    if (code) return failure(code, 'This failure was injected.', code === 'InternalServerError' ? 500 : 400);
  }
  const parameter = unmodelledParameter(parsed);
  return parameter === undefined
    ? undefined
    : coralFailure('ValidationException', `${parameter} has no local model.`, 400);
}

function readJson(body: Buffer): JsonObject | undefined {
  try {
    const value: Json = JSON.parse(body.toString('utf8'));
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function failure(code: string, message: string, status: number): Answer {
  return { status, body: { __type: DYNAMODB_ERROR + code, message } };
}

function coralFailure(code: string, message: string, status: number): Answer {
  return { status, body: { __type: SERVICE_ERROR + code, message } };
}

function answer(response: ServerResponse, { status, body }: Answer): void {
  const payload = JSON.stringify(body);
  response.writeHead(status, {
    'content-type': 'application/x-amz-json-1.0',
    'content-length': Buffer.byteLength(payload),
  });
  response.end(payload);
}
