import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The largest answer of a synchronous invocation: 6 MB and 100 bytes (AWS Lambda quotas). */
const MAXIMUM_RESPONSE_BYTES = 6_291_556;

/** An event on its way to a sandbox. */
export interface Delivery {
  requestId: string;
  event: string;
  functionArn: string;
  traceId: string;
  /** Milliseconds since the epoch. */
  deadline: number;
}

/** What a sandbox told its Runtime API. */
export interface RuntimeApiListener {
  /** The sandbox has initialized and asks for an event. */
  ready(): void;
  /** The sandbox could not initialize. @param error `{ errorType, errorMessage, trace }` as JSON. */
  initFailed(error: string): void;
  /** @param payload the handler's answer as JSON. */
  answered(requestId: string, payload: string): void;
  /** @param error `{ errorType, errorMessage, trace }` as JSON. */
  failed(requestId: string, error: string): void;
}

const PREFIX = '/2018-06-01/runtime/';

/**
 * The Runtime API of one sandbox (AWS Lambda Developer Guide, "Using the Lambda runtime API for custom runtimes"), on
 * 127.0.0.1. AWS's own runtime interface clients speak to it as ours does.
 */
export class RuntimeApi {
  readonly #listener: RuntimeApiListener;
  readonly #server: Server;
  #waiting: ServerResponse | undefined;
  #next: Delivery | undefined;
  #current: string | undefined;

  constructor(listener: RuntimeApiListener) {
    this.#listener = listener;
    this.#server = createServer((request, response) => void this.#handle(request, response));
    this.#server.keepAliveTimeout = 0;
    this.#server.requestTimeout = 0;
    this.#server.unref();
  }

  /** Starts listening. @returns `host:port`. */
  listen(): Promise<string> {
    return new Promise((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(0, '127.0.0.1', () => {
        const { port } = this.#server.address() as AddressInfo;
        resolve(`127.0.0.1:${port}`);
      });
    });
  }

  /** Hands the sandbox its next event, now or as soon as it asks. */
  deliver(delivery: Delivery): void {
    this.#next = delivery;
    this.#send();
  }

  close(): void {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    // No runtime is a browser: a page must not take an event away from its function.
    if (request.headers.origin !== undefined || request.headers['sec-fetch-site'] !== undefined) {
      return acknowledge(response, 403);
    }
    const path = request.url ?? '';
    const call = `${request.method} ${path.startsWith(PREFIX) ? path.slice(PREFIX.length) : ''}`;
    if (call === 'GET invocation/next') {
      this.#waiting = response;
      this.#listener.ready();
      this.#send();
      return;
    }
    let body: Buffer;
    try {
      body = await readBody(request);
    } catch {
      response.destroy();
      return;
    }
    if (call === 'POST init/error') {
      this.#listener.initFailed(body.toString('utf8'));
      acknowledge(response, 202);
      return;
    }
    const [, requestId, outcome] = /^POST invocation\/([^/]+)\/(response|error)$/.exec(call) ?? [];
    if (requestId === undefined || requestId !== this.#current) return acknowledge(response, 400);
    this.#current = undefined;
    if (outcome === 'error') this.#listener.failed(requestId, body.toString('utf8'));
    else if (body.length > MAXIMUM_RESPONSE_BYTES) {
      this.#listener.failed(requestId, tooLarge(body.length));
      return acknowledge(response, 413);
    } else this.#listener.answered(requestId, body.toString('utf8'));
    acknowledge(response, 202);
  }

  #send(): void {
    const response = this.#waiting;
    const delivery = this.#next;
    if (!response || !delivery) return;
    this.#waiting = undefined;
    this.#next = undefined;
    this.#current = delivery.requestId;
    response.writeHead(200, {
      'content-type': 'application/json',
      'lambda-runtime-aws-request-id': delivery.requestId,
      'lambda-runtime-deadline-ms': String(delivery.deadline),
      'lambda-runtime-invoked-function-arn': delivery.functionArn,
      'lambda-runtime-trace-id': delivery.traceId,
    });
    response.end(delivery.event);
  }
}

function tooLarge(bytes: number): string {
  return JSON.stringify({
    errorType: 'Function.ResponseSizeTooLarge',
    errorMessage: `Response payload size (${bytes} bytes) exceeded maximum allowed payload size (${MAXIMUM_RESPONSE_BYTES} bytes).`,
  });
}

const ERROR_TYPES = { 400: 'InvalidRequestID', 403: 'Forbidden', 413: 'RequestEntityTooLarge' } as const;

function acknowledge(response: ServerResponse, status: 202 | keyof typeof ERROR_TYPES): void {
  response.writeHead(status, { 'content-type': 'application/json' });
  const body = status === 202 ? { status: 'OK' } : { errorMessage: '', errorType: ERROR_TYPES[status] };
  response.end(JSON.stringify(body));
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return Buffer.concat(chunks);
}
