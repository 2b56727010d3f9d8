import type { Article } from '../core/article.ts';
import type { BriefDraft } from '../core/brief.ts';
import type { Reasons } from './explanation.ts';
import type { Lexicon } from './lexicon.ts';

/**
 * The seam between the pipeline and whatever writes briefs. An analyzer is given an article and the desk's own
 * words, and what it returns passes the evidence gate before anybody sees it.
 */
export interface Analyzer {
  readonly name: string;
  /**
   * @param lexicon the desk's own words; undefined where there are none.
   * @returns the draft of the brief; its quotes index `article.text`.
   * @throws RejectedError if this article can never be analyzed; any other error counts as a fault of the analyzer.
   */
  analyze(article: Article, lexicon?: Lexicon): Promise<BriefDraft>;
  /** The draft that `analyze` writes and, from the same analysis, why it holds what it holds. */
  explain?(article: Article, lexicon?: Lexicon): Promise<{ draft: BriefDraft; reasons: Reasons }>;
}
