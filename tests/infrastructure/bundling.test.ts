import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cpSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { bundleFunctions, type FunctionName } from '../../lib/bundling.ts';
import { temporaryDirectory } from './synthesized.ts';

/** Megabytes of code (without source maps) that a function may have: a cold start reads all of it. */
const BUDGETS: Record<FunctionName, number> = { parse: 4, brief: 6, api: 1, authorizer: 1, emptier: 1 };

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const directory = temporaryDirectory();
const bundles = bundleFunctions(join(directory, 'functions'));

/** The same once more, by a process that lets nobody else read its files. */
const strict = join(directory, 'strict');
const strictBuild = spawnSync(
  process.execPath,
  [
    ...['--import', 'tsx', '--input-type=module', '-e'],
    `import { bundleFunctions } from './lib/bundling.ts'; process.umask(0o077); bundleFunctions(${JSON.stringify(strict)});`,
  ],
  { cwd: ROOT },
);

const modulesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(?:mjs|map)$/.test(path))
    .sort();
const modules = (name: FunctionName) => modulesIn(bundles[name]);
const digest = (folder: string) =>
  modulesIn(folder).map((file) => [
    file,
    createHash('sha256')
      .update(readFileSync(join(folder, file)))
      .digest('hex'),
  ]);

describe('Bundles', () => {
  it('hold a handler, and a worker where articles are worked on', () => {
    const names = ['parse', 'brief', 'api', 'authorizer', 'emptier'] as const;
    expect(names.map((name) => modules(name).filter((path) => !path.startsWith('chunks')))).toEqual([
      ['index.mjs', 'index.mjs.map', 'worker.mjs', 'worker.mjs.map'],
      ['index.mjs', 'index.mjs.map', 'worker.mjs', 'worker.mjs.map'],
      ['index.mjs', 'index.mjs.map'],
      ['index.mjs', 'index.mjs.map'],
      ['index.mjs', 'index.mjs.map'],
    ]);
  });

  it.each(Object.entries(BUDGETS) as [FunctionName, number][])('of %s stays within %d MB', (name, megabytes) => {
    const bytes = modules(name)
      .filter((file) => file.endsWith('.mjs'))
      .reduce((sum, file) => sum + statSync(join(bundles[name], file)).size, 0);
    expect(bytes).toBeLessThan(megabytes * 1_000_000);
  });

  it('load a format of the parser when it is met: the heavy ones are pieces of their own', () => {
    const size = (path: string) => statSync(join(bundles.parse, path)).size;
    expect(size('worker.mjs')).toBeLessThan(300_000);
    const sources = (path: string) => readFileSync(join(bundles.parse, `${path}.map`), 'utf8');
    for (const library of ['unpdf', 'parse5', 'markdown-it', 'franc', 'postal-mime', 'saxes']) {
      const holders = modules('parse').filter((path) => path.endsWith('.mjs') && sources(path).includes(library));
      expect(
        holders.every((path) => path.startsWith('chunks')),
        library,
      ).toBe(true);
      expect(holders, library).not.toEqual([]);
    }
  });

  it('carry the language model in the brief worker, and nowhere else', () => {
    const model = 'eng-lite-web-model';
    const size = (name: FunctionName, file: string) => statSync(join(bundles[name], file)).size;
    expect(readFileSync(join(bundles.brief, 'worker.mjs.map'), 'utf8')).toContain(model);
    expect(readFileSync(join(bundles.brief, 'index.mjs.map'), 'utf8')).not.toContain(model);
    expect(size('brief', 'worker.mjs')).toBeGreaterThan(3_000_000);
  });

  it.each(Object.keys(BUDGETS) as FunctionName[])('of %s keep the names of our errors, which its log tells', (name) => {
    expect(readFileSync(join(bundles[name], 'index.mjs'), 'utf8')).toMatch(/"(Transient|CorruptData)Error"/);
  });

  it('can be read by everybody, whatever the umask: Lambda runs them as another user than unpacks them', () => {
    expect(strictBuild.status).toBe(0);
    const modes = readdirSync(join(strict, 'parse'), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => statSync(join(entry.parentPath, entry.name)).mode & 0o777);
    expect(modes.length).toBeGreaterThan(4);
    expect(modes.every((mode) => mode === 0o644)).toBe(true);
  });

  it('are the same bytes when they are built again', () => {
    const names = Object.keys(BUDGETS) as FunctionName[];
    expect(names.map((name) => digest(join(strict, name)))).toEqual(names.map((name) => digest(bundles[name])));
  });

  it('are left alone where they are right, so that two syntheses at once do not see half of a file', () => {
    // Prepare
    const target = join(temporaryDirectory(), 'functions');
    cpSync(join(directory, 'functions'), target, { recursive: true });
    const parse = join(target, 'parse');
    const inode = (file: string) => statSync(join(parse, file)).ino;
    const before = [inode('index.mjs'), inode('worker.mjs')];
    const built = readFileSync(join(parse, 'worker.mjs'));
    writeFileSync(join(parse, 'worker.mjs'), built.subarray(0, 100));
    writeFileSync(join(parse, 'left-behind.mjs'), '');

    // Act
    bundleFunctions(target);

    // Assess
    expect(inode('index.mjs')).toBe(before[0]);
    expect(inode('worker.mjs')).not.toBe(before[1]);
    expect(readFileSync(join(parse, 'worker.mjs')).equals(built)).toBe(true);
    expect(readdirSync(parse).sort()).toEqual(['chunks', 'index.mjs', 'index.mjs.map', 'worker.mjs', 'worker.mjs.map']);
  });
});
