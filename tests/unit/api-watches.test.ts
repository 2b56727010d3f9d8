import { beforeEach, describe, expect, it } from 'vitest';
import type { Problem, StoredWatch } from '../../functions/api/responses.ts';
import { watchKey } from '../../functions/core/store/keys.ts';
import { MemoryTable } from '../../functions/core/store/memory-table.ts';
import type { Watch } from '../../functions/core/watches/watch.ts';
import { type ApiAnswer, ApiDesk } from '../api/api-desk.ts';

const JSON_TYPE = { 'content-type': 'application/json' };
const HOOK = 'https://hooks.example.org/precis';
const hook = (url: string) => ({ alerts: [{ kinds: ['moved'], to: { type: 'webhook', url } }] });

let desk: ApiDesk;
beforeEach(() => {
  desk = new ApiDesk();
});

function put(id: string, watch: unknown, { query = '', headers = {} } = {}): Promise<ApiAnswer> {
  return desk.ask('PUT /v1/watches/{id}', {
    id,
    query,
    headers: { ...JSON_TYPE, ...headers },
    body: typeof watch === 'string' ? watch : JSON.stringify(watch),
  });
}
const get = (id: string) => desk.get('/v1/watches/{id}', { id });
const errorsOf = (answer: ApiAnswer) =>
  Object.fromEntries((answer.json<Problem>().errors ?? []).map(({ field, message }) => [field, message]));

