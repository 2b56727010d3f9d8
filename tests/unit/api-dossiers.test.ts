import { beforeEach, describe, expect, it } from 'vitest';
import { BriefPage, Dossier, IssuePage, PartyList, Problem } from '../../functions/api/responses.ts';
import type { RouteKey } from '../../functions/api/route-table.ts';
import { ApiDesk } from '../api/api-desk.ts';
import {
  type ArticleTraits,
  aMeasure,
  anArticle,
  anIssue,
  aParty,
  aSingle,
  type BriefTraits,
} from '../store/records.ts';

const DAY_MS = 86_400_000;
const NOW = Date.parse('2026-04-29T12:00:00.000Z');
const dayOf = (ago: number): string => new Date(NOW - ago * DAY_MS).toISOString().slice(0, 10);

let desk: ApiDesk;
beforeEach(() => {
  desk = new ApiDesk({ now: NOW, retentionDays: 3_650 });
});

async function ask(key: RouteKey, query = '', id?: string): Promise<{ status: number; body: unknown }> {
  const answer = await desk.ask(key, { query, ...(id === undefined ? {} : { id }) });
  return { status: answer.status, body: answer.json() };
}

let stored = 0;
/** Publishes a brief so many days before now. */
async function publish(ago: number, traits: BriefTraits, article: ArticleTraits = {}): Promise<string> {
  stored += 1;
  const receivedAt = `${dayOf(ago)}T10:00:00.000Z`;
  const key = `in/${stored}`;
  const input = aSingle(anArticle({ key, publishedAt: dayOf(ago), receivedAt, ...article }), traits);
  await desk.store.storeBrief(input, NOW);
  return input.brief.briefId;
}

async function pagesOf<T extends { next?: string | undefined }>(
  route: RouteKey,
  schema: { parse(value: unknown): T },
  query: string,
  id?: string,
): Promise<T[]> {
  const pages: T[] = [];
  let cursor = '';
  do {
    const page = schema.parse((await ask(route, `${query}${cursor}`, id)).body);
    pages.push(page);
    cursor = page.next === undefined ? '' : `&cursor=${page.next}`;
  } while (cursor !== '' && pages.length < 50);
  return pages;
}

const fieldsOf = (body: unknown) => Problem.parse(body).errors?.map(({ field }) => field);

describe('GET /v1/briefs?q=', () => {
  it('lists briefs that hold all the words, with the places where they are', async () => {
    await publish(1, { measures: [aMeasure('trade', 'agreed', { description: 'Norway lowers the harbour fee' })] });
    await publish(2, { headline: 'Fee for the harbour of Norway' });
    await publish(3, { headline: 'Norway opens a quay' });

    const { items } = BriefPage.parse((await ask('GET /v1/briefs', 'q=NORWAY%20%22harbour%20fee%22')).body);

    expect(items.map(({ matches }) => matches)).toEqual([
      [
        {
          list: 'measures',
          itemId: 'm-00000000',
          text: 'Norway lowers the harbour fee',
          evidence: { quote: 'The port', start: 0, end: 8, sentence: 0, paragraph: 0 },
        },
      ],
    ]);
  });

  it('tells no places without a search', async () => {
    await publish(1, {});
    const { items } = BriefPage.parse((await ask('GET /v1/briefs')).body);
    expect(items[0]).not.toHaveProperty('matches');
  });

  it('looks through a bounded number of briefs a page, and goes on from there', async () => {
    const needle = await publish(210, { headline: 'The lighthouse' });
    for (let ago = 0; ago < 205; ago += 1) await publish(ago, {});

    const pages = await pagesOf('GET /v1/briefs', BriefPage, 'q=lighthouse');

    expect(pages.map(({ items }) => items.map(({ briefId }) => briefId))).toEqual([[], [needle]]);
  });

  it('goes by the filters as well', async () => {
    await publish(1, { headline: 'Quay', parties: [aParty('north')] });
    await publish(2, { headline: 'Quay' });
    expect(BriefPage.parse((await ask('GET /v1/briefs', 'q=quay&party=north')).body).items).toHaveLength(1);
  });

  it('hides a copy only behind an original that the search finds as well', async () => {
    const text = 'The same text in two outlets.';
    await publish(2, { headline: 'Quay opens' }, { text });
    await publish(1, { headline: 'Port opens' }, { text });
    const headlines = async (q: string) =>
      BriefPage.parse((await ask('GET /v1/briefs', `q=${q}`)).body).items.map(({ headline }) => headline);
    expect(await headlines('opens')).toEqual(['Quay opens']);
    expect(await headlines('port')).toEqual(['Port opens']);
  });

  it('refuses a cursor of another search', async () => {
    for (const ago of [1, 2]) await publish(ago, { headline: 'Quay and port' });
    const { next } = BriefPage.parse((await ask('GET /v1/briefs', 'q=quay&limit=1')).body);
    const { status, body } = await ask('GET /v1/briefs', `q=port&limit=1&cursor=${next}`);
    expect(status).toBe(400);
    expect(fieldsOf(body)).toEqual(['cursor']);
  });

  it.each(['', '%22%20%22', '*', 'a+'.repeat(101), 'a+b+c+d+e+f+g+h+i+j+k'])('refuses %j by name', async (q) => {
    const { status, body } = await ask('GET /v1/briefs', `q=${q}`);
    expect(status).toBe(400);
    expect(fieldsOf(body)).toEqual(['q']);
  });
});

