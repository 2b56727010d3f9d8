import { createHash } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { bundleSizes, type ModuleSizes, total } from '../../bench/bundles/module-sizes.ts';
import { bundleFunctions, FUNCTIONS_DIRECTORY, type FunctionName } from '../../lib/bundling.ts';

/**
 * What modules may weigh together, in KB (1,000 bytes) of minified code: with all that they import statically, which is what is
 * read before they run. Apart stand what they load by `import()` when it is met (a format of the parser, a page), the reader's files and the API's description, which are no code of the function, and the language model.
 */
const BUDGETS: readonly [FunctionName, readonly string[], number][] = [
  ['parse', ['index', 'worker'], 900],
  ['brief', ['index'], 750],
  ['brief', ['worker'], 750],
  ['api', ['index'], 700],
  ['authorizer', ['index'], 500],
  ['emptier', ['index'], 600],
  ['digest', ['index'], 800],
  ['alerts', ['index'], 800],
];

/**
 * What the api function may weigh with all the code that it may ever load. Some 115 KB of it are the evidence gate with its
 * names of states, for the first note that adds or amends an item; pages, tables, the ledger and upload forms are some 120 KB.
 */
const WHOLE_API_BUDGET = 880;

/** A package of the SDK that another package brought in a version of its own. */
const SECOND_VERSION = /node_modules\/.+\/node_modules\/@(?:aws-sdk|smithy)\//;

