import type { Analyzer } from '../../functions/brief/analyzer.ts';
import { embeddedAnalyzer } from '../../functions/brief/embedded/embedded.ts';
import { explanationOf } from '../../functions/brief/explanation.ts';
import { gate } from '../../functions/brief/gate.ts';
import type { Article, ParsedArticle } from '../../functions/core/article.ts';
import { contentHashOf } from '../../functions/core/identity.ts';
import { identify } from '../../functions/parse/identify.ts';
import { DEFAULT_LIMITS, parseFile, parseTitledText, type RefusedPart } from '../../functions/parse/parse.ts';
import { serveTasks } from '../../functions/runtime/worker-task.ts';
import type { ArticleAnswer, ArticleResult, ArticleTask } from './article-task.ts';

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

/** The articles of a file or text, and the entries that are none. */
async function readArticles(
  task: ArticleTask,
  begin: (part: string) => void,
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

const analyzer: Analyzer = embeddedAnalyzer;

/** How long the analysis of one article may take; a million characters take a few seconds. */
const ANALYSIS_MS = 15_000;

async function resultOf(article: Article, explain: boolean): Promise<ArticleResult> {
  const explained = explain ? await analyzer.explain?.(article) : undefined;
  if (explained === undefined) return { article, brief: gate(article, await analyzer.analyze(article)) };
  const { draft, reasons } = explained;
  const brief = gate(article, draft);
  return { article, brief, explanation: explanationOf(article, reasons, draft, brief) };
}

serveTasks(async (task: ArticleTask, begin): Promise<ArticleAnswer> => {
  const start = performance.now();
  const results: ArticleResult[] = [];
  const { articles, refused } = await readArticles(task, begin);
  for (const article of articles) {
    const analyze = task.kind === 'text' || task.analyze;
    if (analyze) begin(article.part, ANALYSIS_MS);
    results.push(analyze ? await resultOf(article, task.explain === true) : { article });
  }
  return { results, refused, milliseconds: performance.now() - start };
});
