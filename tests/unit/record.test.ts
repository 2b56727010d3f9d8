import { describe, expect, it } from 'vitest';
import { embeddedAnalyzer } from '../../functions/brief/embedded/embedded.ts';
import { gate } from '../../functions/brief/gate.ts';
import { isDegraded, outcomeOf, record } from '../../functions/brief/record.ts';
import { RejectedError, TransientError } from '../../functions/core/errors.ts';
import type { StagedObject } from '../../functions/core/manifest.ts';
import { BriefStore } from '../../functions/core/store/brief-store.ts';
import { MemoryTable } from '../../functions/core/store/memory-table.ts';
import { aBrief, aManifest, anArticle, articleKeyOf, NOW, ownManifest } from '../store/records.ts';

const article = anArticle({ sequencer: '01' });
const staged: StagedObject = { kind: 'article', article, manifest: ownManifest(article) };
const removal: StagedObject = {
  kind: 'manifest',
  manifest: aManifest(anArticle({ sequencer: '02' }), { kind: 'removed' }),
};

const open = (brief = async () => aBrief(article)) => ({
  store: new BriefStore({ table: new MemoryTable() }),
  brief,
  now: () => NOW,
});

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
