import { readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import { type ArticleText, bundleFile, exampleArticles } from '../cost/articles.ts';
import { EXAMPLES, exampleNames } from '../examples/example-files.ts';

/** A file for the inbox. */
export interface NewsFile {
  readonly key: string;
  readonly body: string;
}

/** A sentence of one article alone, so that no two articles have the same text. */
const markOf = (round: string, index: number): string => `This is dispatch ${index} of ${round}.`;

function marked(name: string, text: string, mark: string): string {
  return name.endsWith('.html')
    ? text.replace('</article>', `<p>${mark}</p></article>`)
    : `${text.trimEnd()}\n\n${mark}\n`;
}

/** The articles of the examples, as the files they are, again and again. @param round names them apart from others. */
export function singleFiles(round: string, count: number): NewsFile[] {
  const examples = exampleNames();
  return Array.from({ length: count }, (_, index) => {
    const name = examples[index % examples.length] ?? '';
    const text = readFileSync(join(EXAMPLES, name), 'utf8');
    return { key: `in/${round}-${index}${extname(name)}`, body: marked(name, text, markOf(round, index)) };
  });
}

/** The same articles in bundles: NDJSON, an article a line. */
export async function bundles(round: string, count: number, size: number): Promise<NewsFile[]> {
  const examples = await exampleArticles();
  return Array.from({ length: count }, (_, bundle) => {
    const articles = Array.from({ length: size }, (__, line) => {
      const index = bundle * size + line;
      const article = examples[index % examples.length] as ArticleText;
      return { ...article, text: `${article.text}\n\n${markOf(round, index)}` };
    });
    return { key: `in/${round}-${bundle}.ndjson`, body: bundleFile(articles) };
  });
}
