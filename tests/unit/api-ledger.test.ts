import { beforeEach, describe, expect, it } from 'vitest';
import type { Problem } from '../../functions/api/responses.ts';
import type { RouteKey } from '../../functions/api/route-table.ts';
import { itemIdOf } from '../../functions/core/evidence.ts';
import type { Calendar } from '../../functions/core/ledger/calendar.ts';
import { type Digest, unreadIdOf } from '../../functions/core/ledger/digest.ts';
import type { Changes } from '../../functions/core/ledger/ledger-line.ts';
import { readDigest } from '../../functions/core/ledger/read-digest.ts';
import { ApiDesk } from '../api/api-desk.ts';
import {
  type ArticleTraits,
  aMeasure,
  anArticle,
  anIssue,
  aParty,
  aSingle,
  type BriefTraits,
  ownManifest,
  quoteOf,
} from '../store/records.ts';

const NOW = Date.parse('2026-03-05T12:00:00.000Z');

let desk: ApiDesk;
let stored = 0;
beforeEach(() => {
  desk = new ApiDesk({ now: NOW, retentionDays: 3_650 });
  stored = 0;
});

async function get(path: string, query = '', headers: Record<string, string> = {}, id?: string) {
  return desk.ask(`GET ${path}` as RouteKey, { query, headers, ...(id === undefined ? {} : { id }) });
}
const read = async <T>(path: string, query = '', id?: string): Promise<T> => (await get(path, query, {}, id)).json<T>();
const fieldsOf = (answer: { json<T>(): T }) => answer.json<Problem>().errors?.map(({ field }) => field);

/** Publishes a brief of the given day of March 2026, by an outlet, received at ten. */
async function publish(day: number, source: string, traits: BriefTraits, article: ArticleTraits = {}) {
  stored += 1;
  const date = `2026-03-${String(day).padStart(2, '0')}`;
  const given = { key: `in/${stored}`, source, publishedAt: date, receivedAt: `${date}T10:00:00.000Z`, ...article };
  const input = aSingle(anArticle({ text: `Text ${stored} of ${source}.`, ...given }), traits);
  await desk.store.storeBrief(input, NOW);
  return input.brief;
}

const norway = aParty('norway', { kind: 'state', country: 'NO' });
const iceland = aParty('iceland', { kind: 'state', country: 'IS', role: 'acted-upon' });

function withdrawal(status: 'announced' | 'under-way', quote: string) {
  return {
    headline: 'Norway and the survey vessels at the Hopen bank',
    parties: [norway, iceland],
    measures: [
      aMeasure('withdrawal', status, {
        id: itemIdOf('measures', quote),
        actors: ['norway'],
        targets: ['iceland'],
        object: 'survey vessels',
        description: quote,
        evidence: [quoteOf(quote)],
      }),
    ],
  };
}
const announced = withdrawal('announced', 'Norway will withdraw its survey vessels from the Hopen bank');
const begun = withdrawal('under-way', 'Norway has begun to withdraw its survey vessels from the Hopen bank');

async function aMove() {
  const first = await publish(3, 'Harbour Post', announced);
  const second = await publish(5, 'Fjord Times', begun);
  return { first, second };
}

describe('GET /v1/changes', () => {
  it('tells a move with the quotes of both ends', async () => {
    const { first, second } = await aMove();

    const changes = await read<Changes>('/v1/changes');

    expect(changes).toMatchObject({
      since: '2026-03-04T12:00:00.000Z',
      until: '2026-03-05T12:00:00.000Z',
      watch: null,
      examined: { briefs: 2, complete: true },
    });
    const lines = changes.items.flatMap((story) => story.lines);
    expect(lines.map(({ kind }) => kind)).toEqual(['moved']);
    expect(lines[0]).toMatchObject({
      from: { briefId: first.briefId, status: 'announced', source: 'Harbour Post' },
      to: { briefId: second.briefId, status: 'under-way', evidence: [{ quote: begun.measures[0]?.description }] },
    });
  });

  it('tells what was known in the stretch that is asked for, and nothing of what is rejected', async () => {
    const { second } = await aMove();
    const kinds = async (query: string) =>
      (await read<Changes>('/v1/changes', query)).items.flatMap(({ lines }) => lines.map(({ kind }) => kind));
    expect(await kinds('since=3d')).toEqual(['moved', 'new']);
    expect(await kinds('since=2026-03-03&until=2026-03-03')).toEqual(['new']);
    expect(await kinds('since=1h')).toEqual([]);

    const item = second.measures[0];
    await desk.context.notes.append({
      action: 'reject',
      item: item?.id ?? '',
      id: desk.context.newUlid(),
      briefId: second.briefId,
      version: `${second.revision}.000001.000001`,
      by: 'a.lind@desk.example',
      at: '2026-03-05T11:00:00.000Z',
      anchor: { list: 'measures', quotes: [item?.evidence[0]?.quote ?? ''], others: [] },
    });
    expect(await kinds('since=3d')).toEqual(['new']);
  });

  it('says what is wrong with a parameter', async () => {
    const wrong = await get('/v1/changes', 'since=yesterday&quiet=0&what=1');
    expect([wrong.status, fieldsOf(wrong)?.sort()]).toEqual([400, ['quiet', 'what']]);
    expect(fieldsOf(await get('/v1/changes', 'since=yesterday'))).toEqual(['since']);
    expect(fieldsOf(await get('/v1/changes', 'since=400d'))).toEqual(['since']);
    expect(fieldsOf(await get('/v1/changes', 'since=2026-03-04&until=2026-03-03'))).toEqual(['since']);
    expect(fieldsOf(await get('/v1/changes', 'until=soon'))).toEqual(['until']);
    expect((await get('/v1/changes', '', { accept: 'text/html' })).status).toBe(406);
  });

  it('ends now where more is asked for', async () => {
    expect(await read<Changes>('/v1/changes', 'until=2026-03-05')).toMatchObject({ until: '2026-03-05T12:00:00.000Z' });
  });
});

