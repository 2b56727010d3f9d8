import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { safeFilename } from '../../functions/api/safe-filename.ts';

describe('safeFilename', () => {
  it.each([
    ['article.html', 'article.html'],
    ['Übersicht März.html', 'Ubersicht-Marz.html'],
    ['../../etc/passwd', 'etc-passwd'],
    ['C:\\desk\\a b.txt', 'C-desk-a-b.txt'],
    ['.htaccess', 'htaccess'],
    ['статья.txt', 'article.txt'],
    ['文章.md', 'article.md'],
    ['文章', 'article'],
    ['…', 'article'],
    [`${'a'.repeat(200)}.html`, `${'a'.repeat(95)}.html`],
  ])('makes of %j %j', (name, safe) => {
    expect(safeFilename(name)).toBe(safe);
  });

  it('is part of a key whatever the name, and safe once is safe for ever', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1, maxLength: 255 }), (name) => {
        const safe = safeFilename(name);
        expect(safe).toMatch(/^[A-Za-z0-9_][A-Za-z0-9._-]{0,99}$/);
        expect(safe).not.toContain('..');
        expect(safeFilename(safe)).toBe(safe);
      }),
    );
  });
});
