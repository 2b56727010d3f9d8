/** What the isolated worker of `precis brief` and `precis parse` is asked, and what it answers. */

import type { Explanation } from '../../functions/brief/explanation.ts';
import type { Article } from '../../functions/core/article.ts';
import type { Brief } from '../../functions/core/brief.ts';
import type { NumberedOverlay } from '../../functions/core/lexicon/overlay.ts';
import type { Rejection } from '../../functions/core/manifest.ts';
import type { RefusedPart } from '../../functions/parse/parse.ts';

/** `explain` asks for the explanation beside the brief. */
export type ArticleTask =
  | {
      kind: 'file';
      bytes: Uint8Array;
      name: string;
      explain?: boolean;
      /** The desk's own words, to read with. */
      overlay?: NumberedOverlay | undefined;
      /** Parts that broke a limit before. */
      broken?: ReadonlyMap<string, Rejection>;
    }
  | {
      kind: 'text';
      id: string;
      title: string | null;
      text: string;
      explain?: boolean;
      overlay?: NumberedOverlay | undefined;
    };

/** One entry an article; `brief` is absent where only parsing was asked for. */
export interface ArticleResult {
  article: Article;
  brief?: Brief;
  explanation?: Explanation;
}

export interface ArticleAnswer {
  results: ArticleResult[];
  /** Entries of a file with several that are no article. */
  refused: RefusedPart[];
  /** What parsing, analysis and the gate took. */
  milliseconds: number;
}
