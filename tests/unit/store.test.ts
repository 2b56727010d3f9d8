import { describe, expect, it } from 'vitest';
import {
  CorruptDataError,
  InvalidCursorError,
  InvalidRequestError,
  RejectedError,
} from '../../functions/core/errors.ts';
import { TOMBSTONE_GENERATION } from '../../functions/core/generations.ts';
import { briefVersionOf, headVersionOf } from '../../functions/core/identity.ts';
import { BriefStore } from '../../functions/core/store/brief-store.ts';
import { MemoryTable } from '../../functions/core/store/memory-table.ts';
import { uploadStatus } from '../../functions/core/store/upload-status.ts';
import { aManifest, aMeasure, anArticle, aPart, aParty, aSingle, NOW } from '../store/records.ts';

const DAY_MS = 86_400_000;

const newStore = (retentionDays?: number): { store: BriefStore; table: MemoryTable } => {
  const table = new MemoryTable();
  return { table, store: new BriefStore({ table, retentionDays }) };
};

const idsOf = async (store: BriefStore, now = NOW): Promise<string[]> =>
  (await store.listBriefs({}, now)).items.map(({ card }) => card.briefId);

describe('A stored brief', () => {
  it('is found with its staged article, in its lists, and in its history', async () => {
    const { store } = newStore();
    const first = aSingle(anArticle({ sequencer: '01', text: 'One.' }), { headline: 'First' });
    const second = aSingle(anArticle({ sequencer: '02', text: 'Two.' }), { headline: 'Second' });
    const { articleId } = first.article;

    const stored = await store.storeBrief(first, NOW);
    const revised = await store.storeBrief(second, NOW);
    const late = await store.storeBrief(first, NOW);

    expect([stored.outcome, revised.outcome, late.outcome]).toEqual(['stored', 'stored', 'superseded']);
    expect(await store.getBrief(articleId, NOW)).toMatchObject({
      state: 'live',
      brief: second.brief,
      version: revised.version,
    });
    expect((await store.getVersions(articleId, NOW)).map(({ version, current }) => [version, current])).toEqual([
      [revised.version, true],
      [stored.version, false],
    ]);
    expect(await store.getVersion(articleId, stored.version, NOW)).toMatchObject({ state: 'live', brief: first.brief });
    expect((await store.listBriefs({}, NOW)).items).toMatchObject([
      { card: { headline: 'Second' }, version: revised.version, time: '2026-04-01T00:00:00.000Z', duplicateOf: null },
    ]);
    expect(await store.getBrief('0'.repeat(32), NOW)).toBeUndefined();
  });

  it('is narrowed down by every filter', async () => {
    const { store } = newStore();
    const measures = [aMeasure('trade', 'agreed'), aMeasure('aid', 'proposed', { attribution: { voice: 'named' } })];
    const parties = [aParty('syria', { kind: 'state', country: 'SY' }), aParty('acme')];
    await store.storeBrief(aSingle(anArticle({ source: 'Gazette' }), { parties, measures }), NOW);
    const found = async (query: Parameters<BriefStore['listBriefs']>[0]): Promise<number> =>
      (await store.listBriefs(query, NOW)).items.length;

    expect(await found({ party: 'syria', country: 'sy', source: 'GAZETTE', pair: 'syria~acme' })).toBe(1);
    expect(await found({ measure: 'trade', measureStatus: 'agreed', voice: 'named' })).toBe(1);
    // One measure has to have both.
    expect(await found({ measure: 'trade', measureStatus: 'proposed' })).toBe(0);
    expect(await found({ measureStatus: 'proposed', voice: 'document' })).toBe(0);
    expect(await found({ from: '2026-04-01', to: '2026-04-01' })).toBe(1);
    expect(await found({ from: '2026-04-02' })).toBe(0);
    expect(await found({ from: '2026-04-02', order: 'received' })).toBe(1);
    expect(await found({ from: '2026-04-02', to: '2026-04-01' })).toBe(0);
  });

  it('is not stored with what belongs to another article', async () => {
    const { store, table } = newStore();
    const one = aSingle(anArticle({ key: 'a' }));
    const other = aSingle(anArticle({ key: 'b' }));

    await expect(store.storeBrief({ ...one, brief: other.brief }, NOW)).rejects.toThrow(CorruptDataError);
    await expect(store.storeBrief({ ...one, manifest: other.manifest }, NOW)).rejects.toThrow(CorruptDataError);
    await expect(store.storeBrief(aSingle(anArticle(), { generation: TOMBSTONE_GENERATION }), NOW)).rejects.toThrow(
      CorruptDataError,
    );
    expect(table.items()).toEqual([]);
  });

  it('is listed in pages of 1 to 50, by cursors of the same list', async () => {
    const { store } = newStore();
    for (const key of ['a', 'b']) await store.storeBrief(aSingle(anArticle({ key })), NOW);
    const { next } = await store.listBriefs({ limit: 1 }, NOW);

    await expect(store.listBriefs({ limit: 0 }, NOW)).rejects.toThrow(InvalidRequestError);
    await expect(store.listBriefs({ limit: 51 }, NOW)).rejects.toThrow(InvalidRequestError);
    await expect(store.listBriefs({ cursor: 'x' }, NOW)).rejects.toThrow(InvalidCursorError);
    await expect(store.listBriefs({ cursor: next, order: 'received' }, NOW)).rejects.toThrow(InvalidCursorError);
    const rest = await store.listBriefs({ limit: 1, cursor: next }, NOW);
    expect(rest.items).toHaveLength(1);
  });

  it('leaves no posting behind when the table refuses it for its size', async () => {
    const memory = new MemoryTable();
    const refusing = new Proxy(memory, {
      get: (table, name) => {
        if (name === 'putIf') return async () => Promise.reject(new RejectedError('item-too-large', 'Too large.'));
        const method: unknown = Reflect.get(table, name);
        return typeof method === 'function' ? method.bind(table) : method;
      },
    });

    const storing = new BriefStore({ table: refusing }).storeBrief(aSingle(anArticle()), NOW);

    await expect(storing).rejects.toMatchObject({ code: 'item-too-large' });
    expect(memory.items()).toEqual([]);
  });
});

