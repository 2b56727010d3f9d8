import { headVersionOfBrief } from '../functions/core/identity.ts';
import { ARTICLES_PREFIX } from '../functions/core/manifest.ts';
import { briefKey } from '../functions/core/store/keys.ts';
import { isExpired } from '../functions/core/store/retention.ts';
import { type BriefState, parseBriefState, STATE_ATTRIBUTES } from '../functions/core/store/stored-brief.ts';
import { TIME_TO_LIVE } from '../functions/core/store/table.ts';
import { inGroups } from './in-groups.ts';
import type { StackAccess } from './stack-access.ts';
import { type StagedListing, stagedGroups, stagedListing } from './staged-listing.ts';

/** An article of the archive, as it is staged. */
export interface ArchivedArticle {
  /** All staged versions, the oldest first. */
  readonly staged: readonly [StagedListing, ...StagedListing[]];
  /** What the table says of it; undefined where it says nothing (any more). */
  readonly state: BriefState | undefined;
}

/** Articles that are looked up in the table at a time (DynamoDB API Reference, BatchGetItem: 100). */
const ARTICLES_AT_ONCE = 100;

/**
 * Every article that is staged, with what the table says of it, a page of each at a time.
 * @param now milliseconds since the epoch.
 * @throws what the clients throw.
 */
export async function* archivedArticles(
  { s3, stagedBucket, table }: Pick<StackAccess, 's3' | 'stagedBucket' | 'table'>,
  now: number,
): AsyncGenerator<ArchivedArticle, void, undefined> {
  const groups = stagedGroups(stagedListing(s3, stagedBucket, ARTICLES_PREFIX));
  for await (const some of inGroups(groups, ARTICLES_AT_ONCE)) {
    const keys = some.map(([{ id }]) => briefKey(id));
    const items = await table.batchGet(keys, [...STATE_ATTRIBUTES, TIME_TO_LIVE]);
    const known = items.filter(({ expiresAt }) => !isExpired(expiresAt, now)).map(parseBriefState);
    const states = new Map(known.map((state) => [state.briefId, state]));
    for (const staged of some) yield { staged, state: states.get(staged[0].id) };
  }
}

/** The staged text of what readers see of an article; undefined where they see nothing of it. */
export function stagedOfLive({ staged, state }: ArchivedArticle): StagedListing | undefined {
  if (state?.state !== 'live') return undefined;
  const shown = headVersionOfBrief(state.version);
  return staged.find(({ headVersion }) => headVersion === shown);
}
