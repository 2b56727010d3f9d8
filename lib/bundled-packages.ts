import { readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, buildSync } from 'esbuild';
import { BUNDLE_OPTIONS, ENTRY_POINTS, type FunctionName } from './bundling.ts';
import { BROWSER_OPTIONS, READER_ENTRY } from './reader-bundle.ts';

const ROOT = fileURLToPath(new URL('..', import.meta.url));

/** The folder of a package in the path of one of its files; the innermost, where one lies in another. */
const PACKAGE_FOLDER = /^.*node_modules\/(?:@[^/]+\/)?[^/]+(?=\/)/;

/**
 * The packages that the functions hold code of, as `name@version`, each with the functions that do, as esbuild tells
 * them; with the api, those of the page that it serves. What is tree-shaken away is not among them.
 * @throws Error of esbuild where the sources do not build.
 */
export function bundledPackages(): Map<string, FunctionName[]> {
  const names = Object.keys(ENTRY_POINTS) as FunctionName[];
  // All at once: what several functions hold is read once.
  const modules = names.flatMap((name) =>
    Object.entries(ENTRY_POINTS[name]).map(([module, source]) => ({ in: source, out: `${name}/${module}` })),
  );
  const held = [
    ...filesIn(ROOT, { ...BUNDLE_OPTIONS, entryPoints: modules }),
    ...filesIn(BROWSER_OPTIONS.absWorkingDir, { ...BROWSER_OPTIONS, entryPoints: READER_ENTRY }),
  ];
  const functions = new Map<string, Set<FunctionName>>();
  for (const { output, file } of held) {
    const [folder] = PACKAGE_FOLDER.exec(file) ?? [];
    // The page is served by the api.
    const name = names.find((each) => output.startsWith(`${OUTPUT}/${each}/`)) ?? 'api';
    if (folder !== undefined) functions.set(folder, (functions.get(folder) ?? new Set()).add(name));
  }
  return new Map(
    [...functions].map(([folder, holders]): [string, FunctionName[]] => [packageIn(folder), [...holders]]).sort(),
  );
}

/** Where nothing is written. */
const OUTPUT = 'nowhere';

/** The files of which something is in what is built, each with the output that it is in. */
function filesIn(directory: string, options: BuildOptions): { output: string; file: string }[] {
  const build = { ...options, absWorkingDir: directory, outdir: OUTPUT, sourcemap: false, minify: false } as const;
  const { metafile } = buildSync({ ...build, write: false, metafile: true });
  return Object.entries(metafile.outputs).flatMap(([output, { inputs }]) =>
    Object.entries(inputs)
      .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
      .map(([file]) => ({ output, file: isAbsolute(file) ? file : join(directory, file) })),
  );
}

function packageIn(folder: string): string {
  const { name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<string, string>;
  return `${name}@${version}`;
}