describe('The number of shards', () => {
  it('only rises, and is read by every list', async () => {
    const { store } = newStore();
    const keys = ['a', 'b', 'c', 'd', 'e', 'f'];
    for (const key of keys.slice(0, 3)) await store.storeBrief(aSingle(anArticle({ key })), NOW);

    expect(await store.raiseShardCount(12)).toBe(12);
    expect(await store.raiseShardCount(2)).toBe(12);
    for (const key of keys) await store.storeBrief(aSingle(anArticle({ key })), NOW);

    expect((await idsOf(store)).length).toBe(6);
    expect(new Set(await idsOf(store)).size).toBe(6);
    await expect(store.raiseShardCount(65)).rejects.toThrow(InvalidRequestError);
  });
});

describe('The number of shards that the settings ask for', () => {
  const facets = (table: MemoryTable) =>
    table.items().flatMap(({ pk }) => (typeof pk === 'string' && pk.startsWith('all#') ? [pk] : []));

  it('is there for the first brief that is stored, and for every reader', async () => {
    // Prepare
    const { store: reader, table } = newStore();
    const keys = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
    await reader.storeBrief(aSingle(anArticle({ key: 'early' })), NOW);
    const writer = new BriefStore({ table, shards: 16 });

    // Act
    for (const key of keys) await writer.storeBrief(aSingle(anArticle({ key })), NOW);

    // Assess
    expect(await reader.raiseShardCount(1)).toBe(16);
    expect(new Set(facets(table)).size).toBeGreaterThan(3);
    expect(new Set(await idsOf(reader)).size).toBe(9);
  });

  it('lowers nothing', async () => {
    // Prepare
    const { store, table } = newStore();
    await store.raiseShardCount(9);

    // Act
    await new BriefStore({ table, shards: 4 }).storeBrief(aSingle(anArticle()), NOW);

    // Assess
    expect(await store.raiseShardCount(1)).toBe(9);
  });

  it('is raised to the highest where several write at once', async () => {
    // Prepare
    const { store, table } = newStore();
    const storing = [2, 8, 5].map((shards) =>
      new BriefStore({ table, shards }).storeBrief(aSingle(anArticle({ key: `by-${shards}` })), NOW),
    );

    // Act
    await Promise.all(storing);

    // Assess
    expect(await store.raiseShardCount(1)).toBe(8);
    expect((await idsOf(store)).length).toBe(3);
  });
});

