import { BriefStore } from '../../functions/core/store/brief-store.ts';
import type { Table } from '../../functions/core/store/table.ts';
import { type Example, NEWEST } from './archive.ts';
import { arriving, removalOf } from './new-articles.ts';

/** One act of the brief function, and what is there before it. */
export interface Act {
  readonly name: string;
  prepare(table: Table, example: Example, key: string): Promise<unknown>;
  do(table: Table, example: Example, key: string): Promise<unknown>;
}

const storeOf = (table: Table): BriefStore => new BriefStore({ table });
const nothing = async (): Promise<void> => {};

async function storeSingle(table: Table, example: Example, key: string, sequencer: string): Promise<void> {
  const { outcome } = await storeOf(table).storeBrief(arriving(example, { key, part: '', sequencer }), NEWEST);
  if (outcome !== 'stored' && outcome !== 'repeated') throw new Error(`A brief was ${outcome}.`);
}

const storeFirst: Act['do'] = (table, example, key) => storeSingle(table, example, key, '01');

/** What the brief function does to the table. */
export const ACTS: readonly Act[] = [
  { name: 'the only article of a file', prepare: nothing, do: storeFirst },
  {
    name: 'an article of a bundle',
    prepare: nothing,
    do: (table, example, key) =>
      storeOf(table).storeBrief(arriving(example, { key, part: 'a', sequencer: '01' }), NEWEST),
  },
  {
    name: 'a new version of a file',
    prepare: storeFirst,
    do: (table, example, key) => storeSingle(table, example, key, '02'),
  },
  { name: 'the same message again', prepare: storeFirst, do: storeFirst },
  {
    name: 'the removal of a file',
    prepare: storeFirst,
    do: (table, example, key) =>
      storeOf(table).recordManifest(removalOf(arriving(example, { key, part: '', sequencer: '01' }), '02'), NEWEST),
  },
];
