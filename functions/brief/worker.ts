import type { Article } from '../core/article.ts';
import { serveTasks } from '../runtime/worker-task.ts';
import { embeddedAnalyzer } from './embedded/embedded.ts';
import { gate } from './gate.ts';

/** One article to brief in the isolated worker: the analyzer, then the evidence gate. */
serveTasks(async (article: Article) => gate(article, await embeddedAnalyzer.analyze(article)));
