import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ROUTE_TABLE } from '../../functions/api/route-table.ts';
import { authorize } from '../../functions/authorizer/authorize.ts';
import { CachedReading } from '../../functions/authorizer/cached-reading.ts';
import { accessOf, bearerOf, judge } from '../../functions/authorizer/judge.ts';
import { hashOf, isToken, parseTokenList, type StoredToken } from '../../functions/authorizer/token-list.ts';
import { CorruptDataError } from '../../functions/core/errors.ts';

const NOW = Date.UTC(2026, 2, 4, 9);
const token = (letter: string) => `prc_${letter.repeat(43)}`;
const stored = (letter: string, changes: Partial<StoredToken> = {}): StoredToken => ({
  name: `desk-${letter.toLowerCase()}`,
  scope: 'read',
  sha256: hashOf(token(letter)).toString('hex'),
  createdAt: '2026-03-01T08:00:00.000Z',
  ...changes,
});
const REFUSED = { isAuthorized: false, context: {} };
const READ = 'GET /v1/briefs';
const WRITE = 'POST /v1/uploads';

describe('A token', () => {
  const tokens = [
    stored('R'),
    stored('W', { scope: 'write' }),
    stored('E', { expiresAt: '2026-03-04T09:00:00.000Z' }),
    stored('L', { expiresAt: '2026-03-04T09:00:00.001Z' }),
  ];
  const verdict = (letter: string, routeKey = READ) => judge({ tokens }, token(letter), routeKey, NOW);

  it('is good for the routes of its scope; who writes may read', () => {
    expect([verdict('R'), verdict('W'), verdict('W', WRITE)]).toEqual([
      { isAuthorized: true, context: { scope: 'read', name: 'desk-r' } },
      { isAuthorized: true, context: { scope: 'write', name: 'desk-w' } },
      { isAuthorized: true, context: { scope: 'write', name: 'desk-w' } },
    ]);
    expect([verdict('R', WRITE), verdict('R', 'HEAD /v1/briefs').isAuthorized]).toEqual([REFUSED, true]);
  });

  it('is refused where it is not known, is past its time, or asks for a route that there is not', () => {
    expect([verdict('X'), verdict('E'), verdict('R', 'GET /v1/nothing'), verdict('W', '$default')]).toEqual([
      REFUSED,
      REFUSED,
      REFUSED,
      REFUSED,
    ]);
    expect(verdict('L').isAuthorized).toBe(true);
  });

  it('is found wherever it stands in the list, and no other text is taken for it', () => {
    fc.assert(
      fc.property(fc.base64String({ minLength: 0, maxLength: 60 }), fc.nat(3), (text, rotation) => {
        const rotated = { tokens: [...tokens.slice(rotation), ...tokens.slice(0, rotation)] };
        expect(judge(rotated, token('R'), READ, NOW).isAuthorized).toBe(true);
        expect(judge(rotated, `${token('R')}${text}`, READ, NOW).isAuthorized).toBe(text === '');
      }),
    );
  });

  it('is read from a bearer header alone', () => {
    expect(bearerOf(`Bearer ${token('R')}`)).toBe(token('R'));
    expect(bearerOf(`bearer  ${token('R')}`)).toBe(token('R'));
    const others = [
      undefined,
      '',
      'Bearer',
      token('R'),
      `Basic ${token('R')}`,
      `Bearer ${token('R')} x`,
      'Bearer prc_x',
    ];
    expect(others.map((header) => bearerOf(header))).toEqual(others.map(() => undefined));
  });

  it('has one form', () => {
    expect([isToken(token('R')), isToken(`${token('R')}\n`), isToken(token('R').slice(1))]).toEqual([
      true,
      false,
      false,
    ]);
  });
});

describe('Routes', () => {
  it('are known by the key that the gateway gives, HEAD as GET', () => {
    for (const { method, path, access } of ROUTE_TABLE) expect(accessOf(`${method} ${path}`)).toBe(access);
    expect([accessOf('HEAD /v1/briefs'), accessOf('DELETE /v1/briefs'), accessOf('POST /v1/briefs')]).toEqual([
      'read',
      undefined,
      undefined,
    ]);
  });
});

describe('The parameter', () => {
  it('holds a list of tokens', () => {
    const list = { tokens: [stored('R'), stored('E', { expiresAt: '2026-03-04T09:00:00.000Z' })] };
    expect(parseTokenList(JSON.stringify(list))).toEqual(list);
  });

  it.each([
    ['nothing', ''],
    ['no JSON', '{"tokens": ['],
    ['no list', '[]'],
    ['another property', JSON.stringify({ tokens: [], admin: true })],
    ['a token without its hash', JSON.stringify({ tokens: [{ ...stored('R'), sha256: 'secret-text' }] })],
    ['a scope that there is not', JSON.stringify({ tokens: [{ ...stored('R'), scope: 'admin' }] })],
    ['one name twice', JSON.stringify({ tokens: [stored('R'), { ...stored('W'), name: 'desk-r' }] })],
  ])('is an error with %s, which tells nothing of it', (_, text) => {
    const act = () => parseTokenList(text);
    expect(act).toThrow(CorruptDataError);
    expect(act).not.toThrow(/secret-text|admin|desk-r/);
  });
});

describe('The list of tokens', () => {
  /** A list that counts its readings, at a time that the test sets. */
  function list(tokens: StoredToken[]) {
    const state = { tokens, now: NOW, readings: 0 };
    const reading = new CachedReading(
      async () => {
        state.readings += 1;
        return { tokens: state.tokens };
      },
      () => state.now,
    );
    const ask = (letter: string) =>
      authorize({ routeKey: READ, authorization: `Bearer ${token(letter)}` }, reading, () => state.now);
    return { state, ask };
  }

  it('is kept for a minute, so long as what is asked for is in it', async () => {
    const { state, ask } = list([stored('R')]);
    await ask('R');
    state.now += 59_999;
    await ask('R');
    expect(state.readings).toBe(1);
    state.now += 1;
    await ask('R');
    expect(state.readings).toBe(2);
  });

  it('forgets a revoked token within a minute', async () => {
    const { state, ask } = list([stored('R')]);
    await ask('R');
    state.tokens = [];
    state.now += 60_000;
    expect(await ask('R')).toEqual(REFUSED);
  });

  it('is read again for an unknown token, which may be new, but not more often than every five seconds', async () => {
    const { state, ask } = list([stored('R')]);
    await ask('R');
    state.tokens = [stored('R'), stored('W')];
    state.now += 4_999;
    expect(await ask('W')).toEqual(REFUSED);
    expect(state.readings).toBe(1);
    state.now += 1;
    expect((await ask('W')).isAuthorized).toBe(true);
    expect(state.readings).toBe(2);
  });

  it('is not even read for what is no token', async () => {
    const { state } = list([]);
    const reading = new CachedReading(async () => {
      state.readings += 1;
      return { tokens: [] };
    }, Date.now);
    expect(await authorize({ routeKey: READ, authorization: 'Bearer x' }, reading, Date.now)).toEqual(REFUSED);
    expect(state.readings).toBe(0);
  });

  it('is read once by all who ask at the same time, and again after a reading that failed', async () => {
    let readings = 0;
    const reading = new CachedReading(
      async () => {
        readings += 1;
        if (readings === 1) throw new Error('throttled');
        return readings;
      },
      () => NOW,
    );
    const first = await Promise.allSettled([reading.get(1_000), reading.get(1_000)]);
    expect(first.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await Promise.all([reading.get(1_000), reading.get(1_000)])).toEqual([2, 2]);
  });
});
