import { PRICES } from '../../lib/prices.ts';
import { markdownTable, rounded } from '../figures/markdown-table.ts';
import { articleBill, type Bill, readBill, total } from './bill.ts';
import { ASSUMED, computeTimeOf } from './compute-time.ts';
import type { Measured, Measurement } from './measure.ts';
import { standingBill } from './standing.ts';

/** What was counted, of each kind of article that it was counted of. */
export interface CostFigures {
  readonly of: readonly { readonly articles: string; readonly measurement: Measurement }[];
}

const usd = (value: number): string => value.toFixed(2);

/** A row for each name that any of them has, in the order in which they come. */
function namesOf(records: readonly Readonly<Record<string, number>>[]): string[] {
  return [...new Set(records.flatMap((record) => Object.keys(record)))];
}

function billTable(heads: readonly string[], bills: readonly Bill[]): string {
  const rows = namesOf(bills).map((name) => [name, ...bills.map((bill) => usd(bill[name] ?? 0))]);
  const sums = ['**together**', ...bills.map((bill) => `**${usd(total(bill))}**`)];
  return markdownTable(heads, [...rows, sums]);
}

function countsTable(measured: readonly Measured[]): string {
  const each = measured.map(
    ({ counts: { requests, readUnits, writeUnits, logBytes, ...counts }, count, sentBytes }) => {
      const { workGbSeconds, waitGbSeconds, invocations } = computeTimeOf(counts as Measured['counts']);
      const cpuMs = Object.values(counts.functions).reduce((sum, time) => sum + time.cpuMs, 0);
      const figures = {
        ...Object.fromEntries(
          namesOf([requests])
            .sort()
            .map((name) => [name, requests[name] ?? 0]),
        ),
        'write units': writeUnits,
        'read units': readUnits,
        invocations,
        'processor time here (ms)': cpuMs,
        'GB-seconds at work': workGbSeconds,
        'GB-seconds waiting': waitGbSeconds,
        'bytes logged': logBytes,
        'bytes sent': sentBytes,
      };
      return Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, value / count]));
    },
  );
  const names = namesOf(each).filter((name) => !name.includes('(empty)') && each.some((one) => (one[name] ?? 0) > 0));
  return markdownTable(
    ['of one', ...measured.map(({ name }) => name)],
    names.map((name) => [name, ...each.map((one) => rounded(one[name] ?? 0))]),
  );
}

function standingTable({ articles, measurement }: CostFigures['of'][number]): string {
  const { idle, alarms, dashboards, metrics, kept } = standingBill(measurement);
  const { standing, stored } = measurement;
  const bytes = (value: number): string => rounded(value / stored.articles);
  return markdownTable(
    [`USD a month (${articles})`, ''],
    [
      [`idle, beside alarms and dashboard: ${standing.pollers} event sources ask their queues`, usd(idle)],
      [`alarms, on ${standing.alarmMetrics} metrics`, usd(alarms)],
      [`${standing.dashboards} dashboard (the first three of an account are free)`, usd(dashboards)],
      [`${measurement.metrics} custom metrics, where articles come in every hour`, usd(metrics)],
      [
        `a million articles kept in the buckets (${bytes(stored.inbox)} + ${bytes(stored.staged)} bytes each)`,
        usd(kept.buckets),
      ],
      [`a million briefs kept in the table (${bytes(stored.table)} bytes each)`, usd(kept.table)],
      ['point-in-time recovery of these', usd(kept.recovery)],
    ],
  );
}

/** What a million articles and calls cost, what was counted for it, and what costs by the month. Markdown. */
export function costTable({ of }: CostFigures): string {
  const parts = of.flatMap(({ articles, measurement }) => {
    const { pipeline, reads } = measurement;
    const heads = pipeline.map(({ name }) => name);
    return [
      `USD for a million articles, of the kind of ${articles}:`,
      billTable([`${articles}`, ...heads], pipeline.map(articleBill)),
      `Counted for one article, of the kind of ${articles}:`,
      countsTable(pipeline),
      'USD for a million calls of the API:',
      billTable(['calls', ...reads.map(({ name }) => name)], reads.map(readBill)),
      'Counted for one call:',
      countsTable(reads),
      standingTable({ articles, measurement }),
    ];
  });
  const { processorRatio, bucketWaitMs, tableWaitMs } = ASSUMED;
  return [
    `Prices of ${PRICES.region}, ${PRICES.asOf}. Assumed: ${processorRatio} ms of Lambda's processor for each of this machine, ${bucketWaitMs} ms for an answer of a bucket, ${tableWaitMs} ms for one of the table, functions that are warm.`,
    ...parts,
  ].join('\n\n');
}
