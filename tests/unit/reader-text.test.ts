import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { citationHtml, citationText } from '../../functions/api/reader/brief/copy-text.ts';
import { singleLine, withVisibleControls } from '../../functions/api/reader/text/plain-text.ts';
import { safeLink } from '../../functions/api/reader/text/safe-link.ts';
import { isWorthKeeping, pastedFile } from '../../functions/api/reader/uploads/pasted-file.ts';
import { PROJECT } from '../project.ts';

describe('Links out of the page', () => {
  it.each([
    ['https://plata-wire.example/a?b=1', 'https://plata-wire.example/a?b=1'],
    ['HTTP://plata-wire.example', 'http://plata-wire.example/'],
    ['javascript:alert(1)', undefined],
    [' javascript:alert(1)', undefined],
    ['java\nscript:alert(1)', undefined],
    ['data:text/html,<script>alert(1)</script>', undefined],
    ['//plata-wire.example', undefined],
    ['https://', undefined],
    [null, undefined],
  ])('%j leads to %j', (address, expected) => {
    expect(safeLink(address)).toBe(expected);
  });
});

describe('Text of an article', () => {
  it('in one line turns no direction and breaks no line', () => {
    expect(singleLine('Talks\u202E nepo\u2069\n in\t Bergen ')).toBe('Talks nepo in Bergen');
  });

  it('in the article keeps its length, so that offsets hold, and shows what would turn it', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom('a', '\u202E', '\u2067', '\u200F', 'ش') }), (text) => {
        const shown = withVisibleControls(text);
        expect(shown).toHaveLength(text.length);
        expect(shown).not.toMatch(/[\u202A-\u202E\u2066-\u2069]/);
      }),
    );
  });

  it('becomes nothing but text: the page has no way to set markup', () => {
    const folder = join(PROJECT, 'functions/api/reader');
    const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((path) => /\.tsx?$/.test(path));
    const markup =
      /innerHTML|outerHTML|insertAdjacent|document\.write|createContextualFragment|DOMParser|srcdoc|\beval\(/;
    expect(sources.length).toBeGreaterThan(20);
    expect(sources.filter((path) => markup.test(readFileSync(join(folder, path), 'utf8')))).toEqual([]);
  });
});

describe('A copied quote', () => {
  const citation = {
    quote: 'Who owns the eastern gate remains unresolved',
    source: 'Plata Wire',
    datedAt: '2026-03-02',
    headline: 'Uruguay announces pullback',
    link: 'https://precis.example/b/1#i-1a2b3c4d',
  };

  it('says where it is from', () => {
    expect(citationText(citation)).toBe(
      '“Who owns the eastern gate remains unresolved” — Plata Wire, “Uruguay announces pullback”, 2 March 2026\nhttps://precis.example/b/1#i-1a2b3c4d',
    );
  });

  it('calls an undated article undated, and does without an outlet', () => {
    expect(citationText({ ...citation, source: null, datedAt: null })).toContain(
      '— “Uruguay announces pullback”, undated',
    );
  });

  it('says of a day without its year that none is stated', () => {
    expect(citationText({ ...citation, datedAt: 'XXXX-03-31' })).toContain(', 31 March, year not stated\n');
  });

  it('as HTML is the same words, whatever the article has in it', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'<>&"\'/a b=') }), (words) => {
        // Act
        const html = citationHtml({ ...citation, quote: `x${words}x`, headline: `y${words}y` });

        // Assess
        const { document } = parseHTML(`<!doctype html><html><body>${html}</body></html>`);
        const names = [...document.body.querySelectorAll('*')].map((element) => element.tagName.toLowerCase());
        expect(names).toEqual(['blockquote', 'p', 'p', 'a']);
        expect(document.querySelector('blockquote')?.textContent).toBe(`“${singleLine(`x${words}x`)}”`);
        expect(document.querySelector('a')?.getAttribute('href')).toBe(citation.link);
      }),
    );
  });
});

describe('A paste', () => {
  it('of plain text is a text file', () => {
    expect(pastedFile('Norway signed.', undefined)).toEqual({
      name: 'pasted-article.txt',
      content: 'Norway signed.',
      mediaType: 'text/plain',
    });
  });

  it.each(['<!doctype html><html><body><p>x', '  <article><p>x</p></article>', '<P>x'])(
    'of the source %j is a page',
    (source) => {
      const { name, content } = pastedFile(source, undefined);
      expect(name).toBe('pasted-article.html');
      expect(content).toContain(source);
      expect(content.match(/<html/gi)).toHaveLength(1);
    },
  );

  it.each(['<3 from Bergen', '< 5 per cent', '"<p>" is a tag'])('that only looks like one, %j, is text', (text) => {
    expect(pastedFile(text, undefined).mediaType).toBe('text/plain');
  });

  it('with formatting of its own is the page that it was cut from', () => {
    expect(pastedFile('Norway signed.', '<p>Norway signed.</p>').content).toContain(
      '<body><p>Norway signed.</p></body>',
    );
    expect(isWorthKeeping('<meta charset="utf-8"><p>Norway</p>')).toBe(true);
    expect(isWorthKeeping('<span style="color:red">Norway</span>')).toBe(false);
  });
});
