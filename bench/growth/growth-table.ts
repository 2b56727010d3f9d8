import { grouped, markdownTable, rounded } from '../figures/markdown-table.ts';
import type { GrowthFigures, GrowthOfTable, Measured, Operation, ShardCost } from './growth.ts';

/** At most this much of growth is none: the rest is which briefs happen to stand on a page. */
export const STEADY = 1.1;

const UNITS = ['requests', 'readUnits', 'writeUnits'] as const;

/** How much an operation's requests or units grow from the first size to the last, whichever grows most. */
export function growthRatio({ measured }: Pick<Operation, 'measured'>): number {
  const [first, last] = [measured[0], measured.at(-1)];
  if (first === undefined || last === undefined) return Number.NaN;
  return Math.max(...UNITS.map((unit) => (first[unit] === 0 && last[unit] === 0 ? 1 : last[unit] / first[unit])));
}

const along = (measured: readonly Measured[], figure: keyof Measured): string => {
  const cells = measured.map((one) => rounded(one[figure]));
  return new Set(cells).size === 1 ? (cells[0] ?? '') : cells.join(' → ');
};

function operationsTable({ table, sizes, operations }: GrowthOfTable): string {
  const from = sizes.map(grouped).join(' → ');
  const heads = ['operation', 'requests', 'read units', 'write units', 'growth', 'processor ms'];
  const rows = operations.map((operation) => {
    const { name, measured } = operation;
    return [
      name,
      along(measured, 'requests'),
      along(measured, 'readUnits'),
      along(measured, 'writeUnits'),
      `${growthRatio(operation).toFixed(2)} ×`,
      along(measured, 'milliseconds'),
    ];
  });
  const engine = table === 'memory' ? 'a table in memory' : 'dynalite';
  return `With ${from} briefs in ${engine}:\n\n${markdownTable(heads, rows)}`;
}

function shardsTable(shards: readonly ShardCost[]): string {
  const rows = shards.map((one) => [String(one.shards), String(one.requests), rounded(one.readUnits)]);
  return `A page of 20 of the newest briefs:\n\n${markdownTable(['shards', 'requests', 'read units'], rows)}`;
}

/** The operations that grow with the table, with their ratio, by the table over which they were measured. */
export function growing({ tables }: GrowthFigures): string[] {
  return tables.flatMap(({ table, operations }) =>
    operations
      .filter((operation) => growthRatio(operation) > STEADY)
      .map((operation) => `${operation.name} (${table}): ${growthRatio(operation).toFixed(2)} ×`),
  );
}

/** The figures as Markdown: a table for each kind of table, one for shards, and what grows. */
export function growthTable(figures: GrowthFigures): string {
  const more = growing(figures);
  const verdict =
    more.length === 0
      ? `Nothing takes more than ${STEADY} times the requests or units at the largest size.`
      : `More than ${STEADY} times the requests or units at the largest size: ${more.join('; ')}.`;
  return [...figures.tables.map(operationsTable), verdict, shardsTable(figures.shards)].join('\n\n');
}
