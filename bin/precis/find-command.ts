import type { PrecisClient } from '../../client/client.ts';
import type { ListedBrief, Match } from '../../functions/api/responses.ts';
import { type ListOptions, listedBriefs } from './listed-briefs.ts';
import { jsonLine, printableLine, type Terminal } from './terminal.ts';

const LIST_NAMES: Readonly<Record<Match['list'], string>> = {
  headline: 'headline',
  summary: 'summary',
  parties: 'party',
  positions: 'position',
  measures: 'measure',
  unresolvedIssues: 'open issue',
  risks: 'risk',
  upsides: 'hope',
};

/** One place as lines: what it is and says, and below it its quote, unless that is the same. */
export function placeLines({ list, itemId, text, evidence }: Match): string[] {
  const address = itemId === undefined ? '' : `  ${itemId}`;
  const said = `  ${LIST_NAMES[list].padEnd(10)}  ${printableLine(text)}${address}`;
  if (evidence === undefined) return [said];
  const place = `¶${evidence.paragraph + 1}`;
  const quote = evidence.quote === text ? '' : ` “${printableLine(evidence.quote)}”`;
  return [said, `${' '.repeat(14)}${place}${quote}`];
}

function briefLines(brief: ListedBrief): string {
  const dated = brief.datedAt?.slice(0, 10) ?? 'undated';
  const outlet = brief.source === null ? '' : `, ${printableLine(brief.source)}`;
  const head = `${printableLine(brief.headline)}  (${dated}${outlet})  ${brief.briefId}`;
  return `${[head, ...(brief.matches ?? []).flatMap(placeLines)].join('\n')}\n\n`;
}

/** An argument as the search reads it: a shell has taken off the quotes of a phrase, as in `precis find "heavy weapons"`. */
function searchTerm(argument: string): string {
  return /^[^"“”„‟*]*\s[^"“”„‟*]*$/u.test(argument) ? `"${argument}"` : argument;
}

/**
 * `precis find WORDS`: prints what the briefs say of some words, each place with its quote, the newest brief first; with
 * `json` a line a brief. Says so where nothing is found.
 * @param words the arguments, all of which must be in a brief; several words in one are a phrase.
 * @returns the exit status: 0.
 * @throws ApiError as the API refuses.
 */
export async function findInBriefs(
  words: readonly string[],
  options: ListOptions,
  client: PrecisClient,
  terminal: Terminal,
): Promise<number> {
  let found = 0;
  const q = [...words.map(searchTerm), options.filters.q].filter(Boolean).join(' ');
  for await (const brief of listedBriefs(client, { ...options.filters, q }, options.limit)) {
    terminal.out(options.json ? jsonLine(brief) : briefLines(brief));
    found += 1;
  }
  if (found === 0) terminal.progress('No brief has these words.');
  return 0;
}
