/**
 * `npm run bench -- bundles [--runs 15] [--node PATH]`: what the functions' bundles weigh, and what it takes to import each
 * handler in a new process, beside its floor: an empty handler with the same clients of the SDK, bundled by the same options
 * and run in turn with it. PATH is the Node.js to run them, such as that of Lambda; without it, the one that runs this.
 *
 * It does not show: how long Lambda takes to start a sandbox and to unpack the code, nor another processor's speed.
 */
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { bundleSizesTable, coldImportsTable } from './bundles/bundle-report.ts';
import { measureBundles } from './bundles/measure-bundles.ts';
import { wholeNumber } from './figures/whole-numbers.ts';

/** @returns the exit status. */
export async function run(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { runs: { type: 'string', default: '15' }, node: { type: 'string', default: process.execPath } },
  });
  const runs = wholeNumber('--runs', values.runs);
  const version = spawnSync(values.node, ['--version'], { encoding: 'utf8' }).stdout?.trim();
  if (!version?.startsWith('v')) {
    console.error('npm run bench -- bundles [--runs N] [--node PATH]: PATH is a Node.js program');
    return 2;
  }
  const { sizes, imports } = await measureBundles({ runs, node: values.node });
  console.log(
    `${bundleSizesTable(sizes)}\n\nKB = 1,000 bytes, minified. At import: the module and all that it imports`,
  );
  console.log('statically; when met: what it loads by `import()`, or serves.\n');
  console.log(`${coldImportsTable(imports)}\n\nNode ${version}; medians of ${runs} runs, each in a new process.`);
  return 0;
}
