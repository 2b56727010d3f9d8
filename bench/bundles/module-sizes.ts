import { readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';

/** One file of a bundle, by its path in the bundle's folder. Sizes in bytes, minified as it is deployed. */
export interface BundleFile {
  readonly path: string;
  readonly bytes: number;
  /** Compressed by gzip at its default level: about what a deployment package holds of it. */
  readonly gzipBytes: number;
}

/** One module of a function, and what it consists of. */
export interface ModuleSizes {
  /** `index` is the handler's module, `worker` that of the thread which works on articles. */
  readonly module: string;
  /** The module and all that it imports statically: what is read and compiled before it runs. */
  readonly atImport: readonly BundleFile[];
  /** What it loads by `import()`, when it is met, without that which is loaded at import. */
  readonly whenMet: readonly BundleFile[];
}

/** What one function's folder holds. */
export interface BundleSizes {
  readonly modules: readonly ModuleSizes[];
  /** What the analyzer's language model consists of: data, which the brief worker loads, and no code of a handler. */
  readonly languageModel: readonly BundleFile[];
  /** What is no code: the reader's files and the API's description. */
  readonly assets: readonly BundleFile[];
}

const CODE = '.mjs';
const SOURCE_MAP = '.map';
/** Modules that a function starts by their names, in this order. */
const MODULES = ['index', 'worker'];
const LANGUAGE_MODEL = `language-model${CODE}`;

type Imports = ReadonlyMap<string, readonly { readonly path: string; readonly isStatic: boolean }[]>;

/** Sums, in bytes. */
export function total(files: readonly BundleFile[]): { bytes: number; gzipBytes: number } {
  return files.reduce((sum, file) => ({ bytes: sum.bytes + file.bytes, gzipBytes: sum.gzipBytes + file.gzipBytes }), {
    bytes: 0,
    gzipBytes: 0,
  });
}

/**
 * Measures one bundle as `bundleFunctions` wrote it.
 * @param directory of one function.
 * @throws BuildFailure of esbuild, which reads the modules' imports, if one is no JavaScript.
 */
export async function bundleSizes(directory: string): Promise<BundleSizes> {
  const paths = readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith(SOURCE_MAP))
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
  const code = paths.filter((path) => path.endsWith(CODE));
  const imports = await importsOf(directory, code);
  const fileOf = (path: string): BundleFile => {
    const contents = readFileSync(join(directory, path));
    return { path, bytes: contents.length, gzipBytes: gzipSync(contents).length };
  };
  const handler = reached(imports, `${MODULES[0]}${CODE}`, { met: true });
  const model = [...reached(imports, LANGUAGE_MODEL, { met: false })].filter((path) => !handler.has(path));
  const modules = MODULES.filter((module) => code.includes(`${module}${CODE}`)).map((module) => {
    const atImport = reached(imports, `${module}${CODE}`, { met: false });
    const whenMet = [...reached(imports, `${module}${CODE}`, { met: true })].filter((path) => !atImport.has(path));
    return {
      module,
      atImport: [...atImport].filter((path) => !model.includes(path)).map(fileOf),
      whenMet: whenMet.map(fileOf),
    };
  });
  return {
    modules,
    languageModel: model.map(fileOf),
    assets: paths.filter((path) => !path.endsWith(CODE)).map(fileOf),
  };
}

/** What each file imports, as esbuild reads it. */
async function importsOf(directory: string, code: readonly string[]): Promise<Imports> {
  const { metafile } = await build({
    absWorkingDir: directory,
    entryPoints: [...code],
    outdir: 'unused',
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    packages: 'external',
    write: false,
    metafile: true,
    logLevel: 'silent',
  });
  return new Map(
    Object.entries(metafile.inputs).map(([path, { imports }]) => [
      path,
      imports
        .filter(({ external }) => external !== true)
        .map(({ path: imported, kind }) => ({ path: imported, isStatic: kind === 'import-statement' })),
    ]),
  );
}

/** A file with all that it leads to. @param met whether what is loaded by `import()` counts. */
function reached(imports: Imports, start: string, { met }: { met: boolean }): Set<string> {
  const found = new Set<string>();
  const waiting = imports.has(start) ? [start] : [];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    if (found.has(path)) continue;
    found.add(path);
    waiting.push(...(imports.get(path) ?? []).filter(({ isStatic }) => met || isStatic).map((next) => next.path));
  }
  return found;
}
