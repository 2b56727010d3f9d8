import { beforeEach, describe, expect, it } from 'vitest';
import {
  ArticleText,
  BriefPage,
  Problem,
  ServedBrief,
  UploadReport,
  UploadTicket,
  VersionList,
} from '../../functions/api/responses.ts';
import { CorruptDataError, TransientError } from '../../functions/core/errors.ts';
import { revisionOf, uploadIdOf } from '../../functions/core/identity.ts';
import { CountingTable } from '../../functions/core/store/counting-table.ts';
import { MemoryTable } from '../../functions/core/store/memory-table.ts';
import { type ApiAnswer, ApiDesk, type AskOptions, NOW, TEXT } from '../api/api-desk.ts';
import { partyOf } from '../fixtures/draft.ts';

const problemIn = (response: ApiAnswer) => {
  expect(response.headers['content-type']).toBe('application/problem+json');
  return Problem.parse(JSON.parse(response.body));
};

let desk: ApiDesk;
beforeEach(() => {
  desk = new ApiDesk();
});

describe('GET /v1/briefs', () => {
  it('lists cards by publication, newest first, over pages of any size', async () => {
    for (const day of [3, 1, 5, 2, 4]) await desk.publish(desk.article(`day-${day}`, day));
    const dates: (string | null)[] = [];
    let query = 'limit=2';
    for (let page = 0; page < 4; page += 1) {
      const response = await desk.get('/v1/briefs', { query });
      const { items, next } = BriefPage.parse(JSON.parse(response.body));
      dates.push(...items.map(({ publishedAt }) => publishedAt));
      if (!next) break;
      query = `limit=2&cursor=${next}`;
    }
    expect(dates).toEqual(['2026-02-05', '2026-02-04', '2026-02-03', '2026-02-02', '2026-02-01']);
  });

  it.each([
    ['party=norway', 1],
    ['party=Norway', 1],
    ['party=sweden', 0],
    ['measure=agreement', 1],
    ['measure=agreement&measureStatus=completed', 1],
    ['measure=sanctions', 0],
    ['source=the%20harbour%20post', 1],
    ['from=2026-02-01&to=2026-02-28', 1],
    ['from=2026-02-04', 0],
    ['to=2026-02-02', 0],
  ])('filters by %s', async (query, count) => {
    await desk.publish(desk.article('a', 3));
    const response = await desk.get('/v1/briefs', { query });
    expect(BriefPage.parse(JSON.parse(response.body)).items).toHaveLength(count);
  });

  it('names every parameter that is wrong', async () => {
    const response = await desk.get('/v1/briefs', {
      query: 'limit=0&colour=red&from=yesterday&party=a&party=b&measure=war',
    });
    const problem = problemIn(response);
    expect(response.status).toBe(400);
    expect(problem.type).toBe('urn:precis:problem:invalid-request');
    expect(problem.errors?.map(({ field }) => field).sort()).toEqual(['colour', 'from', 'limit', 'measure', 'party']);
  });

  it.each(['!!', 'e30', 'a'.repeat(1999)])('refuses %j as a cursor', async (cursor) => {
    const response = await desk.get('/v1/briefs', { query: `cursor=${encodeURIComponent(cursor)}` });
    expect(problemIn(response)).toMatchObject({ status: 400, errors: [{ field: 'cursor' }] });
  });

  it('refuses the cursor of another query', async () => {
    for (const day of [1, 2]) await desk.publish(desk.article(`day-${day}`, day));
    const { next } = BriefPage.parse(JSON.parse((await desk.get('/v1/briefs', { query: 'limit=1' })).body));
    const response = await desk.get('/v1/briefs', { query: `limit=1&party=norway&cursor=${next}` });
    expect(problemIn(response)).toMatchObject({
      status: 400,
      errors: [{ field: 'cursor', message: expect.stringContaining('Repeat the filters') }],
    });
  });
});

