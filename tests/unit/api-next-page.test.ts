import { beforeEach, describe, expect, it } from 'vitest';
import type { RouteKey } from '../../functions/api/route-table.ts';
import { ApiDesk, type AskOptions } from '../api/api-desk.ts';
import { partyOf } from '../fixtures/draft.ts';

const TEXT = 'Türkiye has signed the fishing accord with Norway.';

let desk: ApiDesk;
beforeEach(async () => {
  desk = new ApiDesk();
  for (const day of [1, 2, 3]) {
    const article = desk.article(`day-${day}`, day, { text: TEXT + ' '.repeat(day) });
    await desk.publish(article, {
      headline: { text: TEXT, from: 'items', items: [] },
      parties: [partyOf(TEXT, 'Türkiye', 'Türkiye'), partyOf(TEXT, 'Norway', 'Norway')],
      measures: [],
    });
  }
});

/** The addresses of all pages of a route, as their `Link` headers lead from one to the next. */
async function addressesOf(key: RouteKey, { query = '', ...options }: AskOptions): Promise<string[]> {
  const addresses: string[] = [];
  for (let asked = query; ; ) {
    const { headers } = await desk.ask(key, { ...options, query: asked });
    const [, address] = /^<([\x21-\x7e]+)>; rel="next"$/.exec(headers['link'] ?? '') ?? [];
    if (address === undefined) return addresses;
    addresses.push(address);
    asked = new URL(address).search.slice(1);
  }
}

describe('The Link header', () => {
  it.each([
    ['GET /v1/briefs', {}, '/v1/briefs'],
    ['GET /v1/briefs', { headers: { accept: 'text/csv' } }, '/v1/briefs'],
    ['GET /v1/feed', {}, '/v1/feed'],
    ['GET /v1/issues', {}, '/v1/issues'],
    ['GET /v1/parties/{id}', { id: 'türkiye' }, '/v1/parties/t%C3%BCrkiye'],
  ] as const)('leads through every page of %s (%#), and nowhere at its end', async (key, options, path) => {
    const addresses = await addressesOf(key, { ...options, query: 'limit=1' });

    expect(addresses.map((address) => new URL(address).pathname)).toEqual([path, path]);
  });
});

describe('GET /v1/feed', () => {
  it('names its own address and that of its first page, behind a cursor as well', async () => {
    const [second = ''] = await addressesOf('GET /v1/feed', { query: 'party=norway&limit=1' });

    const { body } = await desk.get('/v1/feed', { query: new URL(second).search.slice(1) });

    const linkTo = (rel: string) => new RegExp(`<link rel="${rel}"[^>]* href="([^"]*)"`).exec(body)?.[1];
    const first = 'https://desk.example/v1/feed?party=norway&amp;limit=1';
    expect(/<id>([^<]*)<\/id>/.exec(body)?.[1]).toBe(first);
    expect([linkTo('self'), linkTo('first')]).toEqual([second.replaceAll('&', '&amp;'), first]);
  });

  it('is in the order of arrival, and its days are of receipt', async () => {
    const late = desk.article('late', 1, { receivedAt: '2026-03-04T20:00:00.000Z', publishedAt: '2026-01-01' });
    const { briefId } = await desk.publish(late);
    const entries = async (query: string) =>
      [...(await desk.get('/v1/feed', { query })).body.matchAll(/<id>urn:precis:brief:(\w+)<\/id>/g)].map(
        ([, id]) => id,
      );

    expect((await entries('limit=1'))[0]).toBe(briefId);
    expect(await entries('to=2026-01-02')).toEqual([]);
    expect(await entries('from=2026-03-04&q=accord')).toContain(briefId);
  });
});
