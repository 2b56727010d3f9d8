import { describe, expect, it } from 'vitest';
import { RouteTable } from '../../local/http-api/route-table.ts';
import { isSameOrigin } from '../../local/http-api/same-origin.ts';

const table = new RouteTable(
  [
    '$default',
    'ANY /v1/{proxy+}',
    'GET /v1/briefs/{id}',
    'ANY /v1/briefs/{id}',
    'GET /v1/briefs/latest',
    'GET /v1/briefs/{id}/article',
    'HEAD /v1/briefs',
    'GET /',
  ].map((key) => ({ key })),
);
const match = (method: string, path: string) => {
  const found = table.match(method, path);
  return found && [found.route.key, found.parameters];
};

describe('HTTP API: routes', () => {
  it.each([
    ['GET', '/', 'GET /', {}],
    ['GET', '/v1/briefs/7', 'GET /v1/briefs/{id}', { id: '7' }],
    ['PUT', '/v1/briefs/7', 'ANY /v1/briefs/{id}', { id: '7' }],
    ['GET', '/v1/briefs/latest', 'GET /v1/briefs/latest', {}],
    ['POST', '/v1/briefs/latest', 'ANY /v1/briefs/{id}', { id: 'latest' }],
    ['GET', '/v1/briefs/a%2Fb%20c', 'GET /v1/briefs/{id}', { id: 'a/b c' }],
    ['GET', '/v1/briefs/7/article', 'GET /v1/briefs/{id}/article', { id: '7' }],
    ['HEAD', '/v1/briefs', 'HEAD /v1/briefs', {}],
    ['GET', '/v1/briefs', 'ANY /v1/{proxy+}', { proxy: 'briefs' }],
    ['GET', '/v1/briefs/7/notes/%C3%BC', 'ANY /v1/{proxy+}', { proxy: 'briefs/7/notes/ü' }],
    ['GET', '/v1/briefs/', 'ANY /v1/{proxy+}', { proxy: 'briefs/' }],
    ['GET', '/v1', '$default', {}],
    ['DELETE', '/', '$default', {}],
  ])('%s %s takes %s', (method, path, key, parameters) => {
    expect(match(method, path)).toEqual([key, parameters]);
  });

  it('gives nothing where no route takes the request and there is no $default', () => {
    expect(new RouteTable([{ key: 'GET /a' }]).match('POST', '/a')).toBeUndefined();
  });

  it('refuses a path that is not percent-encoded UTF-8', () => {
    expect(() => table.match('GET', '/v1/briefs/%E0%A4%A')).toThrow(URIError);
  });
});

describe('HTTP API: whose page may call it', () => {
  it.each([
    ['127.0.0.1:4311', undefined, true],
    ['localhost:4311', undefined, true],
    ['LOCALHOST:4311', 'http://LocalHost:4311', true],
    ['127.0.0.1:4311', 'http://localhost:4311', true],
    [undefined, undefined, false],
    ['127.0.0.1', undefined, false],
    ['127.0.0.1:4312', undefined, false],
    ['rebound.example:4311', undefined, false],
    ['127.0.0.1:4311.example', undefined, false],
    ['127.0.0.1:4311', 'https://news.example', false],
    ['127.0.0.1:4311', 'http://127.0.0.1:8080', false],
    ['127.0.0.1:4311', 'null', false],
  ])('Host %s and Origin %s: %s', (host, origin, expected) => {
    expect(isSameOrigin({ host, origin }, 4311)).toBe(expected);
  });
});
