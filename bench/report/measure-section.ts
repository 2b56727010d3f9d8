import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SectionName, Sizes } from './sections.ts';

type Log = (line: string) => void;

/** What each part measures, as Markdown. Each is loaded when its turn comes: not all machines can run all. */
const MEASURE: Record<SectionName, (sizes: Sizes, log: Log) => Promise<string>> = {
  async analyzer({ analyzerRounds, analyzerLengths }) {
    const { measureAnalyzer } = await import('../analyzer/speed.ts');
    const { analyzerTable } = await import('../analyzer/speed-table.ts');
    return analyzerTable(await measureAnalyzer({ rounds: analyzerRounds, lengths: analyzerLengths }));
  },
  async parser({ parserRounds }) {
    const { measureParsers } = await import('../parser/speed.ts');
    const { parserTable } = await import('../parser/speed-table.ts');
    return parserTable(await measureParsers({ rounds: parserRounds }));
  },
  async bundles({ imports }) {
    const { measureBundles } = await import('../bundles/measure-bundles.ts');
    const { bundleSizesTable, coldImportsTable } = await import('../bundles/bundle-report.ts');
    const folder = mkdtempSync(join(tmpdir(), 'precis-bundles-'));
    try {
      const figures = await measureBundles(folder, { runs: imports, node: process.execPath });
      return `${bundleSizesTable(figures.sizes)}\n\n${coldImportsTable(figures.imports)}`;
    } finally {
      rmSync(folder, { recursive: true });
    }
  },
  async throughput({ throughput }, log) {
    const { measureThroughput } = await import('../throughput/throughput.ts');
    const { throughputTable } = await import('../throughput/throughput-table.ts');
    return throughputTable(await measureThroughput({ ...throughput, log }));
  },
  async growth({ growth }, log) {
    const { measureGrowth } = await import('../growth/growth.ts');
    const { growthTable } = await import('../growth/growth-table.ts');
    return growthTable(await measureGrowth({ ...growth, log }));
  },
  async cost({ costArticles }, log) {
    const { measureCost } = await import('../cost/measure-cost.ts');
    const { costTable } = await import('../cost/cost-table.ts');
    return costTable(await measureCost({ articles: costArticles, log }));
  },
  async arithmetic({ costArticles }, log) {
    const { measureDemand } = await import('../arithmetic/measure-demand.ts');
    const { loadTable } = await import('../arithmetic/load-table.ts');
    return loadTable(await measureDemand({ articles: costArticles, log }));
  },
};

/**
 * Measures one part of the report.
 * @param log told what is being done.
 * @returns Markdown without a heading.
 */
export function measureSection(name: SectionName, sizes: Sizes, log: Log): Promise<string> {
  return MEASURE[name](sizes, log);
}