describe('Two articles with the same text', () => {
  it('are listed once, while the one that owns the text is in the list', async () => {
    const { store } = newStore();
    const text = 'The same wire story.';
    const owner = aSingle(anArticle({ key: 'a', text, source: 'Wire', publishedAt: '2026-04-01' }));
    const copy = aSingle(anArticle({ key: 'b', text, source: 'Gazette', publishedAt: '2026-03-01' }));

    await store.storeBrief(owner, NOW);
    const stored = await store.storeBrief(copy, NOW);

    expect(stored.duplicateOf).toBe(owner.article.articleId);
    expect(await idsOf(store)).toEqual([owner.article.articleId]);
    // In a list that the owner is not in, the copy stands for itself.
    const ofGazette = await store.listBriefs({ source: 'gazette' }, NOW);
    expect(ofGazette.items.map(({ duplicateOf }) => duplicateOf)).toEqual([owner.article.articleId]);
    expect((await store.listBriefs({ to: '2026-03-15' }, NOW)).items).toHaveLength(1);

    await store.recordManifest(aManifest(anArticle({ key: 'a', sequencer: '02' }), { kind: 'removed' }), NOW);
    const left = await store.listBriefs({}, NOW);
    expect(left.items.map(({ card, duplicateOf }) => [card.briefId, duplicateOf])).toEqual([
      [copy.article.articleId, null],
    ]);
    // The next one to have the text takes it over from an owner that is gone, and then hides the first copy.
    const third = aSingle(anArticle({ key: 'c', text }));
    expect((await store.storeBrief(third, NOW)).duplicateOf).toBeUndefined();
    expect(await idsOf(store)).toEqual([third.article.articleId]);
    const early = await store.listBriefs({ to: '2026-03-15' }, NOW);
    expect(early.items.map(({ duplicateOf }) => duplicateOf)).toEqual([third.article.articleId]);
    await store.storeBrief(aSingle(anArticle({ key: 'c', sequencer: '02', text: 'Other news.' })), NOW);
    expect((await idsOf(store)).sort()).toEqual([copy.article.articleId, third.article.articleId].sort());
  });
});

