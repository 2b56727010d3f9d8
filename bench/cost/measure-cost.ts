import { join } from 'node:path';
import { type ArticleText, corpusArticles, exampleArticles } from './articles.ts';
import type { CostFigures } from './cost-table.ts';
import { measure } from './measure.ts';

const PROJECT = join(import.meta.dirname, '..', '..');
const CALLS_OF_EACH = 40;

export interface CostOptions {
  /** Articles of each way to come. */
  readonly articles: number;
  /** A folder of articles of a gold corpus. */
  readonly corpus?: string;
  log(line: string): void;
}

/**
 * Counts what articles and calls take, for each kind of articles in a runtime of its own.
 * @throws GoldError for a corpus without articles.
 */
export async function measureCost({ articles: count, corpus, log }: CostOptions): Promise<CostFigures> {
  const kinds: [string, readonly ArticleText[]][] = [['the examples', await exampleArticles()]];
  if (corpus !== undefined) kinds.push(['the corpus', corpusArticles(corpus)]);
  const of: { articles: string; measurement: Awaited<ReturnType<typeof measure>> }[] = [];
  for (const [name, articles] of kinds) {
    const options = { projectDir: PROJECT, articles, count, calls: CALLS_OF_EACH, log };
    of.push({ articles: name, measurement: await measure(options) });
  }
  return { of };
}