describe('GET /v1/changes?quiet=', () => {
  const open = {
    parties: [norway],
    risks: [],
    unresolvedIssues: [anIssue('the status of the Hopen bank', { state: 'undecided' })],
  };
  const old = { publishedAt: '2025-12-01', receivedAt: '2025-12-01T10:00:00.000Z' };

  it.each([
    [5, { publishedAt: '2026-02-28', receivedAt: '2026-02-28T10:00:00.000Z' }],
    [94, old],
  ])('tells of silences of so many days: %i', async (days, dated) => {
    await publish(1, 'Harbour Post', open, dated);

    const { items } = await read<Changes>('/v1/changes', `quiet=${days}`);

    expect(items.flatMap(({ lines }) => lines.map(({ kind, days: silent }) => [kind, silent]))).toEqual([
      ['quiet', days],
    ]);
  });
});

describe('GET /v1/watches/{id}/changes', () => {
  it('tells what changed on the watch alone', async () => {
    await aMove();
    await publish(5, 'Fjord Times', {
      headline: 'Quay',
      parties: [aParty('port')],
      measures: [aMeasure('trade', 'agreed')],
    });
    const at = '2026-03-05T00:00:00.000Z';
    await desk.context.watches.put({ id: 'quay', name: 'Quay', parties: ['port'], by: 'a', at });
    await desk.context.watches.put({ id: 'none', name: 'None', parties: ['nobody'], by: 'a', at });

    const on = await read<Changes>('/v1/watches/{id}/changes', '', 'quay');
    expect(on.watch).toEqual({ id: 'quay', name: 'Quay' });
    expect(on.items.flatMap(({ lines }) => lines.map(({ kind, type }) => [kind, type]))).toEqual([['new', 'trade']]);
    expect((await read<Changes>('/v1/watches/{id}/changes', '', 'none')).items).toEqual([]);
    expect((await get('/v1/watches/{id}/changes', '', {}, 'unknown')).status).toBe(404);
    expect((await get('/v1/watches/{id}/changes', '', {}, '../x')).status).toBe(404);
  });
});

const step = (edtf: string, text: string) => ({
  when: { edtf, stated: edtf, basis: 'stated' as const },
  text,
  evidence: [quoteOf(text)],
});

