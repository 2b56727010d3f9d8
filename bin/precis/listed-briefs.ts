import type { BriefQuery, PrecisClient } from '../../client/client.ts';
import type { ListedBrief } from '../../functions/api/responses.ts';

/** What a command that prints briefs of a list is asked. */
export interface ListOptions {
  json: boolean;
  /** At most this many briefs. */
  limit: number;
  /** Filters of the API, by the names of its query parameters. */
  filters: BriefQuery;
}

/** The largest page that the API serves. */
const PAGE = 50;

/** The briefs that the filters match, the newest first: at most `most`, and no page is asked for beyond them. */
export async function* listedBriefs(
  client: PrecisClient,
  filters: BriefQuery,
  most: number,
): AsyncGenerator<ListedBrief> {
  let left = most;
  for await (const brief of client.eachBrief({ ...filters, limit: Math.min(PAGE, most) })) {
    yield brief;
    left -= 1;
    if (left <= 0) return;
  }
}
