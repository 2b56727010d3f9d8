import { beforeEach, describe, expect, it } from 'vitest';
import { BriefStore } from '../../functions/core/store/brief-store.ts';
import { MemoryTable } from '../../functions/core/store/memory-table.ts';
import { aManifest, anArticle, aSingle, NOW } from '../store/records.ts';

const DAY_MS = 86_400_000;
const SINCE = '2026-04-01T00:00:00.000Z';
const ofFile = { code: 'empty', reason: 'The file is empty.' } as const;
const ofArticle = { code: 'too-complex', reason: 'It took too long.' } as const;

let table: MemoryTable;
let store: BriefStore;

async function rejectFile(key: string, receivedAt: string): Promise<string> {
  const article = anArticle({ key, receivedAt });
  await store.recordManifest(aManifest(article, { kind: 'rejected', rejection: ofFile }), NOW);
  return article.uploadId;
}

async function rejectArticle(key: string, receivedAt: string): Promise<{ uploadId: string; briefId: string }> {
  const input = aSingle(anArticle({ key, receivedAt }));
  await store.storeRejection({ ...input, rejection: ofArticle, generation: 1 }, NOW);
  return { uploadId: input.article.uploadId, briefId: input.article.articleId };
}

beforeEach(() => {
  table = new MemoryTable();
  store = new BriefStore({ table });
});

describe('What could not be read', () => {
  it('is told by its receipt, files and articles, the last first', async () => {
    const file = await rejectFile('in/a.txt', '2026-04-02T08:00:00.000Z');
    const article = await rejectArticle('in/b.txt', '2026-04-03T08:00:00.000Z');
    await rejectFile('in/old.txt', '2026-03-31T23:59:59.999Z');

    expect(await store.rejectedSince(SINCE, NOW)).toEqual({
      items: [
        { ...article, key: 'in/b.txt', receivedAt: '2026-04-03T08:00:00.000Z', rejection: ofArticle },
        { uploadId: file, briefId: null, key: 'in/a.txt', receivedAt: '2026-04-02T08:00:00.000Z', rejection: ofFile },
      ],
      complete: true,
    });
  });

  it('is told no more once it was read, or removed', async () => {
    await rejectFile('in/a.txt', '2026-04-02T08:00:00.000Z');
    await rejectArticle('in/b.txt', '2026-04-02T08:00:00.000Z');
    await store.storeBrief(aSingle(anArticle({ key: 'in/a.txt', sequencer: '02' })), NOW);
    await store.recordManifest(aManifest(anArticle({ key: 'in/b.txt', sequencer: '02' }), { kind: 'removed' }), NOW);

    expect(await store.rejectedSince(SINCE, NOW)).toEqual({ items: [], complete: true });
  });

  it('is told for 90 days where nothing expires, and with the rest where things do', async () => {
    await rejectFile('in/a.txt', '2026-04-02T08:00:00.000Z');
    await rejectArticle('in/b.txt', '2026-04-02T08:00:00.000Z');
    const postings = table.items().filter(({ pk }) => pk.startsWith('rejected#'));

    expect(postings.map(({ expiresAt }) => expiresAt)).toEqual([NOW, NOW].map((ms) => (ms + 90 * DAY_MS) / 1000));
    expect((await store.rejectedSince(SINCE, NOW + 90 * DAY_MS)).items).toEqual([]);
    expect((await store.rejectedSince(SINCE, NOW + 89 * DAY_MS)).items).toHaveLength(2);
  });

  it('is bounded, and says so', async () => {
    for (let index = 0; index < 201; index += 1) await rejectFile(`in/${index}.txt`, '2026-04-02T08:00:00.000Z');

    const { items, complete } = await store.rejectedSince(SINCE, NOW);

    expect(items).toHaveLength(200);
    expect(complete).toBe(false);
  });
});
