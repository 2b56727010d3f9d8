import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { runSoak } from '../../bench/soak/run-soak.ts';

describe('A short soak: everything goes wrong, and the whole runtime is killed in the middle', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'precis-soak-'));
    await mkdir(join(folder, 'state'));
    await symlink(inject('assemblyDir'), join(folder, 'state', 'cdk.out'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('loses nothing, doubles nothing, shows nothing stale, and one redrive drains what was poison', async () => {
    // Prepare
    const progress: string[] = [];
    const options = { seed: 'short', articles: 60, kills: 1, poison: 1, timeScale: 120, faults: true };

    // Act
    const report = await runSoak({ ...options, folder, command: '', log: (line) => progress.push(line) });

    // Assess
    const misses = report.checks.flatMap(({ name, misses }) => misses.map((miss) => `${name}: ${miss}`));
    expect(misses).toEqual([]);
    expect(report.checks.length).toBeGreaterThan(12);
    expect(report.kills).toHaveLength(1);
    expect(Object.keys(report.faults)).toEqual(expect.arrayContaining(['poison', 'send: twice', 's3: SlowDown']));
  }, 240_000);
});
