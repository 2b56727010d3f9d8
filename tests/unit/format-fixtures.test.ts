import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { REJECTION_CODES, RejectedError } from '../../functions/core/errors.ts';
import { DEFAULT_LIMITS, type ParsedFile, parseFile } from '../../functions/parse/parse.ts';

/** One folder a format; each holds its files and `expected.json`, which says of every file what must come of it. */
const FOLDER = new URL('../fixtures/formats/', import.meta.url);

const Refused = z.strictObject({ part: z.string(), code: z.enum(REJECTION_CODES) });
const ExpectedArticle = z.strictObject({
  /** Fields of the article that must be exactly so. */
  fields: z.record(z.string(), z.unknown()),
  /** The whole text, a line a paragraph. */
  text: z.array(z.string()).optional(),
  contains: z.array(z.string()).optional(),
  excludes: z.array(z.string()).optional(),
});
const Expected = z.record(
  z.string(),
  z.union([
    z.strictObject({ articles: z.array(ExpectedArticle).min(1), refused: z.array(Refused).default([]) }),
    z.strictObject({ rejection: z.strictObject({ code: z.enum(REJECTION_CODES), reason: z.string() }) }),
  ]),
);

function expectedOf(format: string): z.output<typeof Expected> {
  return Expected.parse(JSON.parse(readFileSync(new URL(`${format}/expected.json`, FOLDER), 'utf8')));
}

async function parse(format: string, name: string): Promise<ParsedFile | RejectedError> {
  try {
    return await parseFile(readFileSync(new URL(`${format}/${name}`, FOLDER)), { name }, DEFAULT_LIMITS);
  } catch (error) {
    if (error instanceof RejectedError) return error;
    throw error;
  }
}

const FORMATS = readdirSync(FOLDER).filter((name) => existsSync(new URL(`${name}/expected.json`, FOLDER)));

describe.each(FORMATS)('Files of the format %s', (format) => {
  const expected = expectedOf(format);

  it('are all described', () => {
    const files = readdirSync(new URL(`${format}/`, FOLDER)).filter((name) => name !== 'expected.json');
    expect(Object.keys(expected).sort()).toEqual(files.sort());
  });

  it.each(Object.entries(expected))('%s', async (name, wanted) => {
    const found = await parse(format, name);
    if ('rejection' in wanted) {
      expect(found).toBeInstanceOf(RejectedError);
      expect(found).toMatchObject({ code: wanted.rejection.code });
      expect((found as RejectedError).message).toContain(wanted.rejection.reason);
      expect((found as RejectedError).remedy).toMatch(/^\p{Lu}.*\.$/u);
      return;
    }
    if (found instanceof RejectedError) throw found;
    expect(found.articles).toHaveLength(wanted.articles.length);
    for (const [index, { fields, text, contains, excludes }] of wanted.articles.entries()) {
      const article = found.articles[index];
      expect(article).toMatchObject(fields);
      if (text) expect(article?.text.split('\n\n')).toEqual(text);
      for (const piece of contains ?? []) expect(article?.text).toContain(piece);
      for (const piece of excludes ?? []) expect(article?.text).not.toContain(piece);
    }
    expect(found.refused.map(({ part, rejection }) => ({ part, code: rejection.code }))).toEqual(wanted.refused);
  });
});
