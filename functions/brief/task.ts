import type { Article } from '../core/article.ts';
import type { NumberedOverlay } from '../core/lexicon/overlay.ts';

/** What the isolated worker of the brief stage is asked. */
export interface BriefTask {
  readonly article: Article;
  /** The desk's own words; undefined where there are none. */
  readonly overlay: NumberedOverlay | undefined;
}
