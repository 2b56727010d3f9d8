import fc from 'fast-check';
import { type DefaultTreeAdapterTypes, parse } from 'parse5';
import { describe, expect, it } from 'vitest';
import { renderHtml } from '../../functions/core/render/html.ts';
import { oneLine } from '../../functions/core/render/one-line.ts';
import { HOSTILE, withTexts } from '../fixtures/hostile-brief.ts';
import { propertyRuns } from '../long-run.ts';

/** What may stand in a text though a page does not like it; no text forms anything by it. */
const TOLERATED = ['noncharacter-in-input-stream', 'surrogate-in-input-stream'];

interface Read {
  /** Every element with its attributes, in order. */
  elements: string[];
  /** What isolated stretches of text say. */
  isolated: string[];
}

function textOf(node: DefaultTreeAdapterTypes.Node): string {
  if ('value' in node) return node.value;
  return 'childNodes' in node ? node.childNodes.map(textOf).join('') : '';
}

function read(html: string): Read {
  const errors: string[] = [];
  const found: Read = { elements: [], isolated: [] };
  const walk = (node: DefaultTreeAdapterTypes.Node, depth: number): void => {
    if ('attrs' in node) {
      const attributes = node.attrs.map(({ name, value }) => `${name}=${JSON.stringify(value)}`);
      found.elements.push(`${depth} ${node.tagName} ${attributes.join(' ')}`);
      if (node.tagName === 'bdi' || node.tagName === 'h1' || node.tagName === 'title')
        found.isolated.push(textOf(node));
    } else if (node.nodeName === '#comment') {
      found.elements.push(`${depth} comment`);
    }
    if ('childNodes' in node) for (const child of node.childNodes) walk(child, depth + 1);
  };
  walk(parse(html, { onParseError: ({ code }) => errors.push(code) }), 0);
  expect(errors.filter((code) => !TOLERATED.includes(code))).toEqual([]);
  return found;
}

describe('Property: renderHtml', () => {
  it('has the same elements and attributes whatever the article writes, and shows its words', () => {
    const benign = read(renderHtml(withTexts((place) => `plain ${place}`)));
    fc.assert(
      fc.property(fc.array(HOSTILE, { minLength: 1, maxLength: 6 }), (texts) => {
        const written = new Map<string, string[]>();
        let turn = 0;
        const brief = withTexts((place) => {
          const text = `x${place}x ${texts[turn++ % texts.length]} y`;
          written.set(place, [...(written.get(place) ?? []), oneLine(text).toLowerCase()]);
          return text;
        });

        const { elements, isolated } = read(renderHtml(brief));

        expect(elements).toEqual(benign.elements);
        expect(isolated).toHaveLength(benign.isolated.length);
        for (const [index, text] of isolated.entries()) {
          const [, place] = /^plain (\w+)/i.exec(benign.isolated[index] ?? '') ?? [];
          if (place === undefined) continue;
          const uncut = text.replace(/…[)”"]*$/, '').toLowerCase();
          expect(written.get(place)?.some((one) => one.startsWith(uncut))).toBe(true);
          if (uncut === text.toLowerCase()) expect(written.get(place)).toContain(uncut);
        }
      }),
      { numRuns: propertyRuns(75) },
    );
  });

  it('links to no address but one of the web', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.webUrl({ withQueryParameters: true, withFragments: true }),
          fc.constantFrom('javascript:alert(1)', 'data:text/html,<b>', 'https://bank.example@evil.example/', 'x', ' '),
          HOSTILE,
          HOSTILE.map((text) => `https://a.example/${text}`),
        ),
        (url) => {
          const brief = withTexts((place) => `plain ${place}`);
          brief.article.url = url;

          const links = read(renderHtml(brief)).elements.filter((element) => / a /.test(element));

          for (const link of links) expect(link).toMatch(/ href="(?:#[a-z]+-\d+"|https?:\/\/[^"@/]+\/)/);
        },
      ),
      { numRuns: propertyRuns(75) },
    );
  });
});
