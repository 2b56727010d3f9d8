import type { PrecisClient } from '../../client/client.ts';
import { instantLabel } from '../../functions/core/render/labels.ts';
import { changesPage } from './changes-page.ts';
import { EXIT } from './exit.ts';
import { counted, jsonLine, type Terminal } from './terminal.ts';

export interface ChangesOptions {
  /** Milliseconds since the epoch; the API's own default where it is absent. */
  since?: number;
  /** A watch's id; else over all briefs. */
  watch?: string;
  /** Days of silence after which an issue is quiet. */
  quietAfter?: number;
  quotes?: boolean;
  json?: boolean;
}

/** An instant as the API takes it; absent where it is not asked for. */
export function sinceOf({ since }: { since?: number }): { since?: string } {
  return since === undefined ? {} : { since: new Date(since).toISOString() };
}

/**
 * `precis changes`: prints what changed since a moment, by story, a line a change with where both ends are quoted from; with
 * `json` the answer as data. Says so where nothing changed, and where not all briefs could be read.
 * @returns the exit status: 0.
 * @throws ApiError as the API refuses.
 */
export async function printChanges(options: ChangesOptions, client: PrecisClient, terminal: Terminal): Promise<number> {
  const { watch, quietAfter, quotes = false, json = false } = options;
  const changes = await client.getChanges({ ...sinceOf(options), quiet: quietAfter }, watch);
  const { items, since, examined } = changes;
  terminal.out(json ? jsonLine(changes) : changesPage(changes, { quotes }));
  if (items.length === 0) {
    terminal.progress(`Nothing changed since ${instantLabel(since)}: ${counted(examined.briefs, 'brief')} read.`);
  }
  if (!examined.complete) {
    const reach = examined.from === null ? '' : `, back to ${instantLabel(examined.from)}`;
    terminal.progress(`There are more briefs than could be read: these are the newest ${examined.briefs}${reach}.`);
  }
  return EXIT.ok;
}
