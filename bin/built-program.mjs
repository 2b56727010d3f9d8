import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';

/** What is built, relative to the project: the program, and the isolated workers that it looks for beside itself. */
const ENTRY_POINTS = ['main', 'article-worker', 'lexicon-worker', 'parse-worker', 'proof-worker'].map((name) =>
  join('bin', 'precis', `${name}.ts`),
);

/** Look for their workers beside themselves, all others for files of the project where their source is. */
const BESIDE_WORKERS = ['article-files', 'proof-file'].map((name) => join('bin', 'precis', `${name}.ts`));

/** What a build depends on beside its sources: the version of esbuild, and how it is called. */
const OTHER_INPUTS = ['package-lock.json', join('bin', 'built-program.mjs')];

/** How long a build is kept after a newer one: what runs from it loads some modules late. */
const KEPT_MS = 24 * 60 * 60 * 1000;

/**
 * The command line as JavaScript in a few modules, which starts in a fraction of the time of its 300 sources. It is built
 * when a source has changed since, and kept in `node_modules/.cache/precis/program`; packages stay where they are.
 * @param {string} project the project's directory, absolute.
 * @returns {Promise<string>} the URL of the module in place of `bin/precis/main.ts`.
 * @throws what esbuild or the file system does where the sources do not build, or nothing can be kept there.
 */
export async function builtProgram(project) {
  const cache = join(project, 'node_modules', '.cache', 'precis', 'program');
  const record = join(cache, 'build.json');
  return urlOf(freshBuild(project, cache, record) ?? (await build(project, cache, record)));
}

const urlOf = (directory) => pathToFileURL(join(directory, 'main.mjs')).href;

/** What changes with a file, without reading it. */
function stampOf(path) {
  const { mtimeMs, size } = statSync(path);
  return `${mtimeMs} ${size}`;
}

/** The directory of the last build, unless there is none or an input is no longer what it was. */
function freshBuild(project, cache, record) {
  try {
    const { name, inputs } = JSON.parse(readFileSync(record, 'utf8'));
    const isFresh = Object.entries(inputs).every(([path, stamp]) => stampOf(resolve(project, path)) === stamp);
    return isFresh && statSync(join(cache, name, 'main.mjs')).isFile() ? join(cache, name) : undefined;
  } catch {
    return undefined;
  }
}

async function build(project, cache, record) {
  const begunMs = Date.now();
  const { outputFiles, metafile } = await bundle(project);
  const hash = createHash('sha256');
  for (const { path, contents } of outputFiles) hash.update(`${basename(path)} ${contents.length}\n`).update(contents);
  const name = hash.digest('hex').slice(0, 32);

  const fresh = join(cache, `${name}.${process.pid}`);
  mkdirSync(fresh, { recursive: true });
  for (const { path, contents } of outputFiles) writeFileSync(join(fresh, basename(path)), contents);
  try {
    renameSync(fresh, join(cache, name));
  } catch (error) {
    // Another process has built the same.
    rmSync(fresh, { recursive: true, force: true });
    if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
  }

  const paths = [...Object.keys(metafile.inputs), ...OTHER_INPUTS];
  // What was written meanwhile may not be what was read.
  if (paths.every((path) => statSync(resolve(project, path)).mtimeMs < begunMs)) {
    const inputs = Object.fromEntries(paths.map((path) => [path, stampOf(resolve(project, path))]));
    writeFileSync(`${record}.${process.pid}`, JSON.stringify({ name, inputs }));
    renameSync(`${record}.${process.pid}`, record);
  }
  removeOld(cache, name);
  return join(cache, name);
}

async function bundle(project) {
  const { build: run } = await import('esbuild');
  return run({
    absWorkingDir: project,
    entryPoints: ENTRY_POINTS,
    outdir: 'program',
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    packages: 'external',
    format: 'esm',
    platform: 'node',
    target: 'node20',
    keepNames: true,
    metafile: true,
    write: false,
    logLevel: 'silent',
    plugins: [
      {
        name: 'places',
        setup({ onLoad, onResolve }) {
          onLoad({ filter: /\.ts$/ }, ({ path }) => placed(project, path));
          // Data of a package is put in, as Node takes none without an attribute.
          onResolve({ filter: /^[^./].*\.json$/ }, ({ path, importer }) => ({
            path: createRequire(importer).resolve(path),
          }));
        },
      },
    ],
  });
}

/** A module that knows where its source is, although it runs elsewhere. */
function placed(project, path) {
  if (BESIDE_WORKERS.some((beside) => path === join(project, beside))) return undefined;
  const contents = readFileSync(path, 'utf8');
  if (!contents.includes('import.meta.url')) return undefined;
  return { contents: contents.replaceAll('import.meta.url', JSON.stringify(pathToFileURL(path).href)), loader: 'ts' };
}

function removeOld(cache, present) {
  for (const name of readdirSync(cache)) {
    const path = join(cache, name);
    if (name === present || name === 'build.json') continue;
    try {
      if (Date.now() - statSync(path).mtimeMs > KEPT_MS) rmSync(path, { recursive: true, force: true });
    } catch (error) {
      // Another process has removed it.
      if (error.code !== 'ENOENT') throw error;
    }
  }
}