describe('GET /v1/calendar', () => {
  it('lists dated steps and deadlines from today on, the soonest first, each with its quote', async () => {
    await publish(4, 'Harbour Post', {
      parties: [norway],
      ahead: [
        step('2026-03-20', 'The court rules'),
        step('2026-03-09', 'The council votes'),
        step('2026-03', 'Talks go on'),
      ],
    });
    await publish(5, 'Fjord Times', { parties: [iceland], ahead: [step('2026-03-05', 'The waiver ends')] });
    const before = { publishedAt: '2026-02-27', receivedAt: '2026-02-27T10:00:00.000Z' };
    const ahead = [step('2026-03-01', 'The council met'), step('2026-03', 'Boats leave')];
    await publish(1, 'Old News', { parties: [iceland], ahead }, before);

    const calendar = await read<Calendar>('/v1/calendar');

    expect([calendar.from, calendar.to, calendar.completeTo]).toEqual(['2026-03-05', '2026-03-18', '2026-03-18']);
    expect(calendar.items.map(({ day, precision, text, source }) => [day, precision, text, source])).toEqual([
      ['2026-03-01', 'month', 'Boats leave', 'Old News'],
      ['2026-03-01', 'month', 'Talks go on', 'Harbour Post'],
      ['2026-03-05', 'day', 'The waiver ends', 'Fjord Times'],
      ['2026-03-09', 'day', 'The council votes', 'Harbour Post'],
    ]);
    expect(calendar.items[3]?.evidence[0]?.quote).toBe('The council votes');
  });

  it('is narrowed to days, a country, a party or a watch', async () => {
    await publish(4, 'Harbour Post', { parties: [norway], ahead: [step('2026-03-20', 'The court rules')] });
    await publish(4, 'Fjord Times', { parties: [iceland], ahead: [step('2026-03-21', 'The waiver ends')] });
    const at = '2026-03-05T00:00:00.000Z';
    await desk.context.watches.put({ id: 'court', name: 'C', words: ['court'], by: 'a', at });
    const texts = async (query: string) =>
      (await read<Calendar>('/v1/calendar', `from=2026-03-20&to=2026-03-21&${query}`)).items.map(({ text }) => text);
    expect(await texts('')).toEqual(['The court rules', 'The waiver ends']);
    expect(await texts('country=is')).toEqual(['The waiver ends']);
    expect(await texts('party=norway')).toEqual(['The court rules']);
    expect(await texts('watch=court')).toEqual([]);
    await desk.context.watches.put({ id: 'court', name: 'C', parties: ['norway'], by: 'a', at });
    expect(await texts('watch=court')).toEqual(['The court rules']);
    expect(fieldsOf(await get('/v1/calendar', 'watch=unknown'))).toEqual(['watch']);
    expect(fieldsOf(await get('/v1/calendar', 'from=2026-03-05&to=2027-03-07'))).toEqual(['to']);
    expect(fieldsOf(await get('/v1/calendar', 'from=2026-03-05&to=2026-03-04'))).toEqual(['to']);
    expect((await read<Calendar>('/v1/calendar', 'to=2026-03-01')).from).toBe('2026-03-01');
    expect((await read<Calendar>('/v1/calendar', 'from=9999-12-30')).to).toBe('9999-12-31');
  });

  it('lists what several outlets tell in the same words once, and tells a deadline with its measure', async () => {
    const ahead = [step('2026-03-09', 'The council votes.')];
    const first = await publish(4, 'Harbour Post', { ahead });
    await publish(5, 'Fjord Times', { ahead: [step('2026-03-09', 'The council VOTES')] });
    const measure = aMeasure('trade', 'agreed', {
      deadline: 'by 10 March',
      when: { edtf: '2026-03-10', stated: '10 March', basis: 'stated' },
      description: 'The port lowers its fee',
    });
    await publish(5, 'Fjord Times', { measures: [measure] });

    const { items } = await read<Calendar>('/v1/calendar');

    expect(items.map(({ briefId, kind, text, itemId }) => [kind, text, itemId, briefId === first.briefId])).toEqual([
      ['step', 'The council votes.', undefined, true],
      ['deadline', 'The port lowers its fee', 'm-00000000', false],
    ]);
  });

  it('is iCalendar by what is accepted, and by its address', async () => {
    await publish(4, 'Harbour Post', { ahead: [step('2026-03-09', 'The council votes')] });
    const accepted = await get('/v1/calendar', '', { accept: 'text/calendar' });
    const addressed = await get('/v1/calendar.ics');
    expect(accepted.headers['content-type']).toBe('text/calendar; charset=utf-8');
    expect(accepted.body).toContain('\r\nDTSTART;VALUE=DATE:20260309\r\nDTEND;VALUE=DATE:20260310\r\n');
    expect(addressed.body).toBe(accepted.body);
    expect((await get('/v1/calendar.ics', '', { accept: 'text/html' })).status).toBe(406);
  });
});

