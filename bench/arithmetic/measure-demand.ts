import { join } from 'node:path';
import { BYTES_PER_GB, PRICES } from '../../lib/prices.ts';
import { exampleArticles } from '../cost/articles.ts';
import { type Measured, type Measurement, measure } from '../cost/measure.ts';
import type { FunctionTime } from '../cost/meter.ts';
import type { ArticleDemand, FunctionDemand } from './load-plan.ts';
import { MEGABYTES_OF_ONE_PROCESSOR } from './quotas.ts';

const PROJECT = join(import.meta.dirname, '..', '..');
const BUNDLE = 100;
const MILLION = 1e6;

function timeOf({ name, counts }: Measured, functionName: 'parse' | 'brief'): FunctionTime {
  const time = counts.functions[functionName];
  if (time === undefined) throw new Error(`${functionName} was not invoked for ${name}.`);
  return time;
}

function functionDemand(measured: Measured, functionName: 'parse' | 'brief'): FunctionDemand {
  const { cpuMs, memoryMegabytes } = timeOf(measured, functionName);
  return { processorSeconds: cpuMs / 1000 / measured.count, memoryMegabytes };
}

/** US dollars for a million articles that come as these did, without their storage. */
export function usdPerMillion(measured: Measured): number {
  const { counts, count } = measured;
  const requests = (pattern: RegExp): number =>
    Object.entries(counts.requests).reduce((sum, [name, times]) => sum + (pattern.test(name) ? times : 0), 0);
  const gigabyteSeconds = (['parse', 'brief'] as const)
    .map((name) => timeOf(measured, name))
    .map(({ cpuMs, memoryMegabytes }) => {
      const processors = Math.min(1, memoryMegabytes / MEGABYTES_OF_ONE_PROCESSOR);
      return (cpuMs / 1000 / processors) * (memoryMegabytes / 1024);
    });
  const { s3, sqs, lambda, dynamodb, cloudwatch } = PRICES;
  const invocations = timeOf(measured, 'parse').invocations + timeOf(measured, 'brief').invocations;
  const usd =
    requests(/^s3 (Put|List|Post|Copy)/) * s3.usdPerPutRequest +
    requests(/^s3 (Get|Head)/) * s3.usdPerGetRequest +
    requests(/^sqs (?!.*empty)/) * sqs.usdPerRequest +
    gigabyteSeconds.reduce((sum, each) => sum + each, 0) * lambda.usdPerArm64GbSecond +
    invocations * lambda.usdPerRequest +
    counts.writeUnits * dynamodb.usdPerWriteRequestUnit +
    counts.readUnits * dynamodb.usdPerReadRequestUnit +
    (counts.logBytes / BYTES_PER_GB) * cloudwatch.usdPerLogGb;
  return (usd / count) * MILLION;
}

/** What one article takes, by a count of the pipeline: alone in its file and its batch, but for the dollars of bundles. */
export function demandOf({ pipeline, stored }: Measurement): ArticleDemand {
  const [alone] = pipeline;
  const bundled = pipeline.at(-1);
  if (alone === undefined || bundled === undefined) throw new Error('Nothing was counted.');
  return {
    parse: functionDemand(alone, 'parse'),
    brief: functionDemand(alone, 'brief'),
    writeUnits: alone.counts.writeUnits / alone.count,
    stored: {
      inbox: stored.inbox / stored.articles,
      staged: stored.staged / stored.articles,
      table: stored.table / stored.articles,
    },
    usdPerMillion: { 'single files': usdPerMillion(alone), 'bundles of 100': usdPerMillion(bundled) },
  };
}

/**
 * Counts what one article takes, in a local runtime with the settings of production.
 * @param options.articles of each way to come.
 */
export async function measureDemand(options: {
  readonly articles: number;
  readonly log: (line: string) => void;
}): Promise<ArticleDemand> {
  const articles = await exampleArticles();
  const measurement = await measure({
    projectDir: PROJECT,
    articles,
    count: options.articles,
    bundleSize: BUNDLE,
    calls: 1,
    log: options.log,
  });
  return demandOf(measurement);
}
