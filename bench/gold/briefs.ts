import { openArticleWorker } from '../../bin/precis/article-files.ts';
import type { ArticleResult } from '../../bin/precis/article-task.ts';
import { describe, printableLine } from '../../bin/precis/terminal.ts';
import type { GoldArticle } from './articles.ts';

export type Briefed = Required<Pick<ArticleResult, 'brief'>> & ArticleResult;

/**
 * Briefs articles one after another, by the code of `precis brief` in its isolated worker; what goes wrong with one is
 * told on standard error.
 * @returns what came of each, by its id.
 */
export async function briefGold(
  articles: readonly GoldArticle[],
  options: { explain: boolean } = { explain: false },
): Promise<Map<string, Briefed>> {
  const briefed = new Map<string, Briefed>();
  const worker = openArticleWorker();
  try {
    for (const { id, title, text } of articles) {
      try {
        const { results } = await worker.run({ kind: 'text', id, title: title ?? null, text, ...options });
        for (const result of results) if (result.brief) briefed.set(id, { ...result, brief: result.brief });
      } catch (error) {
        console.error(`${printableLine(id)}: ${describe(error)}`);
      }
    }
  } finally {
    await worker.close();
  }
  return briefed;
}
