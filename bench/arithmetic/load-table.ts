import { grouped, markdownTable, rounded } from '../figures/markdown-table.ts';
import { type ArticleDemand, ASSUMED, type LoadPlan, planLoad } from './load-plan.ts';
import { MEGABYTES_OF_ONE_PROCESSOR, QUOTAS } from './quotas.ts';

/** Articles a day for which the arithmetic is done. */
export const LOADS = [3_000, 100_000, 10_000_000] as const;

type Row = [what: string, of: (plan: LoadPlan) => string, bound: string];

const of =
  (read: (plan: LoadPlan) => number): ((plan: LoadPlan) => string) =>
  (plan) =>
    rounded(read(plan));

const ROWS: readonly Row[] = [
  ['articles a second, mean', of((plan) => plan.meanPerSecond), ''],
  ['articles a second, peak', of((plan) => plan.peakPerSecond), `${ASSUMED.peakOfMean} × the mean (assumed)`],
  ['`parse` at work at the peak', of((plan) => plan.concurrency.parse), ''],
  ['`brief` at work at the peak', of((plan) => plan.concurrency.brief), ''],
  [
    'messages in flight, at most',
    of((plan) => plan.messagesInFlight),
    `${grouped(QUOTAS.messagesInFlight)} of a queue [SQS, standard queue quotas]`,
  ],
  [
    'PUT requests a second below one prefix',
    of((plan) => plan.putsPerSecondOfPrefix),
    `${grouped(QUOTAS.prefixPuts)} at least [S3, optimizing performance]`,
  ],
  [
    'write units a second of the table',
    of((plan) => plan.writeUnitsPerSecond),
    `${grouped(QUOTAS.newTableWriteUnits)} of a new table, ${grouped(QUOTAS.tableWriteUnits)} by quota [DynamoDB, on-demand capacity mode; quotas]`,
  ],
  [
    'write units a second of the largest list',
    of((plan) => plan.listWriteUnitsPerSecond),
    `${grouped(QUOTAS.partitionWriteUnits)} of a partition, so of a shard [DynamoDB, designing partition keys]`,
  ],
  ['minutes to make up for an hour of outage', of((plan) => plan.catchUpMinutes), ''],
  ['GB a year in the buckets', of((plan) => plan.gigabytesAYear.buckets), ''],
  ['GB a year in the table', of((plan) => plan.gigabytesAYear.table), ''],
  ['USD a month, as single files', of((plan) => plan.usdAMonth.processing['single files']), ''],
  ['USD a month, as bundles of 100', of((plan) => plan.usdAMonth.processing['bundles of 100']), ''],
  [
    'USD a month of storage after a year',
    of((plan) => plan.usdAMonth.storageAfterAYear),
    'without `retentionDays`; with 30, a twelfth of it',
  ],
  [
    '**set** `parse.maxConcurrency`',
    of((plan) => plan.settings.parseMaxConcurrency),
    `${QUOTAS.leastMaxConcurrency} to ${grouped(QUOTAS.mostMaxConcurrency)} [Lambda, maximum concurrency for SQS]`,
  ],
  ['**set** `brief.maxConcurrency`', of((plan) => plan.settings.briefMaxConcurrency), 'the same'],
  [
    'both together',
    of(({ settings }) => settings.parseMaxConcurrency + settings.briefMaxConcurrency),
    `${grouped(QUOTAS.concurrentExecutions)} of an account [Lambda quotas]; new ones have fewer`,
  ],
  ['**set** `shards`', of((plan) => plan.settings.shards), 'never falls again'],
  ['**beforehand**', ({ actions }) => (actions.length === 0 ? 'nothing' : actions.join('; ')), ''],
];

const milliseconds = (seconds: number): string => rounded(seconds * 1000);

/** The arithmetic as Markdown, from what one article takes. */
export function loadTable(demand: ArticleDemand): string {
  const plans = LOADS.map((articles) => planLoad(articles, demand));
  const [{ seconds } = { seconds: { parse: Number.NaN, brief: Number.NaN } }] = plans;
  const { parse, brief, writeUnits, stored } = demand;
  const measured =
    `An article takes ${milliseconds(parse.processorSeconds)} ms of a processor in \`parse\` and ` +
    `${milliseconds(brief.processorSeconds)} ms in \`brief\`, ${rounded(writeUnits)} write units, ` +
    `${grouped(stored.inbox + stored.staged)} bytes in the buckets and ${grouped(stored.table)} in the table (measured). ` +
    `A function of ${grouped(parse.memoryMegabytes)} MB has ${(parse.memoryMegabytes / MEGABYTES_OF_ONE_PROCESSOR).toFixed(2)} ` +
    `of a processor [Lambda, memory], and waits ${milliseconds(ASSUMED.waitSeconds)} ms for the services (assumed): ` +
    `${milliseconds(seconds.parse)} ms and ${milliseconds(seconds.brief)} ms in all, each article alone in its batch. ` +
    `The settings allow ${ASSUMED.headroom} times the concurrency of the peak, and a list ` +
    `${ASSUMED.partitionShare * 100} % of what a partition can write.`;
  const heads = ['articles a day', ...LOADS.map(grouped), 'bound'];
  const rows = ROWS.map(([what, read, bound]) => [what, ...plans.map(read), bound]);
  return `${measured}\n\n${markdownTable(heads, rows)}`;
}