describe('GET /v1/parties/{id}', () => {
  const acting = (description: string): BriefTraits => ({
    parties: [aParty('north', { name: 'North' })],
    measures: [aMeasure('trade', 'completed', { actors: ['north'], description })],
  });

  it('is a dossier, page by page to the oldest brief', async () => {
    for (const ago of [3, 1, 2]) await publish(ago, acting(`${ago} days ago`));
    await publish(1, { parties: [aParty('south')] });

    const pages = await pagesOf('GET /v1/parties/{id}', Dossier, 'limit=2', 'North');

    const did = pages.map(({ measures }) => measures.did.map(({ description }) => description));
    expect(did.flat()).toEqual(['1 days ago', '2 days ago', '3 days ago']);
    expect(pages[0]).toMatchObject({
      party: { id: 'north', name: 'North' },
      briefs: 2,
      from: `${dayOf(2)}T00:00:00.000Z`,
      to: `${dayOf(1)}T00:00:00.000Z`,
    });
  });

  it('goes by outlet and days', async () => {
    await publish(1, acting('new'));
    await publish(2, acting('other outlet'), { source: 'Courier' });
    await publish(9, acting('old'));
    const { body } = await ask('GET /v1/parties/{id}', `source=harbour%20gazette&from=${dayOf(5)}`, 'north');
    expect(Dossier.parse(body).measures.did.map(({ description }) => description)).toEqual(['new']);
  });

  it('is empty, but says who it is, where no brief is of those days', async () => {
    await publish(9, acting('old'));
    const { body } = await ask('GET /v1/parties/{id}', `from=${dayOf(5)}`, 'north');
    expect(Dossier.parse(body)).toMatchObject({ party: { name: 'North' }, briefs: 0, from: null, to: null });
  });

  it('goes on behind pages of copies alone', async () => {
    const text = 'One text in many outlets.';
    await publish(9, acting('first'), { text });
    for (const ago of [8, 7, 6, 5, 4, 3, 2, 1]) await publish(ago, acting('copied'), { text });

    const pages = await pagesOf('GET /v1/parties/{id}', Dossier, 'limit=1', 'north');

    expect(pages.flatMap(({ measures }) => measures.did.map(({ description }) => description))).toEqual(['first']);
  });

  it.each(['west', 'no party', '../north', ''])('is not found for %j', async (id) => {
    await publish(1, acting('new'));
    const { status, body } = await ask('GET /v1/parties/{id}', '', id);
    expect([status, Problem.parse(body).type]).toEqual([404, 'urn:precis:problem:not-found']);
  });

  it('refuses the cursor of another list', async () => {
    for (const ago of [1, 2]) await publish(ago, acting('new'));
    const { next } = BriefPage.parse((await ask('GET /v1/briefs', 'party=north&limit=1')).body);
    expect(fieldsOf((await ask('GET /v1/parties/{id}', `cursor=${next}`, 'north')).body)).toEqual(['cursor']);
  });
});

