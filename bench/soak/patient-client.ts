import pMap from 'p-map';
import { PipelineError } from '../../bin/precis/errors.ts';
import { ApiError, type BriefQuery, type PrecisClient } from '../../client/client.ts';
import type { ListedBrief } from '../../functions/api/responses.ts';

const TRIES = 20;
const PAUSE_MS = 100;

/** Asks the API again where it is out of order for a moment: faults are injected into its requests, too. */
async function patiently<T>(ask: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await ask();
    } catch (error) {
      const isBusy = error instanceof ApiError && (error.status >= 500 || error.status === 429);
      // A kept connection that the API closes just as it is used again.
      const isCut = error instanceof PipelineError;
      if (!(isBusy || isCut) || tries === TRIES) throw error;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}

/** Every brief of a list, page by page of `limit`, as it came. */
export async function listAll(client: PrecisClient, query: BriefQuery, limit: number): Promise<ListedBrief[]> {
  const items: ListedBrief[] = [];
  let cursor: string | undefined;
  do {
    const asked = { ...query, limit, cursor };
    const page = await patiently(() => client.listBriefs(asked));
    items.push(...page.items);
    cursor = page.next;
  } while (cursor !== undefined);
  return items;
}

/** What the API answers, or the status with which it refuses. */
export async function answerOrStatus<T>(ask: () => Promise<T>): Promise<T | number> {
  try {
    return await patiently(ask);
  } catch (error) {
    if (error instanceof ApiError) return error.status;
    throw error;
  }
}

/** What the API is asked at the same time. */
const AT_ONCE = 4;

/** Asks of each of the values, a few at a time. */
export async function eachOf<T>(values: readonly T[], ask: (value: T) => Promise<void>): Promise<void> {
  await pMap(values, ask, { concurrency: AT_ONCE });
}
