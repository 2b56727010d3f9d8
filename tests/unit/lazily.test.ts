import { describe, expect, it } from 'vitest';
import { lazily } from '../../functions/core/lazily.ts';

describe('lazily', () => {
  it('makes a value when it is first asked for, once', () => {
    let made = 0;
    const value = lazily(() => ({ number: ++made }));

    expect(made).toBe(0);
    expect(value()).toBe(value());
    expect(made).toBe(1);
  });

  it('keeps nothing of an attempt that failed', () => {
    let attempts = 0;
    const value = lazily(() => {
      attempts += 1;
      if (attempts === 1) throw new Error('not yet');
      return { attempts };
    });

    expect(value).toThrow('not yet');
    expect(value()).toEqual({ attempts: 2 });
  });
});
