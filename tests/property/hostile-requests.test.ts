import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { ROUTE_TABLE, type RouteKey, routeKeyOf } from '../../functions/api/route-table.ts';
import { ApiDesk } from '../api/api-desk.ts';
import { QUERY_PARAMETERS } from '../api/query-parameters.ts';

/** What callers put where an id, a value or a name belongs, to get at something else. */
const ATTACKS = [
  '../../etc/passwd',
  '..%2f..%2fv1%2fbriefs',
  '\u0000',
  'a\r\nset-cookie: a=b',
  '__proto__',
  'constructor',
  '$where',
  "' OR 1=1 --",
  '<script>alert(1)</script>',
  'BRIEF#a',
  '0'.repeat(32),
  'f'.repeat(9_000),
  '\ud800',
  '{"$gt":""}',
  '%',
  '9'.repeat(400),
];
const PARAMETERS = [...QUERY_PARAMETERS, '__proto__'];
const HEADERS = ['accept', 'accept-encoding', 'if-match', 'if-none-match', 'content-type', 'content-encoding'];
const BODIES = [
  '',
  '{',
  'null',
  '[]',
  '{"filename":7}',
  '{"filename":"a","__proto__":{"write":true}}',
  '['.repeat(9_000),
  '{"name":"a","words":["*"],"pairs":["~"],"names":["\u202e"],"alerts":[{"kinds":["new"],"to":{"type":"slack","url":"file:///etc/passwd"}}]}',
  '{"name":"<script>","parties":["norway"],"countries":["NO"]}',
  gzipSync('{"filename":"a.txt"}').toString(),
];

const value = fc.oneof(fc.constantFrom(...ATTACKS), fc.string({ unit: 'binary', maxLength: 60 }));
const requests = fc.record({
  route: fc.constantFrom<RouteKey>(...ROUTE_TABLE.map(routeKeyOf)),
  id: value,
  query: fc.array(fc.tuple(fc.constantFrom(...PARAMETERS), value), { maxLength: 4 }),
  headers: fc.dictionary(
    fc.constantFrom(...HEADERS),
    fc.oneof(value, fc.constantFrom('application/json', 'gzip', 'a;q=0,'.repeat(1_500))),
  ),
  body: fc.oneof(fc.constantFrom(...BODIES), fc.string({ maxLength: 100 })),
});

describe('Requests that mean harm', () => {
  let desk: ApiDesk;
  beforeEach(async () => {
    desk = new ApiDesk();
    await desk.publish(desk.article('a', 3));
  });

  it('are answered as any other: by what there is or what is wrong, never by a fault, in headers of one line', async () => {
    await fc.assert(
      fc.asyncProperty(requests, async ({ route, id, query, headers, body }) => {
        const asked = { id, query: new URLSearchParams(query).toString(), headers, body };
        const answer = await desk.ask(route, asked);

        expect(desk.faults).toEqual([]);
        expect(answer.status).toBeLessThan(500);
        for (const [name, text] of Object.entries(answer.headers)) expect(`${name}: ${text}`).toMatch(/^[\t -~]+$/);
      }),
      { numRuns: 500 },
    );
  });

  it('get no leave to upload but under a key that is made here', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary', minLength: 1, maxLength: 255 }), async (filename) => {
        const body = JSON.stringify({ filename });
        const answer = await desk.ask('POST /v1/uploads', { headers: { 'content-type': 'application/json' }, body });

        const { key } = answer.json<{ key: string }>();
        expect(key).toMatch(/^in\/2026-03-05\/[0-9A-Z]+\/[A-Za-z0-9_][A-Za-z0-9._-]{0,99}$/);
      }),
    );
  });
});
