import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
import { PrecisError } from '../functions/core/errors.ts';

/** The entry points of each function: the name of the bundle's module, and its source below `functions`. */
const ENTRY_POINTS = {
  parse: { index: 'parse/handler.ts', worker: 'parse/worker.ts' },
  brief: { index: 'brief/handler.ts', worker: 'brief/worker.ts' },
  api: { index: 'api/handler.ts' },
} as const;
export type FunctionName = keyof typeof ENTRY_POINTS;

/** The directory of each function's code, ready to be zipped. */
export type FunctionBundles = Record<FunctionName, string>;

/** The sources of the functions do not build. */
export class BundlingError extends PrecisError {}

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** Packages that ship as CommonJS call `require`, which ECMAScript modules lack. */
const REQUIRE =
  "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);";

/**
 * Bundles all functions, each with everything it needs, the SDK included: what was tested is what runs. The same
 * sources give the same bytes.
 * @param outputDirectory emptied first; absolute, or relative to the root of the repository.
 * @throws BundlingError if the sources do not build, with esbuild's messages as its cause.
 */
export function bundleFunctions(outputDirectory = 'dist/functions'): FunctionBundles {
  const output = resolve(ROOT, outputDirectory);
  rmSync(output, { recursive: true, force: true });
  const names = Object.keys(ENTRY_POINTS) as FunctionName[];
  try {
    buildSync({
      absWorkingDir: ROOT,
      entryPoints: names.flatMap((name) =>
        Object.entries(ENTRY_POINTS[name]).map(([module, source]) => ({
          in: join('functions', source),
          out: join(name, module),
        })),
      ),
      outdir: output,
      outExtension: { '.js': '.mjs' },
      bundle: true,
      format: 'esm',
      platform: 'node',
      target: 'node24',
      // `module` first: several packages of the SDK are twice as large, and slower to load, as CommonJS.
      mainFields: ['module', 'main'],
      minify: true,
      sourcemap: 'linked',
      sourcesContent: false,
      legalComments: 'none',
      charset: 'utf8',
      banner: { js: REQUIRE },
      logLevel: 'silent',
    });
  } catch (cause) {
    throw new BundlingError(`The functions do not build: ${cause instanceof Error ? cause.message : String(cause)}`, {
      file: 'functions',
      remedy: 'Correct the sources; `npm run types` finds more.',
      cause,
    });
  }
  return { parse: join(output, 'parse'), brief: join(output, 'brief'), api: join(output, 'api') };
}
