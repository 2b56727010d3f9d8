import { describe, expect, it } from 'vitest';
import { type ArticleDemand, planLoad } from '../../bench/arithmetic/load-plan.ts';
import { LOADS, loadTable } from '../../bench/arithmetic/load-table.ts';

/** Figures that are easy to reckon with. */
const DEMAND: ArticleDemand = {
  // One processor: 0.2 s and 0.4 s with what an article waits.
  parse: { processorSeconds: 0.1, memoryMegabytes: 1_769 },
  brief: { processorSeconds: 0.3, memoryMegabytes: 1_769 },
  writeUnits: 20,
  stored: { inbox: 2 ** 10, staged: 3 * 2 ** 10, table: 8 * 2 ** 10 },
  usdPerMillion: { 'single files': 24, 'bundles of 100': 12 },
};
/** One article a second on average, three at the peak. */
const A_SECOND = 86_400;

describe('The plan for a load', () => {
  it('has as many at work as come in the time that each takes', () => {
    const plan = planLoad(A_SECOND, DEMAND);

    expect(plan.concurrency.parse).toBeCloseTo(0.6);
    expect(plan.concurrency.brief).toBeCloseTo(1.2);
    expect(plan.settings).toEqual({ parseMaxConcurrency: 2, briefMaxConcurrency: 3, shards: 1 });
    expect(plan.writeUnitsPerSecond).toBeCloseTo(60);
    expect(plan.actions).toEqual([]);
  });

  it('takes longer where a function has less than a processor, and no less where it has more', () => {
    const memory = (memoryMegabytes: number) =>
      planLoad(A_SECOND, { ...DEMAND, brief: { processorSeconds: 0.3, memoryMegabytes } }).seconds.brief;

    expect(memory(1_769 / 3)).toBeCloseTo(1);
    expect(memory(10_240)).toBeCloseTo(0.4);
  });

  it('makes up for an outage with what the settings leave free', () => {
    // brief: 3 at work of 0.4 s are 7.5 a second, so 6.5 more than come; 3,600 wait.
    expect(planLoad(A_SECOND, DEMAND).catchUpMinutes).toBeCloseTo(3_600 / 6.5 / 60);
  });

  it('reckons storage in GB of 2^30 bytes, and dollars by the month', () => {
    const plan = planLoad(2 ** 20, DEMAND);

    expect(plan.gigabytesAYear).toEqual({ buckets: 4 * 365, table: 8 * 365 });
    expect(plan.usdAMonth.storageAfterAYear).toBeCloseTo(4 * 365 * 0.023 + 8 * 365 * (0.25 + 0.2));
    const millionsAMonth = (2 ** 20 * 365) / 12 / 1e6;
    expect(plan.usdAMonth.processing['single files']).toBeCloseTo(24 * millionsAMonth);
    expect(plan.usdAMonth.processing['bundles of 100']).toBeCloseTo(12 * millionsAMonth);
  });

  it('divides lists so that a shard stays within a part of what a partition writes', () => {
    // 750 articles a second at the peak, 250 units a second of a shard.
    expect(planLoad(A_SECOND * 250, DEMAND).settings.shards).toBe(3);
    expect(planLoad(A_SECOND * 251, DEMAND).settings.shards).toBe(4);
  });

  it('says what to ask AWS for, and nothing that is not needed', () => {
    const actions = (meanPerSecond: number) => planLoad(A_SECOND * meanPerSecond, DEMAND).actions.join('\n');

    expect(actions(60)).toBe('');
    expect(actions(70)).toMatch(/^warm the new table up to 4,200 write units a second/);
    expect(actions(300)).toContain("raise Lambda's concurrent executions above 1,080");
    expect(actions(700)).toContain("raise the table's quota above 42,000 write units");
    expect(actions(1_200)).toContain('send bundles');
    expect(actions(6_000)).toContain('messages in flight');
  });

  it('is a table with a column for each load', () => {
    const rows = loadTable(DEMAND)
      .split('\n')
      .filter((line) => line.startsWith('|'))
      .map((line) => line.split(' | '));

    expect(rows[0]).toEqual(['| articles a day', '3,000', '100,000', '10,000,000', 'bound |']);
    expect(new Set(rows.map((cells) => cells.length))).toEqual(new Set([LOADS.length + 2]));
    expect(rows.flat().join(' ')).not.toMatch(/NaN|undefined/);
  });
});
