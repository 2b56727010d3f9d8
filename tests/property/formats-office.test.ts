import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ParsedArticle } from '../../functions/core/article.ts';
import { RejectedError } from '../../functions/core/errors.ts';
import { DEFAULT_LIMITS, parseFile } from '../../functions/parse/parse.ts';
import { propertyRuns } from '../long-run.ts';

const FOLDER = new URL('../fixtures/formats/', import.meta.url);
/** Larger fixtures take longer and show no more. */
const MAX_BYTES = 40_000;
const FILES = ['pdf', 'docx', 'odt', 'epub', 'rtf', 'zip'].map((format) => ({
  format,
  files: readdirSync(new URL(`${format}/`, FOLDER))
    .filter((name) => name !== 'expected.json' && !name.includes('bomb'))
    .map((name) => ({ name, bytes: readFileSync(new URL(`${format}/${name}`, FOLDER)) }))
    .filter(({ bytes }) => bytes.length < MAX_BYTES),
}));

/** Whatever a file is, it becomes sound articles or a rejection that says what to do. */
async function expectSound(bytes: Uint8Array, name: string): Promise<void> {
  try {
    const { articles } = await parseFile(bytes, { name }, DEFAULT_LIMITS);
    for (const article of articles) {
      const { text } = ParsedArticle.parse(article);
      expect(text).not.toMatch(/\0|\r|\n\n\n|^\s|\s$/);
      expect(text).not.toMatch(/[\ud800-\udfff]/u);
    }
  } catch (error) {
    if (!(error instanceof RejectedError)) throw error;
    expect(error.remedy).toMatch(/\.$/);
  }
}

describe.each(FILES)('Damaged files of the format $format', ({ files }) => {
  const file = fc.constantFrom(...files);

  it('become articles or a rejection where they are cut', async () => {
    await fc.assert(
      fc.asyncProperty(file, fc.double({ min: 0, max: 1, noNaN: true }), async ({ name, bytes }, share) => {
        await expectSound(bytes.subarray(0, Math.floor(bytes.length * share)), name);
      }),
      { numRuns: propertyRuns(10) },
    );
  }, 60_000);

  it('become articles or a rejection where bytes are others', async () => {
    const change = fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.nat(255));
    await fc.assert(
      fc.asyncProperty(file, fc.array(change, { minLength: 1, maxLength: 8 }), async ({ name, bytes }, changes) => {
        const damaged = Uint8Array.from(bytes);
        for (const [share, byte] of changes) damaged[Math.floor((damaged.length - 1) * share)] = byte;
        await expectSound(damaged, name);
      }),
      { numRuns: propertyRuns(15) },
    );
  }, 60_000);

  it('become articles or a rejection where a piece is missing or given twice', async () => {
    const place = fc.double({ min: 0, max: 1, noNaN: true });
    await fc.assert(
      fc.asyncProperty(file, place, place, fc.boolean(), async ({ name, bytes }, one, other, twice) => {
        const [from, to] = [one, other].sort((a, b) => a - b).map((share) => Math.floor(bytes.length * share));
        const pieces = [bytes.subarray(0, twice ? to : from), bytes.subarray(twice ? from : to)];
        await expectSound(Buffer.concat(pieces), name);
      }),
      { numRuns: propertyRuns(10) },
    );
  }, 60_000);
});

describe('RTF', () => {
  it('of any control words becomes an article or a rejection', async () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '{',
        '}',
        '\\par ',
        '\\u8217?',
        "\\'83",
        "\\'41",
        '\\uc0 ',
        '\\uc3 ',
        '\\bin3 ',
        '\\bin99999999 ',
        '\\*',
        '\\shptxt ',
        '\\intbl ',
        '\\cell ',
        '\\row ',
        '\\upr',
        '\\ud ',
        '{\\*\\x ',
        '{\\info{\\title ',
        '\\v ',
        '\\v0 ',
        '\\f1 ',
        '\\s1 ',
        '{\\fonttbl{\\f1\\fcharset128 ',
        '{\\stylesheet{\\s1 heading 1;}',
        '\\ansicpg932 ',
        '\\u-10179 ',
        '\\u56832 ',
        '\\',
        'word ',
      ), // prettier-ignore
      fc.string({ unit: 'binary-ascii', maxLength: 10 }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 60 }), fc.boolean(), async (pieces, closed) => {
        await expectSound(Buffer.from(`{\\rtf1 ${pieces.join('')}${closed ? '}'.repeat(60) : ''}`, 'latin1'), 'a.rtf');
      }),
      { numRuns: propertyRuns(75) },
    );
  });
});
