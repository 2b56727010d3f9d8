import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { S3Client } from '@aws-sdk/client-s3';
import middy from '@middy/core';
import httpRouter from '@middy/http-router';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { ulid } from 'ulid';
import { readAllowedTargets } from '../core/alerts/allowed-targets.ts';
import type { Article } from '../core/article.ts';
import { openBriefStore, openNoteStore, openWatchStore } from '../runtime/brief-table.ts';
import { required, requiredWholeNumber } from '../runtime/environment.ts';
import { observe } from '../runtime/observability.ts';
import { readerFiles } from '../runtime/reader-files.ts';
import { headVersion } from '../runtime/s3-objects.ts';
import { signInOf } from '../runtime/sign-in.ts';
import { readStaged } from '../runtime/staged-objects.ts';
import { presignUpload, uploadOrigin } from '../runtime/upload-form.ts';
import { type AuthorizedContext, authorizationOf, requireScope, scopesOf } from './authorization.ts';
import type { ApiContext, Route } from './context.ts';
import { dispatch } from './dispatch.ts';
import { requestOf } from './gateway-request.ts';
import type { ApiResponse } from './http.ts';
import { OBJECT_TRACE } from './object-trace.ts';
import { ProblemError } from './problem.ts';
import { type Access, methodsOf, ROUTE_TABLE, routeKeyOf } from './route-table.ts';
import { ROUTES } from './routes.ts';

const observability = observe();
const s3 = new S3Client({});
const stagedBucket = process.env['SERVE_ARTICLE_TEXT'] === 'false' ? undefined : required('STAGED_BUCKET');
const inboxBucket = required('INBOX_BUCKET');
const maxUploadBytes = requiredWholeNumber('MAX_UPLOAD_BYTES');
const authorization = authorizationOf(process.env);
const signIn = signInOf(process.env);
const inboxOrigin = uploadOrigin(s3, inboxBucket);

async function stagedArticle(bucket: string, key: string): Promise<Article | undefined> {
  const staged = await readStaged(s3, bucket, key);
  return staged?.kind === 'article' ? staged.article : undefined;
}

const context: ApiContext = {
  store: openBriefStore(),
  notes: openNoteStore(),
  watches: openWatchStore(),
  inboxBucket,
  maxUploadBytes,
  overdueAfterMs: requiredWholeNumber('OVERDUE_AFTER_MS'),
  openApi: () => readFile(new URL('./openapi.json', import.meta.url)),
  reader: {
    config: { ...signIn.config, ...(stagedBucket === undefined ? { articleText: 'not-served' as const } : {}) },
    files: readerFiles(new URL('./reader/', import.meta.url)),
    connectOrigins: async () => [await inboxOrigin(), ...signIn.origins],
  },
  now: () => Date.now(),
  newUlid: () => ulid(),
  newWebhookSecret: () => `whsec_${randomBytes(24).toString('base64')}`,
  alertTargets: readAllowedTargets(process.env['ALERT_HOSTS'], process.env['ALERT_ADDRESSES']),
  readArticle: stagedBucket === undefined ? undefined : (articleKey) => stagedArticle(stagedBucket, articleKey),
  currentVersion: (key) => headVersion(s3, inboxBucket, key),
  presignUpload: (key, seconds) => presignUpload(s3, { bucket: inboxBucket, key, maxBytes: maxUploadBytes, seconds }),
};

function resultOf({ status, headers, body }: ApiResponse, method: string, requestId: string) {
  const head = {
    statusCode: status,
    headers: { ...headers, 'x-trace-id': requestId, 'x-content-type-options': 'nosniff' },
  };
  if (method === 'HEAD') return { ...head, body: '' };
  if (typeof body === 'string') return { ...head, body };
  return { ...head, body: Buffer.from(body).toString('base64'), isBase64Encoded: true };
}

/**
 * @param route its key in the table of routes, for the log.
 */
function lambdaHandler(routeKey: string, route: Route, access: Access) {
  return async function handleRequest(
    event: APIGatewayProxyEventV2,
    { awsRequestId }: Context,
  ): Promise<APIGatewayProxyStructuredResultV2> {
    const requestId = event.requestContext.requestId || awsRequestId;
    const request = requestOf(event);
    const guarded: Route = async (...asked) => {
      requireScope(scopesOf(event.requestContext as AuthorizedContext, authorization), access);
      return route(...asked);
    };
    const answer = await dispatch(guarded, request, context, (error) =>
      observability.failure('request failed', error, { requestId, route: routeKey }),
    );
    const traceId = answer.headers[OBJECT_TRACE];
    // The gateway logs every request; this line leads from one to the file that its answer came from.
    if (traceId !== undefined)
      observability.info('answered', { traceId, requestId, route: routeKey, status: answer.status });
    return resultOf(answer, request.method, requestId);
  };
}

const routes = ROUTE_TABLE.flatMap((entry) => {
  const key = routeKeyOf(entry);
  const handler = lambdaHandler(key, ROUTES[key], entry.access);
  return methodsOf(entry).map((method) => ({ method, path: entry.path, handler }));
});

/** The router has no route for a path that the gateway let in. */
class UnknownPathError extends Error {
  static override readonly name = 'UnknownPathError';
}

function notFoundResponse(): never {
  throw new UnknownPathError();
}

async function unknownPath(): Promise<never> {
  throw new ProblemError('not-found', 'There is no such path.');
}

const answerUnknownPath = lambdaHandler('', unknownPath, 'shell');

/** HTTP APIs find a route first and decode the path then, `/b/a%2Fb` to `/b/a/b`: a wrong address, and no fault of ours. */
const unknownPaths: middy.MiddlewareObj<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2> = {
  async onError(request) {
    if (request.error instanceof UnknownPathError) {
      request.response = await answerUnknownPath(request.event, request.context);
    }
  },
};

/** The one factory of the api function: the middlewares in their order, then the routes. */
export const handler = middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>()
  .use(injectLambdaContext(observability.logger, { resetKeys: true }))
  .use(unknownPaths)
  .handler(httpRouter<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>({ routes, notFoundResponse }));
