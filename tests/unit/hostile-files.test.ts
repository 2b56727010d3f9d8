import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ArticleWorker, openArticleWorker } from '../../bin/precis/article-files.ts';
import { RejectedError } from '../../functions/core/errors.ts';
import { DEFAULT_LIMITS } from '../../functions/parse/parse-limits.ts';
import { HOSTILE_FILES } from '../fixtures/hostile/files.ts';
import { IS_LONG_RUN } from '../long-run.ts';

const SENTENCE = 'The harbour board said on Friday that the second quay will close.';

/** Large files, which take the parser seconds and are like others; the long run parses them. */
const LONG: readonly string[] = [
  'angle-brackets.html',
  'attributes.html',
  'bomb.odt',
  'bomb.zip',
  'breaks-under-the-limit.html',
  'entities.html',
  'links.html',
  'long-attribute.html',
  'long.html',
  'long.rtf',
  'many-bombs.zip',
  'messages.mbox',
  'metas.html',
  'pages.pdf',
  'paragraphs-under-the-ratio.docx',
  'paragraphs.docx',
  'siblings-under-the-limit.html',
  'times.html',
  'unclosed-tables-under-the-depth.html',
];
const NAMES = Object.keys(HOSTILE_FILES).filter((name) => IS_LONG_RUN || !LONG.includes(name));

describe('A hostile file', () => {
  let worker: ArticleWorker;
  beforeAll(() => {
    // The process of the tests holds the files that it makes.
    worker = openArticleWorker('parse', { processMegabytes: 4_000 });
  });
  afterAll(() => worker.close());

  it.each(NAMES)('%s ends as articles or as a rejection, and the next file is parsed', async (name) => {
    // Prepare
    const bytes = HOSTILE_FILES[name]?.() ?? new Uint8Array();

    // Act
    const [hostile, next] = await Promise.allSettled([
      worker.run({ kind: 'file', bytes, name }),
      worker.run({ kind: 'file', bytes: Buffer.from(SENTENCE), name: 'next.txt' }),
    ]);

    // Assess
    if (hostile.status === 'rejected') {
      expect(hostile.reason).toBeInstanceOf(RejectedError);
      expect(hostile.reason.message).toMatch(/^\p{Lu}.*\.$/su);
    } else {
      expect(hostile.value.results.length).toBeGreaterThan(0);
      for (const { article } of hostile.value.results) {
        expect(article.text.length).toBeLessThanOrEqual(DEFAULT_LIMITS.textCharacters);
      }
    }
    expect(next).toMatchObject({ status: 'fulfilled', value: { results: [{ article: { text: SENTENCE } }] } });
    expect(Object.prototype).not.toHaveProperty('polluted');
  });
});
