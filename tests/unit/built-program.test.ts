import { mkdirSync, mkdtempSync, readdirSync, realpathSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { builtProgram } from '../../bin/built-program.mjs';

const SOURCES = {
  'package-lock.json': '{}',
  'bin/built-program.mjs': '',
  'bin/precis/main.ts': `import { from } from './article-files.ts'; import { place } from '../../lib/place.ts';
    import data from 'a-package/data.json' with { type: 'json' };
    export const told: string = ['first', from, place, data.of].join(' ');`,
  'bin/precis/article-files.ts': `export const from = new URL('./article-worker.mjs', import.meta.url).href;`,
  'bin/precis/article-worker.ts': 'export {};',
  'bin/precis/lexicon-worker.ts': 'export {};',
  'bin/precis/parse-worker.ts': 'export {};',
  'bin/precis/proof-worker.ts': 'export {};',
  'lib/place.ts': `export const place = new URL('./data.json', import.meta.url).href;`,
  'node_modules/a-package/package.json': '{"name":"a-package"}',
  'node_modules/a-package/data.json': '{"of":"a package"}',
};

describe('The program as it was built', () => {
  let project: string;
  const write = (path: string, content: string) => {
    mkdirSync(join(project, path, '..'), { recursive: true });
    writeFileSync(join(project, path), content);
    // So long ago that nobody is writing it still.
    utimesSync(join(project, path), 1_000, 1_000);
  };
  const told = async (url: string) => ((await import(/* @vite-ignore */ url)) as { told: string }).told;
  const builds = () =>
    readdirSync(join(project, 'node_modules/.cache/precis/program')).filter((name) => name !== 'build.json');

  beforeEach(() => {
    project = realpathSync(mkdtempSync(join(tmpdir(), 'precis-')));
    for (const [path, content] of Object.entries(SOURCES)) write(path, content);
  });
  afterEach(() => rmSync(project, { recursive: true, force: true }));

  it('looks for its workers beside itself, for other files where its sources are, and holds data of packages', async () => {
    const url = await builtProgram(project);

    const worker = new URL('./article-worker.mjs', url).href;
    expect(readdirSync(new URL('.', url))).toContain('article-worker.mjs');
    const data = pathToFileURL(join(project, 'lib', 'data.json')).href;
    expect(await told(url)).toBe(`first ${worker} ${data} a package`);
  });

  it('is built again when a source has changed, and only then', async () => {
    // Prepare
    const first = await builtProgram(project);
    expect(await builtProgram(project)).toBe(first);
    const [name] = builds();

    // Act
    write('bin/precis/main.ts', "export const told = 'second';");
    const second = await builtProgram(project);

    // Assess
    expect(await told(second)).toBe('second');
    expect(builds().sort()).toEqual([name, second.split('/').at(-2)].sort());
    expect(second).not.toBe(first);
  });

  it('is built again when a build or a source is gone', async () => {
    // Prepare
    const url = await builtProgram(project);

    // Act
    rmSync(new URL('.', url), { recursive: true });
    const again = await builtProgram(project);
    rmSync(join(project, 'lib', 'place.ts'));

    // Assess
    expect(again).toBe(url);
    expect(await told(again)).toMatch(/^first /);
    await expect(builtProgram(project)).rejects.toThrow(/place\.ts/);
  });
});
