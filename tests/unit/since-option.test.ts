import { InvalidArgumentError } from 'commander';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readSince } from '../../bin/precis/since-option.ts';

const NOON = Date.UTC(2026, 4, 4, 12);

describe('--since', () => {
  it.each([
    ['0m', NOON],
    ['90m', NOON - 90 * 60_000],
    ['12h', NOON - 12 * 3_600_000],
    ['7d', NOON - 7 * 86_400_000],
    ['2026-03-02', Date.UTC(2026, 2, 2)],
    ['2026-03-02T06:00Z', Date.UTC(2026, 2, 2, 6)],
    ['2026-03-02T06:00:01.5+02:00', Date.UTC(2026, 2, 2, 4, 0, 1, 500)],
  ])('takes %s', (text, since) => {
    expect(readSince(text, NOON)).toBe(since);
  });

  describe('where clocks are behind UTC', () => {
    beforeEach(() => {
      vi.stubEnv('TZ', 'America/Montevideo');
    });
    afterEach(() => {
      vi.unstubAllEnvs();
    });

    it.each([
      ['today', Date.UTC(2026, 4, 4, 3)],
      ['yesterday', Date.UTC(2026, 4, 3, 3)],
    ])('takes %s from the midnight of here', (text, since) => {
      expect(readSince(text, NOON)).toBe(since);
      expect(readSince(text, Date.UTC(2026, 4, 5, 2, 59))).toBe(since);
    });
  });

  it.each(['', 'soon', '7', '7w', '-1d', '2026-3-2', '2026-02-30', '2026-13-01', '2026-03-02T06:00', '2026-05-05'])(
    'does not take %j',
    (text) => {
      expect(() => readSince(text, NOON)).toThrow(InvalidArgumentError);
    },
  );
});
