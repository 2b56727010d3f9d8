import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Article } from '../../functions/core/article.ts';
import { Brief } from '../../functions/core/brief.ts';
import { stagedArticleKey } from '../../functions/core/manifest.ts';
import { BriefStore } from '../../functions/core/store/brief-store.ts';
import { cardOf } from '../../functions/core/store/card.ts';
import { itemSize } from '../../functions/core/store/counting-table.ts';
import type { ListQuery } from '../../functions/core/store/filters.ts';
import { MemoryTable } from '../../functions/core/store/memory-table.ts';
import type { Item } from '../../functions/core/store/table.ts';

const NOW = Date.parse('2026-04-01');
const FIXTURES = join(import.meta.dirname, '..', 'fixtures', 'stored-items');

/** What a release has stored of one article of a bundle: frozen, for tables are full of it. */
async function stored(release: string): Promise<{ table: MemoryTable; brief: Brief; item: Item }> {
  const { items, brief } = JSON.parse(readFileSync(join(FIXTURES, `${release}.json`), 'utf8'));
  const revived = (value: unknown): unknown =>
    typeof value === 'object' && value !== null && 'base64' in value
      ? new Uint8Array(Buffer.from(String(value.base64), 'base64'))
      : value;
  const table = new MemoryTable();
  for (const item of items) {
    await table.put(Object.fromEntries(Object.entries(item).map(([name, value]) => [name, revived(value)])) as Item);
  }
  const item = table.items().find(({ sk }) => sk === 'BRIEF');
  if (item === undefined) throw new Error('The fixture has no brief.');
  return { table, brief: Brief.parse(brief), item };
}

describe.each([
  ['brotli', 17],
  ['packed', 9],
  ['signed', 11],
])('A brief stored as %s', (release, postings) => {
  it('is read as it was', async () => {
    const { table, brief, item } = await stored(release);
    const store = new BriefStore({ table });
    const view = await store.getBrief(brief.briefId, NOW);
    expect(view).toMatchObject({ state: 'live', brief, articleKey: expect.stringContaining(brief.briefId) });
    expect((await store.listBriefs({}, NOW)).items).toMatchObject([{ card: cardOf(brief), version: item['version'] }]);
  });

  it('is in each of its lists, once', async () => {
    const { table, brief } = await stored(release);
    const store = new BriefStore({ table });
    const [first, second] = brief.parties;
    const [measure] = brief.measures;
    const queries: ListQuery[] = [
      {},
      { order: 'received' },
      { party: 'paraguay' },
      { pair: `${second?.id}~${first?.id}` },
      { country: 'py' },
      { country: 'CL' },
      { source: brief.article.source ?? '' },
      { measure: measure?.type, measureStatus: measure?.status },
      { measureStatus: measure?.status },
      { upload: 'a'.repeat(32) },
      { q: 'serena' },
    ];
    for (const query of queries) {
      const { items } = await store.listBriefs(query, NOW);
      expect(
        items.map(({ card }) => card.briefId),
        JSON.stringify(query),
      ).toEqual([brief.briefId]);
    }
    const others: ListQuery[] = [
      { measure: 'sanctions' },
      { measureStatus: 'ended', measure: 'ceasefire' },
      { country: 'NO' },
    ];
    for (const query of others) expect((await store.listBriefs(query, NOW)).items).toEqual([]);
  });

  it('leaves nothing behind when a newer version takes its place', async () => {
    const { table, brief } = await stored(release);
    const isPosting = ({ sk }: Item): boolean => /^\d{4}-/.test(sk);
    expect(table.items().filter(isPosting)).toHaveLength(postings);
    const revision = brief.revision.replace('01', '02');
    const article = {
      ...brief.article,
      articleId: brief.briefId,
      revision,
      parserGeneration: 5,
      uploadId: 'a'.repeat(32),
      text: 'Paraguay and Chile have spoken of monitors.',
    } as Article;
    const articleKey = stagedArticleKey(brief.briefId, `${revision}.000005`);

    const store = new BriefStore({ table });
    await store.storeBrief({ article, brief: { ...brief, revision }, manifest: null, articleKey }, NOW);

    expect(
      table
        .items()
        .filter(isPosting)
        .every(({ sk }) => sk.includes(revision)),
    ).toBe(true);
    const versions = await store.getVersions(brief.briefId, NOW);
    const written = release === 'signed' ? new Date(NOW).toISOString() : null;
    expect(versions.map(({ briefedAt }) => briefedAt)).toEqual([new Date(NOW).toISOString(), written]);
    expect(versions.map(({ current }) => current)).toEqual([true, false]);
    const kept = await store.getVersion(brief.briefId, versions[1]?.version ?? '', NOW);
    expect(kept).toMatchObject({ state: 'live', brief });
  });
});

describe('A stored brief', () => {
  it('is read by the ledger, with what tells copies apart where its release kept that', async () => {
    const window = { from: '2026-03-01T00:00:00.000Z', to: '2026-04-01T00:00:00.000Z' };
    for (const release of ['brotli', 'packed', 'signed']) {
      const { table, brief, item } = await stored(release);
      const { items, complete } = await new BriefStore({ table }).ledgerBriefs(window, NOW);
      const signature = release === 'signed' ? { signature: item['signature'] } : {};
      const time = '2026-03-03T00:00:00.000Z';
      expect(items).toEqual([{ brief, version: item['version'], time, ...signature }]);
      expect(complete).toBe(true);
    }
  });
});

describe('A brief of the usual length', () => {
  it.each(['packed', 'signed'])('takes four write units at most: %s', async (release) => {
    const { item } = await stored(release);
    expect(itemSize(item)).toBeLessThanOrEqual(4 * 1024);
  });
});
