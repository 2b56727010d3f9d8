import { headVersionOfBrief } from '../functions/core/identity.ts';
import { briefKey, type Position, parsePosition } from '../functions/core/store/keys.ts';
import { isExpired } from '../functions/core/store/retention.ts';
import { parseBriefState, STATE_ATTRIBUTES } from '../functions/core/store/stored-brief.ts';
import { type Table, TIME_TO_LIVE } from '../functions/core/store/table.ts';
import { currentParts, uploadPostingsOf } from '../functions/core/store/upload-head.ts';
import type { Upload } from '../functions/core/store/upload-status.ts';

/** Where the articles of a file are found in the table: those that have a brief or a refusal, or are about to. */
export async function uploadPostings(table: Table, uploadId: string): Promise<Position[]> {
  return (await uploadPostingsOf(table, uploadId)).flatMap(({ sk }) => parsePosition(sk) ?? []);
}

/** An article that readers see of a file though its head does not have it. */
export interface Stray {
  readonly articleId: string;
  /** `revision.parserGeneration` of what they see. */
  readonly headVersion: string;
}

/**
 * The articles that readers see of a file though its head does not have them: whoever was to bury them, or to write the
 * head, has not come to it.
 * @param postings as `uploadPostings` gives them.
 * @param now milliseconds since the epoch.
 */
export async function strayArticles(
  table: Table,
  upload: Upload | undefined,
  postings: readonly Position[],
  now: number,
): Promise<Stray[]> {
  const parts = upload === undefined ? new Set() : currentParts(upload.record);
  const others = new Set(postings.map(({ briefId }) => briefId).filter((briefId) => !parts.has(briefId)));
  const items = await table.batchGet([...others].map(briefKey), [...STATE_ATTRIBUTES, TIME_TO_LIVE]);
  const states = items.filter(({ expiresAt }) => !isExpired(expiresAt, now)).map(parseBriefState);
  return states
    .filter(({ state }) => state !== 'removed')
    .map(({ briefId, version }) => ({ articleId: briefId, headVersion: headVersionOfBrief(version) }));
}
