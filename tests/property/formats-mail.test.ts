import { readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ParsedArticle } from '../../functions/core/article.ts';
import { RejectedError } from '../../functions/core/errors.ts';
import { cleanCharacters } from '../../functions/parse/normalise.ts';
import { DEFAULT_LIMITS, type ParsedFile, parseFile } from '../../functions/parse/parse.ts';
import { propertyRuns } from '../long-run.ts';

const FOLDER = new URL('../fixtures/formats/', import.meta.url);
const FORMATS = [
  'mail',
  'mbox',
  'feed',
  'json-feed',
  'ndjson',
  'news-please',
  'ninjs',
  'nitf',
  'newsml-g2',
  'warc',
] as const;

interface Fixture {
  name: string;
  bytes: Uint8Array;
}

function fixturesOf(format: string): Fixture[] {
  const folder = new URL(`${format}/`, FOLDER);
  const names = readdirSync(folder).filter((name) => name !== 'expected.json' && name !== 'bomb.warc');
  return names.map((name) => ({ name, bytes: readFileSync(new URL(name, folder)) }));
}

/** Bytes that mean something to one of the formats. */
const piece = fc.oneof(
  fc.uint8Array({ minLength: 1, maxLength: 6 }),
  fc
    .constantFrom(
      '\r\n\r\n',
      '\n\n',
      '--mix\r\n',
      '--=_alt--\r\n',
      'From x Tue Mar  3 18:22:10 2026\n',
      'From: ',
      'Subject: Fwd: Fwd:',
      'Content-Type: multipart/mixed; boundary=mix\r\n',
      'Content-Transfer-Encoding: base64\r\n',
      '=?utf-8?B?',
      '?=',
      '> > >',
      '<item>',
      '</item>',
      '<![CDATA[',
      ']]>',
      '&#x0;',
      '&#xd800;',
      '&undeclared;',
      '<!DOCTYPE a [',
      '"',
      '\\u0000',
      '\\ud800',
      '{',
      '}',
      '[',
      ']',
      '"__proto__":{"text":"x"},',
      'Content-Length: 99999999\r\n',
      'Content-Encoding: br\r\n',
      'Transfer-Encoding: chunked\r\n',
      'ffffffff\r\n',
      '\0',
      '\ufeff',
    )
    .map((text) => new Uint8Array(Buffer.from(text))),
);

/** One change: at a place (a share of the length), so many bytes are taken out and a piece is put in. */
const change = fc.record({ place: fc.double({ min: 0, max: 1, noNaN: true }), taken: fc.nat({ max: 40 }), piece });

function changed(bytes: Uint8Array, changes: { place: number; taken: number; piece: Uint8Array }[]): Uint8Array {
  return changes.reduce<Uint8Array>((now, { place, taken, piece: put }) => {
    const at = Math.floor(place * now.length);
    return Buffer.concat([now.subarray(0, at), put, now.subarray(at + taken)]);
  }, bytes);
}

async function parse({ name, bytes }: Fixture): Promise<ParsedFile> {
  try {
    return await parseFile(bytes, { name }, DEFAULT_LIMITS);
  } catch (error) {
    if (error instanceof RejectedError) return { articles: [], refused: [] };
    throw error;
  }
}

function expectSound({ articles, refused }: ParsedFile): void {
  for (const article of articles) {
    const { text } = ParsedArticle.parse(article);
    expect(text).toBe(cleanCharacters(text).text);
    expect(text).not.toMatch(/\n\n\n|^\s|\s$/);
    if (article.publishedAt !== null) {
      expect(article.publishedAt).toMatch(/^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2}(Z|[+-]\d{2}:\d{2}))?$/);
    }
  }
  const parts = [...articles, ...refused].map(({ part }) => part);
  expect(new Set(parts).size).toBe(parts.length);
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
}

describe.each(FORMATS)('A file of the format %s', (format) => {
  const fixture = fc.constantFrom(...fixturesOf(format));

  it('that is cut anywhere gives articles or a rejection', async () => {
    await fc.assert(
      fc.asyncProperty(fixture, fc.double({ min: 0, max: 1, noNaN: true }), async ({ name, bytes }, share) => {
        expectSound(await parse({ name, bytes: bytes.subarray(0, Math.floor(share * bytes.length)) }));
      }),
      { numRuns: propertyRuns(15) },
    );
  });

  it('that is changed anywhere gives articles or a rejection, the same each time', async () => {
    await fc.assert(
      fc.asyncProperty(fixture, fc.array(change, { minLength: 1, maxLength: 6 }), async ({ name, bytes }, changes) => {
        const file = { name, bytes: changed(bytes, changes) };
        const found = await parse(file);
        expectSound(found);
        expect(await parse(file)).toEqual(found);
      }),
      { numRuns: propertyRuns(20) },
    );
  });
});
