import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { Problem } from '../../functions/api/problem.ts';

let handler: (event: APIGatewayProxyEventV2, context: Context) => Promise<APIGatewayProxyStructuredResultV2>;

beforeAll(async () => {
  const environment = {
    AUTH_MODE: 'iam',
    AWS_REGION: 'eu-central-1',
    INBOX_BUCKET: 'inbox',
    MAX_UPLOAD_BYTES: '1000',
    OVERDUE_AFTER_MS: '1000',
    POWERTOOLS_DEV: 'true',
    POWERTOOLS_METRICS_NAMESPACE: 'Precis',
    STAGED_BUCKET: 'staged',
    TABLE_NAME: 'briefs',
  };
  for (const [name, value] of Object.entries(environment)) vi.stubEnv(name, value);
  const { handler: deployed } = await import('../../functions/api/handler.ts');
  handler = deployed as unknown as typeof handler;
});
afterAll(() => vi.unstubAllEnvs());

/** A request as the gateway hands it over: its path is decoded. */
function ask(method: string, path: string, id: string): Promise<APIGatewayProxyStructuredResultV2> {
  const event = {
    version: '2.0',
    routeKey: 'GET /v1/briefs/{id}',
    rawPath: path,
    rawQueryString: '',
    headers: {},
    pathParameters: { id },
    requestContext: {
      authorizer: { iam: { userArn: 'arn' } },
      domainName: 'desk.example',
      http: { method, path, protocol: 'HTTP/1.1', sourceIp: '192.0.2.1', userAgent: 'desk' },
      requestId: 'trace',
    },
    isBase64Encoded: false,
  } as unknown as APIGatewayProxyEventV2;
  return handler(event, { awsRequestId: 'lambda' } as Context);
}

describe('The api function', () => {
  it.each([
    ['a/b', '/v1/briefs/a/b', 'There is no such route.'],
    ['/', '/v1/briefs//', 'There is no such route.'],
    ['a/article', '/v1/briefs/a/article', 'An id is 32 hexadecimal digits, in lower case.'],
  ])('answers an id with a slash as not found (%j)', async (id, path, detail) => {
    const { statusCode, headers, body } = await ask('GET', path, id);

    expect([statusCode, headers]).toEqual([
      404,
      expect.objectContaining({ 'content-type': 'application/problem+json', 'x-trace-id': 'trace' }),
    ]);
    expect(Problem.parse(JSON.parse(body ?? ''))).toMatchObject({ detail, instance: path });
    expect(await ask('HEAD', path, id)).toMatchObject({ statusCode: 404, body: '' });
  });
});
