import { describe, expect, it } from 'vitest';
import type { ArticleFile } from '../../bench/soak/article-files.ts';
import { type Act, planSoak } from '../../bench/soak/plan.ts';
import { RejectedError } from '../../functions/core/errors.ts';
import { DEFAULT_LIMITS, parseFile } from '../../functions/parse/parse.ts';

const OPTIONS = { seed: 'unit', articles: 400, poison: 5 };

function byKey(acts: readonly Act[]): Map<string, Act[]> {
  const keys = new Map<string, Act[]>();
  for (const act of acts) keys.set(act.key, [...(keys.get(act.key) ?? []), act]);
  return keys;
}

/** What the parser makes of a file, in the words of its outcome. */
async function parsed({ bytes }: ArticleFile, key: string) {
  try {
    const { articles, refused } = await parseFile(bytes, { name: key }, DEFAULT_LIMITS);
    return {
      kind: 'articles',
      articles: articles.map(({ part, title, source, publishedAt }) => ({ part, title, source, publishedAt })),
      texts: articles.map(({ text }) => text),
      refused: refused.map(({ part, rejection }) => ({ part, code: rejection.code })),
    };
  } catch (error) {
    if (!(error instanceof RejectedError)) throw error;
    return { kind: 'rejected', code: error.code };
  }
}

describe('The plan of a soak', () => {
  const { acts, counts } = planSoak(OPTIONS);
  const puts = acts.flatMap((act) => (act.kind === 'put' ? [act] : []));

  it('is the same for the same seed, and another for another', () => {
    expect(planSoak(OPTIONS).acts).toEqual(acts);
    expect(planSoak({ ...OPTIONS, seed: 'another' }).acts).not.toEqual(acts);
  });

  it('overwrites one in twenty or more, and holds everything that a soak is to meet', () => {
    expect(counts['overwrites']).toBeGreaterThanOrEqual(OPTIONS.articles * 0.05);
    expect(counts['articles']).toBeGreaterThanOrEqual(OPTIONS.articles);
    for (const kind of ['txt', 'md', 'html', 'bundle', 'bad', 'poison'])
      expect(counts).toHaveProperty([`files: ${kind}`]);
    for (const what of [
      'deletions',
      'uploads after a deletion',
      'copies under another name',
      'old versions deleted for good',
    ])
      expect(counts).toHaveProperty([what]);
  });

  it('begins each key with an upload, and deletes a first version only once there is a second', () => {
    for (const [key, own] of byKey(acts)) {
      expect([key, own[0]?.kind]).toEqual([key, 'put']);
      const at = own.findIndex(({ kind }) => kind === 'delete-first-version');
      if (at >= 0) expect(own.slice(0, at).filter(({ kind }) => kind === 'put').length).toBeGreaterThan(1);
    }
  });

  it('says of each file what the parser makes of it', async () => {
    for (const { key, file } of puts) {
      const { outcome } = file;
      const found = await parsed(file, key);
      if (outcome.kind === 'rejected') expect([key, found]).toEqual([key, outcome]);
      else {
        const articles = outcome.articles.map(({ part, story }) => ({
          part,
          title: story.title,
          source: story.source,
          publishedAt: story.day,
        }));
        expect([key, found]).toEqual([key, { ...outcome, articles, texts: expect.anything() }]);
        const marks = outcome.articles.map(({ story }) => story.mark);
        expect(found.texts?.map((text, index) => text.includes(marks[index] ?? ' '))).toEqual(marks.map(() => true));
      }
    }
  });

  it('gives each version of an article a sentence that no other has', () => {
    const marks = new Map<string, string>();
    for (const { key, file } of puts) {
      if (file.outcome.kind === 'rejected') continue;
      for (const { story } of file.outcome.articles) {
        const text = [story.title, ...story.paragraphs].join('\n');
        expect([key, marks.get(story.mark) ?? text]).toEqual([key, text]);
        marks.set(story.mark, text);
      }
    }
  });
});
