import { describe, expect, it } from 'vitest';
import { InvalidRequestError } from '../../functions/core/errors.ts';
import { checkSince, momentOf } from '../../functions/core/ledger/asked-since.ts';

const NOW = Date.parse('2026-03-05T12:00:00.000Z');

describe('Since when', () => {
  it.each([
    ['24h', '2026-03-04T12:00:00.000Z'],
    ['3d', '2026-03-02T12:00:00.000Z'],
    ['2w', '2026-02-19T12:00:00.000Z'],
    ['2026-03-04', '2026-03-04T00:00:00.000Z'],
    ['2026-03-04T08:30:00+02:00', '2026-03-04T06:30:00.000Z'],
    ['2026-03-04T08:30Z', '2026-03-04T08:30:00.000Z'],
  ])('reads %s', (text, moment) => {
    expect(momentOf(text, NOW)).toBe(moment);
  });

  it.each(['', 'yesterday', '3', '3m', '-3d', '99999h', '2026-02-30', '2026-03-04T08:30:00', '3d\n', '٣d'])(
    'refuses %j',
    (text) => {
      expect(() => momentOf(text, NOW)).toThrow(InvalidRequestError);
    },
  );

  it('says how a + is written in an address, where it was not', () => {
    expect(() => momentOf('2026-03-04T08:30:00 02:00', NOW)).toThrow('%2B');
    expect(() => momentOf('2026-03-04 08:30', NOW)).not.toThrow('%2B');
  });

  it('is before the end of what is asked for, and not a year and more ago', () => {
    const until = new Date(NOW).toISOString();
    expect(() => checkSince('2026-03-05T11:59:59.999Z', until, NOW)).not.toThrow();
    expect(() => checkSince(until, until, NOW)).toThrow('before `until`');
    expect(() => checkSince('2025-03-04T12:00:00.000Z', until, NOW)).not.toThrow();
    expect(() => checkSince('2025-03-04T11:59:59.999Z', until, NOW)).toThrow('366 days');
  });
});
