import { randomUUID } from 'node:crypto';
import { mkdir } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { ConfigurationError } from '../../functions/core/errors.ts';
import type { SqsFault } from '../chaos/faults.ts';
import { refusalOf } from '../chaos/refusal.ts';
import { systemClock } from '../clock.ts';
import type { Principal } from '../contracts.ts';
import { answerCall, type JsonService, sendJson, toldError } from '../json-protocol/answer-call.ts';
import { serveLoopback } from '../loopback-server.ts';
import { MessageMoves } from './message-moves.ts';
import { MESSAGE_OPERATIONS } from './message-operations.ts';
import type { CallContext, Permission } from './operations.ts';
import { QUEUE_OPERATIONS } from './queue-operations.ts';
import { Queues } from './queues.ts';
import type { LocalSqs, SqsOptions } from './specs.ts';
import { QUERY_CODES, SqsError } from './sqs-error.ts';

const OPERATIONS = new Map(Object.entries({ ...MESSAGE_OPERATIONS, ...QUEUE_OPERATIONS }));

/** Above the largest request that can be valid: a batch of 1 MiB, all of it escaped in JSON. */
const LARGEST_REQUEST = 8 * 1_048_576;

/** Who sends the events of buckets. */
const S3_PRINCIPAL = 's3.amazonaws.com';

const FAULT_STATUS: Record<SqsFault, number> = {
  RequestThrottled: 403,
  InternalFailure: 500,
  ServiceUnavailable: 503,
};

/**
 * Starts a local Amazon SQS: standard queues over the JSON protocol 1.0, requests signed and allowed by identity policies,
 * messages kept in `dir` between starts.
 * @throws ConfigurationError for queues that contradict each other; CorruptDataError for a journal that cannot be read.
 */
export async function startSqs(options: SqsOptions): Promise<LocalSqs> {
  const { dir, clock, account } = options;
  await mkdir(dir, { recursive: true });
  const { chaos, onUsage } = options;
  const queues = await Queues.open(options.queues, account, dir, clock, chaos);
  const moves = new MessageMoves(clock, (arn) => queues.find(arn));
  const polls = new Set<AbortController>();

  const service: JsonService<CallContext> = {
    signedFor: 'sqs',
    operations: OPERATIONS,
    unknownOperation: (name) =>
      new SqsError(
        'UnsupportedOperation',
        `The operation "${name}" has no local model. The template makes the queues.`,
      ),
    account,
    principals: options.principals,
    signatureClock: options.signatureClock ?? systemClock(),
    deniedStatus: 403,
    largestRequest: LARGEST_REQUEST,
  };
  const listener = (request: IncomingMessage, response: ServerResponse) => {
    if (request.headers['content-type']?.startsWith('application/x-www-form-urlencoded')) {
      request.resume();
      return refuseQueryProtocol(response);
    }
    const gone = new AbortController();
    polls.add(gone);
    response.on('close', () => {
      polls.delete(gone);
      gone.abort();
    });
    let caller = '';
    const contextOf = (principal: Principal): CallContext => {
      caller = principal.arn;
      return { principal, queues, moves, clock, endpoint: server.url, gone: gone.signal };
    };
    const disturb = (principal: Principal, permission: Permission) => {
      const code = refusalOf(chaos, request, response, principal, permission);
      if (code === undefined) return;
      throw new SqsError(code, 'This failure was made on purpose.', FAULT_STATUS[code as SqsFault]);
    };
    answerCall(request, service, contextOf, disturb).then(
      (body) => {
        const [, operation = ''] = String(request.headers['x-amz-target'] ?? '').split('.');
        onUsage?.({ service: 'sqs', operation, caller, messages: messagesIn(body) });
        sendJson(response, '1.0', 200, body);
      },
      (error) => respondError(response, error),
    );
  };
  const server = await serveLoopback(listener, options.port).catch(async (error) => {
    await queues.close();
    throw error;
  });

  const found = (arn: string) => {
    const queue = queues.find(arn);
    if (!queue) throw new ConfigurationError(`There is no queue ${arn}.`);
    return queue;
  };
  let closed: Promise<void> | undefined;
  return {
    url: server.url,
    queueUrl: (arn) => `${server.url}${queues.pathOf(found(arn))}`,
    async send(arn, body) {
      const queue = found(arn);
      for (const seconds of chaos?.sending(arn, body) ?? [0]) {
        await queue.send({ body, attributes: {} }, S3_PRINCIPAL, Math.max(seconds, queue.spec.delaySeconds));
        onUsage?.({ service: 'sqs', operation: 'SendMessage', caller: S3_PRINCIPAL, messages: 1 });
      }
    },
    hold: (arn, receiptHandles) => found(arn).hold(receiptHandles),
    async releaseInFlight() {
      const counts = await Promise.all(queues.all().map((queue) => queue.releaseInFlight()));
      return counts.reduce((sum, count) => sum + count, 0);
    },
    close() {
      for (const poll of polls) poll.abort();
      moves.close();
      closed ??= server.close().then(() => queues.close());
      return closed;
    },
  };
}

/** How many messages an answer is about: those received or done of a batch, else the one that was sent or deleted. */
function messagesIn(answer: object): number {
  const { Messages, Successful } = answer as { Messages?: unknown; Successful?: unknown };
  const list = Messages ?? Successful;
  if (Array.isArray(list)) return list.length;
  return 1;
}

/** Answers the protocol before JSON in its own form, so that the client can show why it is refused. */
function refuseQueryProtocol(response: ServerResponse): void {
  const message =
    'This client speaks the query protocol of Amazon SQS. The local runtime knows the JSON protocol, which clients speak since November 2023: use a newer one.';
  const error = `<Error><Type>Sender</Type><Code>UnsupportedOperation</Code><Message>${message}</Message></Error>`;
  response.writeHead(400, { 'content-type': 'text/xml' });
  response.end(`<ErrorResponse>${error}<RequestId>${randomUUID()}</RequestId></ErrorResponse>`);
}

function respondError(response: ServerResponse, error: unknown): void {
  const { code, message, status } = toldError(error);
  const queryCode = QUERY_CODES[code];
  sendJson(
    response,
    '1.0',
    status,
    { __type: `com.amazonaws.sqs#${code}`, message },
    queryCode === undefined ? {} : { 'x-amzn-query-error': `${queryCode};Sender` },
  );
}
