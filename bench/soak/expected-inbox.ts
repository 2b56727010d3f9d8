import { articleIdOf } from '../../functions/core/identity.ts';
import type { ArticleFile } from './article-files.ts';
import type { Act } from './plan.ts';
import type { Story } from './stories.ts';

/** What must be true of one key once all is quiet. */
export interface ExpectedFile {
  readonly key: string;
  /** Its newest version; undefined where it is deleted. */
  readonly current: { readonly file: ArticleFile; readonly versionId: string } | undefined;
  /** Every article that any of its versions had, by id. */
  readonly articleIds: ReadonlySet<string>;
  /** How many versions and delete markers the key can have had at most, without what clients repeated unasked. */
  readonly acts: number;
}

/** An article that must be live. */
export interface ExpectedBrief {
  readonly articleId: string;
  readonly file: ExpectedFile;
  readonly versionId: string;
  readonly bytes: Uint8Array;
  readonly story: Story;
}

interface Known {
  current: { file: ArticleFile; versionId: string } | undefined;
  firstVersionId: string | undefined;
  readonly articleIds: Set<string>;
  acts: number;
}

/** What was done to the inbox, and so what must become of it. It is told of each act once the act is done. */
export class ExpectedInbox {
  readonly bucket: string;
  readonly #files = new Map<string, Known>();

  constructor(bucket: string) {
    this.bucket = bucket;
  }

  /** @param versionId as S3 answered a put. */
  done(act: Act, versionId: string | undefined): void {
    const known = this.#known(act.key);
    known.acts += 1;
    if (act.kind === 'delete') known.current = undefined;
    if (act.kind !== 'put') return;
    known.firstVersionId ??= versionId;
    known.current = { file: act.file, versionId: versionId ?? '' };
    if (act.file.outcome.kind !== 'articles') return;
    for (const { part } of act.file.outcome.articles) known.articleIds.add(articleIdOf(this.bucket, act.key, part));
  }

  firstVersionOf(key: string): string | undefined {
    return this.#files.get(key)?.firstVersionId;
  }

  files(): ExpectedFile[] {
    return [...this.#files].map(([key, { current, articleIds, acts }]) => ({ key, current, articleIds, acts }));
  }

  /** The articles that must be live. */
  briefs(): ExpectedBrief[] {
    return this.files().flatMap((file) => {
      const { current, key } = file;
      if (current?.file.outcome.kind !== 'articles') return [];
      const { versionId } = current;
      const { bytes, outcome } = current.file;
      return outcome.articles.map(({ part, story }) => ({
        articleId: articleIdOf(this.bucket, key, part),
        file,
        versionId,
        bytes,
        story,
      }));
    });
  }

  #known(key: string): Known {
    const known = this.#files.get(key) ?? {
      current: undefined,
      firstVersionId: undefined,
      articleIds: new Set(),
      acts: 0,
    };
    this.#files.set(key, known);
    return known;
  }
}
