import { describe, expect, it } from 'vitest';
import { BriefStore } from '../../functions/core/store/brief-store.ts';
import { CountingTable } from '../../functions/core/store/counting-table.ts';
import { postingPartition } from '../../functions/core/store/keys.ts';
import { MemoryTable } from '../../functions/core/store/memory-table.ts';
import { anArticle, aSingle, NOW } from '../store/records.ts';

const long = 'The council resolved that cranes be hired. '.repeat(20);

async function filled(count: number, headline: string): Promise<MemoryTable> {
  const table = new MemoryTable();
  const store = new BriefStore({ table });
  for (let n = 0; n < count; n += 1) {
    const publishedAt = new Date(NOW - n * 86_400_000).toISOString().slice(0, 10);
    const article = anArticle({ key: `in/${n}`, publishedAt, receivedAt: `${publishedAt}T00:00:00Z`, title: long });
    await store.storeBrief(aSingle(article, { headline: `${headline} ${n}` }), NOW);
  }
  return table;
}

describe('A search', () => {
  it('stops early where bodies are large, and goes on where it stopped', async () => {
    const table = await filled(12, 'Quay');
    const counting = new CountingTable(table);
    const store = new BriefStore({ table: counting, listing: { some: 3, searchedBytes: 5_000 } });

    const first = await store.listBriefs({ q: '"quay 11"', limit: 2 }, NOW);

    expect(first).toEqual({ items: [], next: expect.any(String) });
    expect(counting.costs['brief']?.requests).toBeLessThan(4);
    let page = first;
    for (let pages = 0; page.next !== undefined && pages < 12 && page.items.length === 0; pages += 1) {
      page = await store.listBriefs({ q: '"quay 11"', limit: 2, cursor: page.next }, NOW);
    }
    expect(page.items.map(({ card }) => card.headline)).toEqual(['Quay 11']);
  });

  it('misses no brief behind a posting left over in another shard, wherever it stops', async () => {
    // Before the two postings of one sort key come so many others that a page stops between them.
    for (const listing of [{ some: 1, searchedBytes: 0 }, { examined: 2 }]) {
      for (const key of ['in/a', 'in/b', 'in/c', 'in/d', 'in/e']) {
        const table = new MemoryTable();
        const store = new BriefStore({ table, listing });
        await store.raiseShardCount(4);
        await store.storeBrief(
          aSingle(anArticle({ key: 'in/newer', publishedAt: '2026-04-02' }), { headline: 'Port' }),
          NOW,
        );
        await store.storeBrief(aSingle(anArticle({ key }), { headline: 'Quay' }), NOW);
        const own = table.items().find(({ pk, sk }) => pk.startsWith('all#') && sk.startsWith('2026-04-01'));
        if (own !== undefined) await table.put({ ...own, pk: postingPartition('all', '', 0) });

        const found: string[] = [];
        let cursor: string | undefined;
        do {
          const page = await store.listBriefs({ q: 'quay', limit: 1, cursor }, NOW);
          found.push(...page.items.map(({ card }) => card.headline));
          cursor = page.next;
        } while (cursor !== undefined);

        expect(found).toEqual(['Quay']);
      }
    }
  });

  it('reads no bodies for a list without one', async () => {
    const table = await filled(2, 'Quay');
    const asked: (readonly string[] | undefined)[] = [];
    const batchGet = table.batchGet.bind(table);
    table.batchGet = async (keys, attributes) => {
      asked.push(attributes);
      return batchGet(keys, attributes);
    };
    const store = new BriefStore({ table });

    await store.listBriefs({}, NOW);
    await store.listBriefs({ q: 'quay' }, NOW);

    expect(asked.map((attributes) => attributes?.includes('body'))).toEqual([false, true]);
  });
});
