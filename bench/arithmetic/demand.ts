import { articleBill, total } from '../cost/bill.ts';
import type { CostFigures } from '../cost/cost-table.ts';
import type { Measured } from '../cost/measure.ts';
import type { ArticleDemand, FunctionDemand } from './load-plan.ts';

function functionDemand({ name, count, counts }: Measured, functionName: 'parse' | 'brief'): FunctionDemand {
  const time = counts.functions[functionName];
  if (time === undefined) throw new Error(`${functionName} was not invoked for ${name}.`);
  return { processorSeconds: time.cpuMs / 1000 / count, memoryMegabytes: time.memoryMegabytes };
}

/**
 * What one article takes, of the first kind that was counted: alone in its file and its batch, but for the dollars of
 * bundles.
 */
export function demandOf({ of: [first] }: CostFigures): ArticleDemand {
  const { pipeline = [], stored } = first?.measurement ?? {};
  const [alone] = pipeline;
  const bundled = pipeline.at(-1);
  if (alone === undefined || bundled === undefined || stored === undefined) throw new Error('Nothing was counted.');
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
