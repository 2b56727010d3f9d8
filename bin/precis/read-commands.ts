import type { PrecisClient } from '../../client/client.ts';
import { requireBriefAddress } from './brief-id.ts';
import { type ListOptions, listedBriefs } from './listed-briefs.ts';
import { jsonLine, printableLine, type Terminal } from './terminal.ts';

/** `precis get ID`: prints the brief as Markdown, or as JSON. @throws ApiError as the API refuses */
export async function getBrief(
  id: string,
  options: { json: boolean },
  client: PrecisClient,
  terminal: Terminal,
): Promise<number> {
  requireBriefAddress(id);
  terminal.out(options.json ? jsonLine(await client.getBrief(id)) : await client.getBriefPage(id, 'text/markdown'));
  return 0;
}

/** `precis list`: prints a line a brief, newest first; with `json` the card. Says so where there is none. @throws ApiError as the API refuses */
export async function listBriefs(options: ListOptions, client: PrecisClient, terminal: Terminal): Promise<number> {
  let found = 0;
  for await (const card of listedBriefs(client, options.filters, options.limit)) {
    const dated = card.datedAt?.slice(0, 10) ?? 'undated   ';
    const source = card.source === null ? '' : `  (${printableLine(card.source)})`;
    terminal.out(
      options.json ? jsonLine(card) : `${card.briefId}  ${dated}  ${printableLine(card.headline)}${source}\n`,
    );
    found += 1;
  }
  if (found === 0) terminal.progress('There is no such brief.');
  return 0;
}