describe('PUT /v1/watches/{id}', () => {
  it('makes a watch, signed and timed, and replaces it whole', async () => {
    const made = await put('north', { name: 'The North', parties: ['norway', 'nobody-knows'], words: ['fish*'] });
    expect([made.status, made.headers['location'], made.headers['cache-control']]).toEqual([
      201,
      '/v1/watches/north',
      'no-store',
    ]);
    const replaced = await put('north', { name: 'North' });
    expect(replaced.status).toBe(200);
    const watch: Watch = { id: 'north', name: 'North', by: 'a.lind@desk.example', at: '2026-03-05T00:00:00.000Z' };
    expect(replaced.json()).toEqual(watch);
    expect((await get('north')).json()).toEqual(watch);
    await put('a-first', { name: 'Before it' });
    expect((await desk.get('/v1/watches')).json<{ items: Watch[] }>().items.map(({ id }) => id)).toEqual([
      'a-first',
      'north',
    ]);
  });

  it('names everything that is wrong with it', async () => {
    const answer = await put('north', {
      name: '',
      parties: [],
      countries: ['no'],
      measures: ['fishing'],
      owner: 'me',
      alerts: [{ kinds: ['moved'], to: { type: 'webhook', url: 'not a URL' } }],
    });
    expect(answer.status).toBe(400);
    expect(errorsOf(answer)).toMatchObject({
      name: 'It must not be empty.',
      parties: 'It must not be empty.',
      'countries.0': 'It must be an ISO 3166-1 alpha-2 code, in capitals.',
      'measures.0': expect.stringContaining('It must be one of agreement, '),
      owner: 'There is no such member.',
      'alerts.0.to.url': 'It must be a URL.',
    });
    const names = [' ', 'Fish', '…'];
    const unreadable = await put('north', { name: ' \u202e\n', words: ['fish', ' ... '], pairs: ['norway'], names });
    expect(Object.keys(errorsOf(unreadable))).toEqual(['name', 'words.1', 'pairs.0', 'names.0', 'names.2']);
    expect(errorsOf(await put('Not an id', { name: 'N' }))).toEqual({
      id: expect.stringContaining('lower case'),
    });
    expect((await put('n', { name: 'N' }, { headers: { 'content-type': 'text/plain' } })).status).toBe(415);
    expect((await put('n', ' '.repeat(100_001))).status).toBe(413);
  });

  it('lets alerts go only where the settings of the stage say, and says which', async () => {
    const to = [
      { type: 'webhook', url: 'https://elsewhere.example/precis' },
      { type: 'slack', url: 'http://hooks.example.org/precis' },
      { type: 'email', address: 'ana@elsewhere.example' },
      { type: 'email', address: 'ana@desk.example' },
      { type: 'webhook', url: 'https://user:word@hooks.example.org/' },
    ];
    const answer = await put('north', { name: 'N', alerts: to.map((target) => ({ kinds: ['moved'], to: target })) });
    expect(errorsOf(answer)).toEqual({
      'alerts.0.to.url': 'The stage’s setting `alerts.hosts` does not name its host.',
      'alerts.1.to.url': expect.stringContaining('https:'),
      'alerts.2.to.address': 'The stage’s setting `alerts.addresses` does not name it.',
      'alerts.4.to.url': expect.stringContaining('alerts.hosts'),
    });
    expect((await get('north')).status).toBe(404);
  });

  it('tells the secret of a webhook once: when it is made, and when it is made anew', async () => {
    const secretsOf = (answer: ApiAnswer) => answer.json<StoredWatch>().secrets;
    const other = 'https://hooks.example.org/other';
    const first = secretsOf(await put('north', { name: 'N', ...hook(HOOK) }));
    expect(first).toEqual({ [HOOK]: expect.stringMatching(/^whsec_[A-Za-z0-9+/]{32}$/) });
    const both = { name: 'N', alerts: [...hook(HOOK).alerts, ...hook(other).alerts] };
    const second = secretsOf(await put('north', both));
    expect(Object.keys(second ?? {})).toEqual([other]);
    expect(secretsOf(await put('north', both))).toBeUndefined();
    expect(await desk.context.watches.getWithSecrets('north')).toMatchObject({ secrets: { ...first, ...second } });
    expect((await get('north')).body + (await desk.get('/v1/watches')).body).not.toContain('whsec_');

    const rotated = secretsOf(await put('north', both, { query: 'rotate=true' }));
    expect(Object.keys(rotated ?? {})).toEqual([HOOK, other]);
    expect(Object.values(rotated ?? {})).not.toContain(first?.[HOOK]);
    await put('north', { name: 'N' });
    expect(await desk.context.watches.getWithSecrets('north')).toMatchObject({ secrets: {} });
  });

  it('leaves alone what somebody changed meanwhile, if asked to', async () => {
    await put('north', { name: 'N', alerts: hook(HOOK).alerts, words: ['fish'] });
    const { etag = '' } = (await get('north')).headers;
    await put('north', { name: 'Other' });
    const late = await put('north', { name: 'Late' }, { headers: { 'if-match': etag } });
    expect([late.status, late.json<Problem>().type]).toEqual([412, 'urn:precis:problem:changed']);
    const seen = (await get('north')).headers['etag'] ?? '';
    expect((await put('north', { name: 'In time' }, { headers: { 'if-match': `W/${seen}` } })).status).toBe(412);
    expect((await put('north', { name: 'In time' }, { headers: { 'if-match': `"0", ${seen}` } })).status).toBe(200);
    expect((await put('south', { name: 'S' }, { headers: { 'if-match': '*' } })).status).toBe(412);
    expect((await put('north', { name: 'N' }, { headers: { 'if-none-match': '*' } })).status).toBe(412);
    expect((await put('south', { name: 'S' }, { headers: { 'if-none-match': '*' } })).status).toBe(201);
  });

  it('knows an ETag in any content coding', async () => {
    const words = Array.from({ length: 50 }, (_, index) => `a-long-word-to-look-for-${index}`);
    await put('north', { name: 'N', words });
    const coded = await desk.get('/v1/watches/{id}', { id: 'north', headers: { 'accept-encoding': 'gzip' } });
    expect(coded.headers['etag']).toMatch(/-gzip"$/);
    const changed = await put('north', { name: 'M' }, { headers: { 'if-match': coded.headers['etag'] ?? '' } });
    expect(changed.status).toBe(200);
  });

  it('does not put a watch over one that came between its reading and its writing', async () => {
    await put('north', { name: 'N' });
    const { etag = '' } = (await get('north')).headers;
    const { watches } = desk.context;
    let others = 0;
    const reading = watches.getWithSecrets.bind(watches);
    watches.getWithSecrets = async (id) => {
      const stored = await reading(id);
      others += 1;
      await watches.put({ id, name: `Theirs ${others}`, by: 'b', at: '2026-03-05T00:00:00.000Z' });
      return stored;
    };
    expect((await put('north', { name: 'Ours' }, { headers: { 'if-match': etag } })).status).toBe(412);
    expect((await put('north', { name: 'Ours', ...hook(HOOK) })).status).toBe(503);
    expect((await get('north')).json()).toMatchObject({ name: 'Theirs 2' });
  });

  it('refuses the watch after the two hundredth', async () => {
    const table = new MemoryTable();
    const watches = Array.from({ length: 200 }, (_, number) => ({ id: `w${number}`, name: 'W', by: 'a', at: '' }));
    await table.writeBatch({ puts: watches.map((watch) => ({ ...watchKey(watch.id), watch })) });
    desk = new ApiDesk({ table });
    const answer = await put('one-more', { name: 'W' });
    expect([answer.status, answer.json<Problem>().detail]).toEqual([400, expect.stringContaining('200 watches')]);
    expect((await put('w7', { name: 'Again' })).status).toBe(200);
  });
});

describe('DELETE /v1/watches/{id}', () => {
  it('removes a watch, once', async () => {
    await put('north', { name: 'N' });
    const refused = await desk.ask('DELETE /v1/watches/{id}', { id: 'north', headers: { 'if-match': '"0"' } });
    expect(refused.status).toBe(412);
    const removed = await desk.ask('DELETE /v1/watches/{id}', { id: 'north' });
    expect([removed.status, removed.body]).toEqual([204, '']);
    expect((await desk.ask('DELETE /v1/watches/{id}', { id: 'north' })).status).toBe(404);
    expect((await get('north')).status).toBe(404);
    expect((await get('No id')).status).toBe(404);
  });
});
