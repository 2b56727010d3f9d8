import type { FunctionName } from '../../lib/bundling.ts';
import { grouped, markdownTable } from '../figures/markdown-table.ts';
import type { ColdImport, FunctionImports } from './cold-imports.ts';
import { type BundleFile, type BundleSizes, total } from './module-sizes.ts';

/** The columns of texts. */
const TEXTS = 2;

function kilobytes(files: readonly BundleFile[]): string[] {
  const { bytes, gzipBytes } = total(files);
  return [grouped(bytes / 1000), grouped(gzipBytes / 1000)];
}

/** What each bundle holds, as Markdown. KB = 1,000 bytes. */
export function bundleSizesTable(sizes: Readonly<Record<FunctionName, BundleSizes>>): string {
  const rows = Object.entries(sizes).flatMap(([name, { modules, languageModel, assets }]) => [
    ...modules.map(({ module, atImport, whenMet }) => [name, module, ...kilobytes(atImport), ...kilobytes(whenMet)]),
    ...(languageModel.length === 0 ? [] : [[name, 'language model', ...kilobytes(languageModel), '', '']]),
    ...(assets.length === 0 ? [] : [[name, 'assets', '', '', ...kilobytes(assets)]]),
  ]);
  const head = ['function', 'module', 'at import (KB)', 'gzip (KB)', 'when met (KB)', 'gzip (KB)'];
  return markdownTable(head, rows, TEXTS);
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
  return markdownTable(head, rows, TEXTS);
}
