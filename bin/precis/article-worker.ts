import type { Analyzer } from '../../functions/brief/analyzer.ts';
import { embeddedAnalyzer } from '../../functions/brief/embedded/embedded.ts';
import { explanationOf } from '../../functions/brief/explanation.ts';
import { gate } from '../../functions/brief/gate.ts';
import { type Lexicon, LexiconMaker } from '../../functions/brief/lexicon.ts';
import type { Article } from '../../functions/core/article.ts';
import { serveTasks } from '../../functions/runtime/worker-task.ts';
import type { ArticleAnswer, ArticleResult, ArticleTask } from './article-task.ts';
import { readArticles } from './read-articles.ts';

const analyzer: Analyzer = embeddedAnalyzer;
const lexicons = new LexiconMaker();

/** How long the analysis of one article may take; a million characters take a few seconds. */
const ANALYSIS_MS = 15_000;

async function resultOf(article: Article, explain: boolean, lexicon: Lexicon | undefined): Promise<ArticleResult> {
  const explained = explain ? await analyzer.explain?.(article, lexicon) : undefined;
  if (explained === undefined)
    return { article, brief: gate(article, await analyzer.analyze(article, lexicon), lexicon) };
  const { draft, reasons } = explained;
  const brief = gate(article, draft, lexicon);
  return { article, brief, explanation: explanationOf(article, reasons, draft, brief) };
}

serveTasks(async (task: ArticleTask, begin): Promise<ArticleAnswer> => {
  const start = performance.now();
  const results: ArticleResult[] = [];
  const lexicon = lexicons.of(task.overlay);
  const { articles, refused } = await readArticles(task, begin);
  for (const article of articles) {
    begin(article.part, ANALYSIS_MS);
    results.push(await resultOf(article, task.explain === true, lexicon));
  }
  return { results, refused, milliseconds: performance.now() - start };
});
