import type { FunctionName } from '../../lib/bundling.ts';
import type { ColdImport, FunctionImports } from './cold-imports.ts';
import { type BundleFile, type BundleSizes, total } from './module-sizes.ts';

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

/** @param head the columns; those after the first `texts` hold numbers. */
function table(head: readonly string[], texts: number, rows: readonly (readonly string[])[]): string {
  const rule = head.map((_, column) => (column < texts ? '---' : '---:'));
  return [row(head), row(rule), ...rows.map(row)].join('\n');
}

const WHOLE = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });

function kilobytes(files: readonly BundleFile[]): string[] {
  const { bytes, gzipBytes } = total(files);
  return [WHOLE.format(bytes / 1000), WHOLE.format(gzipBytes / 1000)];
}

/** What each bundle holds, as Markdown. KB = 1,000 bytes. */
export function bundleSizesTable(sizes: Readonly<Record<FunctionName, BundleSizes>>): string {
  const rows = Object.entries(sizes).flatMap(([name, { modules, languageModel, assets }]) => [
    ...modules.map(({ module, atImport, whenMet }) => [name, module, ...kilobytes(atImport), ...kilobytes(whenMet)]),
    ...(languageModel.length === 0 ? [] : [[name, 'language model', ...kilobytes(languageModel), '', '']]),
    ...(assets.length === 0 ? [] : [[name, 'assets', '', '', ...kilobytes(assets)]]),
  ]);
  const head = ['function', 'module', 'at import (KB)', 'gzip (KB)', 'when met (KB)', 'gzip (KB)'];
  return table(head, 2, rows);
}

/** What a cold import of each handler takes beside its floor, as Markdown. */
export function coldImportsTable(imports: readonly FunctionImports[]): string {
  const rows = imports.map(({ name, clients, handler, floor, workerMilliseconds }) => {
    const pair = (pick: (cold: ColdImport) => number) => [
      pick(handler).toFixed(0),
      pick(floor).toFixed(0),
      (pick(handler) / pick(floor)).toFixed(2),
    ];
    return [
      name,
      clients.join(', '),
      ...pair(({ milliseconds }) => milliseconds),
      ...pair(({ processorMilliseconds }) => processorMilliseconds),
      handler.megabytes.toFixed(0),
      floor.megabytes.toFixed(0),
      workerMilliseconds === null ? '' : workerMilliseconds.toFixed(0),
    ];
  });
  const head = [
    ...[
      'function',
      'clients of the SDK',
      'import (ms)',
      'floor (ms)',
      'ratio',
      'processor (ms)',
      'floor (ms)',
      'ratio',
    ],
    ...['memory (MB)', 'floor (MB)', 'worker ready (ms)'],
  ];
  return table(head, 2, rows);
}
