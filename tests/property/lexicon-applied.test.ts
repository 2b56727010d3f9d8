import { describe, expect, it } from 'vitest';
import { generationOf } from '../../functions/core/generations.ts';
import { EMPTY_OVERLAY, overlayHash } from '../../functions/core/lexicon/overlay.ts';
import { overlayKey } from '../../functions/core/manifest.ts';
import { briefKey } from '../../functions/core/store/keys.ts';
import { raiseLexiconPointer, readLexiconPointer } from '../../functions/core/store/lexicon-pointer.ts';
import { MemoryTable } from '../../functions/core/store/memory-table.ts';
import type { Table } from '../../functions/core/store/table.ts';
import { IS_LONG_RUN } from '../long-run.ts';
import { anArticle, aSingle, NOW } from '../store/records.ts';
import { chooseBySeed, explore, fingerprint, run, type Writer } from '../store/schedule.ts';

/**
 * Applying an overlay while articles come: `docs/adr/0017-lexicon-overlays.md`. Staged objects stand in the table of the
 * schedule, so that each put and listing is a step of its own.
 */
describe('An article that comes while an overlay is applied', () => {
  const article = anArticle();
  const hash = overlayHash(EMPTY_OVERLAY);
  const pointer = { number: 1, key: overlayKey(1), hash };
  const STAGED = 'STAGED';
  const SAMPLES = 60;

  const briefing: (of: { store: Parameters<Writer['deliver']>[0]; table: Table }) => Promise<unknown> = async (of) => {
    const inForce = await readLexiconPointer(of.table);
    return of.store.storeBrief(aSingle(article, { generation: generationOf(inForce?.number ?? 0) }), NOW);
  };
  const arrival: Writer = {
    name: 'arrival',
    async deliver(store, table) {
      await table.put({ pk: STAGED, sk: article.articleId });
      await briefing({ store, table });
    },
  };
  const applying = (steps: readonly ('raise' | 'list')[]): Writer => ({
    name: 'apply',
    async deliver(store, table) {
      let staged = 0;
      for (const step of steps) {
        if (step === 'raise') await raiseLexiconPointer(table, pointer);
        else staged = (await table.query({ pk: STAGED, limit: 1 })).items.length;
      }
      if (staged > 0) await briefing({ store, table });
    },
  });

  const generationIn = async (table: Table): Promise<number> => {
    const item = await table.get(briefKey(article.articleId));
    return Number(String(item?.['version']).split('.')[2]);
  };

  /** The generations that the brief ends with, over sampled orders of the steps. */
  async function sampled(writers: Writer[]): Promise<Set<number>> {
    const found = new Set<number>();
    for (let seed = 1; seed <= SAMPLES; seed += 1) {
      const table = new MemoryTable();
      await run(writers, table, chooseBySeed(seed), { redeliveries: 1 });
      found.add(await generationIn(table));
    }
    return found;
  }

  it('ends with the newer words, in whatever order the steps are done', async () => {
    expect(await sampled([arrival, applying(['raise', 'list'])])).toEqual(new Set([generationOf(1)]));
  });

  it('would end with the older ones, if the archive were listed before the pointer is raised', async () => {
    expect(await sampled([arrival, applying(['list', 'raise'])])).toContain(generationOf(0));
  });

  it.runIf(IS_LONG_RUN)(
    'ends with the newer words in every order, with a redelivery anywhere',
    async () => {
      const found = new Set<number>();
      const onEnd = async (table: MemoryTable): Promise<boolean> => {
        found.add(await generationIn(table));
        return true;
      };
      const stateOf = (table: MemoryTable): string => fingerprint(table.items());
      const writers = [arrival, applying(['raise', 'list'])];
      await explore(writers, () => new MemoryTable(), stateOf, onEnd, { redeliveries: 1 });
      expect(found).toEqual(new Set([generationOf(1)]));
    },
    240_000,
  );
});
