import type { APIGatewayRequestAuthorizerEventV2, Context } from 'aws-lambda';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { hashOf } from '../../functions/authorizer/token-list.ts';
import { type JsonAnswer, startJsonService } from '../json-service.ts';

const TOKEN = `prc_${'A'.repeat(43)}`;
const LIST = JSON.stringify({
  tokens: [
    {
      name: 'desk',
      scope: 'read',
      sha256: hashOf(TOKEN).toString('hex'),
      createdAt: '2026-03-01T08:00:00.000Z',
    },
  ],
});
const REFUSED = { isAuthorized: false, context: {} };

let answer: JsonAnswer;
let requests: Record<string, unknown>[];
let log: string;
let service: Awaited<ReturnType<typeof startJsonService>>;
let ask: (authorization?: string) => Promise<unknown>;

beforeEach(async () => {
  requests = [];
  log = '';
  service = await startJsonService((_operation, input) => {
    requests.push(input);
    return answer;
  });
  vi.stubEnv('AWS_ENDPOINT_URL_SSM', service.config.endpoint);
  vi.stubEnv('AWS_REGION', 'eu-central-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'DESK');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'secret');
  vi.stubEnv('TOKENS_PARAMETER', '/precis/dev/tokens');
  // So set, the logger writes to this process's console, and not to one of its own.
  vi.stubEnv('POWERTOOLS_DEV', 'true');
  vi.spyOn(console, 'error').mockImplementation((line: unknown) => {
    log += `${line}\n`;
  });
  vi.resetModules();
  const { handler } = await import('../../functions/authorizer/handler.ts');
  ask = async (authorization) => {
    const event = { routeKey: 'GET /v1/briefs', headers: authorization === undefined ? {} : { authorization } };
    return handler(event as unknown as APIGatewayRequestAuthorizerEventV2, { awsRequestId: 'r1' } as Context);
  };
});
afterEach(async () => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  await service.close();
});

describe('Function: authorizer', () => {
  it('lets in whose token is in the parameter, which it reads once', async () => {
    answer = { output: { Parameter: { Value: LIST } } };
    const verdicts = [await ask(`Bearer ${TOKEN}`), await ask(`Bearer ${TOKEN}`)];
    const good = { isAuthorized: true, context: { scope: 'read', name: 'desk' } };
    expect(verdicts).toEqual([good, good]);
    expect(requests).toEqual([{ Name: '/precis/dev/tokens', WithDecryption: true }]);
  });

  it('refuses another token, and what is none', async () => {
    answer = { output: { Parameter: { Value: LIST } } };
    const others = [`Bearer prc_${'B'.repeat(43)}`, 'Bearer x', `Basic ${TOKEN}`, undefined];
    for (const other of others) expect(await ask(other)).toEqual(REFUSED);
  });

  it.each([
    ['is missing', { exception: 'ParameterNotFound' }, 'ParameterNotFound'],
    ['is no list of tokens', { output: { Parameter: { Value: '{"tokens":"secret-text"}' } } }, 'CorruptDataError'],
    ['is empty', { output: {} }, 'CorruptDataError'],
  ])('refuses everybody where the parameter %s, and logs why', async (_, given, name) => {
    answer = given;
    expect(await ask(`Bearer ${TOKEN}`)).toEqual(REFUSED);
    expect(log).toContain('no token is accepted');
    expect(log).toContain(name);
    expect(log).not.toMatch(/secret-text|prc_/);
  });

  it('fails where the parameter cannot be read, so that the gateway remembers no refusal', async () => {
    answer = { exception: 'AccessDeniedException' };
    await expect(ask(`Bearer ${TOKEN}`)).rejects.toThrow('The tokens cannot be read.');
    answer = { output: { Parameter: { Value: LIST } } };
    expect(await ask(`Bearer ${TOKEN}`)).toMatchObject({ isAuthorized: true });
    expect(log).not.toContain('prc_');
  });
});
