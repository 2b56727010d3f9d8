import { describe, expect, it } from 'vitest';
import { embeddedAnalyzer } from '../../functions/brief/embedded/embedded.ts';
import { gate } from '../../functions/brief/gate.ts';
import { isDegraded, outcomeOf, record, recordMissing } from '../../functions/brief/record.ts';
import { RejectedError, TransientError } from '../../functions/core/errors.ts';
import { headVersionOf } from '../../functions/core/identity.ts';
import { manifestKey, type StagedObject, stagedArticleKey } from '../../functions/core/manifest.ts';
import { BriefStore } from '../../functions/core/store/brief-store.ts';
import { MemoryTable } from '../../functions/core/store/memory-table.ts';
import { type Erasure, isStagedErased } from '../../functions/core/store/purge.ts';
import { aBrief, aManifest, anArticle, articleKeyOf, NOW, ownManifest } from '../store/records.ts';

const article = anArticle({ sequencer: '01' });
const staged: StagedObject = { kind: 'article', article, manifest: ownManifest(article) };
const removal: StagedObject = {
  kind: 'manifest',
  manifest: aManifest(anArticle({ sequencer: '02' }), { kind: 'removed' }),
};

const open = (brief = async () => aBrief(article)) => {
  const erasures: Erasure[] = [];
  return {
    store: new BriefStore({ table: new MemoryTable() }),
    brief,
    now: () => NOW,
    erasures,
    eraseStaged: async (erasure: Erasure) => void erasures.push(erasure),
  };
};

const purgeAt = anArticle({ sequencer: '03', versionId: 'marker' });
const purge: StagedObject = {
  kind: 'manifest',
  manifest: aManifest(purgeAt, { kind: 'purged', onlyArticleId: article.articleId, articleIds: [] }),
};
const through = headVersionOf(purgeAt.revision, purgeAt.parserGeneration);
const { articleId, uploadId } = article;

describe('Recording a staged object', () => {
  it('stores a brief once, and says so', async () => {
    const context = open();

    const first = await record(staged, articleKeyOf(article), context);
    const again = await record(staged, articleKeyOf(article), context);

    expect([first, again].map((recorded) => [recorded.kind, outcomeOf(recorded)])).toEqual([
      ['briefed', 'stored'],
      ['briefed', 'repeated'],
    ]);
  });

  it('does not say of a brief whose file was removed meanwhile that it is stored', async () => {
    const context = open();

    const removed = await record(removal, 'uploads/x', context);
    const late = await record(staged, articleKeyOf(article), context);

    expect(outcomeOf(removed)).toBe('recorded');
    expect(outcomeOf(late)).toBe('buried');
    expect(await context.store.getBrief(article.articleId, NOW)).toMatchObject({ state: 'removed' });
  });

  it('stores why an article can never be briefed, and lets any other error through', async () => {
    const context = open(() => Promise.reject(new RejectedError('too-complex', 'It took too long.')));
    const throttled = open(() => Promise.reject(new TransientError('Throttled.')));

    const recorded = await record(staged, articleKeyOf(article), context);

    expect(recorded).toMatchObject({
      kind: 'rejected',
      rejection: { code: 'too-complex', reason: 'It took too long.' },
    });
    expect(await context.store.getBrief(article.articleId, NOW)).toMatchObject({ state: 'rejected' });
    await expect(record(staged, articleKeyOf(article), throttled)).rejects.toBeInstanceOf(TransientError);
    expect(await throttled.store.getBrief(article.articleId, NOW)).toBeUndefined();
  });
});