describe('Retention', () => {
  it('makes absent what is past it, and acknowledges what comes too late', async () => {
    const { store, table } = newStore(40);
    const input = aSingle(anArticle({ receivedAt: '2026-04-02T08:00:00.000Z' }));
    const end = Date.parse('2026-04-02T08:00:00.000Z') + 40 * DAY_MS;

    await store.storeBrief(input, NOW);

    expect(table.items().map(({ expiresAt }) => expiresAt)).toEqual(table.items().map(() => end / 1000));
    const { articleId, uploadId } = input.article;
    expect(await store.getBrief(articleId, end - 1)).toMatchObject({ state: 'live' });
    expect(await store.getBrief(articleId, end)).toBeUndefined();
    expect(await idsOf(store, end - 1)).toEqual([articleId]);
    expect(await idsOf(store, end)).toEqual([]);
    expect(await store.getVersions(articleId, end)).toEqual([]);
    expect(await store.getUpload(uploadId, end)).toBeUndefined();
    const before = table.items();
    expect(await store.storeBrief(aSingle(anArticle({ sequencer: '02' })), end)).toMatchObject({ outcome: 'expired' });
    expect(await store.recordManifest(aManifest(anArticle({ sequencer: '02' }), { kind: 'removed' }), end)).toEqual({
      outcome: 'expired',
      buried: 0,
    });
    expect(table.items()).toEqual(before);
  });

  it('keeps a tombstone for 30 days at least', async () => {
    const { store, table } = newStore(1);
    const at = Date.parse('2026-04-02T09:00:00.000Z');
    const article = anArticle();
    await store.storeBrief(aSingle(article), at);

    await store.recordManifest(aManifest(anArticle({ sequencer: '02' }), { kind: 'removed' }), at);

    const tombstones = table.items().filter(({ sk }) => sk === 'BRIEF' || sk === 'HEAD');
    expect(tombstones.map(({ expiresAt }) => expiresAt)).toEqual([at / 1000 + 30 * 86_400, at / 1000 + 30 * 86_400]);
    expect(await store.getBrief(article.articleId, at + 20 * DAY_MS)).toMatchObject({ state: 'removed' });
  });
});

describe('The deletion for good of an older version', () => {
  const received = Date.parse('2026-04-02T08:00:00.000Z');
  const at = (sequencer: string, receivedAt: string) => anArticle({ sequencer, receivedAt });
  const current = at('02', '2026-04-02T08:00:00.000Z');
  const goneAt = (receivedAt: string) => aManifest(at('03', receivedAt), { kind: 'gone', versionId: 'v01' });

  it('does not make its file outlive its retention', async () => {
    const { store } = newStore(30);
    await store.storeBrief(aSingle(current), received);
    await store.recordManifest(goneAt('2026-04-20T08:00:00.000Z'), received + 18 * DAY_MS);
    const ask = async (now: number, askedVersionId?: string) =>
      uploadStatus({
        upload: await store.getUpload(current.uploadId, now),
        current: undefined,
        askedVersionId,
        now,
        overdueAfterMs: 60_000,
      });

    expect(await ask(received + 30 * DAY_MS - 1)).toMatchObject({ status: 'briefed' });
    expect(await ask(received + 30 * DAY_MS)).toBeUndefined();
    expect(await ask(received + 30 * DAY_MS, 'v01')).toMatchObject({ status: 'removed' });
  });

  it('does not end the record of its file early, even if it is told late', async () => {
    const { store } = newStore(100);
    await store.storeBrief(aSingle(current), received);
    await store.recordManifest(goneAt('2026-03-20T08:00:00.000Z'), received);

    expect(await store.getUpload(current.uploadId, received + 100 * DAY_MS - 1)).toBeDefined();
  });
});

