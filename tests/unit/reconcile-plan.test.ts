import { describe, expect, it } from 'vitest';
import { headVersionOf, revisionOf } from '../../functions/core/identity.ts';
import type { Manifest, ManifestOutcome } from '../../functions/core/manifest.ts';
import { manifestKey } from '../../functions/core/manifest.ts';
import { BriefStore } from '../../functions/core/store/brief-store.ts';
import { MemoryTable } from '../../functions/core/store/memory-table.ts';
import type { FileFacts, StagedManifest } from '../../operations/file-facts.ts';
import type { InboxFile } from '../../operations/inbox-files.ts';
import { type Finding, planRepair, type RepairOptions } from '../../operations/reconcile-plan.ts';
import { rejectedFile } from '../../operations/rejections.ts';
import { revisionAfter } from '../../operations/versions.ts';
import { aManifest, anArticle, articleKeyOf, aSingle, NOW } from '../store/records.ts';

const article = anArticle({ sequencer: '0A', versionId: 'v1' });
const { uploadId } = article;
const KEY = article.upload.key;
const RECEIVED = Date.parse(article.receivedAt ?? '');
const HIGHEST = revisionOf('0B');

const options = (changes: Partial<RepairOptions> = {}): RepairOptions => ({
  isNamed: false,
  overdueSince: NOW,
  now: NOW,
  isPastRetention: () => false,
  ...changes,
});
const shown = (versionId: string, changes: Partial<InboxFile> = {}): InboxFile => ({
  key: KEY,
  versionId,
  lastModified: RECEIVED,
  isDeleted: false,
  ...changes,
});

function staged(
  outcome: ManifestOutcome,
  sequencer: string,
  versionId: string,
  lastModified = RECEIVED,
): StagedManifest {
  const manifest: Manifest = aManifest(anArticle({ sequencer, versionId }), outcome);
  const headVersion = headVersionOf(manifest.revision, manifest.parserGeneration);
  const key = manifestKey(uploadId, headVersion);
  return { staged: { key, of: 'upload', id: uploadId, headVersion, lastModified }, manifest };
}

const briefed = (store: BriefStore) => store.storeBrief(aSingle(article), NOW);

/** What was found of the file, where a table in memory has what `write` put there. */
async function facts(
  write: (store: BriefStore) => Promise<unknown>,
  found: Partial<FileFacts> = {},
): Promise<FileFacts> {
  const store = new BriefStore({ table: new MemoryTable() });
  await write(store);
  return {
    inboxBucket: 'inbox',
    stagedBucket: 'staged',
    key: KEY,
    present: shown('v1'),
    upload: await store.getUpload(uploadId, NOW),
    manifests: [],
    lostManifest: undefined,
    texts: new Map([[article.articleId, RECEIVED]]),
    strays: [],
    highestRevision: HIGHEST,
    ...found,
  };
}

const told = (findings: readonly Finding[]) => findings.map(({ cause, verdict, stage }) => [cause, verdict, stage]);