describe('GET /v1/digest', () => {
  async function aDay() {
    await aMove();
    await publish(4, 'Harbour Post', { ahead: [step('2026-03-09', 'The council votes')] });
    const refused = anArticle({ key: 'in/locked.pdf', receivedAt: '2026-03-05T09:00:00.000Z' });
    await desk.store.recordManifest(
      {
        ...ownManifest(refused),
        outcome: { kind: 'rejected', rejection: { code: 'encrypted', reason: 'It has a password.' } },
      },
      NOW,
    );
  }

  it('is one page of what changed, what lies ahead, what went quiet and what could not be read', async () => {
    await aDay();
    await publish(
      1,
      'Old News',
      { parties: [norway], unresolvedIssues: [anIssue('the status of the Hopen bank')] },
      {
        publishedAt: '2026-02-25',
        receivedAt: '2026-02-25T10:00:00.000Z',
      },
    );

    const digest = await read<Digest>('/v1/digest', 'since=3d');

    expect(digest).toMatchObject({ watch: null, arrived: { briefs: 3, complete: true }, leftOut: [] });
    expect(digest.sections.map(({ watch, items }) => [watch, items.flatMap(({ lines }) => lines.length)])).toEqual([
      [null, [2]],
    ]);
    expect(digest.ahead.items.map(({ text }) => text)).toEqual(['The council votes']);
    expect(digest.quiet.map(({ line }) => [line.subject, line.days])).toEqual([['the status of the Hopen bank', 8]]);
    expect(digest.unread.items).toEqual([
      expect.objectContaining({
        key: 'in/locked.pdf',
        code: 'encrypted',
        reason: 'It has a password.',
        remedy: expect.stringContaining('without its password'),
      }),
    ]);
  });

  it('is by watch, or of one watch', async () => {
    await aDay();
    const at = '2026-03-05T00:00:00.000Z';
    await desk.context.watches.put({ id: 'north', name: 'North', parties: ['norway'], by: 'a', at });
    await desk.context.watches.put({ id: 'south', name: 'South', parties: ['spain'], by: 'a', at });
    const changed = ({ sections }: Digest) => sections.map(({ watch, items }) => [watch?.id, items.length]);

    const all = await read<Digest>('/v1/digest');
    expect(changed(all)).toEqual([
      ['north', 1],
      ['south', 0],
    ]);
    const one = await read<Digest>('/v1/digest', 'watch=north');
    expect([one.watch, changed(one), one.ahead.items]).toEqual([{ id: 'north', name: 'North' }, [['north', 1]], []]);
    expect(fieldsOf(await get('/v1/digest', 'watch=unknown'))).toEqual(['watch']);
  });

  it('tells of twenty watches, and names the others', async () => {
    const at = '2026-03-05T00:00:00.000Z';
    for (let number = 10; number < 32; number += 1) {
      await desk.context.watches.put({ id: `w${number}`, name: `W${number}`, parties: ['spain'], by: 'a', at });
    }
    const { sections, leftOut } = await read<Digest>('/v1/digest');
    expect([sections.length, leftOut.map(({ id }) => id)]).toEqual([20, ['w30', 'w31']]);
  });

  it('reads so many briefs for watches, and names the watches that are left', async () => {
    await aMove();
    const at = '2026-03-05T00:00:00.000Z';
    for (const id of ['a', 'b', 'c']) {
      await desk.context.watches.put({ id, name: id, parties: ['norway'], by: 'a', at });
    }
    const [since, until] = ['2026-03-04T00:00:00.000Z', new Date(NOW).toISOString()];
    const { sections, leftOut } = await readDigest(desk.context, { since, until, mostBriefs: 3 }, NOW);
    expect([sections.map(({ watch }) => watch?.id), leftOut.map(({ id }) => id)]).toEqual([['a', 'b'], ['c']]);
  });

  it('reads again behind its beginning for one that was sent before, without what that told', async () => {
    await aDay();
    const [since, until] = ['2026-03-05T10:00:00.000Z', new Date(NOW).toISOString()];
    const from = '2026-03-01T00:00:00.000Z';
    const again = (ids: string[]) => readDigest(desk.context, { since, until, told: { from, ids: new Set(ids) } }, NOW);

    const { sections, unread } = await again([]);
    const lines = sections.flatMap(({ items }) => items.flatMap((item) => item.lines));
    expect([lines.length, unread.items.length]).toEqual([2, 1]);

    const told = await again([...lines.map(({ id }) => id), ...unread.items.map(unreadIdOf)]);
    expect([told.sections.flatMap(({ items }) => items), told.unread.items]).toEqual([[], []]);
  });

  it('is a page of HTML or of Markdown by what is accepted, with links to this address', async () => {
    const { second } = await aMove();
    const html = await get('/v1/digest', '', { accept: 'text/html' });
    const markdown = await get('/v1/digest', '', { accept: 'text/markdown' });
    const link = `https://desk.example/b/${second.briefId}#${second.measures[0]?.id}`;
    expect(html.headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'; /);
    for (const { body } of [html, markdown]) {
      expect(body).toContain(link);
      expect(body).toContain('announced → under way');
    }
  });

  it('says in one line that nothing is new, and since when', async () => {
    const empty = await get('/v1/digest', '', { accept: 'text/markdown' });
    expect(empty.body.split('\n')[2]).toBe('Nothing new since 4 March 2026, 12:00 UTC. No brief arrived.');
  });
});
