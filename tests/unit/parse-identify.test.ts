import { describe, expect, it } from 'vitest';
import { Article } from '../../functions/core/article.ts';
import { PARSER_GENERATION } from '../../functions/core/generations.ts';
import { articleIdOf, contentHashOf, uploadIdOf } from '../../functions/core/identity.ts';
import { identify } from '../../functions/parse/identify.ts';
import { DEFAULT_LIMITS, parseFile } from '../../functions/parse/parse.ts';

describe('Identity of a parsed article', () => {
  it('comes from where the file lies, and is a valid article', async () => {
    // Prepare
    const bytes = Buffer.from('The talks ended on Monday without a deal.');
    const {
      articles: [parsed],
    } = await parseFile(bytes, { name: 'a.txt' }, DEFAULT_LIMITS);
    if (!parsed) throw new Error('no article');
    const context = {
      bucket: 'inbox',
      key: 'in/a.txt',
      versionId: 'v1',
      sha256: contentHashOf(bytes),
      revision: '0'.repeat(64),
      receivedAt: '2026-03-04T10:00:00.000Z',
    };
    // Act
    const article = Article.parse(identify(parsed, context));
    // Assess
    expect(article).toEqual({
      ...parsed,
      schemaVersion: 1,
      articleId: articleIdOf('inbox', 'in/a.txt', ''),
      uploadId: uploadIdOf('inbox', 'in/a.txt'),
      revision: '0'.repeat(64),
      parserGeneration: PARSER_GENERATION,
      receivedAt: '2026-03-04T10:00:00.000Z',
      contentHash: contentHashOf(parsed.text),
      upload: { bucket: 'inbox', key: 'in/a.txt', versionId: 'v1', sha256: contentHashOf(bytes) },
    });
  });
});
