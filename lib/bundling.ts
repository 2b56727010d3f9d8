import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, buildSync, type OutputFile } from 'esbuild';
import { PrecisError } from '../functions/core/errors.ts';
import { buildReader } from './reader-bundle.ts';

/** The entry points of each function: the name of the bundle's module, and its source below `functions`. */
export const ENTRY_POINTS = {
  parse: { index: 'parse/handler.ts', worker: 'parse/worker.ts' },
  brief: { index: 'brief/handler.ts', worker: 'brief/worker.ts' },
  api: { index: 'api/handler.ts' },
  authorizer: { index: 'authorizer/handler.ts' },
  emptier: { index: 'emptier/handler.ts' },
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

/** How all code of the functions is bundled. */
export const BUNDLE_OPTIONS = {
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  // esbuild takes them for unknown to Node, and makes the expression anew each time that its line is run.
  supported: { 'regexp-unicode-property-escapes': true },
  // `module` first: several packages of the SDK are twice as large, and slower to load, as CommonJS.
  mainFields: ['module', 'main'],
  minify: true,
  // The log tells an error by the name of its class.
  keepNames: true,
  sourcemap: 'linked',
  sourcesContent: false,
  legalComments: 'none',
  charset: 'utf8',
  banner: { js: REQUIRE },
  logLevel: 'silent',
} satisfies BuildOptions;

/** Everybody may read: the mode of a file goes with it to Lambda, where the function runs as another user. */
const MODE = 0o644;

/**
 * Bundles all functions, each with everything it needs, the SDK included: what was tested is what runs. The same
 * sources give the same bytes, and two syntheses at the same time do not disturb each other: a file that is already
 * right is left alone, and no file is ever seen half written.
 * @param outputDirectory holds nothing else afterwards; absolute, or relative to the root of the repository.
 * @throws BundlingError if the sources do not build, with esbuild's messages as its cause.
 */
export function bundleFunctions(outputDirectory = 'dist/functions'): FunctionBundles {
  const output = resolve(ROOT, outputDirectory);
  const names = Object.keys(ENTRY_POINTS) as FunctionName[];
  const files = [...build(names, output), ...inWords(() => buildReader(join(output, 'api', READER)))];
  mkdirSync(output, { recursive: true });
  const workshop = mkdtempSync(`${output}-`);
  try {
    for (const file of files) place(file, join(workshop, 'file'));
  } finally {
    rmSync(workshop, { recursive: true });
  }
  removeOthers(output, new Set(files.map(({ path }) => path)));
  return functionBundles(output);
}

/** @returns where `bundleFunctions` puts the code of each function below `directory`; nothing is built. */
export function functionBundles(directory: string): FunctionBundles {
  return {
    parse: join(directory, 'parse'),
    brief: join(directory, 'brief'),
    api: join(directory, 'api'),
    authorizer: join(directory, 'authorizer'),
    emptier: join(directory, 'emptier'),
  };
}

/** The folder, beside the api function's module, of the web page that it serves. */
const READER = 'reader';

/** The folder, beside a module that is built in pieces, of what it loads when it is met. */
const CHUNKS = 'chunks';

/**
 * Each module in one file, but for the parser: its readers of formats are pieces of their own, so that a cold start does
 * not read those that no file of its batch is in.
 */
function build(names: FunctionName[], outdir: string): OutputFile[] {
  const modules = names.flatMap((name) =>
    Object.entries(ENTRY_POINTS[name]).map(([module, source]) => ({ name, module, source: join('functions', source) })),
  );
  const inPieces = (source: string) => source === join('functions', ENTRY_POINTS.parse.worker);
  const options = { absWorkingDir: ROOT, write: false, outExtension: { '.js': '.mjs' }, ...BUNDLE_OPTIONS } as const;
  return inWords(() => {
    const whole = buildSync({
      ...options,
      entryPoints: modules
        .filter(({ source }) => !inPieces(source))
        .map(({ name, module, source }) => ({ in: source, out: join(name, module) })),
      outdir,
    });
    const pieces = modules
      .filter(({ source }) => inPieces(source))
      .map(({ name, module, source }) =>
        buildSync({
          ...options,
          entryPoints: [{ in: source, out: module }],
          outdir: join(outdir, name),
          splitting: true,
          chunkNames: `${CHUNKS}/[name]-[hash]`,
        }),
      );
    return [whole, ...pieces].flatMap(({ outputFiles }) => outputFiles ?? []);
  });
}

/** @throws BundlingError for whatever the build throws. */
function inWords<T>(build: () => T): T {
  try {
    return build();
  } catch (cause) {
    throw new BundlingError(`The functions do not build: ${cause instanceof Error ? cause.message : String(cause)}`, {
      file: 'functions',
      remedy: 'Correct the sources; `npm run types` finds more.',
      cause,
    });
  }
}

/** Puts a file in its place, whole and with its mode, unless it is there. @param fresh where it may be written first. */
function place({ path, contents }: Pick<OutputFile, 'path' | 'contents'>, fresh: string): void {
  if (isThere(path, contents)) return;
  writeFileSync(fresh, contents);
  chmodSync(fresh, MODE);
  mkdirSync(dirname(path), { recursive: true });
  renameSync(fresh, path);
}

function isThere(path: string, contents: Uint8Array): boolean {
  const found = statSync(path, { throwIfNoEntry: false });
  return found !== undefined && (found.mode & 0o777) === MODE && readFileSync(path).equals(contents);
}

/** Removes what an older build left behind. */
function removeOthers(directory: string, kept: ReadonlySet<string>): void {
  for (const entry of readdirSync(directory, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (!entry.isDirectory() && !kept.has(path)) rmSync(path, { force: true });
  }
}