describe('The status of a file', () => {
  const overdueAfterMs = 60 * 60_000;
  const received = Date.parse('2026-04-02T08:00:00.000Z');
  const soon = received + 60_000;
  const late = received + overdueAfterMs + 1;
  const rejection = { code: 'too-complex', reason: 'It took too long.' } as const;
  const bundle = anArticle({ key: 'bundle' });
  const parts = ['x', 'y'].map((part) => anArticle({ key: 'bundle', part }));
  const manifest = aManifest(bundle, { kind: 'parts', articleIds: parts.map(({ articleId }) => articleId) });

  const ask = async (store: BriefStore, now: number, asked?: string, currentId?: string) => {
    const upload = await store.getUpload(bundle.uploadId, now);
    const current = currentId === undefined ? undefined : { versionId: currentId, lastModified: received };
    return uploadStatus({ upload, current, askedVersionId: asked, now, overdueAfterMs });
  };

  it('is parsed until every article is briefed or refused, then briefed', async () => {
    const { store } = newStore();
    const [x, y] = parts.map((part) => aPart(part));
    if (x === undefined || y === undefined) throw new Error('Two parts are needed.');
    const versionOf = ({ article }: typeof x) =>
      briefVersionOf(headVersionOf(article.revision, article.parserGeneration), 1);
    expect(await ask(store, soon)).toBeUndefined();
    await store.recordManifest(manifest, soon);
    await store.storeBrief(x, soon);
    expect(await ask(store, soon)).toMatchObject({ status: 'parsed', overdue: false });
    expect(await ask(store, late)).toMatchObject({ status: 'parsed', overdue: true });

    await store.storeRejection({ ...y, rejection, generation: 1 }, soon);

    expect(await ask(store, late)).toEqual({
      status: 'briefed',
      overdue: false,
      versionId: 'v01',
      receivedAt: '2026-04-02T08:00:00.000Z',
      rejections: [{ briefId: y.article.articleId, part: null, ...rejection }],
      parts: [
        { briefId: x.article.articleId, state: 'live', version: versionOf(x) },
        { briefId: y.article.articleId, state: 'rejected', version: versionOf(y), rejection },
      ],
    });
    await store.storeRejection({ ...x, rejection, generation: 2 }, soon);
    expect(await ask(store, late)).toMatchObject({ status: 'rejected' });
  });

  it('tells which entries of it are no article, the first hundred of many', async () => {
    const { store } = newStore();
    const refused = Array.from({ length: 120 }, (_, index) => ({
      part: `entry ${index}`,
      rejection: { code: 'empty' as const, reason: 'It holds nothing.' },
    }));
    const outcome = { kind: 'parts' as const, articleIds: ['one'], refused };
    await store.recordManifest({ ...manifest, outcome }, soon);
    const status = await ask(store, soon);
    expect(status?.rejections).toHaveLength(100);
    expect(status?.rejections[0]).toEqual({
      briefId: null,
      part: 'entry 0',
      code: 'empty',
      reason: 'It holds nothing.',
    });
  });

  it('is rejected or removed as its newest version is', async () => {
    const { store } = newStore();
    const at = (sequencer: string) => anArticle({ key: 'bundle', sequencer });
    const reason = { code: 'empty', reason: 'The file is empty.' } as const;
    await store.recordManifest(aManifest(at('02'), { kind: 'rejected', rejection: reason }), soon);
    expect(await ask(store, soon)).toMatchObject({
      status: 'rejected',
      rejections: [{ briefId: null, part: null, ...reason }],
    });
    await store.recordManifest(aManifest(at('03'), { kind: 'removed' }), soon);
    expect(await ask(store, soon)).toMatchObject({ status: 'removed', versionId: 'v03' });
  });

  it('is removed when its version is gone, before or after it was parsed', async () => {
    const { store } = newStore();
    const gone = aManifest(anArticle({ key: 'bundle', sequencer: '09' }), { kind: 'gone', versionId: 'v01' });
    await store.recordManifest(gone, soon);
    expect(await ask(store, soon)).toBeUndefined();
    expect(await ask(store, soon, 'v01')).toMatchObject({ status: 'removed', versionId: 'v01' });
    await store.recordManifest(manifest, soon);
    expect(await ask(store, soon)).toMatchObject({ status: 'removed', versionId: 'v01' });
  });

  it('is received where S3 has a version that is not parsed yet, and superseded where a later one is', async () => {
    const { store } = newStore();
    expect(await ask(store, soon, undefined, 'v01')).toMatchObject({
      status: 'received',
      versionId: 'v01',
      overdue: false,
    });
    expect(await ask(store, late, undefined, 'v01')).toMatchObject({ status: 'received', overdue: true });
    await store.recordManifest(manifest, soon);
    expect(await ask(store, soon, undefined, 'v02')).toMatchObject({ status: 'received', versionId: 'v02' });
    expect(await ask(store, soon, 'v01', 'v02')).toMatchObject({ status: 'parsed', versionId: 'v01' });
    expect(await ask(store, soon, 'v00', 'v02')).toMatchObject({ status: 'superseded', versionId: 'v00' });
  });
});