describe('GET /v1/parties', () => {
  const naming = (...ids: string[]): BriefTraits => ({
    parties: ids.map((id) => aParty(id, { kind: 'state', country: id === 'north' ? 'NO' : 'SE' })),
  });

  it('compares the last seven days with the four weeks before', async () => {
    for (const ago of [0, 1, 2, 6]) await publish(ago, naming('rising'));
    for (const ago of [3, 10, 11, 12, 13, 20, 25, 30, 34]) await publish(ago, naming('falling'));
    for (const ago of [5, 36, 60]) await publish(ago, naming('new'));

    const { items, briefs } = PartyList.parse((await ask('GET /v1/parties')).body);

    expect(briefs).toBe(16);
    expect(items).toEqual([
      { id: 'rising', name: 'RISING', recent: 4, before: 0, change: 4, lastSeen: `${dayOf(0)}T00:00:00.000Z` },
      { id: 'new', name: 'NEW', recent: 1, before: 0, change: 1, lastSeen: `${dayOf(5)}T00:00:00.000Z` },
      { id: 'falling', name: 'FALLING', recent: 1, before: 8, change: -1, lastSeen: `${dayOf(3)}T00:00:00.000Z` },
    ]);
  });

  it('shows those that most briefs name, where there are more than asked for', async () => {
    await publish(1, naming('north', 'south'));
    await publish(2, naming('south'));
    const { items } = PartyList.parse((await ask('GET /v1/parties', 'limit=1')).body);
    expect(items.map(({ id }) => id)).toEqual(['south']);
  });

  it('goes by the state that is a party', async () => {
    await publish(1, naming('north', 'south'));
    await publish(1, naming('east'));
    const { items, briefs } = PartyList.parse((await ask('GET /v1/parties', 'country=no')).body);
    expect([items.map(({ id }) => id).sort(), briefs]).toEqual([['north', 'south'], 1]);
  });

  it('counts over all shards', async () => {
    await desk.store.raiseShardCount(4);
    for (let n = 0; n < 12; n += 1) await publish(1, naming('north'));
    expect(PartyList.parse((await ask('GET /v1/parties')).body).items).toMatchObject([{ id: 'north', recent: 12 }]);
  });

  it('counts nothing that is past its retention', async () => {
    desk = new ApiDesk({ now: NOW, retentionDays: 20 });
    await publish(1, naming('north'));
    // It is still in the table, as that deletes late.
    const old = anArticle({ key: 'in/old', publishedAt: dayOf(21), receivedAt: `${dayOf(21)}T10:00:00.000Z` });
    await desk.store.storeBrief(aSingle(old, naming('north')), NOW - 10 * DAY_MS);
    expect(PartyList.parse((await ask('GET /v1/parties')).body)).toMatchObject({
      briefs: 1,
      items: [{ recent: 1, before: 0 }],
    });
  });

  it('is empty where there are no briefs', async () => {
    expect((await ask('GET /v1/parties')).body).toEqual({ items: [], briefs: 0 });
  });

  it.each(['limit=0', 'limit=51', 'country=NOR'])('refuses %s', async (query) => {
    expect(fieldsOf((await ask('GET /v1/parties', query)).body)).toEqual([query.split('=')[0]]);
  });
});

describe('GET /v1/issues', () => {
  it('groups the open issues of the newest briefs, with when they were seen open', async () => {
    await publish(5, { unresolvedIssues: [anIssue('the eastern gate')] });
    await publish(3, { unresolvedIssues: [anIssue('the inspection fee')] });
    await publish(1, { unresolvedIssues: [anIssue('ownership of the eastern gate')] }, { source: 'Courier' });

    const { items, briefs } = IssuePage.parse((await ask('GET /v1/issues')).body);

    expect(briefs).toBe(3);
    expect(items).toMatchObject([
      {
        topic: 'ownership of the eastern gate',
        firstSeen: `${dayOf(5)}T00:00:00.000Z`,
        lastSeen: `${dayOf(1)}T00:00:00.000Z`,
        outlets: 2,
      },
      { topic: 'the inspection fee', outlets: 1 },
    ]);
  });

  it('goes by the filters of briefs, and by the state of the issue', async () => {
    const north = { parties: [aParty('north', { kind: 'state', country: 'NO' })] };
    await publish(1, { ...north, unresolvedIssues: [anIssue('fee', { state: 'stalled' }), anIssue('gate')] });
    await publish(2, { unresolvedIssues: [anIssue('lock', { state: 'stalled' })] });
    const topics = async (query: string) =>
      IssuePage.parse((await ask('GET /v1/issues', query)).body).items.map(({ topic }) => topic);
    expect(await topics('state=stalled')).toEqual(['fee', 'lock']);
    expect(await topics('state=stalled&party=North')).toEqual(['fee']);
    expect(await topics('country=no')).toEqual(['fee', 'gate']);
    expect(await topics(`to=${dayOf(2)}`)).toEqual(['lock']);
    expect(await topics('source=courier')).toEqual([]);
  });

  it('comes in pages of briefs, whose cursor holds for its filters and state alone', async () => {
    for (const ago of [1, 2, 3]) await publish(ago, { unresolvedIssues: [anIssue(`matter ${ago}`)] });
    const pages = await pagesOf('GET /v1/issues', IssuePage, 'limit=2');
    expect(pages.map(({ briefs }) => briefs)).toEqual([2, 1]);
    const { body } = await ask('GET /v1/issues', `limit=2&state=stalled&cursor=${pages[0]?.next}`);
    expect(fieldsOf(body)).toEqual(['cursor']);
  });

  it.each(['state=open', 'limit=101', 'measure=trade', `from=${dayOf(1)}&to=${dayOf(2)}`])(
    'refuses %s',
    async (query) => {
      const { status, body } = await ask('GET /v1/issues', query);
      expect(status).toBe(400);
      expect(fieldsOf(body)).toHaveLength(1);
    },
  );
});
