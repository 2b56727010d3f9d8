import { embeddedAnalyzer } from '../../functions/brief/embedded/embedded.ts';
import { gate } from '../../functions/brief/gate.ts';
import type { Article, ParsedArticle } from '../../functions/core/article.ts';
import { contentHashOf } from '../../functions/core/identity.ts';
import { identify } from '../../functions/parse/identify.ts';
import { DEFAULT_LIMITS, parseFile, parseTitledText } from '../../functions/parse/parse.ts';
import { serveTasks } from '../../functions/runtime/worker-task.ts';
import type { ArticleAnswer, ArticleTask } from './article-task.ts';

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

async function readArticles(task: ArticleTask): Promise<Article[]> {
  if (task.kind === 'text') {
    const parsed = await parseTitledText(task.title, task.text, DEFAULT_LIMITS);
    return [identifyLocally(parsed, task.id, task.text)];
  }
  const parsed = await parseFile(task.bytes, { name: task.name }, DEFAULT_LIMITS);
  return parsed.map((article) => identifyLocally(article, task.name, task.bytes));
}

serveTasks(async (task: ArticleTask): Promise<ArticleAnswer> => {
  const start = performance.now();
  const results = [];
  for (const article of await readArticles(task)) {
    const analyze = task.kind === 'text' || task.analyze;
    results.push(analyze ? { article, brief: gate(article, await embeddedAnalyzer.analyze(article)) } : { article });
  }
  return { results, milliseconds: performance.now() - start };
});