describe('What is found of a file', () => {
  it('is nothing where the table shows what the inbox shows, and its text is there', async () => {
    expect(planRepair(await facts(briefed), options())).toEqual([]);
  });

  it('is a version that was never parsed: it is asked for above all that is known', async () => {
    const found = planRepair(
      await facts(briefed, { present: shown('v2', { lastModified: RECEIVED + 5000 }) }),
      options(),
    );
    expect(told(found)).toEqual([['never-parsed', 'mend', 'parse']]);
    expect(found[0]?.requests).toEqual([
      {
        kind: 'created',
        bucket: 'inbox',
        key: KEY,
        versionId: 'v2',
        revision: revisionAfter(HIGHEST),
        time: new Date(RECEIVED + 5000).toISOString(),
      },
    ]);
  });

  it.each([
    ['never-parsed', { present: shown('v2', { lastModified: NOW + 1000 }) }],
    ['not-recorded', { manifests: [staged({ kind: 'removed' }, '0B', 'v1', NOW + 1000)] }],
    ['deleted', { present: shown('m1', { isDeleted: true, lastModified: NOW + 1000 }) }],
  ])('is left to come by itself while it may be on its way: %s', async (cause, found) => {
    const [first, ...others] = planRepair(await facts(briefed, found), options());
    expect([first?.cause, first?.verdict, others]).toEqual([cause, 'on-its-way', []]);
    const impatient = options({ overdueSince: Number.POSITIVE_INFINITY });
    expect(planRepair(await facts(briefed, found), impatient)[0]?.verdict).not.toBe('on-its-way');
  });

  it.each([
    ['a version', { present: shown('v2') }],
    ['a removal', { present: shown('m1', { isDeleted: true }) }],
    ['a staged object', { manifests: [staged({ kind: 'removed' }, '0B', 'v1')] }],
    ['a lost text', { texts: new Map<string, number>() }],
  ])('is nothing of what is past its retention: %s', async (_, found) => {
    expect(planRepair(await facts(briefed, found), options())).not.toEqual([]);
    expect(planRepair(await facts(briefed, found), options({ isPastRetention: () => true }))).toEqual([]);
  });

  it('is the deletion of what is shown, where the inbox has no more than an older version past its retention', async () => {
    const found = await facts(briefed, { present: shown('v0', { lastModified: 1 }) });
    const isPastRetention = (received: number) => received === 1;
    expect(told(planRepair(found, options({ isPastRetention })))).toEqual([['deleted', 'report', 'parse']]);
    const [named] = planRepair(found, options({ isNamed: true, isPastRetention }));
    expect(named).toMatchObject({
      verdict: 'mend',
      requests: [{ kind: 'created', versionId: 'v1', revision: revisionAfter(HIGHEST) }],
    });
  });

  it('is a removal without its event, done only where the file is named', async () => {
    const found = await facts(briefed, { present: shown('m1', { isDeleted: true }) });
    expect(told(planRepair(found, options()))).toEqual([['deleted', 'report', 'parse']]);
    const [named] = planRepair(found, options({ isNamed: true }));
    expect(named).toMatchObject({
      verdict: 'mend',
      requests: [{ kind: 'delete-marker', versionId: 'm1', revision: revisionAfter(HIGHEST) }],
    });
  });

  const stray = (sequencer: string) => [
    { articleId: 'a'.repeat(32), headVersion: headVersionOf(revisionOf(sequencer), 1) },
  ];

  it('is an article that the head does not have any more: the head is sent again, which buries it', async () => {
    const [first, ...others] = planRepair(await facts(briefed, { strays: stray('09') }), options());
    expect([first?.cause, first?.verdict, others]).toEqual(['not-buried', 'mend', []]);
    expect(first?.requests.map(({ key }) => key)).toEqual([articleKeyOf(article)]);
  });

  it('is an article of a version that never was complete, above the head: that is asked for again', async () => {
    const [first, ...others] = planRepair(await facts(briefed, { strays: stray('0B') }), options());
    expect([first?.cause, first?.verdict, others]).toEqual(['not-buried', 'mend', []]);
    expect(first?.requests).toMatchObject([{ kind: 'created', versionId: 'v1', revision: revisionAfter(HIGHEST) }]);
  });

  it('is an article of a bundle that was deleted before it was all there', async () => {
    const found = await facts(async () => {}, { present: undefined, strays: stray('0B') });
    expect(told(planRepair(found, options()))).toEqual([['deleted', 'report', 'parse']]);
    const [named] = planRepair(found, options({ isNamed: true }));
    expect(named?.requests).toMatchObject([
      { kind: 'delete-marker', versionId: null, revision: revisionAfter(HIGHEST) },
    ]);
  });

  it('is a file that is not there at all: its version is asked for, and will not be found', async () => {
    const [named] = planRepair(await facts(briefed, { present: undefined }), options({ isNamed: true }));
    expect(named).toMatchObject({
      cause: 'deleted',
      verdict: 'mend',
      requests: [{ kind: 'created', versionId: 'v1' }],
    });
  });

  it('is a version that is shown again, briefed only where the file is named', async () => {
    const removal = aManifest(anArticle({ sequencer: '0B', versionId: 'm1' }), { kind: 'removed' });
    const write = async (store: BriefStore) => {
      await briefed(store);
      await store.recordManifest(removal, NOW);
    };
    const manifests = [staged({ kind: 'parts', articleIds: [article.articleId] }, '0A', 'v1')];
    const found = await facts(write, { manifests });
    expect(told(planRepair(found, options()))).toEqual([['shown-again', 'report', 'parse']]);
    expect(told(planRepair(found, options({ isNamed: true })))).toEqual([['shown-again', 'mend', 'parse']]);
  });

  it('is a lost text: parsed again at its own revision, where the file is named and its version is there', async () => {
    const found = await facts(briefed, { texts: new Map() });
    expect(told(planRepair(found, options()))).toEqual([['staged-lost', 'report', 'parse']]);
    const [named] = planRepair(found, options({ isNamed: true }));
    expect(named).toMatchObject({
      verdict: 'mend',
      requests: [{ versionId: 'v1', revision: article.revision, time: article.receivedAt }],
    });
    const [elsewhere] = planRepair({ ...found, present: shown('v2') }, options({ isNamed: true }));
    expect(elsewhere).toMatchObject({ cause: 'staged-lost', verdict: 'report', requests: [] });
  });

  it('is a purge that is not recorded, sent again as it is', async () => {
    const purge = staged({ kind: 'purged', onlyArticleId: article.articleId, articleIds: [] }, '0B', 'p');
    const [found, ...others] = planRepair(await facts(briefed, { manifests: [purge], present: undefined }), options());
    expect(others).toEqual([]);
    expect(found).toMatchObject({ cause: 'not-recorded', requests: [{ bucket: 'staged', key: purge.staged.key }] });
  });

  it('is never a version that a purge has not deleted yet, even where the file is named', async () => {
    const purge = staged({ kind: 'purged', onlyArticleId: article.articleId, articleIds: [] }, '0B', 'p');
    const write = async (store: BriefStore) => {
      await briefed(store);
      await store.recordManifest(purge.manifest, NOW);
    };
    const named = options({ isNamed: true });
    const left = planRepair(await facts(write, { texts: new Map() }), named);
    expect([told(left), left[0]?.requests]).toEqual([[['purge-unfinished', 'report', 'parse']], []]);
    // What came after it is a file like any other.
    const after = await facts(write, { texts: new Map(), present: shown('v9', { lastModified: RECEIVED + 1000 }) });
    expect(told(planRepair(after, named))).toEqual([['never-parsed', 'mend', 'parse']]);
  });
});

