import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ParsedArticle } from '../../functions/core/article.ts';
import { RejectedError } from '../../functions/core/errors.ts';
import { blocksOf, cleanCharacters, joinParagraphs, unwrap } from '../../functions/parse/normalise.ts';
import { DEFAULT_LIMITS, parseFile } from '../../functions/parse/parse.ts';
import { propertyRuns } from '../long-run.ts';

const piece = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.constantFrom(
    '\r\n',
    '\n\n\n',
    '\0',
    '\ud800',
    '\udc00',
    '\u2028',
    '\f',
    '# ',
    '---\n',
    '> ',
    '* ',
    '[x](y)',
    '```',
    '<p>',
    '</p>',
    '<br>',
    '<table><tr><td>',
    '<h1>',
    '<!--',
    '<script>',
    '&#0;',
    '&#xd800;',
    '<![CDATA[',
    'By Ana Reyes\n',
    'Title: x\n',
    'Date: 2026-03-04\n',
    'GENEVA, March 3 — ',
    'title: x\n',
    '👩🏽‍🚀',
    'e\u0301',
    'مرحبا',
    'The talks ended. ',
    '<meta name="author" content="',
    '<time datetime="',
    '<html lang="',
    '"',
    '>',
  ),
); // prettier-ignore
const content = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));
const name = fc.constantFrom('a.txt', 'a.md', 'a.html', 'a');

const LONE_SURROGATE = /[\ud800-\udfff]/u;

async function parse(bytes: Uint8Array, hint: string): Promise<ParsedArticle[]> {
  try {
    return (await parseFile(bytes, { name: hint }, DEFAULT_LIMITS)).articles;
  } catch (error) {
    if (error instanceof RejectedError) return [];
    throw error;
  }
}

function expectSound(article: ParsedArticle): void {
  const { text } = ParsedArticle.parse(article);
  expect(text).not.toMatch(/\0|\r|\n\n\n|^\s|\s$/);
  expect(text).not.toMatch(LONE_SURROGATE);
  expect(text.length).toBeGreaterThan(0);
  for (const field of [article.title, article.source, ...article.authors]) {
    expect(field ?? 'x').not.toMatch(/^$|\0/);
    expect(field ?? '').not.toMatch(LONE_SURROGATE);
  }
  if (article.publishedAt !== null) {
    expect(article.publishedAt).toMatch(/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}(Z|[+-]\d{2}:\d{2}))?$/);
  }
}

describe('parseFile', () => {
  it('gives sound articles or a rejection for any text', async () => {
    await fc.assert(
      fc.asyncProperty(content, name, async (text, hint) => {
        for (const article of await parse(Buffer.from(text, 'utf8'), hint)) expectSound(article);
        for (const article of await parse(Buffer.from(text, 'utf16le'), hint)) expectSound(article);
      }),
      { numRuns: propertyRuns(75) },
    );
  });

  it('gives sound articles or a rejection for any bytes', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 200 }), name, async (bytes, hint) => {
        for (const article of await parse(bytes, hint)) expectSound(article);
      }),
      { numRuns: propertyRuns(75) },
    );
  });

  it('gives the same for the same bytes', async () => {
    await fc.assert(
      fc.asyncProperty(content, name, async (text, hint) => {
        const bytes = Buffer.from(text);
        expect(await parse(bytes, hint)).toEqual(await parse(bytes, hint));
      }),
      { numRuns: propertyRuns(25) },
    );
  });

  it('keeps every sentence verbatim, in any script and with any line end', async () => {
    const sentence = fc
      .array(fc.constantFrom('Talks', 'ended', 'café', 'cafe\u0301', '👩🏽‍🚀', 'قال', 'переговоры', '“no”', '3%'), {
        minLength: 4,
        maxLength: 12,
      })
      .map((words) => `The ${words.join(' ')} said so.`);
    await fc.assert(
      fc.asyncProperty(
        fc.array(sentence, { minLength: 1, maxLength: 6 }),
        fc.constantFrom('\n', '\r\n', '\r'),
        async (sentences, end) => {
          const [article] = await parse(Buffer.from(sentences.join(end + end)), 'a.txt');
          expect(article?.text).toBe(sentences.join('\n\n'));
        },
      ),
      { numRuns: propertyRuns(25) },
    );
  });
});

describe('Normalising', () => {
  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(content, (text) => {
        const once = joinParagraphs(unwrap(blocksOf(cleanCharacters(text).text)));
        expect(joinParagraphs(unwrap(blocksOf(cleanCharacters(once).text)))).toBe(once);
        expect(cleanCharacters(once).notes).toEqual([]);
      }),
    );
  });
});
