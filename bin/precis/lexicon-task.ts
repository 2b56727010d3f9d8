import type { Article } from '../../functions/core/article.ts';
import type { NumberedOverlay } from '../../functions/core/lexicon/overlay.ts';

/** What the isolated worker of `precis replay --lexicon` is asked: what differs between two readings of an article. */
export interface ComparisonTask {
  readonly article: Article;
  /** undefined for no words. */
  readonly present: NumberedOverlay | undefined;
  readonly next: NumberedOverlay;
}