describe('GET /v1/briefs/{id}', () => {
  it('serves JSON by default and Markdown on request', async () => {
    const brief = await desk.publish(desk.article('a', 3));
    const json = await desk.get('/v1/briefs/{id}', { id: brief.briefId });
    expect(json.headers['content-type']).toBe('application/json; charset=utf-8');
    const { edition, ...shown } = ServedBrief.parse(JSON.parse(json.body));
    expect(shown).toEqual(brief);
    expect(json.headers['link']).toContain(`${edition?.address}>; rel="bookmark"`);
    const markdown = await desk.get('/v1/briefs/{id}', { id: brief.briefId, headers: { accept: 'text/markdown' } });
    expect(markdown.headers['content-type']).toBe('text/markdown; charset=utf-8');
    expect(markdown.body.startsWith('# ')).toBe(true);
    expect(markdown.headers['vary']).toBe('accept, accept-encoding');
  });

  it('answers 304 to its own ETag, and each media type has another', async () => {
    const { briefId: id } = await desk.publish(desk.article('a', 3));
    const etag = (await desk.get('/v1/briefs/{id}', { id })).headers['etag'] ?? '';
    expect(etag).toMatch(/^"[0-9a-f]{32}"$/);
    const again = await desk.get('/v1/briefs/{id}', { id, headers: { 'if-none-match': etag } });
    expect([again.status, again.body]).toEqual([304, '']);
    expect(again.headers['content-type']).toBe('application/json; charset=utf-8');
    const markdown = await desk.get('/v1/briefs/{id}', {
      id,
      headers: { 'if-none-match': etag, accept: 'text/markdown' },
    });
    expect(markdown.status).toBe(200);
  });

  it('answers 406 where nothing acceptable is served', async () => {
    const { briefId: id } = await desk.publish(desk.article('a', 3));
    expect(problemIn(await desk.get('/v1/briefs/{id}', { id, headers: { accept: 'image/png' } })).status).toBe(406);
    expect((await desk.get('/v1/briefs/{id}', { id, headers: { accept: 'image/png, */*;q=0.1' } })).status).toBe(200);
    expect((await desk.get('/v1/briefs/{id}', { id, headers: { accept: 'application/json;q=0' } })).status).toBe(406);
  });

  it.each(['unknown', '../../etc/passwd', '0'.repeat(32), 'F'.repeat(32)])('answers 404 for %j', async (id) => {
    expect(problemIn(await desk.get('/v1/briefs/{id}', { id })).status).toBe(404);
  });

  it.each(['unknown', '../../etc/passwd', 'F'.repeat(32)])('reads nothing for what cannot be an id: %j', async (id) => {
    const table = new CountingTable(new MemoryTable());
    const { status } = await new ApiDesk({ table }).get('/v1/briefs/{id}', { id });
    expect([status, table.total().requests]).toEqual([404, 0]);
  });

  it('names in a problem the path as a URI reference', async () => {
    const { instance } = problemIn(await desk.get('/v1/briefs/{id}', { id: 'é <b>\n\ud800' }));
    expect(instance).toBe('/v1/briefs/%C3%A9%20%3Cb%3E%0A%EF%BF%BD');
  });

  it('answers 410 once its file was removed, and so does its article', async () => {
    const article = desk.article('a', 3);
    const { briefId: id } = await desk.publish(article);
    await desk.store.recordManifest(desk.manifest(article, { kind: 'removed' }, revisionOf('02')), NOW);
    expect(problemIn(await desk.get('/v1/briefs/{id}', { id }))).toMatchObject({
      status: 410,
      type: 'urn:precis:problem:removed',
    });
    expect((await desk.get('/v1/briefs/{id}/article', { id })).status).toBe(410);
    const versions = VersionList.parse(JSON.parse((await desk.get('/v1/briefs/{id}/versions', { id })).body));
    expect(versions.items.map(({ state, current }) => [state, current])).toEqual([
      ['removed', true],
      ['live', false],
    ]);
  });
});

describe('GET /v1/briefs/{id}/article', () => {
  const seconds = (iso: string | null, more: number): number => Math.floor(Date.parse(iso ?? '') / 1000 + more) * 1000;

  it.each([
    ['deleted', () => undefined, 410],
    ['overwritten by a version that is on its way', (at: string | null) => seconds(at, 60), 200],
    ['overwritten within the second', (at: string | null) => seconds(at, 0), 200],
    ['back at an older version, as its own was deleted for good', (at: string | null) => seconds(at, -60), 410],
  ])('of a file that is %s, which the pipeline has not come to', async (_, lastModified, status) => {
    const article = desk.article('a', 3);
    const { briefId: id } = await desk.publish(article);
    const shown = lastModified(article.receivedAt);
    if (shown === undefined) desk.inbox.delete(article.upload.key);
    else desk.inbox.set(article.upload.key, { versionId: 'another', lastModified: shown });

    const answer = await desk.get('/v1/briefs/{id}/article', { id });

    expect(answer.status).toBe(status);
    expect(answer.body.includes(article.text.slice(0, 20))).toBe(status === 200);
    expect((await desk.get('/v1/briefs/{id}', { id })).status).toBe(200);
  });

  it('serves the very text that the offsets index', async () => {
    const article = desk.article('a', 3);
    const { briefId: id, measures } = await desk.publish(article);
    const { text } = ArticleText.parse(JSON.parse((await desk.get('/v1/briefs/{id}/article', { id })).body));
    expect(text).toBe(article.text);
    const [quote] = measures[0]?.evidence ?? [];
    expect(text.slice(quote?.start, quote?.end)).toBe(quote?.quote);
    const plain = await desk.get('/v1/briefs/{id}/article', { id, headers: { accept: 'text/plain' } });
    expect(plain.body).toBe(article.text);
  });

  it('is refused where the deployment serves none, before anything is read', async () => {
    // Prepare
    const quiet = new ApiDesk({ servesText: false });
    const { briefId: id } = await quiet.publish(quiet.article('a', 3));

    // Act
    const answers = [id, 'f'.repeat(32)].map((each) => quiet.get('/v1/briefs/{id}/article', { id: each }));

    // Assess
    for (const answer of await Promise.all(answers)) {
      expect(problemIn(answer)).toMatchObject({ type: 'urn:precis:problem:text-not-served', status: 403 });
      expect(answer.body).not.toContain('fishing');
    }
    const brief = await quiet.get('/v1/briefs/{id}', { id });
    expect(brief.json<ServedBrief>().measures[0]?.evidence[0]?.quote).toContain('fishing accord');
  });

  it('says when the text is too large for one answer', async () => {
    const article = { ...desk.article('a', 3), text: '\n'.repeat(2_000_000) };
    const { briefId: id } = await desk.publish(desk.article('a', 3));
    for (const key of desk.staged.keys()) desk.staged.set(key, article);
    const plainly = problemIn(await desk.get('/v1/briefs/{id}/article', { id }));
    expect([plainly.status, plainly.detail]).toEqual([413, expect.stringContaining('Accept-Encoding')]);
    const coded = await desk.get('/v1/briefs/{id}/article', { id, headers: { 'accept-encoding': 'gzip' } });
    expect(coded.json<ArticleText>().text).toBe(article.text);
  });
});

