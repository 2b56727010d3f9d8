import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { analyzerTable } from '../../bench/analyzer/speed-table.ts';
import { loadTable } from '../../bench/arithmetic/load-table.ts';
import { bundleSizesTable, coldImportsTable } from '../../bench/bundles/bundle-report.ts';
import { costTable } from '../../bench/cost/cost-table.ts';
import { CALLS, WAYS } from '../../bench/cost/measure.ts';
import { Meter } from '../../bench/cost/meter.ts';
import { growing, growthTable } from '../../bench/growth/growth-table.ts';
import { parserTable } from '../../bench/parser/speed-table.ts';
import { SECTIONS } from '../../bench/report/sections.ts';
import { throughputTable } from '../../bench/throughput/throughput-table.ts';

const ROOT = new URL('../../', import.meta.url);
const PAGE = readFileSync(new URL('docs/performance.md', ROOT), 'utf8');

const measured = (requests: number) => ({ requests, readUnits: 0, writeUnits: 0, milliseconds: 1 });
const GROWTH = {
  tables: [
    {
      table: 'memory' as const,
      sizes: [1_000, 100_000],
      operations: [
        { name: 'steady', kind: 'read' as const, measured: [measured(10), measured(11)] },
        { name: 'growing', kind: 'read' as const, measured: [measured(10), measured(12)] },
      ],
    },
  ],
  shards: [{ shards: 1, requests: 3, readUnits: 44 }],
};

const NOTHING = new Meter().take();
const COST = {
  pipeline: Object.values(WAYS).map((name) => ({ name, count: 1, counts: NOTHING, sentBytes: 0 })),
  reads: Object.values(CALLS).map((name) => ({ name, count: 1, counts: NOTHING, sentBytes: 0 })),
  stored: { inbox: 1, staged: 1, table: 1, articles: 1 },
  metrics: 1,
  standing: { pollers: 2, alarmMetrics: 1, dashboards: 1, keys: 0 },
};

/** The heads of the tables that a benchmark prints. */
const headsOf = (markdown: string): string[] =>
  markdown.split('\n').filter((_, index, lines) => lines[index + 1]?.startsWith('| ---'));

const SAMPLES: Readonly<Record<(typeof SECTIONS)[number]['name'], string>> = {
  analyzer: analyzerTable({ articles: 1, kilobytes: 1, rounds: 1, works: [], lengths: [] }),
  parser: parserTable([]),
  bundles: `${bundleSizesTable({} as never)}\n\n${coldImportsTable([])}`,
  throughput: throughputTable([]),
  growth: growthTable(GROWTH),
  cost: costTable({ of: [{ articles: 'the examples', measurement: COST }] }),
  arithmetic: loadTable({
    parse: { processorSeconds: 1, memoryMegabytes: 1_024 },
    brief: { processorSeconds: 1, memoryMegabytes: 1_024 },
    writeUnits: 1,
    stored: { inbox: 1, staged: 1, table: 1 },
    usdPerMillion: { 'single files': 1, 'bundles of 100': 1 },
  }),
};

describe('docs/performance.md', () => {
  it.each(SECTIONS.map((section) => [section.name, section] as const))(
    'holds what npm run bench -- %s measures',
    (name, { title, shows, doesNotShow }) => {
      const part = PAGE.split(`\n## ${title}\n`)[1]?.split('\n## ')[0] ?? '';
      const heads = headsOf(part);

      expect(part).toContain(`${shows} Alone: \`npm run bench -- ${name}\`.`);
      expect(part).toContain(`Not shown: ${doesNotShow}`);
      for (const head of headsOf(SAMPLES[name])) expect(heads).toContain(head);
      expect(part).not.toMatch(/NaN|undefined|Not measured/);
    },
  );

  it('says when, on what and of which commit the report is', () => {
    expect(PAGE).toMatch(/\n`npm run bench[^`]*`; \d{4}-\d\d-\d\d; commit [0-9a-f]{7,}[^;]*; Node v\d+\.\d+\.\d+; /);
  });
});

describe('What grows', () => {
  it('is what takes more than a tenth more at the largest size', () => {
    expect(growing(GROWTH)).toEqual(['growing (memory): 1.20 ×']);
  });
});
