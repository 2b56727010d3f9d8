import type { Article, ParsedArticle } from '../../functions/core/article.ts';
import { contentHashOf } from '../../functions/core/identity.ts';
import { identify } from '../../functions/parse/identify.ts';
import { DEFAULT_LIMITS, parseFile, parseTitledText, type RefusedPart } from '../../functions/parse/parse.ts';
import type { BeginStep } from '../../functions/runtime/worker-task.ts';
import type { ArticleTask } from './article-task.ts';

/** Where articles that never were in a bucket come from. */
const LOCAL_BUCKET = 'local';

function identifyLocally(parsed: ParsedArticle, name: string, bytes: string | Uint8Array): Article {
  return identify(parsed, {
    bucket: LOCAL_BUCKET,
    key: name,
    versionId: null,
    sha256: contentHashOf(bytes),
    revision: '0'.repeat(64),
    receivedAt: null,
  });
}

/**
 * Reads the articles of a file or text, and the entries that are none.
 * @param begin is told of each part before it is read.
 * @throws RejectedError where the whole is no article.
 */
export async function readArticles(
  task: ArticleTask,
  begin: BeginStep,
): Promise<{ articles: Article[]; refused: RefusedPart[] }> {
  if (task.kind === 'text') {
    const parsed = await parseTitledText(task.title, task.text, DEFAULT_LIMITS);
    return { articles: [identifyLocally(parsed, task.id, task.text)], refused: [] };
  }
  const parsed = await parseFile(task.bytes, { name: task.name }, DEFAULT_LIMITS, {
    begin,
    broken: task.broken ?? new Map(),
  });
  const articles = parsed.articles.map((article) => identifyLocally(article, task.name, task.bytes));
  return { articles, refused: parsed.refused };
}
