import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FunctionName } from '../../lib/bundling.ts';
import { coldImports, type FunctionImports } from './cold-imports.ts';
import { deployedFunctions } from './deployed-functions.ts';
import { type BundleSizes, bundleSizes } from './module-sizes.ts';

export interface BundleFigures {
  readonly sizes: Readonly<Record<FunctionName, BundleSizes>>;
  readonly imports: readonly FunctionImports[];
}

/**
 * Builds all functions, measures their bundles and imports them.
 * @param options.runs how often each module is imported, from 1.
 * @param options.node the program that imports them.
 * @throws BundlingError if they do not build; Error if a module does not load.
 */
export async function measureBundles(options: { runs: number; node: string }): Promise<BundleFigures> {
  const folder = mkdtempSync(join(tmpdir(), 'precis-bundles-'));
  try {
    const functions = await deployedFunctions(folder);
    const sizes = Object.fromEntries(
      await Promise.all(functions.map(async ({ name, directory }) => [name, await bundleSizes(directory)] as const)),
    ) as Record<FunctionName, BundleSizes>;
    return { sizes, imports: await coldImports(functions, options) };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
