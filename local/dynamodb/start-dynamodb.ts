import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readBoundedBody } from '../bounded-body.ts';
import type { Chaos, ServiceFault } from '../chaos/chaos.ts';
import type { DynamoDbFault } from '../chaos/faults.ts';
import { leaveUnanswered } from '../chaos/unanswered.ts';
import { systemClock } from '../clock.ts';
import type { Clock, LocalAccount, LocalService, Principals } from '../contracts.ts';
import { deniedMessage } from '../iam/principals.ts';
import { authenticate } from '../sigv4/authenticate.ts';
import { AuthenticationError, jsonAuthenticationAnswer } from '../sigv4/authentication-error.ts';
import { isObject, type Json, type JsonObject } from '../template/template.ts';
import type { OnUsage } from '../usage.ts';
import { askingForCapacity, asksForCapacity, takesCapacity, usageOf } from './consumed-capacity.ts';
import { type Engine, type EngineAnswer, openEngine } from './engine.ts';
import { itemsOf, partitionsOf, partOf } from './request-items.ts';
import { type Permission, requiredPermissions, unmodelledParameter } from './required-permissions.ts';

export interface DynamoDbOptions {
  /** Where the tables live. Made if absent; only one process may use it. */
  dir: string;
  /** 0 or absent: any free port. */
  port?: number;
  principals: Principals;
  account: LocalAccount;
  /** The time by which signatures expire: that of the signers, so by default the machine's. */
  signatureClock?: Clock;
  /** What goes wrong with requests on purpose; without it, nothing. */
  chaos?: Chaos | undefined;
  /** Told the units that each request takes. */
  onUsage?: OnUsage | undefined;
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
  const allowed = await allowedRequest(request, body, options, clock);
  if ('status' in allowed) return answer(response, allowed);
  const fault = disturbance(request, allowed, options.chaos);
  if (fault?.kind === 'refused') {
    const status = fault.code === ('InternalServerError' satisfies DynamoDbFault) ? 500 : 400;
    return answer(response, failure(fault.code, 'This failure was made on purpose.', status));
  }
  if (fault?.kind === 'unanswered') leaveUnanswered(fault, response);
  if (fault?.kind === 'partial') return answerInPart(request, response, engine, allowed, fault.items);
  const { onUsage } = options;
  const {
    status,
    headers,
    body: payload,
  } = onUsage && takesCapacity(allowed.operation)
    ? await sendMetered(request.headers, engine, allowed, onUsage)
    : await engine.send(request.headers, body);
  response.writeHead(status, { ...forwarded(headers), 'content-length': payload.length });
  response.end(payload);
}

/** Does a request, and tells what it took. @returns the answer as the client asked for it. */
async function sendMetered(
  headers: IncomingHttpHeaders,
  engine: Engine,
  { operation, body, caller }: AllowedRequest,
  onUsage: OnUsage,
): Promise<EngineAnswer> {
  const sent = Buffer.from(JSON.stringify(askingForCapacity(body)));
  const answered = await engine.send({ ...headers, 'content-length': String(sent.length) }, sent);
  const { 'x-amz-crc32': ofTheWhole, ...rest } = answered.headers;
  const told = readJson(answered.body) ?? {};
  const usage = usageOf({ operation, caller }, body, answered.status, told);
  if (usage) onUsage(usage);
  const { ConsumedCapacity, ...asked } = told;
  return {
    status: answered.status,
    headers: rest,
    body: Buffer.from(JSON.stringify(asksForCapacity(body) ? told : asked)),
  };
}

/** Does the first items of a request, and answers with the others as undone. */
async function answerInPart(
  request: IncomingMessage,
  response: ServerResponse,
  engine: Engine,
  { operation, body }: AllowedRequest,
  items: number,
): Promise<void> {
  const part = partOf(operation, body, items);
  const sent = Buffer.from(JSON.stringify(part.request));
  const {
    status,
    headers,
    body: payload,
  } = await engine.send({ ...request.headers, 'content-length': String(sent.length) }, sent);
  const { 'x-amz-crc32': ofTheWhole, ...rest } = forwarded(headers);
  const answered = status === 200 ? { ...readJson(payload), ...part.undone } : readJson(payload);
  const told = JSON.stringify(answered);
  response.writeHead(status, { ...rest, 'content-length': Buffer.byteLength(told) });
  response.end(told);
}

/** The headers of the engine that go to the client. */
function forwarded(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const { connection, 'keep-alive': keepAlive, 'transfer-encoding': encoding, ...rest } = headers;
  return rest;
}

/** What is to go wrong with a request on purpose. */
function disturbance(
  { headers }: IncomingMessage,
  { caller, permission, operation, body }: AllowedRequest,
  chaos: Chaos | undefined,
): ServiceFault | undefined {
  if (!chaos || !permission) return undefined;
  const traceId = headers['x-amzn-trace-id']?.toString();
  return chaos.request({ ...permission, caller, traceId, items: itemsOf(operation, body) });
}

/** A request whose sender is known, and may send it. */
interface AllowedRequest {
  operation: string;
  body: JsonObject;
  /** The ARN. */
  caller: string;
  /** That it needs, the first one if several. */
  permission: Permission | undefined;
}

/** @returns the request, or why it is not passed on. */
async function allowedRequest(
  request: IncomingMessage,
  body: Buffer,
  { principals, account }: DynamoDbOptions,
  clock: Clock,
): Promise<AllowedRequest | Answer> {
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
  const permissions = requiredPermissions(operation, parsed, account);
  const partitions = partitionsOf(operation, parsed);
  const keys = partitions === undefined ? {} : { 'dynamodb:leadingkeys': partitions };
  for (const { action, resource } of permissions) {
    if (!principal.allows(action, resource, keys)) {
      return coralFailure('AccessDeniedException', deniedMessage(principal, action, resource), 400);
    }
  }
  const parameter = unmodelledParameter(parsed);
  return parameter === undefined
    ? { operation, body: parsed, caller: principal.arn, permission: permissions[0] }
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
