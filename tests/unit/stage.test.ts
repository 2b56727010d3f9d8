import { describe, expect, it } from 'vitest';
import type { ParsedArticle } from '../../functions/core/article.ts';
import { RejectedError, TransientError } from '../../functions/core/errors.ts';
import { PARSER_GENERATION } from '../../functions/core/generations.ts';
import { articleIdOf, contentHashOf, headVersionOf, revisionOf, uploadIdOf } from '../../functions/core/identity.ts';
import { manifestKey, StagedObject, stagedArticleKey } from '../../functions/core/manifest.ts';
import { type StageContext, stage } from '../../functions/parse/stage.ts';
import type { ObjectEvent } from '../../functions/runtime/s3-events.ts';

const event: ObjectEvent = {
  kind: 'created',
  bucket: 'inbox',
  key: 'in/talks.txt',
  versionId: 'v1',
  revision: revisionOf('0A'),
  size: 20,
  time: '2026-03-04T05:06:07.000Z',
};
const bytes = new TextEncoder().encode('Talks have resumed.');
const headVersion = headVersionOf(revisionOf('0A'), PARSER_GENERATION);
const uploadId = uploadIdOf('inbox', 'in/talks.txt');

const parsed = (part: string): ParsedArticle => ({
  part,
  format: 'text',
  title: null,
  source: null,
  url: null,
  authors: [],
  publishedAt: null,
  modifiedAt: null,
  section: null,
  dateline: { places: [], date: null },
  language: 'en',
  text: 'Talks have resumed.',
  words: 3,
  boilerplate: [],
  rights: null,
  notes: [],
});

/** A staging bucket in memory whose first put of a key stands; it notes the order of the puts. */
function bucket(parse: StageContext['parse'], file: Uint8Array | undefined = bytes) {
  const puts: string[] = [];
  const objects = new Map<string, unknown>();
  const context: StageContext = {
    readVersion: async () => file,
    parse,
    async putOnce(key, staged) {
      puts.push(key);
      if (objects.has(key)) return false;
      objects.set(key, StagedObject().parse(staged));
      return true;
    },
  };
  return { context, puts, objects };
}

describe('Staging an event of the inbox', () => {
  it('puts the only article of a file with its manifest inside, and nothing else', async () => {
    const { context, puts, objects } = bucket(async () => ({ articles: [parsed('')], refused: [] }));
    const { outcome } = await stage(event, context);
    const articleId = articleIdOf('inbox', 'in/talks.txt', '');
    expect(outcome).toEqual({ kind: 'parts', articleIds: [articleId] });
    expect(puts).toEqual([stagedArticleKey(articleId, headVersion)]);
    expect(objects.get(puts[0] ?? '')).toMatchObject({
      kind: 'article',
      article: { articleId, uploadId, upload: { sha256: contentHashOf(bytes), versionId: 'v1' } },
      manifest: { uploadId, receivedAt: event.time, outcome },
    });
  });

  it('puts each article of a bundle, then the manifest', async () => {
    const parts = Array.from({ length: 25 }, (_, index) => `entry-${index}`);
    const { context, puts, objects } = bucket(async () => ({ articles: parts.map(parsed), refused: [] }));
    await stage(event, context);
    expect(puts).toHaveLength(26);
    expect(puts.at(-1)).toBe(manifestKey(uploadId, headVersion));
    expect(objects.get(puts[0] ?? '')).toMatchObject({ kind: 'article', manifest: null });
  });

  it('tells in the manifest of a bundle which entries are no article', async () => {
    const refused = [{ part: 'c', rejection: { code: 'empty' as const, reason: 'It holds nothing.' } }];
    const { context, objects } = bucket(async () => ({ articles: [parsed('a'), parsed('b')], refused }));
    await stage(event, context);
    expect(objects.get(manifestKey(uploadId, headVersion))).toMatchObject({ manifest: { outcome: { refused } } });
  });

  it('puts the same keys again when it is repeated', async () => {
    const { context, objects } = bucket(async () => ({ articles: [parsed('a'), parsed('b')], refused: [] }));
    await stage(event, context);
    const first = new Map(objects);
    await stage(event, context);
    expect(objects).toEqual(first);
  });

  it('records why a file is no article', async () => {
    const { context, objects } = bucket(async () => {
      throw new RejectedError('not-text', 'It is a PNG image, not an article.');
    });
    const { outcome } = await stage(event, context);
    expect(outcome).toEqual({
      kind: 'rejected',
      rejection: { code: 'not-text', reason: 'It is a PNG image, not an article.' },
    });
    expect([...objects.keys()]).toEqual([manifestKey(uploadId, headVersion)]);
  });

  it('lets any other error through, with nothing put', async () => {
    const { context, puts } = bucket(async () => {
      throw new TransientError('throttled');
    });
    await expect(stage(event, context)).rejects.toBeInstanceOf(TransientError);
    expect(puts).toEqual([]);
  });

  it('takes a version that can no longer be read for a removal at its own revision', async () => {
    const { context, objects } = bucket(async () => ({ articles: [parsed('')], refused: [] }));
    const unreadable: StageContext = { ...context, readVersion: async () => undefined };
    expect((await stage(event, unreadable)).outcome).toEqual({ kind: 'removed' });
    expect([...objects.keys()]).toEqual([manifestKey(uploadId, headVersion)]);
  });

  it.each([
    [{ kind: 'delete-marker' as const }, { kind: 'removed' }],
    [{ kind: 'version-deleted' as const }, { kind: 'gone', versionId: 'v1' }],
    [{ kind: 'version-deleted' as const, versionId: null }, { kind: 'removed' }],
  ])('records %j as %j, without reading the file', async (change, outcome) => {
    const { context, objects } = bucket(async () => {
      throw new Error('read a removed file');
    });
    expect((await stage({ ...event, ...change }, context)).outcome).toEqual(outcome);
    expect([...objects.values()]).toMatchObject([
      { kind: 'manifest', manifest: { revision: revisionOf('0A'), outcome } },
    ]);
  });
});
