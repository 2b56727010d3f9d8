import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type BuildOptions, buildSync } from 'esbuild';

const SOURCES = fileURLToPath(new URL('../functions/api/reader/', import.meta.url));

/** How the page's code is bundled: for browsers of the last years, and without a map, which the page would not serve. */
export const BROWSER_OPTIONS = {
  absWorkingDir: SOURCES,
  bundle: true,
  format: 'esm',
  platform: 'browser',
  target: 'es2022',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } },
  minify: true,
  legalComments: 'none',
  charset: 'utf8',
  logLevel: 'silent',
  write: false,
} satisfies BuildOptions;

export const READER_ENTRY = { reader: 'main.tsx' };

interface BuiltFile {
  readonly path: string;
  readonly contents: Uint8Array;
}

/**
 * Builds the web page: its code and its style, each under a name with its hash, and the page that loads them.
 * @param directory where it will stand; nothing is written.
 * @throws Error of esbuild where the sources do not build.
 */
export function buildReader(directory: string): BuiltFile[] {
  const { outputFiles } = buildSync({
    ...BROWSER_OPTIONS,
    entryPoints: READER_ENTRY,
    entryNames: '[name]-[hash]',
    outdir: directory,
  });
  const icon = readFileSync(join(SOURCES, 'icon.svg'));
  const hash = createHash('sha256').update(icon).digest('hex').slice(0, 8).toUpperCase();
  const files: BuiltFile[] = [
    ...outputFiles.map(({ path, contents }) => ({ path, contents })),
    { path: join(directory, `icon-${hash}.svg`), contents: icon },
  ];
  const nameOf = (ending: string): string => basename(files.find(({ path }) => path.endsWith(ending))?.path ?? '');
  const page = readFileSync(join(SOURCES, 'index.html'), 'utf8')
    .replace('{{script}}', nameOf('.js'))
    .replace('{{style}}', nameOf('.css'))
    .replace('{{icon}}', nameOf('.svg'));
  return [...files, { path: join(directory, 'index.html'), contents: Buffer.from(page) }];
}
