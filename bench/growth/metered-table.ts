import { type Cost, CountingTable } from '../../functions/core/store/counting-table.ts';
import { MemoryTable } from '../../functions/core/store/memory-table.ts';
import type { Table } from '../../functions/core/store/table.ts';

/** A table that tells what work on it costs. */
export interface MeteredTable {
  readonly table: Table;
  /** What some work on the table costs; nothing else may be at work on it then. */
  costOf(work: (table: Table) => Promise<unknown>): Promise<Cost>;
  close(): Promise<void>;
}

/** A table in memory, whose costs are counted by the rules of Amazon DynamoDB. */
export function openMemoryTable(): MeteredTable {
  const table = new MemoryTable();
  return {
    table,
    async costOf(work) {
      const counting = new CountingTable(table);
      await work(counting);
      return counting.total();
    },
    close: async () => {},
  };
}
