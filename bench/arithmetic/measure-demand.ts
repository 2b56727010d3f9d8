import { join } from 'node:path';
import { exampleArticles } from '../cost/articles.ts';
import { articleBill, total } from '../cost/bill.ts';
import { type Measured, type Measurement, measure } from '../cost/measure.ts';
import type { FunctionTime } from '../cost/meter.ts';
import type { ArticleDemand, FunctionDemand } from './load-plan.ts';

const PROJECT = join(import.meta.dirname, '..', '..');

function timeOf({ name, counts }: Measured, functionName: 'parse' | 'brief'): FunctionTime {
  const time = counts.functions[functionName];
  if (time === undefined) throw new Error(`${functionName} was not invoked for ${name}.`);
  return time;
}

function functionDemand(measured: Measured, functionName: 'parse' | 'brief'): FunctionDemand {
  const { cpuMs, memoryMegabytes } = timeOf(measured, functionName);
  return { processorSeconds: cpuMs / 1000 / measured.count, memoryMegabytes };
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
    usdPerMillion: { 'single files': total(articleBill(alone)), 'bundles of 100': total(articleBill(bundled)) },
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
    calls: 1,
    log: options.log,
  });
  return demandOf(measurement);
}
