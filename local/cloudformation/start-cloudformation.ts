import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { readBoundedBody } from '../bounded-body.ts';
import { systemClock } from '../clock.ts';
import type { LocalService } from '../contracts.ts';
import { serveLoopback } from '../loopback-server.ts';
import { group, text } from '../s3/xml.ts';
import { ServiceError } from '../service-error.ts';
import { authenticate } from '../sigv4/authenticate.ts';
import { AuthenticationError } from '../sigv4/authentication-error.ts';
import { queryAuthenticationError } from './authentication-answer.ts';
import { describeStacks } from './describe-stacks.ts';
import type { CloudFormationOptions } from './specs.ts';

const NAMESPACE = 'http://cloudformation.amazonaws.com/doc/2010-05-15/';

/** Above the largest request that can be valid. */
const LARGEST_REQUEST = 16_384;

/**
 * Starts what is asked of a local CloudFormation: DescribeStacks over the query protocol, signed and allowed by identity
 * policies. The stacks are those that this runtime runs, and nothing changes them.
 */
export async function startCloudFormation(options: CloudFormationOptions): Promise<LocalService> {
  return serveLoopback((request, response) => {
    answer(request, options).then(
      (result) => sendXml(response, 200, result),
      (error) => sendError(response, error),
    );
  }, options.port);
}

/** @returns the answer's document. @throws ServiceError or AuthenticationError. */
async function answer(request: IncomingMessage, options: CloudFormationOptions): Promise<string> {
  const body = await readBoundedBody(request, LARGEST_REQUEST);
  if (body === undefined) throw new ServiceError('RequestEntityTooLarge', 'The request is too large.', 413);
  const { principal } = await authenticate(
    {
      method: request.method ?? '',
      target: request.url ?? '/',
      headers: request.headers,
      service: 'cloudformation',
      region: options.account.region,
      body,
    },
    options.principals,
    options.signatureClock ?? systemClock(),
  );
  const input = new URLSearchParams(body.toString());
  const action = input.get('Action') ?? '';
  if (action !== 'DescribeStacks') {
    throw new ServiceError('InvalidAction', `The operation "${action}" of CloudFormation has no local model.`);
  }
  const result = group('DescribeStacksResult', describeStacks(input, principal, options));
  return document('DescribeStacksResponse', result, group('ResponseMetadata', text('RequestId', randomUUID())));
}

function document(root: string, ...children: string[]): string {
  return `<${root} xmlns="${NAMESPACE}">${children.join('')}</${root}>`;
}

function sendError(response: ServerResponse, error: unknown): void {
  const { code, message, status } = toldError(error);
  const told = group(
    'Error',
    text('Type', status < 500 ? 'Sender' : 'Receiver'),
    text('Code', code),
    text('Message', message),
  );
  sendXml(response, status, document('ErrorResponse', told, text('RequestId', randomUUID())));
}

function toldError(error: unknown): ServiceError {
  if (error instanceof ServiceError) return error;
  if (error instanceof AuthenticationError) return queryAuthenticationError(error);
  return new ServiceError('InternalFailure', error instanceof Error ? error.message : String(error), 500);
}

function sendXml(response: ServerResponse, status: number, body: string): void {
  if (response.destroyed) return;
  response.writeHead(status, { 'content-type': 'text/xml', 'content-length': Buffer.byteLength(body) });
  response.end(body);
}
