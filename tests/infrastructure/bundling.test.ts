import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { bundleFunctions, type FunctionName } from '../../lib/bundling.ts';
import { temporaryDirectory } from './synthesized.ts';

/** Megabytes of code (without source maps) that a function may have: a cold start reads all of it. */
const BUDGETS: Record<FunctionName, number> = { parse: 3, brief: 6, api: 1 };

const directory = temporaryDirectory();
const bundles = bundleFunctions(join(directory, 'functions'));

const modules = (name: FunctionName) => readdirSync(bundles[name]).sort();
const digest = (name: FunctionName) =>
  modules(name).map((file) =>
    createHash('sha256')
      .update(readFileSync(join(bundles[name], file)))
      .digest('hex'),
  );

describe('Bundles', () => {
  it('hold a handler, and a worker where articles are worked on', () => {
    expect([modules('parse'), modules('brief'), modules('api')]).toEqual([
      ['index.mjs', 'index.mjs.map', 'worker.mjs', 'worker.mjs.map'],
      ['index.mjs', 'index.mjs.map', 'worker.mjs', 'worker.mjs.map'],
      ['index.mjs', 'index.mjs.map'],
    ]);
  });

  it.each(Object.entries(BUDGETS) as [FunctionName, number][])('of %s stays within %d MB', (name, megabytes) => {
    const bytes = modules(name)
      .filter((file) => file.endsWith('.mjs'))
      .reduce((sum, file) => sum + statSync(join(bundles[name], file)).size, 0);
    expect(bytes).toBeLessThan(megabytes * 1_000_000);
  });

  it('carry the language model in the brief worker, and nowhere else', () => {
    const model = 'eng-lite-web-model';
    const size = (name: FunctionName, file: string) => statSync(join(bundles[name], file)).size;
    expect(readFileSync(join(bundles.brief, 'worker.mjs.map'), 'utf8')).toContain(model);
    expect(readFileSync(join(bundles.brief, 'index.mjs.map'), 'utf8')).not.toContain(model);
    expect(size('brief', 'worker.mjs')).toBeGreaterThan(3_000_000);
  });

  it('are the same bytes when they are built again', () => {
    // Prepare
    const before = [digest('parse'), digest('brief'), digest('api')];

    // Act
    bundleFunctions(join(directory, 'functions'));

    // Assess
    expect([digest('parse'), digest('brief'), digest('api')]).toEqual(before);
  });
});
