import { pMapIterable } from 'p-map';
import type { Article } from '../functions/core/article.ts';
import { RejectedError } from '../functions/core/errors.ts';
import { readStaged } from '../functions/runtime/staged-objects.ts';
import { archivedArticles, stagedOfLive } from './archive.ts';
import type { BriefChange } from './brief-changes.ts';
import type { StackAccess } from './stack-access.ts';
import type { StagedListing } from './staged-listing.ts';

/** What comes of briefing one article of the archive with other words. */
export interface RehearsedArticle {
  readonly briefId: string;
  /** The file in the inbox. */
  readonly key: string;
  readonly title: string | null;
  /** undefined where it cannot be briefed with one of the two. */
  readonly changes: readonly BriefChange[] | undefined;
}

export interface RehearsalQuery {
  /** Only what was staged then or later, in milliseconds since the epoch. */
  readonly since?: number | undefined;
  /** At most so many articles. */
  readonly limit?: number | undefined;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** Articles that wait, read, for whoever compares them: the memory that this takes does not grow with the archive. */
const READ_AHEAD = 2;

/**
 * Briefs what readers see of the archive with present words and with others, and writes nothing.
 * @param compare briefs one article with both and tells what differs; @throws RejectedError where it cannot be.
 * @param atOnce how many articles are compared side by side.
 * @returns each article that is still staged, in no particular order.
 * @throws what the clients throw, and `compare` beside a RejectedError.
 */
export async function* rehearse(
  access: Pick<StackAccess, 's3' | 'stagedBucket' | 'table'>,
  { since = 0, limit = Number.POSITIVE_INFINITY, now }: RehearsalQuery,
  compare: (article: Article) => Promise<BriefChange[]>,
  atOnce: number,
): AsyncGenerator<RehearsedArticle, void, undefined> {
  async function* chosen(): AsyncGenerator<StagedListing, void, undefined> {
    let left = limit;
    for await (const article of archivedArticles(access, now)) {
      const shown = stagedOfLive(article);
      if (shown === undefined || shown.lastModified < since) continue;
      if (left <= 0) return;
      left -= 1;
      yield shown;
    }
  }
  const rehearsed = pMapIterable(
    chosen(),
    async ({ key, id }): Promise<RehearsedArticle | undefined> => {
      const staged = await readStaged(access.s3, access.stagedBucket, key);
      if (staged?.kind !== 'article') return undefined;
      const { article } = staged;
      const told = { briefId: id, key: article.upload.key, title: article.title };
      try {
        return { ...told, changes: await compare(article) };
      } catch (error) {
        if (!(error instanceof RejectedError)) throw error;
        return { ...told, changes: undefined };
      }
    },
    { concurrency: atOnce, backpressure: atOnce * READ_AHEAD },
  );
  for await (const article of rehearsed) if (article !== undefined) yield article;
}
