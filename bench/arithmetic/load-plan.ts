import { BYTES_PER_GB, PRICES } from '../../lib/prices.ts';
import { grouped } from '../figures/markdown-table.ts';
import { processorsOf, QUOTAS } from './quotas.ts';

/** The processor time that one function takes for an article, and the memory that it is given. */
export interface FunctionDemand {
  readonly processorSeconds: number;
  readonly memoryMegabytes: number;
}

/** What one article takes, as it was measured. */
export interface ArticleDemand {
  readonly parse: FunctionDemand;
  readonly brief: FunctionDemand;
  readonly writeUnits: number;
  /** Bytes that stay, of a file and its article. */
  readonly stored: { readonly inbox: number; readonly staged: number; readonly table: number };
  /** US dollars for a million articles without their storage, by how they come. */
  readonly usdPerMillion: Readonly<Record<'single files' | 'bundles of 100', number>>;
}

/** What is assumed where nothing was measured. */
export const ASSUMED = {
  /** The busiest seconds of a day, for each article of the mean: news comes by day, and together. */
  peakOfMean: 3,
  /** What an article waits for the services in each function, in seconds: some six answers of ten milliseconds, and as much again. */
  waitSeconds: 0.1,
  /** Concurrency that is allowed for each that the peak needs, so that a backlog shrinks at the peak, too. */
  headroom: 2,
  /** The part of what a partition can write that the largest list is allowed: others may share its partition. */
  partitionShare: 0.25,
} as const;

const SECONDS_A_DAY = 86_400;
const DAYS_A_YEAR = 365;
const MONTHS_A_YEAR = 12;
/** Messages that one invocation takes (`lib/constructs/stage-function.ts`). */
const BATCH = 10;

/** What a day's articles need, at the peak where it is a rate. */
export interface LoadPlan {
  readonly articlesADay: number;
  readonly meanPerSecond: number;
  readonly peakPerSecond: number;
  /** Seconds that an article takes in each function, alone in its batch. */
  readonly seconds: { readonly parse: number; readonly brief: number };
  /** Invocations at work at the same time. */
  readonly concurrency: { readonly parse: number; readonly brief: number };
  readonly writeUnitsPerSecond: number;
  /** Of the largest list, in all of its shards. */
  readonly listWriteUnitsPerSecond: number;
  readonly putsPerSecondOfPrefix: number;
  readonly messagesInFlight: number;
  /** Minutes until the articles of an hour's outage are done, while others come at the mean rate. */
  readonly catchUpMinutes: number;
  readonly gigabytesAYear: { readonly buckets: number; readonly table: number };
  /** US dollars a month: of processing, and of what is stored after a year in which nothing expires. */
  readonly usdAMonth: {
    readonly processing: ArticleDemand['usdPerMillion'];
    readonly storageAfterAYear: number;
  };
  /** The settings of the stage. */
  readonly settings: {
    readonly parseMaxConcurrency: number;
    readonly briefMaxConcurrency: number;
    readonly shards: number;
  };
  /** What to ask AWS for beforehand, or to do otherwise. */
  readonly actions: readonly string[];
}

function secondsOf({ processorSeconds, memoryMegabytes }: FunctionDemand): number {
  return processorSeconds / processorsOf(memoryMegabytes) + ASSUMED.waitSeconds;
}

const maxConcurrencyFor = (concurrency: number): number =>
  Math.max(QUOTAS.leastMaxConcurrency, Math.ceil(concurrency * ASSUMED.headroom));

function actionsFor(plan: Omit<LoadPlan, 'actions'>): string[] {
  const { settings, writeUnitsPerSecond, putsPerSecondOfPrefix, messagesInFlight } = plan;
  const { parseMaxConcurrency, briefMaxConcurrency } = settings;
  const actions: string[] = [];
  if (Math.max(parseMaxConcurrency, briefMaxConcurrency) > QUOTAS.mostMaxConcurrency) {
    actions.push(
      `one event source takes ${grouped(QUOTAS.mostMaxConcurrency)} batches at most: give the function more memory`,
    );
  }
  if (parseMaxConcurrency + briefMaxConcurrency > QUOTAS.concurrentExecutions) {
    actions.push(`raise Lambda's concurrent executions above ${grouped(parseMaxConcurrency + briefMaxConcurrency)}`);
  }
  if (writeUnitsPerSecond > QUOTAS.tableWriteUnits) {
    actions.push(`raise the table's quota above ${grouped(Math.ceil(writeUnitsPerSecond))} write units a second`);
  }
  if (writeUnitsPerSecond > QUOTAS.newTableWriteUnits) {
    actions.push(
      `warm the new table up to ${grouped(Math.ceil(writeUnitsPerSecond))} write units a second, or raise the load over a day`,
    );
  }
  if (putsPerSecondOfPrefix > QUOTAS.prefixPuts) {
    actions.push('send bundles, and spread keys over prefixes before the load comes');
  }
  if (messagesInFlight > QUOTAS.messagesInFlight) actions.push('raise the quota of messages in flight');
  return actions;
}

/**
 * What it takes to brief so many articles a day, by Little's law: what is at work is the rate times the time that each takes.
 * Each article is taken to be alone in its batch and its file, which is the dearest way to come.
 */
export function planLoad(articlesADay: number, demand: ArticleDemand): LoadPlan {
  const meanPerSecond = articlesADay / SECONDS_A_DAY;
  const peakPerSecond = meanPerSecond * ASSUMED.peakOfMean;
  const seconds = { parse: secondsOf(demand.parse), brief: secondsOf(demand.brief) };
  const concurrency = { parse: peakPerSecond * seconds.parse, brief: peakPerSecond * seconds.brief };
  const settings = {
    parseMaxConcurrency: maxConcurrencyFor(concurrency.parse),
    briefMaxConcurrency: maxConcurrencyFor(concurrency.brief),
    shards: Math.max(1, Math.ceil(peakPerSecond / (QUOTAS.partitionWriteUnits * ASSUMED.partitionShare))),
  };
  const capacity = Math.min(settings.parseMaxConcurrency / seconds.parse, settings.briefMaxConcurrency / seconds.brief);
  const articlesAYear = articlesADay * DAYS_A_YEAR;
  const gigabytesAYear = {
    buckets: (articlesAYear * (demand.stored.inbox + demand.stored.staged)) / BYTES_PER_GB,
    table: (articlesAYear * demand.stored.table) / BYTES_PER_GB,
  };
  const millionsAMonth = articlesAYear / MONTHS_A_YEAR / 1e6;
  const { s3, dynamodb } = PRICES;
  const plan = {
    articlesADay,
    meanPerSecond,
    peakPerSecond,
    seconds,
    concurrency,
    writeUnitsPerSecond: peakPerSecond * demand.writeUnits,
    listWriteUnitsPerSecond: peakPerSecond,
    putsPerSecondOfPrefix: peakPerSecond,
    messagesInFlight: Math.max(settings.parseMaxConcurrency, settings.briefMaxConcurrency) * BATCH,
    catchUpMinutes: (meanPerSecond * 60) / (capacity - meanPerSecond),
    gigabytesAYear,
    usdAMonth: {
      processing: {
        'single files': millionsAMonth * demand.usdPerMillion['single files'],
        'bundles of 100': millionsAMonth * demand.usdPerMillion['bundles of 100'],
      },
      storageAfterAYear:
        gigabytesAYear.buckets * s3.usdPerGbMonth +
        gigabytesAYear.table * (dynamodb.usdPerGbMonth + dynamodb.usdPerRecoveryGbMonth),
    },
    settings,
  };
  return { ...plan, actions: actionsFor(plan) };
}