describe('Recording a purge', () => {
  it('erases what is staged of the file once the table is done, and again when it is repeated', async () => {
    const context = open();
    await record(staged, articleKeyOf(article), context);

    await record(purge, 'uploads/x', context);
    await record(purge, 'uploads/x', context);

    const erasure = { uploadId, through, articleIds: [articleId] };
    expect(context.erasures).toEqual([erasure, erasure]);
    expect(await context.store.getBrief(articleId, NOW)).toMatchObject({ state: 'removed' });
  });

  it('erases an article that comes late, without a word of it in the table', async () => {
    const context = open();
    await record(purge, 'uploads/x', context);

    const late = await record(staged, articleKeyOf(article), context);

    expect(outcomeOf(late)).toBe('purged');
    expect(context.erasures.at(-1)).toEqual({ uploadId, through, articleIds: [articleId] });
    expect(await context.store.getVersions(articleId, NOW)).toMatchObject([{ state: 'removed' }]);
  });

  it('finishes what a delivery left whose staged object is deleted by now', async () => {
    const context = open();
    const unknown = await recordMissing(articleKeyOf(article), context);
    await record(staged, articleKeyOf(article), context);
    const expired = await recordMissing(articleKeyOf(article), context);
    await record(purge, 'uploads/x', context);

    expect([unknown, expired]).toEqual([false, false]);
    expect(await recordMissing(articleKeyOf(article), context)).toBe(true);
    expect(await recordMissing(manifestKey(uploadId, through), context)).toBe(true);
    expect(await recordMissing('articles/../x', context)).toBe(false);
  });

  it('takes with it that its own delete marker is gone, but no other deletion that comes after it', async () => {
    const context = open();
    const goneOf = (versionId: string, sequencer: string): StagedObject => ({
      kind: 'manifest',
      manifest: aManifest(anArticle({ sequencer, versionId }), { kind: 'gone', versionId }),
    });
    await record(purge, 'uploads/x', context);

    const [marker, other] = [goneOf('marker', '04'), goneOf('v05', '06')];
    await record(marker, 'uploads/x', context);
    const erased = context.erasures.at(-1);
    const count = context.erasures.length;
    await record(other, 'uploads/x', context);

    expect(erased && isStagedErased(erased, manifestKey(uploadId, headVersionOf(`04${'0'.repeat(62)}`, 1)))).toBe(true);
    expect(context.erasures).toHaveLength(count);
  });
});

describe('What an erasure takes of the staged bucket', () => {
  const erasure: Erasure = { uploadId, through, articleIds: [articleId] };
  const later = headVersionOf(`04${'0'.repeat(62)}`, 1);

  it.each([
    [articleKeyOf(article), true],
    [stagedArticleKey(articleId, through), true],
    [stagedArticleKey(articleId, later), false],
    [stagedArticleKey('0'.repeat(32), headVersionOf(article.revision, 1)), false],
    [manifestKey(uploadId, headVersionOf(article.revision, 1)), true],
    [manifestKey(uploadId, through), false],
    [manifestKey(uploadId, later), false],
    [`uploads/${uploadId}/other.json`, false],
  ])('%s: %s', (key, isErased) => {
    expect(isStagedErased(erasure, key)).toBe(isErased);
  });
});

describe('A brief', () => {
  const STORY = 'Norway has withdrawn its patrol boats from the strait, the foreign ministry said on Monday.';
  const GERMAN = 'Die Regierung hat am Montag angekündigt, dass der Hafen geschlossen wird.';

  it.each([
    ['in English', 'en', STORY, false],
    ['in a language that cannot be told and reads as English', 'und', STORY, false],
    ['in German', 'de', GERMAN, true],
    ['in a language that cannot be told', 'und', 'Η κυβέρνηση ανακοίνωσε τη Δευτέρα ότι το λιμάνι θα κλείσει.', true],
    ['in capitals', 'en', STORY.toUpperCase(), true],
    ['without capitals', 'en', `${STORY} ${STORY}`.toLowerCase(), true],
  ])('of an article %s says whether it holds less than others', async (_, language, text, degraded) => {
    const note = 'the names only are told';
    const written = { ...anArticle({ text }), language, notes: [note] };

    const brief = gate(written, await embeddedAnalyzer.analyze(written));

    expect(brief.analysis.notes.some((told) => told.includes(note))).toBe(true);
    expect(isDegraded(brief)).toBe(degraded);
  });
});
