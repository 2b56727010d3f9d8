import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { headVersionOfBrief } from '../../functions/core/identity.ts';
import { BriefStore } from '../../functions/core/store/brief-store.ts';
import { MemoryTable } from '../../functions/core/store/memory-table.ts';
import { IS_LONG_RUN, propertyRuns } from '../long-run.ts';
import { historyOf, LARGE, MEDIUM, NOTED, PURGES, SMALL, SMALL_PURGES, type Told } from '../store/histories.ts';
import { faultsOf, type History, purgedThrough } from '../store/history.ts';
import { MUTANTS, PURGE_MUTANTS, postingsWithoutVersion } from '../store/mutants.ts';
import { aManifest, anArticle, aSingle, NOW } from '../store/records.ts';
import {
  chooseBySeed,
  type Exploration,
  explore,
  fingerprint,
  type Mutant,
  type RunSettings,
  run,
  type Writer,
} from '../store/schedule.ts';

/**
 * The store against its model: for each history of a file, its messages are delivered in every order of single table
 * operations (or in many sampled ones), with deaths and redeliveries at any of them, of every order by `npm run test:long`; what lies in the table in the end
 * must be the newest version's articles, in all of their lists, and nothing else.
 */

/** Thousands of schedules take a dozen seconds of a core, and a core may have other work. */
const EXHAUSTIVE_MS = 240_000;

/** `npm test` runs every schedule of the smallest histories, without a redelivery, and samples the others. */
const EXPLORED: Readonly<Record<string, History>> = IS_LONG_RUN ? { ...MEDIUM, ...SMALL_PURGES } : SMALL;

const ALL_SETTINGS = (redeliveries: number, mutant?: Mutant): RunSettings =>
  mutant === undefined ? { redeliveries } : { redeliveries, mutant };

const stateOf = (table: MemoryTable): string => fingerprint(table.items());

async function faultsAtEnd(table: MemoryTable, history: History, trace: string, mutant?: Mutant): Promise<string[]> {
  // That mutant changes what lies in the table, so it has to be read by the same rule.
  const seen = mutant === postingsWithoutVersion ? mutant(table) : table;
  const found = await faultsOf(seen, table.items(), history.expected);
  return found.length === 0 ? [] : [`${found.join('; ')} after ${trace}`];
}

async function exploreAll(
  history: History,
  redeliveries: number,
  mutant?: Mutant,
  untilFirstFault = false,
): Promise<Exploration & { faults: string[] }> {
  const faults: string[] = [];
  const onEnd = async (table: MemoryTable, trace: string): Promise<boolean> => {
    faults.push(...(await faultsAtEnd(table, history, trace, mutant)));
    return !untilFirstFault || faults.length === 0;
  };
  const settings = ALL_SETTINGS(redeliveries, mutant);
  const explored = await explore(history.writers, () => new MemoryTable(), stateOf, onEnd, settings);
  return { ...explored, faults };
}

async function sample(history: History, seed: number, redeliveries: number, mutant?: Mutant): Promise<string[]> {
  const table = new MemoryTable();
  const settings = ALL_SETTINGS(redeliveries, mutant);
  const { trace, currents } = await run(history.writers, table, chooseBySeed(seed), settings);
  const store = new BriefStore({ table });
  const through = purgedThrough(table.items());
  for (const { briefId, version } of currents) {
    if (through !== undefined && headVersionOfBrief(version) <= through) continue;
    if ((await store.getVersion(briefId, version, NOW)) === undefined) return [`version not kept after ${trace}`];
  }
  return faultsAtEnd(table, history, trace, mutant);
}

const seeds = (count: number): number[] => Array.from({ length: count }, (_, index) => index + 1);

describe('The store, in every order of its steps', () => {
  for (const [name, history] of Object.entries(IS_LONG_RUN ? SMALL : {})) {
    it(
      `ends right with a redelivery anywhere: ${name}`,
      async () => {
        const { faults, states, ends } = await exploreAll(history, 1);

        expect(faults.slice(0, 3)).toEqual([]);
        expect(states).toBeGreaterThan(50);
        expect(ends).toBeGreaterThan(0);
      },
      EXHAUSTIVE_MS,
    );
  }

  for (const [name, history] of Object.entries(EXPLORED)) {
    it(
      `ends right: ${name}`,
      async () => {
        const { faults, states } = await exploreAll(history, 0);

        expect(faults.slice(0, 3)).toEqual([]);
        expect(states).toBeGreaterThan(name in SMALL ? 20 : 250);
      },
      EXHAUSTIVE_MS,
    );
  }
});

