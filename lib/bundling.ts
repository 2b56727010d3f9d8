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

/**
 * The entry points of each function: the name of the bundle's module, and its source. The language model has a module of
 * its own, so that it is no part of the worker's code, which loads it.
 */
export const ENTRY_POINTS = {
  parse: { index: 'functions/parse/handler.ts', worker: 'functions/parse/worker.ts' },
  brief: {
    index: 'functions/brief/handler.ts',
    worker: 'functions/brief/worker.ts',
    'language-model': 'wink-eng-lite-web-model',
  },
  api: { index: 'functions/api/handler.ts' },
  authorizer: { index: 'functions/authorizer/handler.ts' },
  emptier: { index: 'functions/emptier/handler.ts' },
  digest: { index: 'functions/digest/handler.ts' },
  alerts: { index: 'functions/alerts/handler.ts' },
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
 * What the SDK imports only where it is met, and a function never meets: Lambda gives credentials in the environment, and no
 * function runs in a browser. It is some 100 KB of each.
 */
const NEVER_MET = [
  'bowser',
  '@aws-sdk/credential-provider-http',
  '@aws-sdk/credential-provider-ini',
  '@aws-sdk/credential-provider-process',
  '@aws-sdk/credential-provider-sso',
  '@aws-sdk/credential-provider-web-identity',
  '@smithy/credential-provider-imds',
];

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
  external: NEVER_MET,
  minify: true,
  sourcemap: 'linked',
  sourcesContent: false,
  legalComments: 'none',
  charset: 'utf8',
  banner: { js: REQUIRE },
  logLevel: 'silent',
} satisfies BuildOptions;

/** Where the app has the functions' code, relative to the root of the repository. */
export const FUNCTIONS_DIRECTORY = 'dist/functions';

/** Everybody may read: the mode of a file goes with it to Lambda, where the function runs as another user. */
const MODE = 0o644;

/**
 * Bundles all functions, each with everything it needs, the SDK included: what was tested is what runs. The same
 * sources give the same bytes, and two syntheses at the same time do not disturb each other: a file that is already
 * right is left alone, and no file is ever seen half written.
 * @param outputDirectory holds nothing else afterwards; absolute, or relative to the root of the repository.
 * @throws BundlingError if the sources do not build, with esbuild's messages as its cause.
 */
export function bundleFunctions(outputDirectory = FUNCTIONS_DIRECTORY): FunctionBundles {
  const output = resolve(ROOT, outputDirectory);
  const names = Object.keys(ENTRY_POINTS) as FunctionName[];
  const files = [
    ...build(names, output),
    ...inWords(() => buildReader(join(output, 'api', READER))),
    openApiDocument(join(output, 'api')),
  ];
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
    digest: join(directory, 'digest'),
    alerts: join(directory, 'alerts'),
  };
}

/** The folder, beside the api function's module, of the web page that it serves. */
const READER = 'reader';

/** The document that the api function serves, beside its module: few ask for it, and a cold start does not read it. */
function openApiDocument(directory: string): Pick<OutputFile, 'path' | 'contents'> {
  const document: unknown = JSON.parse(readFileSync(join(ROOT, 'docs', 'openapi.json'), 'utf8'));
  return { path: join(directory, 'openapi.json'), contents: Buffer.from(JSON.stringify(document)) };
}

/** The folder, beside the modules of a function, of the pieces that they share, and of those that are loaded when met. */
const CHUNKS = 'chunks';

/** What is built in pieces: what a module loads by `import()` is read when it is met, and not by a cold start. */
export const IN_PIECES = {
  ...BUNDLE_OPTIONS,
  absWorkingDir: ROOT,
  write: false,
  outExtension: { '.js': '.mjs' },
  splitting: true,
  chunkNames: `${CHUNKS}/[name]-[hash]`,
} satisfies BuildOptions;

/** The modules of each function, which share pieces with each other and not with those of other functions. */
function build(names: FunctionName[], outdir: string): OutputFile[] {
  return inWords(() =>
    names.flatMap((name) => {
      const entryPoints = Object.entries(ENTRY_POINTS[name]).map(([module, source]) => ({ in: source, out: module }));
      return buildSync({ ...IN_PIECES, entryPoints, outdir: join(outdir, name) }).outputFiles;
    }),
  );
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
