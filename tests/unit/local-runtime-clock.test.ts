import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CorruptDataError } from '../../functions/core/errors.ts';
import { openRuntimeClock } from '../../local/runtime/runtime-clock.ts';

const DAY = 86_400_000;

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'precis-clock-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

describe('Function: openRuntimeClock', () => {
  it('tells the time of the machine, and keeps nothing, where time passes as it does', async () => {
    const before = Date.now();
    const { clock, close } = await openRuntimeClock(dir, 1);
    await close();

    expect(clock.now()).toBeGreaterThanOrEqual(before);
    expect(clock.now()).toBeLessThanOrEqual(Date.now());
    expect(await readdir(dir)).toEqual([]);
  });

  it('goes on from where it was, also after a kill and with another scale', async () => {
    const first = await openRuntimeClock(dir, 1_000_000);
    await new Promise<void>((resolve) => void first.clock.after(DAY, resolve));
    await first.close();
    const stopped = JSON.parse(await readFile(join(dir, 'clock.json'), 'utf8')).now;

    const second = await openRuntimeClock(dir, 1);
    const now = second.clock.now();
    // Killed: nothing is written any more, and what was written is above all that was told.
    const kept = JSON.parse(await readFile(join(dir, 'clock.json'), 'utf8')).now;
    await second.close();

    expect(stopped).toBeGreaterThan(Date.now() + DAY / 2);
    expect(now).toBeGreaterThanOrEqual(stopped);
    expect(kept).toBeGreaterThan(now);
  });

  it('is the machine’s again once that has caught up', async () => {
    await writeFile(join(dir, 'clock.json'), JSON.stringify({ now: Date.now() - DAY }));

    const { clock, close } = await openRuntimeClock(dir, 1);
    await close();

    expect(clock.now()).toBeLessThanOrEqual(Date.now());
  });

  it('says so where what is kept is no time', async () => {
    await writeFile(join(dir, 'clock.json'), '{"now":"soon"}');

    await expect(openRuntimeClock(dir, 1)).rejects.toThrow(CorruptDataError);
  });
});
