import fc from 'fast-check';
import MarkdownIt from 'markdown-it';
import { describe, expect, it } from 'vitest';
import { gate } from '../../functions/brief/gate.ts';
import type { Brief } from '../../functions/core/brief.ts';
import { escapeMarkdown } from '../../functions/core/render/escape-markdown.ts';
import { renderMarkdown } from '../../functions/core/render/markdown.ts';
import { articleOf } from '../fixtures/draft.ts';
import { FERRY_TEXT, trueDraft } from '../fixtures/false-briefs/ferry.ts';

const HOSTILE = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...[
          '# ',
          '## x',
          '\n',
          '\n\n',
          '\r',
          '|',
          '| --- |',
          '- ',
          '1. ',
          '2) ',
          '> ',
          '    ',
          '\t',
          '---',
          '===',
          '```',
        ],
        ...[
          '~~~',
          '`',
          '``',
          '*',
          '**',
          '_',
          '__',
          '[',
          ']',
          '(',
          ')',
          '![',
          '](http://a.example)',
          '[1]: x',
          '<b>',
          '</td>',
        ],
        ...[
          '<!--',
          '-->',
          '<script>',
          '&lt;',
          '&amp;',
          '&#60;',
          '\\',
          '\\|',
          '!',
          '$$',
          '~',
          '^',
          ':',
          'http://a.example',
        ],
        ...[
          'www.a.example',
          'a@a.example',
          '“',
          '”',
          '\u202e',
          '\u2028',
          '\u0000',
          '\u0085',
          'a',
          'b c',
          '🚢',
          '.',
          '…',
        ],
        ...[
          '- [ ] x',
          '[^1]',
          'http:',
          '//',
          '//a.b',
          'ftp://a.com',
          'mailto:a@a.com',
          'a.com',
          '@',
          '+ x',
          '=',
          ': x',
          '<http://a.example>',
        ],
      ),
      fc.string({ unit: 'binary', maxLength: 3 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

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

const base = gate(articleOf(FERRY_TEXT), trueDraft());

/** The brief with every text that an article can bring in replaced by what `text` gives. */
function withTexts(text: (place: string) => string): Brief {
  const brief: Brief = structuredClone(base);
  brief.headline.text = text('headline');
  brief.article.source = text('source');
  brief.article.rights = text('rights');
  brief.article.dateline.places = [text('place')];
  brief.sourcing.named = [text('named')];
  brief.sourcing.bodies = [];
  brief.notStated = [text('notStated')];
  brief.parties.forEach((party) => {
    party.name = text('party');
  });
  for (const measure of brief.measures) {
    measure.description = text('description');
    measure.extent = text('extent');
    measure.attribution = { voice: 'named', label: text('label') };
  }
  for (const issue of brief.unresolvedIssues) {
    issue.topic = text('topic');
    issue.sides.forEach((side) => {
      side.wants = text('wants');
    });
    issue.description = text('issue');
  }
  for (const risk of brief.risks) {
    risk.statement = text('statement');
    risk.cue = text('cue');
  }
  brief.summary.forEach((sentence) => {
    sentence.text = text('summary');
  });
  for (const list of [brief.summary, brief.measures, brief.unresolvedIssues, brief.risks, brief.ahead]) {
    for (const entry of list) {
      for (const piece of entry.evidence) piece.quote = text('quote');
    }
  }
  return brief;
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
      { numRuns: 500 },
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
      { numRuns: 2000 },
    );
  });
});
