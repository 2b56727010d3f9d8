import { serveTasks } from '../../functions/runtime/worker-task.ts';
import type { ArticleAnswer, ArticleTask } from './article-task.ts';
import { readArticles } from './read-articles.ts';

/** Reads articles without the analyzer, whose language model costs more to load than all formats. */
serveTasks(async (task: ArticleTask, begin): Promise<ArticleAnswer> => {
  const start = performance.now();
  const { articles, refused } = await readArticles(task, begin);
  return { results: articles.map((article) => ({ article })), refused, milliseconds: performance.now() - start };
});
