import { describe, expect, it } from 'vitest';
import { BriefStore } from '../../functions/core/store/brief-store.ts';
import { MemoryTable } from '../../functions/core/store/memory-table.ts';
import type { Page, Range } from '../../functions/core/store/table.ts';
import { aManifest, anArticle, aSingle, NOW } from '../store/records.ts';

const DAY_MS = 86_400_000;
const { articleId } = anArticle();

/** Gives two items at once: DynamoDB ends a page at 1 MB, whatever its limit. */
class ShortPages extends MemoryTable {
  override query(range: Range): Promise<Page> {
    return super.query({ ...range, limit: Math.min(2, range.limit) });
  }
}

/** Generations 1 to `count` of one article, a day apart. */
async function generations(store: BriefStore, count: number): Promise<void> {
  for (let generation = 1; generation <= count; generation += 1) {
    await store.storeBrief(aSingle(anArticle(), { generation }), NOW + (generation - 1) * DAY_MS);
  }
}

describe('Versions of a brief', () => {
  it('tell when each was written, and keep telling it', async () => {
    const store = new BriefStore({ table: new MemoryTable() });
    await generations(store, 2);
    await store.storeBrief(aSingle(anArticle(), { generation: 2 }), NOW + 5 * DAY_MS);

    const versions = await store.getVersions(articleId, NOW);

    expect(versions.map(({ briefedAt }) => briefedAt)).toEqual([
      new Date(NOW + DAY_MS).toISOString(),
      new Date(NOW).toISOString(),
    ]);
    expect((await store.getBrief(articleId, NOW))?.briefedAt).toBe(new Date(NOW + DAY_MS).toISOString());
  });

  it('come whole, in pages, the newest first', async () => {
    const store = new BriefStore({ table: new MemoryTable() });
    await generations(store, 5);

    const first = await store.getVersionsWhole(articleId, { limit: 2 }, NOW);
    const second = await store.getVersionsWhole(articleId, { limit: 2, before: first.items.at(-1)?.version }, NOW);
    const third = await store.getVersionsWhole(articleId, { limit: 2, before: second.items.at(-1)?.version }, NOW);

    const told = [first, second, third].map(({ items, more }) => ({
      generations: items.map((view) => (view.state === 'live' ? view.brief.generation : view.state)),
      more,
    }));
    expect(told).toEqual([
      { generations: [5, 4], more: true },
      { generations: [3, 2], more: true },
      { generations: [1], more: false },
    ]);
  });

  it('come whole where the table gives less at once than is asked for', async () => {
    const store = new BriefStore({ table: new ShortPages() });
    await generations(store, 5);

    const { items, more } = await store.getVersionsWhole(articleId, { limit: 4 }, NOW);

    expect([items.length, more]).toEqual([4, true]);
    expect((await store.getVersionsWhole(articleId, {}, NOW)).items).toHaveLength(5);
  });

  it('come whole with the removals between them, at most 20 a page', async () => {
    const store = new BriefStore({ table: new MemoryTable() });
    await generations(store, 1);
    await store.recordManifest(aManifest(anArticle({ sequencer: '02' }), { kind: 'removed' }), NOW);

    const { items } = await store.getVersionsWhole(articleId, {}, NOW);

    expect(items.map(({ state }) => state)).toEqual(['removed', 'live']);
    await expect(store.getVersionsWhole(articleId, { limit: 21 }, NOW)).rejects.toThrow('from 1 to 20');
    expect(await store.getVersionsWhole('f'.repeat(32), {}, NOW)).toEqual({ items: [], more: false });
  });

  it('are kept as long as their brief where no retention of their own is set', async () => {
    const store = new BriefStore({ table: new MemoryTable(), retentionDays: 60 });
    await generations(store, 2);

    expect(await store.getVersions(articleId, NOW + 29 * DAY_MS)).toHaveLength(2);
  });

  it('expire by a retention of their own, from when they are replaced, and never after their brief', async () => {
    const table = new MemoryTable();
    const store = new BriefStore({ table, retentionDays: 60, versionRetentionDays: 7 });
    await generations(store, 2);
    const replacedAt = NOW + DAY_MS;

    expect(await store.getVersions(articleId, replacedAt + 7 * DAY_MS - 1)).toHaveLength(2);
    expect(await store.getVersions(articleId, replacedAt + 7 * DAY_MS)).toMatchObject([{ current: true }]);
    expect((await store.getVersionsWhole(articleId, {}, replacedAt + 7 * DAY_MS)).items).toHaveLength(1);

    const longer = new BriefStore({ table: new MemoryTable(), retentionDays: 60, versionRetentionDays: 365 });
    await generations(longer, 2);
    expect(await longer.getVersions(articleId, NOW + 60 * DAY_MS)).toEqual([]);
  });
});