describe('A refused file', () => {
  const REASON = { code: 'empty' as const, reason: 'It holds nothing.' };

  async function rejected(outcome: ManifestOutcome, present: InboxFile | undefined) {
    const store = new BriefStore({ table: new MemoryTable() });
    await store.recordManifest(aManifest(article, outcome), NOW);
    const upload = await store.getUpload(uploadId, NOW);
    return upload && rejectedFile(KEY, present, upload);
  }

  it('tells when and why, of the whole file and of entries', async () => {
    const whole = await rejected({ kind: 'rejected', rejection: REASON }, shown('v1'));
    expect(whole).toEqual({
      key: KEY,
      versionId: 'v1',
      receivedAt: article.receivedAt,
      refusals: [{ briefId: null, part: null, ...REASON }],
      isPresent: true,
    });
    const entry = await rejected(
      { kind: 'parts', articleIds: [article.articleId], refused: [{ part: 'e2', rejection: REASON }] },
      shown('v1'),
    );
    expect(entry?.refusals).toEqual([{ briefId: null, part: 'e2', ...REASON }]);
  });

  it('is not tried again where the inbox shows another version, or none', async () => {
    const outcome = { kind: 'rejected', rejection: REASON } as const;
    for (const present of [shown('v2'), shown('v1', { isDeleted: true }), undefined]) {
      expect((await rejected(outcome, present))?.isPresent).toBe(false);
    }
  });

  it('is none that was briefed or removed', async () => {
    expect(await rejected({ kind: 'parts', articleIds: [article.articleId] }, shown('v1'))).toBeUndefined();
    expect(await rejected({ kind: 'removed' }, shown('v1'))).toBeUndefined();
  });
});
