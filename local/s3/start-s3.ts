import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { S3Fault } from '../chaos/faults.ts';
import { refusalOf } from '../chaos/refusal.ts';
import { systemClock } from '../clock.ts';
import type { Clock, Principal } from '../contracts.ts';
import { deniedMessage } from '../iam/principals.ts';
import { serveLoopback } from '../loopback-server.ts';
import { authenticate } from '../sigv4/authenticate.ts';
import { AuthenticationError } from '../sigv4/authentication-error.ts';
import { answerEmpty, answerError } from './answer.ts';
import { corsHeaders, preflightHeaders } from './cors.ts';
import type { Permission } from './operation.ts';
import { isUploadForm, postObject, readPostRequest } from './operations/post-object.ts';
import { operationOf } from './routing.ts';
import { accessDenied, authenticationAnswer, noSuchBucket, S3Error } from './s3-error.ts';
import { readTarget, type S3Request, withQueryHeaders } from './s3-request.ts';
import type { LocalS3, S3Options } from './specs.ts';
import type { Bucket } from './store/bucket.ts';
import { ObjectStore } from './store/object-store.ts';

const FAULTS: Record<S3Fault, { status: number; message: string }> = {
  SlowDown: { status: 503, message: 'Please reduce your request rate.' },
  InternalError: { status: 500, message: 'We encountered an internal error. Please try again.' },
  RequestTimeout: {
    status: 400,
    message: 'Your socket connection to the server was not read from or written to within the timeout period.',
  },
};

/**
 * Starts a local Amazon S3: the buckets given, path-style over HTTP, requests signed and allowed by identity policies, files
 * in `dir` between starts, events to queues.
 * @throws ConfigurationError for buckets that cannot be; CorruptDataError for files that cannot be read.
 */
export async function startS3(options: S3Options): Promise<LocalS3> {
  const { dir, buckets, account, clock, deliver } = options;
  const store = await ObjectStore.open(dir, buckets, account, clock, deliver);
  const service = new Service(options, store);
  const server = await serveLoopback((message, response) => void service.handle(message, response), options.port).catch(
    async (error) => {
      await store.close();
      throw error;
    },
  );
  let closed: Promise<void> | undefined;
  return {
    url: server.url,
    settled: () => store.settled(),
    close() {
      closed ??= server
        .close()
        .then(() => service.idle())
        .then(() => store.close());
      return closed;
    },
  };
}

class Service {
  readonly #options: S3Options;
  readonly #store: ObjectStore;
  readonly #signatureClock: Clock;
  readonly #running = new Set<Promise<void>>();

  constructor(options: S3Options, store: ObjectStore) {
    this.#options = options;
    this.#store = store;
    this.#signatureClock = options.signatureClock ?? systemClock();
  }

  async handle(message: IncomingMessage, response: ServerResponse): Promise<void> {
    const requestId = randomBytes(8).toString('hex').toUpperCase();
    response.setHeader('server', 'AmazonS3');
    response.setHeader('x-amz-request-id', requestId);
    response.setHeader('x-amz-id-2', 'local');
    const answer = this.#answer(message, response, requestId).catch((error) => {
      // What is left of a refused body is of no interest, but must be taken for the connection to live on.
      message.resume();
      answerError(response, message.method ?? '', message.url?.split('?')[0] ?? '/', told(error));
    });
    this.#running.add(answer);
    await answer;
    this.#running.delete(answer);
  }

  /** Resolves when no request is being answered. */
  async idle(): Promise<void> {
    await Promise.allSettled(this.#running);
  }

  async #answer(message: IncomingMessage, response: ServerResponse, requestId: string): Promise<void> {
    const { account, clock, principals } = this.#options;
    const target = readTarget(message.url ?? '/');
    const method = message.method ?? '';
    const addressed = this.#store.bucket(target.bucket);
    if (method === 'OPTIONS') {
      answerEmpty(response, 200, preflightHeaders(addressed?.spec, message));
      return;
    }
    for (const [name, value] of Object.entries(corsHeaders(addressed?.spec, message))) response.setHeader(name, value);
    const context = { store: this.#store, account, clock };

    if (isUploadForm(message, target.key)) {
      const bucket = existing(addressed, target.bucket);
      const { region } = account;
      const form = await readPostRequest(message, requestId, target.bucket, region, principals, this.#signatureClock);
      this.#disturb(message, response, form.principal, form.permission);
      this.#options.onUsage?.({ service: 's3', operation: 'PostObject', caller: form.principal.arn });
      await postObject(form, { ...context, bucket }, response);
      return;
    }

    const authentication = await authenticate(
      { method, target: message.url ?? '/', headers: message.headers, service: 's3', region: account.region },
      principals,
      this.#signatureClock,
    );
    const headers = withQueryHeaders(message.headers, target.query);
    const operation = operationOf(method, target, headers);
    const request: S3Request = { ...target, message, method, headers, authentication, requestId };
    checkOwner(request, account.accountId);
    if (operation.level === 'service') {
      const permission = operation.permission(request);
      this.#check(authentication.principal, permission);
      this.#disturb(message, response, authentication.principal, permission);
      this.#options.onUsage?.({ service: 's3', operation: operation.name, caller: authentication.principal.arn });
      await operation.run(request, context, response);
      return;
    }
    const bucket = existing(addressed, target.bucket);
    const permission = operation.permission(request);
    if (permission) {
      this.#check(authentication.principal, permission);
      this.#disturb(message, response, authentication.principal, permission);
    }
    this.#options.onUsage?.({ service: 's3', operation: operation.name, caller: authentication.principal.arn });
    await operation.run(request, { ...context, bucket }, response);
  }

  #check(principal: Principal, permission: Permission): void {
    const { action, resource } = permission;
    if (!principal.allows(action, resource)) throw accessDenied(deniedMessage(principal, action, resource));
  }

  /** Lets go wrong with a request what is to go wrong. @throws S3Error, LostRequestError */
  #disturb(message: IncomingMessage, response: ServerResponse, principal: Principal, permission: Permission): void {
    const code = refusalOf(this.#options.chaos, message, response, principal, permission);
    if (code === undefined) return;
    const { status, message: words } = FAULTS[code as S3Fault];
    throw new S3Error(status, code, words);
  }
}

function existing(bucket: Bucket | undefined, name: string): Bucket {
  if (!bucket) throw noSuchBucket(name);
  return bucket;
}

function checkOwner({ headers }: S3Request, accountId: string): void {
  const expected = headers['x-amz-expected-bucket-owner'];
  if (expected !== undefined && expected !== accountId) throw accessDenied('Access Denied');
}

function told(error: unknown): S3Error {
  if (error instanceof S3Error) return error;
  if (error instanceof AuthenticationError) return authenticationAnswer(error);
  return new S3Error(500, 'InternalError', 'We encountered an internal error. Please try again.', {
    details: { Cause: error instanceof Error ? error.message : String(error) },
  });
}
