import { describe, expect, it } from 'vitest';
import { jsonLine, printableLine } from '../../bin/precis/terminal.ts';

const HOSTILE = 'a\u001b[31m\u009b2J\u202eb\u2028\u{e0041}\u007f\n';

describe('Function: jsonLine', () => {
  it('writes what it was given, with nothing that a terminal acts on', () => {
    const line = jsonLine({ [HOSTILE]: [HOSTILE, 'Zürich 🚢 خبر'] });

    expect(JSON.parse(line)).toEqual({ [HOSTILE]: [HOSTILE, 'Zürich 🚢 خبر'] });
    expect(line).toMatch(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+\n$/u);
    expect(line).toContain('Zürich 🚢 خبر');
  });
});

describe('Function: printableLine', () => {
  it('leaves one line, with nothing that a terminal acts on', () => {
    expect(printableLine(HOSTILE)).toMatch(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+$/u);
  });
});
