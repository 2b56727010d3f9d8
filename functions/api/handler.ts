import { injectLambdaContext } from '@aws-lambda-powertools/logger/middleware';
import { S3Client } from '@aws-sdk/client-s3';
import middy from '@middy/core';
import httpRouter, { type Method } from '@middy/http-router';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { openBriefStore } from '../runtime/brief-table.ts';
import { required, requiredWholeNumber } from '../runtime/environment.ts';
import { observe } from '../runtime/observability.ts';
import { headVersion } from '../runtime/s3-objects.ts';
import { readStaged } from '../runtime/staged-objects.ts';
import type { ApiContext, Route } from './context.ts';
import { dispatch } from './dispatch.ts';
import { ROUTES } from './routes.ts';

const observability = observe();
const s3 = new S3Client({});
const stagedBucket = required('STAGED_BUCKET');
const inboxBucket = required('INBOX_BUCKET');

const context: ApiContext = {
  store: openBriefStore(),
  inboxBucket,
  overdueAfterMs: requiredWholeNumber('OVERDUE_AFTER_MS'),
  // Until the stack tells it, the page is one that says how to open it.
  reader: { connectOrigins: [], config: { mode: 'iam' } },
  now: () => Date.now(),
  async readArticle(articleKey) {
    const staged = await readStaged(s3, stagedBucket, articleKey);
    return staged?.kind === 'article' ? staged.article : undefined;
  },
  currentVersion: (key) => headVersion(s3, inboxBucket, key),
};

function lambdaHandler(route: Route) {
  return async function handleRequest(
    event: APIGatewayProxyEventV2,
    { awsRequestId }: Context,
  ): Promise<APIGatewayProxyStructuredResultV2> {
    const { method, path } = event.requestContext.http;
    const traceId = event.requestContext.requestId || awsRequestId;
    const request = {
      path,
      parameters: definedParameters(event.pathParameters),
      query: new URLSearchParams(event.rawQueryString),
      headers: event.headers,
    };
    const answer = await dispatch(route, request, context, (error) =>
      observability.failure('request failed', error, { traceId }),
    );
    return {
      statusCode: answer.status,
      headers: { ...answer.headers, 'x-trace-id': traceId, 'x-content-type-options': 'nosniff' },
      body: method === 'HEAD' ? '' : answer.body,
      isBase64Encoded: answer.isBase64 ?? false,
    };
  };
}

function definedParameters(parameters: APIGatewayProxyEventV2['pathParameters']): Record<string, string> {
  return Object.fromEntries(
    Object.entries(parameters ?? {}).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

const routes = Object.entries(ROUTES).flatMap(([path, route]) =>
  (['GET', 'HEAD'] satisfies Method[]).map((method) => ({ method, path, handler: lambdaHandler(route) })),
);

/** The one factory of the api function: the middlewares in their order, then the routes. */
export const handler = middy<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>()
  .use(injectLambdaContext(observability.logger, { resetKeys: true }))
  .handler(httpRouter<APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2>(routes));
