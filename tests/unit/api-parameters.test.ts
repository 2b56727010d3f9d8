import { describe, expect, it } from 'vitest';
import { Problem } from '../../functions/api/responses.ts';
import { ROUTE_TABLE, type RouteKey, routeKeyOf } from '../../functions/api/route-table.ts';
import { type ApiAnswer, ApiDesk } from '../api/api-desk.ts';

const ask = (key: RouteKey, query: string): Promise<ApiAnswer> => new ApiDesk().ask(key, { id: '0'.repeat(32), query });

describe('Query parameters', () => {
  it.each(ROUTE_TABLE.filter(({ access }) => access !== 'shell').map(routeKeyOf))(
    'unknown ones are refused by name on %s',
    async (key) => {
      const { status, body } = await ask(key, 'key=in%2Fa.txt&colour=red');

      expect(status).toBe(400);
      expect(Problem.parse(JSON.parse(body)).errors).toContainEqual({
        field: 'colour',
        message: 'There is no such parameter.',
      });
    },
  );

  it.each([
    ['GET /v1/uploads', '', 'key', 'It is required.'],
    ['GET /v1/uploads', 'key=in%2Fa&key=in%2Fb', 'key', 'It is given more than once.'],
    ['GET /v1/uploads', 'key=', 'key', 'It must not be empty.'],
    ['GET /v1/briefs', `source=${'a'.repeat(201)}`, 'source', 'It must have at most 200 characters.'],
    ['GET /v1/briefs', 'voice=a', 'voice', 'It must be one of party, named, unnamed, document, outlet.'],
    [
      'GET /v1/briefs',
      'party=United%20States',
      'party',
      'It must be an id, as `united-states`: letters and digits, joined by hyphens.',
    ],
    ['GET /v1/briefs', 'from=2026-03-04&to=2026-03-03', 'to', 'It must not be before `from`.'],
  ] satisfies [RouteKey, string, string, string][])(
    'on %s?%s one error says what is wrong with %s',
    async (key, query, field, message) => {
      const { status, body } = await ask(key, query);

      expect(status).toBe(400);
      expect(Problem.parse(JSON.parse(body)).errors).toEqual([{ field, message }]);
    },
  );

  it.each([
    ['a'.repeat(1024), 404],
    ['a'.repeat(1025), 400],
    ['é'.repeat(513), 400],
  ])('a key is as long as S3 allows, in bytes (%#)', async (key, status) => {
    expect((await ask('GET /v1/uploads', new URLSearchParams({ key }).toString())).status).toBe(status);
  });
});
