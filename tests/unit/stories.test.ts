import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readStory, storyNames, WATCHED_STORIES } from '../../bench/ledger/gold-ledger.ts';
import type { ParsedArticle } from '../../functions/core/article.ts';
import { signatureOf, similarityOf } from '../../functions/core/ledger/text-signature.ts';
import { datedAtOf } from '../../functions/core/store/sort-time.ts';
import { DEFAULT_LIMITS, parseFile } from '../../functions/parse/parse.ts';

const COPIES_FROM = 0.6;
const stories = storyNames().map(readStory);
const parsed = new Map(
  await Promise.all(
    stories.map(async ({ name, folder, files }) => {
      const articles = await Promise.all(
        files.map(async (file): Promise<[string, ParsedArticle]> => {
          const { articles: read } = await parseFile(readFileSync(join(folder, file)), { name: file }, DEFAULT_LIMITS);
          const [article] = read;
          if (article === undefined || read.length > 1) throw new Error(`${name}/${file} is not one article.`);
          return [file, article];
        }),
      );
      return [name, new Map(articles)] as const;
    }),
  ),
);

describe.each(stories)('The story $name', ({ name, files, ledger }) => {
  const articles = parsed.get(name) ?? new Map<string, ParsedArticle>();
  const text = (file: string): string => articles.get(file)?.text ?? '';

  it('has 8 to 12 short articles in English by two outlets or more', () => {
    expect(files.length).toBeGreaterThanOrEqual(8);
    expect(files.length).toBeLessThanOrEqual(12);
    for (const { words, language, title, source } of articles.values()) {
      expect([language, typeof title, typeof source]).toEqual(['en', 'string', 'string']);
      expect(words).toBeGreaterThanOrEqual(60);
      expect(words).toBeLessThanOrEqual(220);
    }
    expect(new Set([...articles.values()].map(({ source }) => source)).size).toBeGreaterThanOrEqual(2);
  });

  it('is in the order of publication, undated articles aside', () => {
    const days = [...articles.values()].flatMap((article) => datedAtOf(article)?.slice(0, 10) ?? []);
    expect(days).toEqual([...days].sort());
  });

  it('is cited verbatim by its ledger', () => {
    for (const { from = [], to } of ledger.lines) {
      for (const { file, quote } of [...from, ...to]) expect(text(file), file).toContain(quote);
    }
  });

  it('has as copies just the articles that its ledger calls so', () => {
    const signatures = files.map((file) => [file, signatureOf(text(file))] as const);
    const alike = signatures.flatMap(([file, one], index) =>
      signatures
        .slice(index + 1)
        .filter(([, other]) => similarityOf(one, other) >= COPIES_FROM)
        .map(([other]) => [file, other]),
    );
    expect(alike).toEqual(ledger.copies);
  });
});

it('The stories have undated articles among them, and two that are for watching only', () => {
  const undated = [...parsed.values()].flatMap((articles) =>
    [...articles.values()].filter((article) => datedAtOf(article) === null),
  );
  expect(undated.length).toBeGreaterThanOrEqual(1);
  expect(WATCHED_STORIES.filter((name) => parsed.has(name))).toHaveLength(2);
});
