import { raiseShardCount } from '../../functions/core/store/shards.ts';
import type { Table } from '../../functions/core/store/table.ts';
import { median } from '../figures/median.ts';
import { processorMs } from '../figures/processor-time.ts';
import { fillArchive, oldestOf, readExamples } from './archive.ts';
import { openDynaliteTable } from './dynalite-table.ts';
import { type MeteredTable, openMemoryTable } from './metered-table.ts';
import { ask, readingCalls } from './reading.ts';
import { ACTS } from './writing.ts';

/**
 * What one operation takes: the mean of several, in requests and units; the median, in milliseconds of this process's
 * processor time, which others at work on the machine hardly change.
 */
export interface Measured {
  readonly requests: number;
  readonly readUnits: number;
  readonly writeUnits: number;
  readonly milliseconds: number;
}

/** One operation at each size of the archive, in the order of the sizes. */
export interface Operation {
  readonly name: string;
  readonly kind: 'write' | 'read';
  readonly measured: readonly Measured[];
}

export interface GrowthOfTable {
  readonly table: 'memory' | 'dynalite';
  /** Briefs in the table. */
  readonly sizes: readonly number[];
  readonly operations: readonly Operation[];
}

/** What a page of the newest briefs takes, by the number of shards. */
export interface ShardCost {
  readonly shards: number;
  readonly requests: number;
  readonly readUnits: number;
}

export interface GrowthFigures {
  readonly tables: readonly GrowthOfTable[];
  readonly shards: readonly ShardCost[];
}

export interface GrowthOptions {
  /** Sizes of the archive over the table in memory, ascending. */
  readonly sizes: readonly number[];
  /** Those over dynalite; none for none. */
  readonly dynaliteSizes: readonly number[];
  /** Told what is being done. */
  readonly log: (line: string) => void;
}

const OPEN = { memory: openMemoryTable, dynalite: openDynaliteTable } as const;

/** An operation is timed again until this much time is gone, and so often at least and at most. */
const BUDGET_MS = 1_000;
const LEAST_ROUNDS = 5;
const MOST_ROUNDS = 50;
const WARM_UP_ROUNDS = 3;

async function medianMs(timesOf: (round: number) => Promise<number>): Promise<number> {
  const times: number[] = [];
  let spent = 0;
  for (let round = 0; round < WARM_UP_ROUNDS + MOST_ROUNDS; round += 1) {
    const time = await timesOf(round);
    spent += time;
    if (round >= WARM_UP_ROUNDS) times.push(time);
    if (times.length >= LEAST_ROUNDS && spent > BUDGET_MS) break;
  }
  return median(times);
}

async function measureReads(
  { table, costOf }: MeteredTable,
  newest: string,
  size: number,
): Promise<Map<string, Measured>> {
  const measured = new Map<string, Measured>();
  for (const call of await readingCalls(table, newest, oldestOf(size))) {
    const cost = await costOf((metered) => ask(call, metered));
    const milliseconds = await medianMs(() => processorMs(() => ask(call, table)));
    measured.set(call.name, { ...cost, milliseconds });
  }
  return measured;
}

async function measureWrites({ table, costOf }: MeteredTable): Promise<Map<string, Measured>> {
  const examples = await readExamples();
  const measured = new Map<string, Measured>();
  let files = 0;
  const newKey = (): string => {
    files += 1;
    return `in/new-${files}.txt`;
  };
  for (const { name, prepare, do: act } of ACTS) {
    const sum = { requests: 0, readUnits: 0, writeUnits: 0 };
    for (const example of examples) {
      const key = newKey();
      await prepare(table, example, key);
      const cost = await costOf((metered) => act(metered, example, key));
      for (const unit of ['requests', 'readUnits', 'writeUnits'] as const) sum[unit] += cost[unit] / examples.length;
    }
    const milliseconds = await medianMs(async (round) => {
      const example = examples[round % examples.length];
      if (example === undefined) throw new Error('There are no examples.');
      const key = newKey();
      await prepare(table, example, key);
      return processorMs(() => act(table, example, key));
    });
    measured.set(name, { ...sum, milliseconds });
  }
  return measured;
}

async function growthOf(
  name: GrowthOfTable['table'],
  sizes: readonly number[],
  log: GrowthOptions['log'],
): Promise<GrowthOfTable> {
  const all = { write: new Map<string, Measured[]>(), read: new Map<string, Measured[]>() };
  for (const size of sizes) {
    const metered = await OPEN[name]();
    try {
      const start = performance.now();
      const newest = await fillArchive(metered.table, size);
      log(`${name}: ${size} briefs are in the table after ${((performance.now() - start) / 1000).toFixed(0)} s`);
      // New briefs would stand on the newest pages: they come last.
      const reads = await measureReads(metered, newest, size);
      const writes = await measureWrites(metered);
      for (const [operation, measured] of reads)
        all.read.set(operation, [...(all.read.get(operation) ?? []), measured]);
      for (const [operation, measured] of writes) {
        all.write.set(operation, [...(all.write.get(operation) ?? []), measured]);
      }
    } finally {
      await metered.close();
    }
  }
  const operations = (['write', 'read'] as const).flatMap((kind) =>
    [...all[kind]].map(([operation, measured]): Operation => ({ name: operation, kind, measured })),
  );
  return { table: name, sizes, operations };
}

/** Shard counts whose cost is shown, up to the most that there may be. */
const SHARD_COUNTS = [1, 4, 16, 64];
const BRIEFS_IN_SHARDS = 1_000;

async function shardCosts(): Promise<ShardCost[]> {
  const costs: ShardCost[] = [];
  for (const shards of SHARD_COUNTS) {
    const { table, costOf } = openMemoryTable();
    await raiseShardCount(table, shards);
    await fillArchive(table, BRIEFS_IN_SHARDS);
    const { requests, readUnits } = await costOf((metered: Table) =>
      ask({ name: 'list', route: 'GET /v1/briefs' }, metered),
    );
    costs.push({ shards, requests, readUnits });
  }
  return costs;
}

/**
 * How what the store and the API take grows with the briefs that are in the table. Requests and units are those of the
 * function's code, and the same deployed; milliseconds are of this machine.
 */
export async function measureGrowth({ sizes, dynaliteSizes, log }: GrowthOptions): Promise<GrowthFigures> {
  const tables = [await growthOf('memory', sizes, log)];
  if (dynaliteSizes.length > 0) tables.push(await growthOf('dynalite', dynaliteSizes, log));
  log('lists in shards');
  return { tables, shards: await shardCosts() };
}
