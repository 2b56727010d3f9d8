/** What the isolated worker of `precis brief` and `precis parse` is asked, and what it answers. */
import type { Article } from '../../functions/core/article.ts';
import type { Brief } from '../../functions/core/brief.ts';

export type ArticleTask =
  | { kind: 'file'; bytes: Uint8Array; name: string; analyze: boolean }
  | { kind: 'text'; id: string; title: string | null; text: string };

/** One entry an article; `brief` is absent where only parsing was asked for. */
export interface ArticleResult {
  article: Article;
  brief?: Brief;
}

export interface ArticleAnswer {
  results: ArticleResult[];
  /** What parsing, analysis and the gate took. */
  milliseconds: number;
}
