import { beforeEach, describe, expect, it } from 'vitest';
import { TransientError } from '../../functions/core/errors.ts';
import { headVersionOf } from '../../functions/core/identity.ts';
import { BriefStore } from '../../functions/core/store/brief-store.ts';
import { headKey, ownerKey } from '../../functions/core/store/keys.ts';
import { MemoryTable } from '../../functions/core/store/memory-table.ts';
import type { Condition, Item } from '../../functions/core/store/table.ts';
import { aManifest, anArticle, aPart, aParty, aSingle, NOW } from '../store/records.ts';

/** A table on which a writer dies instead of putting its brief, or something happens before it claims its text. */
class DyingTable extends MemoryTable {
  dies = false;
  beforeClaim: (() => Promise<unknown>) | undefined;

  override async putIf(item: Item, condition: Condition): Promise<boolean> {
    if (this.dies && item.sk === 'BRIEF') throw new TransientError('It died here.');
    if (item.sk === 'OWNER') {
      const { beforeClaim } = this;
      this.beforeClaim = undefined;
      await beforeClaim?.();
    }
    return super.putIf(item, condition);
  }
}

const DAY_MS = 86_400_000;
const traits = { parties: [aParty('norway'), aParty('iceland')] };
const first = anArticle({ sequencer: '01' });
const part = anArticle({ part: 'b', sequencer: '01' });
const purgeOf = (sequencer: string, articleIds: string[] = []) =>
  aManifest(anArticle({ sequencer, versionId: 'marker' }), {
    kind: 'purged',
    onlyArticleId: first.articleId,
    articleIds,
  });
const throughOf = (sequencer: string) => headVersionOf(anArticle({ sequencer }).revision, 1);

let table: DyingTable;
let store: BriefStore;
beforeEach(() => {
  table = new DyingTable();
  store = new BriefStore({ table, retentionDays: 60 });
});
const postings = () => table.items().filter(({ sk }) => /^\d{4}-/.test(sk));

describe('A purge', () => {
  it('takes the postings of a brief whose writer died before it was there, and whose text is gone by now', async () => {
    table.dies = true;
    await expect(store.storeBrief(aPart(part, traits), NOW)).rejects.toBeInstanceOf(TransientError);
    table.dies = false;
    expect(postings().length).toBeGreaterThan(4);

    await store.recordManifest(purgeOf('02'), NOW);

    expect(postings()).toEqual([]);
  });

  it('takes those, too, that were put after it had looked, before the lists were divided anew', async () => {
    table.dies = true;
    await expect(store.storeBrief(aPart(part, traits), NOW)).rejects.toBeInstanceOf(TransientError);
    table.dies = false;
    const late = postings();
    await table.writeBatch({ deletes: late });
    await store.recordManifest(purgeOf('02'), NOW);
    await table.writeBatch({ puts: late });
    await store.raiseShardCount(7);

    expect((await store.storeBrief(aPart(part, traits), NOW)).outcome).toBe('purged');

    expect(postings()).toEqual([]);
  });

  it('has a text given up that is claimed after it had looked', async () => {
    table.beforeClaim = () => store.recordManifest(purgeOf('02'), NOW);

    const { erasure } = await store.storeBrief(aSingle(first), NOW);

    expect(erasure?.articleIds).toEqual([first.articleId]);
    expect(await table.get(ownerKey(first.contentHash))).not.toMatchObject({ owner: first.articleId });
  });

  it('is known for ever, whatever comes of the file later, and whenever the file expires', async () => {
    await store.recordManifest(purgeOf('02'), NOW);
    await store.storeBrief(aSingle(anArticle({ sequencer: '03', receivedAt: new Date(NOW).toISOString() })), NOW);

    const record = await table.get(headKey(first.uploadId));
    const late = await store.storeBrief(aPart(part), NOW);

    expect(record).toMatchObject({ purgedThrough: throughOf('02'), endsAt: expect.any(Number) });
    expect(record?.expiresAt).toBeUndefined();
    expect(late.outcome).toBe('purged');
    expect(await store.getUpload(first.uploadId, NOW + 1000 * DAY_MS)).toMatchObject({
      record: { purgedThrough: throughOf('02') },
    });
  });

  it('puts tombstones that never expire', async () => {
    await store.storeBrief(aSingle(first), NOW);
    await store.recordManifest(purgeOf('02'), NOW);

    expect(await store.getBrief(first.articleId, NOW + 1000 * DAY_MS)).toMatchObject({ state: 'removed' });
  });

  it('never falls behind an earlier one', async () => {
    await store.recordManifest(purgeOf('04'), NOW);
    await store.recordManifest(purgeOf('02'), NOW);

    const late = await store.storeBrief(aSingle(anArticle({ sequencer: '03' })), NOW);

    expect(late.outcome).toBe('purged');
    expect(await store.purgeProgress(first.uploadId, [])).toEqual({ through: throughOf('04'), left: 0 });
  });

  it('gives up the text, so that a copy under another key is an original from then on', async () => {
    const copy = anArticle({ key: 'in/copy.txt', text: first.text, sequencer: '01' });
    await store.storeBrief(aSingle(first), NOW);
    expect((await store.storeBrief(aSingle(copy), NOW)).duplicateOf).toBe(first.articleId);

    await store.recordManifest(purgeOf('02'), NOW);

    expect(await table.get(ownerKey(first.contentHash))).not.toMatchObject({ owner: first.articleId });
    expect((await store.storeBrief(aSingle(copy), NOW)).duplicateOf).toBeUndefined();
    expect((await store.listBriefs({}, NOW)).items.map(({ card }) => card.briefId)).toEqual([copy.articleId]);
  });

  it('leaves the text of another article alone, and that of a newer version', async () => {
    const other = anArticle({ key: 'in/other.txt', sequencer: '01' });
    const anew = anArticle({ sequencer: '03', text: first.text });
    await store.storeBrief(aSingle(other), NOW);
    await store.storeBrief(aSingle(first), NOW);
    await store.storeBrief(aSingle(anew), NOW);

    await store.recordManifest(purgeOf('02'), NOW);

    expect(await store.getBrief(other.articleId, NOW)).toMatchObject({ state: 'live' });
    expect(await store.getVersions(anew.articleId, NOW)).toMatchObject([{ state: 'live', current: true }]);
    expect(await table.get(ownerKey(first.contentHash))).toMatchObject({ owner: anew.articleId });
  });

  it('forgets why the file, or entries of it, were refused', async () => {
    const refused = [{ part: 'secret', rejection: { code: 'empty' as const, reason: 'secret words' } }];
    const outcome = { kind: 'parts' as const, articleIds: [part.articleId], refused };
    await store.recordManifest(aManifest(first, outcome), NOW);
    await store.recordManifest({ ...purgeOf('02'), key: '' }, NOW);

    expect(JSON.stringify(table.items())).not.toMatch(/secret|harbour/);
  });

  it('tells how much there is to erase, and how much is left', async () => {
    await store.storeBrief(aSingle(first), NOW);
    await store.storeBrief(aSingle(anArticle({ sequencer: '02' })), NOW);
    const before = await store.purgeable(first.uploadId, [first.articleId]);

    await store.recordManifest(purgeOf('03'), NOW);

    expect(before).toEqual({ isKnown: true, wasPurged: false, items: 2 });
    expect(await store.purgeable(first.uploadId, [first.articleId])).toEqual({
      isKnown: true,
      wasPurged: true,
      items: 0,
    });
    expect(await store.purgeable(part.uploadId.replace(/./g, '0'), [])).toMatchObject({ isKnown: false });
  });
});