/** A class of errors, and what it says first. */
const ERROR_CLASS = /class (\w+) extends \w*Error \{(.*\n.*)/g;

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const bundles = inject('bundles');
const names = ['parse', 'brief', 'api', 'authorizer', 'emptier', 'digest', 'alerts'] as const;
const sizes = {
  parse: await bundleSizes(bundles.parse),
  brief: await bundleSizes(bundles.brief),
  api: await bundleSizes(bundles.api),
  authorizer: await bundleSizes(bundles.authorizer),
  emptier: await bundleSizes(bundles.emptier),
  digest: await bundleSizes(bundles.digest),
  alerts: await bundleSizes(bundles.alerts),
};

/**
 * The same once more, by a process that lets nobody else read its files, where a file is right already, another is cut off
 * and a third was left behind.
 */
const again = buildAgain();

function buildAgain() {
  mkdirSync(join(ROOT, dirname(FUNCTIONS_DIRECTORY)), { recursive: true });
  // Beside the folder of the first: maps tell sources by their way from there.
  const directory = mkdtempSync(join(ROOT, `${FUNCTIONS_DIRECTORY}-again-`));
  afterAll(() => rmSync(directory, { recursive: true, force: true }));
  const parse = join(directory, 'parse');
  mkdirSync(parse);
  cpSync(join(bundles.parse, 'index.mjs'), join(parse, 'index.mjs'));
  writeFileSync(join(parse, 'worker.mjs'), readFileSync(join(bundles.parse, 'worker.mjs')).subarray(0, 100));
  writeFileSync(join(parse, 'left-behind.mjs'), '');
  const inodes = () => ['index.mjs', 'worker.mjs'].map((file) => statSync(join(parse, file)).ino);
  const before = inodes();
  const umask = process.umask(0o077);
  try {
    return { built: bundleFunctions(directory), before, after: inodes() };
  } finally {
    process.umask(umask);
  }
}

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

function moduleOf(name: FunctionName, module: string): ModuleSizes {
  const found = sizes[name].modules.find((each) => each.module === module);
  if (found === undefined) throw new Error(`${name} has no module ${module}.`);
  return found;
}

/** The paths of all sources that went into files of a bundle. */
function sourcesOf(name: FunctionName, files: readonly { path: string }[]): string {
  const sources = files.flatMap(({ path }): string[] => {
    const map = readFileSync(join(bundles[name], `${path}.map`), 'utf8');
    return JSON.parse(map).sources;
  });
  return sources.join('\n');
}

describe('Bundles', () => {
  it('hold a handler, and a worker where articles are worked on', () => {
    expect(names.map((name) => modules(name).filter((path) => !path.startsWith('chunks')))).toEqual([
      ['index.mjs', 'index.mjs.map', 'worker.mjs', 'worker.mjs.map'],
      [
        ...['index.mjs', 'index.mjs.map', 'language-model.mjs', 'language-model.mjs.map'],
        'worker.mjs',
        'worker.mjs.map',
      ],
      ...names.slice(2).map(() => ['index.mjs', 'index.mjs.map']),
    ]);
  });

  it.each(BUDGETS)('of %s: %j stay within %d KB', (name, parts, kilobytes) => {
    const bytes = parts.reduce((sum, part) => sum + total(moduleOf(name, part).atImport).bytes, 0);
    expect(bytes).toBeGreaterThan(300_000);
    expect(bytes).toBeLessThanOrEqual(kilobytes * 1000);
  });

  it(`of api stays within ${WHOLE_API_BUDGET} KB with all that it loads when it is met`, () => {
    const { atImport, whenMet } = moduleOf('api', 'index');
    expect(whenMet.length).toBeGreaterThan(10);
    expect(total([...atImport, ...whenMet]).bytes).toBeLessThanOrEqual(WHOLE_API_BUDGET * 1000);
  });

  it.each(names)('of %s hold every package of the SDK once', (name) => {
    const maps = modules(name).filter((file) => file.endsWith('.map'));
    const sources = maps.flatMap(
      (file): string[] => JSON.parse(readFileSync(join(bundles[name], file), 'utf8')).sources,
    );
    expect(sources.filter((source) => SECOND_VERSION.test(source))).toEqual([]);
  });

  it('load a format of the parser when it is met: the heavy ones are pieces of their own', () => {
    const { atImport, whenMet } = moduleOf('parse', 'worker');
    for (const library of ['unpdf', 'parse5', 'markdown-it', 'franc', 'postal-mime', 'saxes']) {
      const source = new RegExp(`/${library}[/.]`);
      expect(sourcesOf('parse', whenMet)).toMatch(source);
      expect(sourcesOf('parse', atImport)).not.toMatch(source);
    }
  });

  it.each(names)('of %s take credentials from the environment alone, and hold nothing for browsers', (name) => {
    const { atImport, whenMet } = moduleOf(name, 'index');
    const sources = sourcesOf(name, [...atImport, ...whenMet]);
    expect(sources).toContain('/credential-provider-env/');
    expect(sources).not.toMatch(/\/credential-provider-(?!env|node)|\/nested-clients\/|\/bowser\//);
  });

  it('of api load what writes pages, tables and feeds for the first that is asked for', () => {
    const { atImport, whenMet } = moduleOf('api', 'index');
    for (const renderer of ['html', 'markdown', 'csv', 'atom']) {
      expect(sourcesOf('api', whenMet)).toContain(`/core/render/${renderer}.ts`);
      expect(sourcesOf('api', atImport)).not.toContain(`/core/render/${renderer}.ts`);
    }
  });

  it('of parse build no schema of an article as the function starts', () => {
    const { atImport } = moduleOf('parse', 'index');
    expect(sourcesOf('parse', atImport)).toContain('/core/manifest.ts');
    expect(sourcesOf('parse', atImport)).not.toContain('/core/article.ts');
  });

  it('of api load the signer of upload forms for the first form', () => {
    const { atImport, whenMet } = moduleOf('api', 'index');
    expect(sourcesOf('api', whenMet)).toContain('/s3-presigned-post/');
    expect(sourcesOf('api', atImport)).not.toContain('/s3-presigned-post/');
  });

  it('carry the language model beside the code of the brief worker, which loads it, and nowhere else', () => {
    const model = 'eng-lite-web-model';
    const { languageModel } = sizes.brief;
    expect(total(languageModel).bytes).toBeGreaterThan(3_000_000);
    expect(sourcesOf('brief', languageModel)).toContain(model);
    expect(sourcesOf('brief', moduleOf('brief', 'worker').atImport)).not.toContain(model);
    const [shared = ''] = languageModel.map(({ path }) => path).filter((path) => path.startsWith('chunks/'));
    expect(readFileSync(join(bundles.brief, 'worker.mjs'), 'utf8')).toContain(`"./${shared}"`);
    expect(readFileSync(join(bundles.brief, 'index.mjs'), 'utf8')).not.toContain(shared);
  });

  it('keep the names of our errors, which the log tells: minified, a class that does not say its name has another', () => {
    const files = readdirSync(join(ROOT, 'functions'), { recursive: true, encoding: 'utf8' });
    const classes = files
      .filter((file) => file.endsWith('.ts') && !file.startsWith(join('api', 'reader')))
      .flatMap((file) => [...readFileSync(join(ROOT, 'functions', file), 'utf8').matchAll(ERROR_CLASS)]);
    expect(classes.length).toBeGreaterThan(8);
    const nameless = classes.filter(
      ([, name, body = '']) => !body.includes(`static override readonly name`) || !body.includes(`= '${name}';`),
    );
    expect(nameless.map(([, name]) => name)).toEqual([]);
  });

  it('can be read by everybody, whatever the umask: Lambda runs them as another user than unpacks them', () => {
    const modes = readdirSync(again.built.parse, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => statSync(join(entry.parentPath, entry.name)).mode & 0o777);
    expect(modes.length).toBeGreaterThan(4);
    expect(modes.every((mode) => mode === 0o644)).toBe(true);
  });

  it('are the same bytes when they are built again', () => {
    expect(names.map((name) => digest(again.built[name]))).toEqual(names.map((name) => digest(bundles[name])));
  });

  it('are left alone where they are right, so that two syntheses at once do not see half of a file', () => {
    const { built, before, after } = again;

    expect(after[0]).toBe(before[0]);
    expect(after[1]).not.toBe(before[1]);
    expect(readdirSync(built.parse).sort()).toEqual([
      'chunks',
      'index.mjs',
      'index.mjs.map',
      'worker.mjs',
      'worker.mjs.map',
    ]);
  });
});
