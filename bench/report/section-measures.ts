import { lazily } from '../../functions/core/lazily.ts';
import type { SectionName, Sizes } from './sections.ts';

/**
 * What each part of one report measures, as Markdown without a heading. Each is loaded when its turn comes: not all machines
 * can run all.
 * @param log told what is being done.
 */
export function sectionMeasures(sizes: Sizes, log: (line: string) => void): Record<SectionName, () => Promise<string>> {
  /** What one article takes, of which the cost and the arithmetic are both reckoned. */
  const counted = lazily(async () => {
    const { measureCost } = await import('../cost/measure-cost.ts');
    return measureCost({ articles: sizes.costArticles, log });
  });
  return {
    async analyzer() {
      const { measureAnalyzer } = await import('../analyzer/speed.ts');
      const { analyzerTable } = await import('../analyzer/speed-table.ts');
      return analyzerTable(await measureAnalyzer({ rounds: sizes.analyzerRounds, lengths: sizes.analyzerLengths }));
    },
    async parser() {
      const { measureParsers } = await import('../parser/speed.ts');
      const { parserTable } = await import('../parser/speed-table.ts');
      return parserTable(await measureParsers({ rounds: sizes.parserRounds }));
    },
    async bundles() {
      const { measureBundles } = await import('../bundles/measure-bundles.ts');
      const { bundleSizesTable, coldImportsTable } = await import('../bundles/bundle-report.ts');
      const figures = await measureBundles({ runs: sizes.imports, node: process.execPath });
      return `${bundleSizesTable(figures.sizes)}\n\n${coldImportsTable(figures.imports)}`;
    },
    async throughput() {
      const { measureThroughput } = await import('../throughput/throughput.ts');
      const { throughputTable } = await import('../throughput/throughput-table.ts');
      return throughputTable(await measureThroughput({ ...sizes.throughput, log }));
    },
    async growth() {
      const { measureGrowth } = await import('../growth/growth.ts');
      const { growthTable } = await import('../growth/growth-table.ts');
      return growthTable(await measureGrowth({ ...sizes.growth, log }));
    },
    async cost() {
      const { costTable } = await import('../cost/cost-table.ts');
      return costTable(await counted());
    },
    async arithmetic() {
      const { demandOf } = await import('../arithmetic/demand.ts');
      const { loadTable } = await import('../arithmetic/load-table.ts');
      return loadTable(demandOf(await counted()));
    },
  };
}