describe('GET /v1/uploads', () => {
  const find = async (key: string, versionId?: string) =>
    desk.get('/v1/uploads', { query: new URLSearchParams({ key, ...(versionId ? { versionId } : {}) }).toString() });

  it('tells a briefed file by key and by id', async () => {
    const article = desk.article('a', 3);
    await desk.publish(article);
    desk.inbox.set('in/a.txt', { versionId: 'v1', lastModified: NOW });
    const byKey = UploadReport.parse(JSON.parse((await find('in/a.txt')).body));
    expect(byKey).toMatchObject({
      status: 'briefed',
      overdue: false,
      parts: [{ articleId: article.articleId, state: 'live', duplicateOf: null }],
    });
    const byId = await desk.get('/v1/uploads/{uploadId}', { id: article.uploadId });
    expect(JSON.parse(byId.body)).toEqual(byKey);
  });

  it('tells a rejected file with its reason', async () => {
    const article = desk.article('b', 3);
    const rejection = { code: 'not-text' as const, reason: 'It is a PNG image, not an article.' };
    await desk.store.recordManifest(desk.manifest(article, { kind: 'rejected', rejection }), NOW);
    expect(JSON.parse((await find('in/b.txt')).body)).toMatchObject({
      status: 'rejected',
      rejections: [{ articleId: null, part: null, ...rejection }],
    });
  });

  it('tells a file that only the bucket knows as received, and overdue after a while', async () => {
    desk.inbox.set('in/new.txt', { versionId: 'v1', lastModified: NOW - 1000 });
    expect(JSON.parse((await find('in/new.txt')).body)).toMatchObject({ status: 'received', overdue: false });
    desk.inbox.set('in/new.txt', { versionId: 'v1', lastModified: NOW - 61_000 });
    expect(JSON.parse((await find('in/new.txt')).body)).toMatchObject({ status: 'received', overdue: true });
  });

  it('tells nothing of a file past its retention that the bucket still has', async () => {
    const lastModified = NOW - 90 * 86_400_000;
    desk.inbox.set('in/old.txt', { versionId: 'v1', lastModified: lastModified + 1 });
    expect(JSON.parse((await find('in/old.txt')).body)).toMatchObject({ status: 'received', overdue: true });
    desk.inbox.set('in/old.txt', { versionId: 'v1', lastModified });
    expect(problemIn(await find('in/old.txt')).status).toBe(404);
  });

  it('tells an older version as superseded and an unknown file as not found', async () => {
    await desk.publish(desk.article('a', 3));
    expect(JSON.parse((await find('in/a.txt', 'v0')).body)).toMatchObject({ status: 'superseded' });
    expect(problemIn(await find('in/none.txt')).status).toBe(404);
    expect(problemIn(await find('elsewhere.txt')).detail).toContain('in/');
    expect(problemIn(await desk.get('/v1/uploads', {})).errors).toMatchObject([{ field: 'key' }]);
  });
});