describe('The store, in sampled orders with up to three redeliveries', () => {
  for (const [name, history] of Object.entries({
    ...SMALL,
    ...MEDIUM,
    ...LARGE,
    ...SMALL_PURGES,
    ...PURGES,
    ...NOTED,
  })) {
    it(`ends right: ${name}`, async () => {
      for (const seed of seeds(propertyRuns(50))) expect(await sample(history, seed, 3), `seed ${seed}`).toEqual([]);
    });
  }

  const anyHistory = (purged: fc.Arbitrary<Told['purged']>): fc.Arbitrary<Told[]> => {
    const version = fc.record<Told>({
      kind: fc.constantFrom('single', 'bundle', 'rejected', 'removed'),
      parts: fc.subarray(['a', 'b', 'c'], { minLength: 1 }),
      parsers: fc.integer({ min: 1, max: 2 }),
      analyzers: fc.integer({ min: 1, max: 2 }),
      refused: fc.boolean(),
      gone: fc.boolean(),
      purged,
    });
    return fc.array(version, { minLength: 1, maxLength: 3 });
  };

  it.each([
    ['any history of a file', propertyRuns(250), fc.constant<Told['purged']>('no')],
    [
      'any history of a file that may be purged',
      propertyRuns(50),
      fc.constantFrom<Told['purged'][]>('no', 'blind', 'told'),
    ],
  ])('ends right for %s', async (_, numRuns, purged) => {
    await fc.assert(
      fc.asyncProperty(anyHistory(purged), fc.integer({ min: 1 }), async (told, seed) => {
        expect(await sample(historyOf(told), seed, 3)).toEqual([]);
      }),
      { numRuns },
    );
  });

  it('changes nothing when every message is delivered again', async () => {
    for (const [index, history] of Object.values({ ...SMALL, ...LARGE, ...PURGES }).entries()) {
      const table = new MemoryTable();
      await run(history.writers, table, chooseBySeed(index + 1), { redeliveries: 1 });
      const before = stateOf(table);
      await run(history.writers, table, chooseBySeed(index + 100), { redeliveries: 0 });
      expect(stateOf(table)).toBe(before);
    }
  });
});

describe('Copies of a text', () => {
  const text = 'The same wire story.';
  const copy = (key: string, sequencer: string): Writer => {
    const input = aSingle(anArticle({ key, sequencer, text }));
    return { name: `${key}${sequencer}`, deliver: (store) => store.storeBrief(input, NOW) };
  };
  const removal = aManifest(anArticle({ key: 'a', sequencer: '02' }), { kind: 'removed' });
  const writers: Writer[] = [
    copy('a', '01'),
    { name: 'a02', deliver: (store) => store.recordManifest(removal, NOW) },
    copy('a', '03'),
    copy('b', '01'),
  ];

  it('are never all hidden, whatever came first and whoever owned it in between', async () => {
    for (const seed of seeds(propertyRuns(100))) {
      const table = new MemoryTable();
      const { trace } = await run(writers, table, chooseBySeed(seed), { redeliveries: 2 });
      const { items } = await new BriefStore({ table }).listBriefs({}, NOW);
      expect(items.length, trace).toBeGreaterThan(0);
      expect(new Set(items.map(({ card }) => card.briefId)).size, trace).toBe(items.length);
    }
  });
});

describe('The model test', () => {
  for (const { name, mutant, history: title, seed: known } of MUTANTS) {
    it(
      `notices ${name}`,
      async () => {
        const history = { ...SMALL, ...MEDIUM }[title];
        if (history === undefined) throw new Error(`There is no history "${title}".`);

        const faults: string[] = [];
        const tried = known === undefined ? seeds(500) : [known, ...seeds(500)];
        for (const seed of tried) {
          if (faults.length === 0) faults.push(...(await sample(history, seed, 3, mutant)));
        }
        if (faults.length === 0) faults.push(...(await exploreAll(history, 1, mutant, true)).faults);

        expect(faults).toHaveLength(1);
      },
      EXHAUSTIVE_MS,
    );
  }

  for (const { name, mutant, history: title, seed: known } of PURGE_MUTANTS) {
    it(`notices ${name}`, async () => {
      const history = { ...SMALL_PURGES, ...PURGES, ...NOTED }[title];
      if (history === undefined) throw new Error(`There is no history "${title}".`);

      const faults: string[] = [];
      for (const seed of known === undefined ? seeds(2000) : [known, ...seeds(2000)]) {
        if (faults.length === 0) faults.push(...(await sample(history, seed, 3, mutant)));
      }

      expect(faults).toHaveLength(1);
    });
  }
});
