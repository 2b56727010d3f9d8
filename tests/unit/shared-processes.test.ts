import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { APART } from '../apart.ts';
import { PROJECT } from '../project.ts';

const read = (path: string) => readFileSync(join(PROJECT, path), 'utf8');
const modules = readdirSync(join(PROJECT, 'tests'), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
  .map((entry) => relative(PROJECT, join(entry.parentPath, entry.name)))
  .filter((path) => !path.startsWith('tests/fixtures/'));
const isTest = (path: string) => path.endsWith('.test.ts');

/** What the next file of the process would notice. */
const LASTING = [
  /\bvi\s*\.\s*(?:mock|doMock|resetModules|stubGlobal|useFakeTimers|setSystemTime)\(/,
  /\b(?:setFlagsFromString|queryObjects|openArticleWorker)\(/,
  /\bprocess\s*\.\s*env\S* = /,
];

describe('Test files that share a process', () => {
  const sharing = modules.filter((path) => !APART.includes(path) && path !== 'tests/unit/shared-processes.test.ts');

  it('are there, and so are those that stand apart', () => {
    expect(sharing.filter(isTest).length).toBeGreaterThan(100);
    expect(APART.filter((path) => !modules.includes(path))).toEqual([]);
  });

  it('change nothing of it that lasts', () => {
    expect(sharing.filter((path) => LASTING.some((trace) => trace.test(read(path))))).toEqual([]);
  });

  it('give its environment back', () => {
    const stubbing = sharing.filter((path) => read(path).includes('vi.stubEnv('));
    expect(stubbing.filter((path) => !read(path).includes('vi.unstubAllEnvs()'))).toEqual([]);
    const moving = sharing.filter((path) => read(path).includes('process.chdir('));
    expect(moving.filter((path) => !/afterAll\([\s\S]{0,80}process\.chdir\(before\);/.test(read(path)))).toEqual([]);
  });

  it('have no hook in a module that they share, which would be that of the first file alone', () => {
    const shared = modules.filter((path) => !isTest(path));
    expect(shared.filter((path) => /^(?:before|after)(?:All|Each)\(/m.test(read(path)))).toEqual([]);
  });
});
