import { existsSync, readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ArticleWorker, openArticleWorker } from '../../bin/precis/article-files.ts';
import { ParsedArticle } from '../../functions/core/article.ts';
import { RejectedError } from '../../functions/core/errors.ts';
import { BrokenLimitError } from '../../functions/runtime/isolated-worker.ts';
import { IS_LONG_RUN } from '../long-run.ts';

/** Mutants of each format; `npm run test:fuzz` makes 2,000. */
const MUTANTS = Number(process.env['PRECIS_MUTANTS'] ?? (IS_LONG_RUN ? 100 : 20));
const MILLISECONDS_EACH = 500;

const FOLDER = new URL('../fixtures/formats/', import.meta.url);
const FORMATS = readdirSync(FOLDER).filter((name) => existsSync(new URL(`${name}/expected.json`, FOLDER)));

/** One damage to a file, by places that count from its start to its end as 0 to 1. */
type Damage =
  | { kind: 'cut'; at: number }
  | { kind: 'delete'; at: number; bytes: number }
  | { kind: 'repeat'; at: number; bytes: number; times: number }
  | { kind: 'overwrite'; at: number; with: Uint8Array }
  | { kind: 'insert'; at: number; text: string }
  | { kind: 'swap'; at: number; to: number; bytes: number };

const place = fc.double({ min: 0, max: 1, noNaN: true });
const short = fc.nat({ max: 200 });
/** What formats count, end or nest with. */
const TOKENS = [
  '\0',
  '<',
  '>',
  '</',
  '<![CDATA[',
  ']]>',
  '<!DOCTYPE x [<!ENTITY a "b">]>',
  '&a;',
  '&#0;',
  '&#xd800;',
  '{',
  '}',
  '[',
  '"',
  '\\',
  '\r\n',
  '\n\n',
  '--',
  '=?utf-8?Q?',
  '?=',
  'stream',
  'endstream',
  'endobj',
  'obj',
  '%%EOF',
  '\\u-99999',
  '\\bin9999',
  '\\uc99',
  'PK\x01\x02',
  'PK\x05\x06',
  '\x1f\x8b\x08',
  '---\n',
  '```',
  'Content-Length: 99999\r\n',
  'WARC/1.0\r\n',
  'From a\n',
  '<script>',
  '<table>',
  '<p>',
  'charset=utf-16',
  'encoding="x"',
  '\ud83d',
  '٣',
]; // prettier-ignore
const damage: fc.Arbitrary<Damage> = fc.oneof(
  fc.record({ kind: fc.constant('cut' as const), at: place }),
  fc.record({ kind: fc.constant('delete' as const), at: place, bytes: short }),
  fc.record({ kind: fc.constant('repeat' as const), at: place, bytes: short, times: fc.nat({ max: 50 }) }),
  fc.record({
    kind: fc.constant('overwrite' as const),
    at: place,
    with: fc.uint8Array({ minLength: 1, maxLength: 8 }),
  }),
  fc.record({ kind: fc.constant('insert' as const), at: place, text: fc.constantFrom(...TOKENS) }),
  fc.record({ kind: fc.constant('swap' as const), at: place, to: place, bytes: short }),
);

function damaged(file: Buffer, by: Damage): Buffer {
  const at = Math.floor(by.at * file.length);
  switch (by.kind) {
    case 'cut':
      return file.subarray(0, at);
    case 'delete':
      return Buffer.concat([file.subarray(0, at), file.subarray(at + by.bytes)]);
    case 'repeat':
      return Buffer.concat([
        file.subarray(0, at),
        ...Array.from({ length: by.times }, () => file.subarray(at, at + by.bytes)),
        file.subarray(at),
      ]);
    case 'overwrite':
      return Buffer.concat([file.subarray(0, at), by.with, file.subarray(at + by.with.length)]);
    case 'insert':
      return Buffer.concat([file.subarray(0, at), Buffer.from(by.text), file.subarray(at)]);
    default: {
      const to = Math.floor(by.to * file.length);
      const copy = Buffer.from(file);
      copy.set(file.subarray(to, to + by.bytes).subarray(0, file.length - at), at);
      return copy;
    }
  }
}

describe('Damaged files', () => {
  let worker: ArticleWorker;
  beforeAll(() => {
    worker = openArticleWorker('parse', { processMegabytes: 4_000 });
  });
  afterAll(() => worker.close());

  it.each(FORMATS)(
    'of the format %s end as sound articles or as a rejection',
    async (format) => {
      const folder = new URL(`${format}/`, FOLDER);
      const files = readdirSync(folder).filter((name) => name !== 'expected.json');
      const mutant = fc.record({
        name: fc.constantFrom(...files),
        damages: fc.array(damage, { minLength: 1, maxLength: 4 }),
      });
      await fc.assert(
        fc.asyncProperty(mutant, async ({ name, damages }) => {
          const bytes = damages.reduce(damaged, readFileSync(new URL(name, folder)));
          try {
            const { results } = await worker.run({ kind: 'file', bytes, name });
            for (const { article } of results) {
              const { articleId: _, ...parsed } = article;
              expect(ParsedArticle.strip().parse(parsed).text).not.toMatch(/\0|\r|\n\n\n|^\s|\s$|^$/);
            }
          } catch (error) {
            expect(error).toBeInstanceOf(RejectedError);
            expect(error).not.toBeInstanceOf(BrokenLimitError);
          }
        }),
        { numRuns: MUTANTS },
      );
    },
    60_000 + MUTANTS * MILLISECONDS_EACH,
  );
});
