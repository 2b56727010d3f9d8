import { describe, expect, it } from 'vitest';
import { systemClock, testClock } from '../../local/clock.ts';

describe('testClock', () => {
  it('runs what falls due, in order of time, each at its time', () => {
    const clock = testClock(1000);
    const ran: [string, number][] = [];
    clock.after(50, () => ran.push(['late', clock.now()]));
    clock.after(10, () => {
      ran.push(['early', clock.now()]);
      clock.after(5, () => ran.push(['nested', clock.now()]));
    });
    const cancel = clock.after(20, () => ran.push(['cancelled', clock.now()]));
    cancel();

    clock.advance(49);
    expect(ran).toEqual([
      ['early', 1010],
      ['nested', 1015],
    ]);
    clock.advance(1);
    expect(ran.at(-1)).toEqual(['late', 1050]);
    expect(clock.now()).toBe(1050);
  });
});

describe('systemClock', () => {
  it('tells the time of the machine', () => {
    const before = Date.now();
    const now = systemClock().now();

    expect(now).toBeGreaterThanOrEqual(before);
    expect(now).toBeLessThanOrEqual(Date.now());
  });

  it('lets its time pass faster, and runs callbacks by it', async () => {
    const clock = systemClock(1_000_000);
    const start = clock.now();

    // Ten minutes of its time are less than a millisecond.
    await new Promise<void>((resolve) => void clock.after(600_000, resolve));

    expect(clock.now() - start).toBeGreaterThanOrEqual(600_000);
  });

  it('cancels', async () => {
    const clock = systemClock(1000);
    const ran: string[] = [];
    const cancel = clock.after(1000, () => ran.push('cancelled'));
    cancel();

    await new Promise<void>((resolve) => void clock.after(5000, resolve));

    expect(ran).toEqual([]);
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('has no scale of %s', (scale) => {
    expect(() => systemClock(scale)).toThrow(RangeError);
  });
});
