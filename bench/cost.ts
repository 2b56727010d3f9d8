import { join } from 'node:path';
import { corpusArticles, exampleArticles } from './cost/articles.ts';
import { measure } from './cost/measure.ts';
export async function run(args: string[]): Promise<number> {
  const articles = args[0] ? corpusArticles(args[0]) : await exampleArticles();
  const m = await measure({
    projectDir: join(import.meta.dirname, '..'),
    articles,
    count: Number(args[1] ?? 100),
    bundleSize: 100,
    calls: 40,
    log: console.log,
  });
  console.log(JSON.stringify(m, null, 1));
  return 0;
}
