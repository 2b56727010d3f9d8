import { describe, expect, it } from 'vitest';
import type { ApiContext } from '../../functions/api/context.ts';
import { dispatch } from '../../functions/api/dispatch.ts';
import type { ApiResponse } from '../../functions/api/http.ts';
import { Problem } from '../../functions/api/problem.ts';
import { ROUTES } from '../../functions/api/routes.ts';
import { BriefStore } from '../../functions/core/store/brief-store.ts';
import { MemoryTable } from '../../functions/core/store/memory-table.ts';

const CONTEXT: ApiContext = {
  store: new BriefStore({ table: new MemoryTable() }),
  readArticle: async () => undefined,
  currentVersion: async () => undefined,
  inboxBucket: 'inbox',
  overdueAfterMs: 60_000,
  reader: { connectOrigins: [], config: { mode: 'public' } },
  now: () => Date.parse('2026-03-05T00:00:00Z'),
};

async function ask(path: string, query: string): Promise<ApiResponse> {
  const route = ROUTES[path];
  if (route === undefined) throw new Error(`No route ${path}`);
  const id = '0'.repeat(32);
  const request = { path, parameters: { id, uploadId: id }, query: new URLSearchParams(query), headers: {} };
  return dispatch(route, request, CONTEXT, (error) => {
    throw error;
  });
}

describe('Query parameters', () => {
  it.each(Object.keys(ROUTES))('unknown ones are refused by name on %s', async (path) => {
    const { status, body } = await ask(path, 'key=in%2Fa.txt&colour=red');

    expect(status).toBe(400);
    expect(Problem.parse(JSON.parse(body)).errors).toContainEqual({
      field: 'colour',
      message: 'There is no such parameter.',
    });
  });

  it.each([
    ['/v1/uploads', '', 'key', 'It is required.'],
    ['/v1/uploads', 'key=in%2Fa&key=in%2Fb', 'key', 'It is given more than once.'],
    ['/v1/uploads', 'key=', 'key', 'It must not be empty.'],
    ['/v1/briefs', `source=${'a'.repeat(201)}`, 'source', 'It must have at most 200 characters.'],
    ['/v1/briefs', 'voice=a', 'voice', 'It must be one of party, named, unnamed, document, outlet.'],
    [
      '/v1/briefs',
      'party=United%20States',
      'party',
      'It must be an id, as `united-states`: letters and digits, joined by hyphens.',
    ],
    ['/v1/briefs', 'from=2026-03-04&to=2026-03-03', 'to', 'It must not be before `from`.'],
  ])('on %s?%s one error says what is wrong with %s', async (path, query, field, message) => {
    const { status, body } = await ask(path, query);

    expect(status).toBe(400);
    expect(Problem.parse(JSON.parse(body)).errors).toEqual([{ field, message }]);
  });

  it.each([
    ['a'.repeat(1024), 404],
    ['a'.repeat(1025), 400],
    ['é'.repeat(513), 400],
  ])('a key is as long as S3 allows, in bytes (%#)', async (key, status) => {
    expect((await ask('/v1/uploads', new URLSearchParams({ key }).toString())).status).toBe(status);
  });
});