describe('POST /v1/uploads', () => {
  const headers = { 'content-type': 'application/json' };
  const post = (body: unknown, options: AskOptions = {}) =>
    desk.ask('POST /v1/uploads', { headers, body: typeof body === 'string' ? body : JSON.stringify(body), ...options });

  it('gives leave for one key of its own, for fifteen minutes, up to the limit', async () => {
    const first = await post({ filename: 'Übersicht März.html' });
    const second = await post({ filename: 'Übersicht März.html' });
    const ticket = UploadTicket.parse(first.json());
    expect(first.status).toBe(201);
    expect(ticket).toEqual({
      key: 'in/2026-03-05/01ARZ3NDEKTSV4RRFFQ69G5F00/Ubersicht-Marz.html',
      uploadId: uploadIdOf('inbox', ticket.key),
      url: 'https://inbox.example/',
      fields: { key: ticket.key, seconds: '900' },
      maxBytes: 1_000,
      expiresAt: '2026-03-05T00:15:00.000Z',
    });
    expect(first.headers['location']).toBe(`/v1/uploads/${ticket.uploadId}`);
    expect(UploadTicket.parse(second.json()).key).not.toBe(ticket.key);
  });

  it.each([
    [{}, 'filename', 'It is required.'],
    [{ filename: '' }, 'filename', 'It must not be empty.'],
    [{ filename: 'a'.repeat(256) }, 'filename', 'It must have at most 255 characters.'],
    [{ filename: 7 }, 'filename', 'It must be of the type string.'],
    [{ filename: 'a.txt', key: 'in/b.txt' }, 'key', 'There is no such member.'],
  ])('names what is wrong in %j', async (body, field, message) => {
    expect(problemIn(await post(body))).toMatchObject({ status: 400, errors: [{ field, message }] });
  });

  it('says what it cannot read', async () => {
    expect(problemIn(await post('{"filename":')).status).toBe(400);
    expect(problemIn(await post('[]')).errors).toMatchObject([{ field: 'body' }]);
    expect(problemIn(await post('x'.repeat(10_001))).type).toBe('urn:precis:problem:request-too-large');
    const asForm = await post('filename=a', { headers: { 'content-type': 'application/x-www-form-urlencoded' } });
    expect(problemIn(asForm).status).toBe(415);
  });
});

describe('Content codings', () => {
  const markdown = (headers: Record<string, string>, id: string) =>
    desk.get('/v1/briefs/{id}', { id, headers: { accept: 'text/markdown', ...headers } });
  let id = '';
  beforeEach(async () => {
    const many = Array.from({ length: 8 }, (_, at) => partyOf(TEXT, `Norway ${at}`, 'Norway'));
    ({ briefId: id } = await desk.publish(desk.article('a', 3), { parties: many }));
  });

  it.each([
    ['br, gzip', 'br'],
    ['gzip', 'gzip'],
    ['br;q=0.1, gzip', 'gzip'],
    ['*', 'br'],
    ['br;q=0, *;q=0.5', 'gzip'],
    ['identity', undefined],
    ['deflate, zstd', undefined],
    ['br;q=2', undefined],
  ])('of %j it takes %s', async (accepted, coding) => {
    const answer = await desk.get('/v1/briefs/{id}', { id, headers: { 'accept-encoding': accepted } });
    expect(answer.headers['content-encoding']).toBe(coding);
    expect(ServedBrief.parse(answer.json()).briefId).toBe(id);
  });

  it('each has an ETag of its own, and what is short is left as it is', async () => {
    const get = (headers: Record<string, string>) => desk.get('/v1/briefs/{id}', { id, headers });
    const plain = await get({});
    const coded = await get({ 'accept-encoding': 'br' });
    const etag = coded.headers['etag'] ?? '';
    expect(etag).not.toBe(plain.headers['etag']);
    expect((await get({ 'accept-encoding': 'br', 'if-none-match': etag })).status).toBe(304);
    expect((await get({ 'if-none-match': etag })).status).toBe(200);
    expect((await desk.get('/v1/briefs', { query: 'party=sweden', headers: { 'accept-encoding': 'br' } })).body).toBe(
      '{"items":[]}',
    );
    expect((await markdown({ 'accept-encoding': 'gzip' }, id)).body.startsWith('# ')).toBe(true);
  });
});

describe('What goes wrong on our side', () => {
  it.each([
    [new TransientError('throttled'), 503],
    [new CorruptDataError('secret detail of Norway'), 500],
    [new TypeError('Cannot read properties of undefined'), 500],
  ])('%s is logged, and the caller is told nothing but that', async (error, status) => {
    const { briefId: id } = await desk.publish(desk.article('a', 3));
    desk.context.readArticle = async () => {
      throw error;
    };
    const response = await desk.get('/v1/briefs/{id}/article', { id });
    expect([response.status, response.headers['retry-after']]).toEqual([status, status === 503 ? '1' : undefined]);
    expect(response.body).not.toContain(error.message);
    expect(desk.faults).toEqual([error]);
  });
});
