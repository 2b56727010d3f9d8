import { describe, expect, it } from 'vitest';
import { headVersionOf, revisionOf } from '../../functions/core/identity.ts';
import { manifestKey, stagedArticleKey } from '../../functions/core/manifest.ts';
import { BriefStore } from '../../functions/core/store/brief-store.ts';
import { MemoryTable } from '../../functions/core/store/memory-table.ts';
import type { InboxFile } from '../../operations/inbox-files.ts';
import { planReplay, type ReplayQuery } from '../../operations/replay-plan.ts';
import { aManifest, anArticle, aPart, aSingle, NOW } from '../store/records.ts';

const single = anArticle({ sequencer: '0A', parserGeneration: 2, versionId: 'v1' });
const parts = ['a', 'b'].map((part) => anArticle({ key: 'in/bundle', part, parserGeneration: 2, versionId: 'v1' }));
const bundle = aManifest(parts[0] ?? single, { kind: 'parts', articleIds: parts.map(({ articleId }) => articleId) });

function shown(key: string, versionId: string, isDeleted = false): InboxFile {
  return { key, versionId, lastModified: NOW, isDeleted };
}

/** What is sent for a file, of which a table in memory knows what `write` puts there. */
async function planned(
  query: ReplayQuery,
  write: (store: BriefStore) => Promise<unknown>,
  { uploadId, present }: { uploadId: string; present: InboxFile },
) {
  const store = new BriefStore({ table: new MemoryTable() });
  await write(store);
  return planReplay({ stagedBucket: 'staged', present, upload: await store.getUpload(uploadId, NOW) }, query);
}

const ofSingle = { uploadId: single.uploadId, present: shown(single.upload.key, 'v1') };
const ofBundle = { uploadId: bundle.uploadId, present: shown(bundle.key, 'v1') };
const putSingle = (store: BriefStore) => store.storeBrief(aSingle(single, { generation: 5 }), NOW);
async function putBundle(store: BriefStore): Promise<void> {
  await store.storeBrief(aPart(parts[0] ?? single, { generation: 5 }), NOW);
  await store.storeBrief(aPart(parts[1] ?? single, { generation: 6002 }), NOW);
  await store.recordManifest(bundle, NOW);
}

describe('Repeating the brief stage', () => {
  it('sends the only article of a file, which holds its manifest, as it is staged', async () => {
    expect(await planned({ stage: 'brief' }, putSingle, ofSingle)).toEqual([
      {
        kind: 'created',
        bucket: 'staged',
        key: stagedArticleKey(single.articleId, headVersionOf(revisionOf('0A'), 2)),
        versionId: null,
        revision: revisionOf('0A'),
        time: single.receivedAt,
      },
    ]);
  });

  it('sends each article of a bundle, and its manifest', async () => {
    const version = headVersionOf(bundle.revision, 2);
    const keys = (await planned({ stage: 'brief' }, putBundle, ofBundle)).map(({ key }) => key);
    expect(keys).toEqual([
      ...parts.map(({ articleId }) => stagedArticleKey(articleId, version)),
      manifestKey(bundle.uploadId, version),
    ]);
  });

  it.each([
    [5, []],
    [6, ['a']],
    [6002, ['a']],
    [6003, ['a', 'b']],
    [7, ['a', 'b']],
  ])('sends only what a generation below %d made: %j', async (olderThan, expected) => {
    const keys = (await planned({ stage: 'brief', olderThan }, putBundle, ofBundle)).map(({ key }) => key);
    const version = headVersionOf(bundle.revision, 2);
    const made = parts.filter(({ part }) => expected.includes(part));
    expect(keys).toEqual(made.map(({ articleId }) => stagedArticleKey(articleId, version)));
  });

  it('sends an article that waits for its brief, whatever generation is asked for', async () => {
    const plan = await planned(
      { stage: 'brief', olderThan: 1 },
      (store) => store.recordManifest(bundle, NOW),
      ofBundle,
    );
    expect(plan).toHaveLength(2);
  });

  it('lets a newer analyzer take effect, and the same one nothing', async () => {
    const store = new BriefStore({ table: new MemoryTable() });
    await putSingle(store);
    expect((await store.storeBrief(aSingle(single, { generation: 5 }), NOW)).outcome).toBe('repeated');
    expect((await store.storeBrief(aSingle(single, { generation: 6, headline: 'Better' }), NOW)).outcome).toBe(
      'stored',
    );
    expect(await store.getBrief(single.articleId, NOW)).toMatchObject({ brief: { headline: { text: 'Better' } } });
  });
});

describe('Repeating the parse stage', () => {
  it('sends the version that is shown at its own revision, with its time of receipt', async () => {
    const request = {
      kind: 'created',
      bucket: 'inbox',
      key: single.upload.key,
      versionId: 'v1',
      revision: revisionOf('0A'),
      time: single.receivedAt,
    };
    expect(await planned({ stage: 'parse' }, putSingle, ofSingle)).toEqual([request]);
    expect(await planned({ stage: 'parse', olderThan: 3 }, putSingle, ofSingle)).toEqual([request]);
    expect(await planned({ stage: 'parse', olderThan: 2 }, putSingle, ofSingle)).toEqual([]);
  });

  it('sends a file that was refused, which a newer parser may take', async () => {
    const refused = aManifest(single, { kind: 'rejected', rejection: { code: 'empty', reason: 'It holds nothing.' } });
    expect(await planned({ stage: 'parse' }, (store) => store.recordManifest(refused, NOW), ofSingle)).toHaveLength(1);
  });

  it('never sends a version that the inbox shows no more: it would be taken for removed', async () => {
    for (const present of [shown(single.upload.key, 'v2'), shown(single.upload.key, 'v1', true)]) {
      expect(await planned({ stage: 'parse' }, putSingle, { ...ofSingle, present })).toEqual([]);
    }
  });
});

describe.each(['parse', 'brief'] as const)('Repeating the %s stage', (stage) => {
  it('sends nothing of what was received before', async () => {
    const received = Date.parse(single.receivedAt ?? '');
    expect(await planned({ stage, since: received }, putSingle, ofSingle)).toHaveLength(1);
    expect(await planned({ stage, since: received + 1 }, putSingle, ofSingle)).toEqual([]);
  });

  it('sends nothing of what is removed, gone, or unknown', async () => {
    const removed = aManifest(anArticle({ sequencer: '0B', versionId: 'v1' }), { kind: 'removed' });
    const gone = aManifest(anArticle({ sequencer: '0B', versionId: 'v1' }), { kind: 'gone', versionId: 'v1' });
    for (const manifest of [removed, gone]) {
      const write = async (store: BriefStore) => {
        await putSingle(store);
        await store.recordManifest(manifest, NOW);
      };
      expect(await planned({ stage }, write, ofSingle)).toEqual([]);
    }
    expect(await planned({ stage }, async () => undefined, ofSingle)).toEqual([]);
  });
});
