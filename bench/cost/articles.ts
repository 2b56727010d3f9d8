import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DEFAULT_LIMITS, parseFile } from '../../functions/parse/parse.ts';
import { EXAMPLES, exampleNames } from '../examples/example-files.ts';
import { readGold } from '../gold/articles.ts';

/** What is put into the inbox, as a plain text file or as a line of a bundle. */
export interface ArticleText {
  readonly title: string;
  readonly source: string;
  /** A day; null for an article without a date. */
  readonly day: string | null;
  readonly text: string;
}

const DAY_MS = 86_400_000;
const FIRST_DAY = Date.parse('2026-03-01');
/** The outlets and days that articles are spread over. */
const OUTLETS = 20;
const DAYS = 14;

/** The text and the data of the example story's articles, whatever their format. */
export async function exampleArticles(): Promise<ArticleText[]> {
  const parsed = exampleNames().map(
    async (name) => (await parseFile(readFileSync(join(EXAMPLES, name)), { name }, DEFAULT_LIMITS)).articles,
  );
  return (await Promise.all(parsed)).flat().map(({ title, source, publishedAt, text }) => ({
    title: title ?? 'Untitled',
    source: source ?? 'The Examples',
    day: publishedAt?.slice(0, 10) ?? null,
    text,
  }));
}

/**
 * The articles of a gold corpus.
 * @throws GoldError if the folder holds none.
 */
export function corpusArticles(folder: string): ArticleText[] {
  return readGold(folder).map(({ title, outlet, date, text }) => ({
    title: title ?? 'Untitled',
    source: typeof outlet === 'string' ? outlet : 'The Corpus',
    day: typeof date === 'string' && /^\d{4}-\d\d-\d\d$/.test(date) ? date : null,
    text,
  }));
}

/**
 * As many articles as asked for: each of the given ones again and again, and no two the same. A copy has a sentence of its own,
 * an outlet of twenty and, if it is dated, a day of two weeks, so that texts, lists and days are shared by as many as they
 * would be.
 */
export function distinctArticles(articles: readonly ArticleText[], count: number, mark: string): ArticleText[] {
  return Array.from({ length: count }, (_, index) => {
    const { title, source, day, text } = articles[index % articles.length] as ArticleText;
    return {
      title,
      source: `${source} ${index % OUTLETS}`,
      day: day === null ? null : new Date(FIRST_DAY + (index % DAYS) * DAY_MS).toISOString().slice(0, 10),
      text: `${text}\n\nIt is filed under the number ${mark}-${index}.`,
    };
  });
}

/** An article as a plain text file with a head. */
export function textFile({ title, source, day, text }: ArticleText): string {
  const dated = day === null ? [] : [`Date: ${day}`];
  return `${[`Title: ${title}`, `Source: ${source}`, ...dated].join('\n')}\n\n${text}\n`;
}

/** The line ends that are none in JSON, but are in text, as the parser reads a bundle. */
const OTHER_LINE_ENDS = /[\u0085\u2028\u2029]/g;

/** Articles as a file with an object a line. */
export function bundleFile(articles: readonly ArticleText[]): string {
  const lines = articles.map(({ title, source, day, text }, index) =>
    JSON.stringify({ id: String(index), title, source, ...(day === null ? {} : { date: day }), text }),
  );
  return `${lines.join('\n').replace(OTHER_LINE_ENDS, (end) => `\\u${end.charCodeAt(0).toString(16).padStart(4, '0')}`)}\n`;
}
