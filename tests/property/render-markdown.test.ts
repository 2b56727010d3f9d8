import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { describe, expect, it } from 'vitest';
import { escapeMarkdown } from '../../functions/core/render/escape-markdown.ts';
import { renderMarkdown } from '../../functions/core/render/markdown.ts';
import { HOSTILE, withTexts } from '../fixtures/hostile-brief.ts';
import { propertyRuns } from '../long-run.ts';

const parser = new MarkdownIt({ html: true, linkify: true }).enable(['table', 'strikethrough']);

/** The structure of a page: its tokens without their words. */
function structureOf(markdown: string): string[] {
  const kinds: string[] = [];
  for (const token of parser.parse(markdown, {})) {
    if (token.type !== 'inline') kinds.push(`${token.type} ${token.tag} ${token.level}`);
    for (const child of token.children ?? []) {
      const shown = ['text', 'text_special'].includes(child.type);
      if (!shown) kinds.push(`  ${child.type} ${child.tag}`);
    }
  }
  return kinds;
}

describe('Property: renderMarkdown', () => {
  it('keeps the structure of the page whatever the article writes', () => {
    const benign = structureOf(renderMarkdown(withTexts((place) => `plain ${place}`)));
    fc.assert(
      fc.property(fc.array(HOSTILE, { minLength: 1, maxLength: 6 }), (texts) => {
        let turn = 0;
        const brief = withTexts((place) => `x${place}x ${texts[turn++ % texts.length]} y`);

        expect(structureOf(renderMarkdown(brief))).toEqual(benign);
      }),
      { numRuns: propertyRuns(125) },
    );
  });

  it('forms nothing of a text at the beginning of a line, and shows it as it was written', () => {
    fc.assert(
      fc.property(HOSTILE, (text) => {
        const shown = parser.parse(`${escapeMarkdown(text)} y`, {});

        expect(structureOf(`${escapeMarkdown(text)} y`)).toEqual(['paragraph_open p 0', 'paragraph_close p 0']);
        const words = (shown[1]?.children ?? []).map((child) => child.content).join('');
        // biome-ignore lint/suspicious/noControlCharactersInRegex: what the page does not print.
        const unprintable = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]+/g;
        expect(words).toBe(`${text.replace(unprintable, ' ').replace(/\s+/g, ' ').trim()} y`.trim());
      }),
      { numRuns: propertyRuns(500) },
    );
  });
});
