import { readFileSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildSync } from 'esbuild';
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
  const functions = new Map<string, Set<FunctionName>>();
  for (const [name, modules] of Object.entries(ENTRY_POINTS) as [FunctionName, Record<string, string>][]) {
    const sources = Object.values(modules).map((source) => join('functions', source));
    const files = [...inputsOf(ROOT, { ...BUNDLE_OPTIONS, entryPoints: sources })];
    if (name === 'api')
      files.push(...inputsOf(BROWSER_OPTIONS.absWorkingDir, { ...BROWSER_OPTIONS, entryPoints: READER_ENTRY }));
    for (const file of files) {
      const [folder] = PACKAGE_FOLDER.exec(file) ?? [];
      if (folder !== undefined) functions.set(folder, (functions.get(folder) ?? new Set()).add(name));
    }
  }
  return new Map(
    [...functions].map(([folder, names]): [string, FunctionName[]] => [packageIn(folder), [...names]]).sort(),
  );
}

/** The files of which something is in what is built. */
function inputsOf(directory: string, options: Parameters<typeof buildSync>[0]): string[] {
  const { metafile } = buildSync({
    ...options,
    absWorkingDir: directory,
    outdir: 'nowhere',
    write: false,
    sourcemap: false,
    minify: false,
    metafile: true,
  });
  const outputs = Object.values(metafile?.outputs ?? {});
  const held = outputs.flatMap(({ inputs }) => Object.entries(inputs));
  return held
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .map(([file]) => (isAbsolute(file) ? file : join(directory, file)));
}

function packageIn(folder: string): string {
  const { name, version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as Record<string, string>;
  return `${name}@${version}`;
}
