import { beforeEach, describe, expect, it } from 'vitest';
import { ApiError, type ClientRequest, PrecisClient, type Transport } from '../../client/client.ts';
import { ROUTE_TABLE, type RouteKey, routeKeyOf } from '../../functions/api/route-table.ts';
import { RouteTable } from '../../local/http-api/route-table.ts';
import { ApiDesk } from '../api/api-desk.ts';

const table = new RouteTable(ROUTE_TABLE.map((entry) => ({ key: routeKeyOf(entry) })));

let desk: ApiDesk;
let client: PrecisClient;
let sent: ClientRequest[];

/** Sends requests to the routes of the desk, as the gateway would. */
const toDesk: Transport = async (request) => {
  sent.push(request);
  const { pathname, search } = new URL(request.path, 'https://desk.example');
  const match = table.match(request.method, pathname);
  if (!match) return Response.json({ message: 'Not Found' }, { status: 404 });
  const [id] = Object.values(match.parameters);
  const answer = await desk.ask(match.route.key as RouteKey, {
    ...(id === undefined ? {} : { id }),
    query: search.slice(1),
    headers: { ...request.headers },
    ...(request.body === undefined ? {} : { body: request.body }),
  });
  return new Response(answer.body, { status: answer.status, headers: answer.headers });
};

beforeEach(() => {
  desk = new ApiDesk();
  sent = [];
  client = new PrecisClient(toDesk);
});

describe('The client', () => {
  it('reads a list page by page to its end', async () => {
    for (const day of [1, 2, 3, 4, 5]) await desk.publish(desk.article(`day-${day}`, day));
    const dates: (string | null)[] = [];
    for await (const { publishedAt } of client.eachBrief({ party: 'norway', limit: 2 })) dates.push(publishedAt);
    expect(dates).toEqual(['2026-02-05', '2026-02-04', '2026-02-03', '2026-02-02', '2026-02-01']);
    expect(sent.map(({ path }) => path.startsWith('/v1/briefs?party=norway&limit=2'))).toEqual([true, true, true]);
  });

  it('reads a brief as data and as pages, its article, its versions, and what became of its file', async () => {
    const article = desk.article('a', 3);
    const brief = await desk.publish(article);
    const { briefId } = brief;
    expect(await client.getBrief(briefId)).toMatchObject(JSON.parse(JSON.stringify(brief)));
    expect(await client.getBriefPage(briefId, 'text/markdown')).toMatch(/^# /);
    expect(await client.getBriefPage(briefId, 'text/html')).toMatch(/^<!doctype html>/i);
    expect((await client.getArticle(briefId)).text).toBe(article.text);
    expect((await client.getVersions(briefId)).items).toHaveLength(1);
    expect((await client.getUpload(article.uploadId)).status).toBe('briefed');
    expect((await client.findUpload('in/a.txt', 'v1')).status).toBe('briefed');
  });

  it('reads parties, dossiers, issues and the feed', async () => {
    const { briefId } = await desk.publish(desk.article('a', 3));
    expect((await client.listParties()).items.map(({ id }) => id).sort()).toEqual(['iceland', 'norway']);
    const { measures, party } = await client.getDossier('norway');
    expect(party.name).toBe('Norway');
    expect(measures.did.map((measure) => measure.briefId)).toEqual([briefId]);
    expect((await client.listIssues()).items).toEqual([]);
    expect(await client.getText('/v1/feed', { party: 'norway' }, 'application/atom+xml')).toContain(briefId);
    expect(await client.getText('/v1/briefs', {}, 'text/csv')).toContain(briefId);
  });

  it('asks for leave to upload', async () => {
    const { key } = await client.requestUpload('a b.txt');
    expect(key).toMatch(/^in\/2026-03-05\/\w{26}\/a-b\.txt$/);
  });

  it('throws an answer that is an error, with its problem or the words of the gateway', async () => {
    const unknown = await client.getBrief('0'.repeat(32)).catch((error: unknown) => error);
    expect(unknown).toBeInstanceOf(ApiError);
    expect(unknown).toMatchObject({ status: 404, problem: { type: 'urn:precis:problem:not-found' } });
    const wrong = await client.listBriefs({ limit: 0 }).catch((error: unknown) => error);
    expect(String(wrong)).toContain('limit: It must be a whole number from 1 to 50.');
    const unrouted = new PrecisClient(async () => Response.json({ message: 'Forbidden' }, { status: 403 }));
    await expect(unrouted.listBriefs()).rejects.toMatchObject({ status: 403, message: 'Forbidden' });
    const broken = new PrecisClient(async () => new Response('<html>', { status: 502 }));
    await expect(broken.listBriefs()).rejects.toMatchObject({ status: 502, message: 'No reason is given.' });
  });
});
